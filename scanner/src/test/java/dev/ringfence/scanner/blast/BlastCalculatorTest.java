package dev.ringfence.scanner.blast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.BlastSettings;
import dev.ringfence.scanner.policy.BlastSettings.Dimension;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlastCalculatorTest {
  private static final LocalDate START = LocalDate.of(2020, 1, 1);
  private static final LocalDate END = LocalDate.of(2026, 1, 1);

  @TempDir Path temp;
  private TestRepository repository;

  private static String python(int lines, int version) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("value_").append(i).append(" = ").append(i < version ? -i : i).append('\n');
    }
    return text.toString();
  }

  /*
   * p/old.py: 40 lines of 2020, never changed. p/hot.py: changed with p/partner.py and its test ten
   * times. Six files use p/old.py.
   */
  @BeforeEach
  void makeHistory() throws IOException {
    repository = new TestRepository(temp.resolve("repo"));
    repository.write("p/__init__.py", "").write("p/old.py", python(40, 0));
    for (int i = 0; i < 6; i++) {
      repository.write("p/user" + i + ".py", "from p import old\nx = old.value_" + i + "\n");
    }
    repository.write("data.bin", "\0\0").write("notes.txt", "text\n");
    repository.commit(START);
    for (int i = 1; i <= 10; i++) {
      repository.write("p/hot.py", "from p import user0\n" + python(20, i));
      repository.write("p/partner.py", python(20, i));
      repository.write("p/tests/test_hot.py", python(5, i));
      repository.commit(LocalDate.of(2023, 6, 1).plusMonths(3L * i));
    }
  }

  private BlastCalculator open(GitChanges git, ZonePolicy policy) throws IOException {
    return BlastCalculator.open(git, "HEAD", policy, Coverage.NONE);
  }

  private BlastRadius of(String path) throws IOException {
    return of(path, ZonePolicy.defaultPolicy());
  }

  private BlastRadius of(String path, ZonePolicy policy) throws IOException {
    try (GitChanges git = GitChanges.open(repository.root());
        BlastCalculator calculator = open(git, policy)) {
      return calculator.of(path);
    }
  }

  private static double value(BlastRadius radius, Dimension dimension) {
    return part(radius, dimension).value().orElseThrow();
  }

  private static BlastRadius.Part part(BlastRadius radius, Dimension dimension) {
    return radius.dimensions().stream()
        .filter(part -> part.dimension() == dimension)
        .findFirst()
        .orElseThrow();
  }

  private static String raw(BlastRadius radius, String measure) {
    return radius.dimensions().stream()
        .flatMap(part -> part.measures().stream())
        .filter(each -> each.name().equals(measure))
        .map(BlastRadius.Measure::raw)
        .findFirst()
        .orElse("none");
  }

  @Test
  void computesByTheFormulas() throws IOException {
    BlastRadius old = of("p/old.py");
    assertEquals("6 files, no tests", raw(old, "fan-in"));
    double fanIn = (Math.log(7) - Math.log(2)) / (Math.log(31) - Math.log(2));
    assertTrue(value(old, Dimension.IMPACT) >= fanIn - 1e-9);
    // From 2020-01-01 to the last commit, 2025-12-01.
    double age =
        java.time.temporal.ChronoUnit.DAYS.between(START, LocalDate.of(2025, 12, 1)) / 365.25;
    assertEquals(age / (age + 2.4), value(old, Dimension.LIFESPAN), 1e-9);
    assertEquals(0, value(old, Dimension.ROLLBACK));
    assertEquals(1, value(old, Dimension.TESTABILITY));
    double highest = Math.max(value(old, Dimension.IMPACT), value(old, Dimension.LIFESPAN));
    double mean =
        0.30 * value(old, Dimension.IMPACT)
            + 0.15 * value(old, Dimension.LIFESPAN)
            + 0.15 * value(old, Dimension.TESTABILITY);
    assertEquals(100 * (0.5 * highest + 0.5 * mean), old.score().orElseThrow(), 1e-9);
  }

  @Test
  void countsWhatChangesTogether() throws IOException {
    BlastRadius hot = of("p/hot.py");
    assertEquals("2 files (5 commits and 30 % in common)", raw(hot, "files that change with it"));
    assertEquals("0 import it, 1 change with it", raw(hot, "tests"));
    double coupled = (Math.log(3) - Math.log(2)) / (Math.log(16) - Math.log(2));
    assertEquals(coupled, value(hot, Dimension.ROLLBACK), 1e-9);
    assertEquals(0.5, value(hot, Dimension.TESTABILITY), 1e-9);
    assertTrue(value(hot, Dimension.LIFESPAN) < value(of("p/old.py"), Dimension.LIFESPAN));
    assertTrue(hot.hotspot().orElseThrow() == 0, "no function");
  }

  @Test
  void declaredOraclesAndCoverageCount() throws IOException {
    ZonePolicy policy =
        PolicyFile.parse(
            "p",
            "version = 1\n[[zone]]\nname = \"n\"\nring = \"inner\"\npaths = [\"p/**\"]\noracles = [\"reference-values\"]\n");
    assertEquals(0.7, value(of("p/old.py", policy), Dimension.TESTABILITY), 1e-9);
    Path lcov = Files.writeString(temp.resolve("lcov"), "SF:p/old.py\nDA:1,1\nDA:2,0\n");
    try (GitChanges git = GitChanges.open(repository.root());
        BlastCalculator calculator =
            BlastCalculator.open(git, "HEAD", policy, Coverage.read(java.util.List.of(lcov)))) {
      assertEquals(1 - 0.25 - 0.3, value(calculator.of("p/old.py"), Dimension.TESTABILITY), 1e-9);
    }
  }

  @Test
  void theUnknownStaysUnknownAndGivesItsWeightUp() throws IOException {
    TestRepository fresh = new TestRepository(temp.resolve("fresh"));
    fresh.write("a.py", "x = 1\n").write("b.go", "package b\n");
    fresh.commit(END);
    try (GitChanges git = GitChanges.open(fresh.root());
        BlastCalculator calculator = open(git, ZonePolicy.defaultPolicy())) {
      BlastRadius radius = calculator.of("a.py");
      assertTrue(part(radius, Dimension.LIFESPAN).value().isEmpty());
      assertTrue(
          part(radius, Dimension.ROLLBACK).unknown().orElseThrow().contains("only 1 commits"));
      assertEquals(
          1, radius.dimensions().stream().mapToDouble(BlastRadius.Part::weight).sum(), 1e-9);
      assertEquals(0, part(radius, Dimension.LIFESPAN).weight());
      assertTrue(radius.why().contains("unknown: lifespan, rollback"), radius.why());
      assertTrue(part(calculator.of("b.go"), Dimension.IMPACT).unknown().isPresent());
    }
    repository.git(
        "clone",
        "--quiet",
        "--depth",
        "1",
        repository.root().toUri().toString(),
        temp.resolve("shallow").toString());
    try (GitChanges git = GitChanges.open(temp.resolve("shallow"));
        BlastCalculator calculator = open(git, ZonePolicy.defaultPolicy())) {
      assertTrue(
          part(calculator.of("p/old.py"), Dimension.LIFESPAN)
              .unknown()
              .orElseThrow()
              .contains("shallow"));
    }
  }

  @Test
  void aChangeCountsByWhatItTouches() throws IOException {
    StringBuilder hard = new StringBuilder("def easy(a):\n    return a\n\n\ndef hard(a):\n");
    for (int i = 0; i < 30; i++) {
      hard.append("    if a == ").append(i).append(":\n        return ").append(i).append("\n");
    }
    repository.write("p/code.py", hard.toString());
    repository.commit(END);
    repository.write("p/code.py", hard.toString().replace("return a\n", "return a + 1\n"));
    String easy = repository.commit(END.plusDays(1));
    repository.write(
        "p/code.py",
        hard.toString().replace("return a\n", "return a + 1\n").replace("== 3:", "== 33:"));
    String touched = repository.commit(END.plusDays(2));
    try (GitChanges git = GitChanges.open(repository.root());
        BlastCalculator calculator = open(git, ZonePolicy.defaultPolicy())) {
      BlastRadius small = calculator.of(git.range(easy).files().getFirst());
      BlastRadius large = calculator.of(git.range(touched).files().getFirst());
      assertEquals("1 paths", raw(small, "cyclomatic complexity, hardest touched function"));
      assertEquals("31 paths", raw(large, "cyclomatic complexity, hardest touched function"));
      assertTrue(large.score().orElseThrow() > small.score().orElseThrow());
      assertEquals("1 lines", raw(large, "lines added"));
    }
  }

  @Test
  void aChangeOfThePastCountsWhatCameAfter() throws IOException {
    repository.write("p/past.py", "a = 1\nb = 2\nc = 3\n");
    repository.commit(END);
    repository.write("p/past.py", "a = 1\nb = 2\nnew = 4\nnewer = 5\nc = 3\n");
    String change = repository.commit(END.plusDays(1));
    repository.git("tag", "v1");
    // Above it: moves it, does not touch it.
    repository.write("p/past.py", "top = 0\na = 1\nb = 2\nnew = 4\nnewer = 5\nc = 3\n");
    repository.commit(END.plusDays(2));
    // On it.
    repository.write("p/past.py", "top = 0\na = 1\nb = 2\nnew = 44\nnewer = 5\nc = 3\n");
    repository.commit(END.plusDays(3));
    // Below it.
    repository.write("p/past.py", "top = 0\na = 1\nb = 2\nnew = 44\nnewer = 5\nc = 33\n");
    repository.commit(END.plusDays(4));
    repository.git("tag", "v2");
    try (GitChanges git = GitChanges.open(repository.root());
        BlastCalculator calculator = open(git, ZonePolicy.defaultPolicy())) {
      BlastRadius radius = calculator.of(git.range(change).files().getFirst(), change, "HEAD");
      assertEquals("1 commits", raw(radius, "later commits on its lines"));
      assertEquals("2 tags", raw(radius, "tags that contain it"));
    }
  }

  @Test
  void aPublicSignatureCountsInFull() throws IOException {
    String module = "__all__ = ['area']\n\n\ndef area(r):\n    return r\n";
    repository.write("p/api.py", module);
    repository.commit(END);
    repository.write("p/api.py", module.replace("    return r", "    return r * r"));
    String body = repository.commit(END.plusDays(1));
    repository.write("p/api.py", module.replace("area(r):", "area(r, s):"));
    String signature = repository.commit(END.plusDays(2));
    try (GitChanges git = GitChanges.open(repository.root());
        BlastCalculator calculator = open(git, ZonePolicy.defaultPolicy())) {
      assertEquals(0, value(calculator.of(git.range(body).files().getFirst()), Dimension.IMPACT));
      assertEquals(
          1, value(calculator.of(git.range(signature).files().getFirst()), Dimension.IMPACT));
    }
  }

  @Test
  void theCacheChangesNothing() throws IOException {
    BlastRadius cold = of("p/hot.py");
    assertEquals(cold, of("p/hot.py"));
    try (Stream<Path> kept = Files.walk(repository.root().resolve(".git/ringfence"))) {
      for (Path file : kept.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        // Cut off, and no cache at all.
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
      }
    }
    assertEquals(cold, of("p/hot.py"));
    // A new commit is read on top of what is kept.
    repository.write("p/hot.py", "from p import user0\n" + python(20, 15));
    repository.commit(END);
    BlastRadius warm = of("p/hot.py");
    repository.git(
        "clone", "--quiet", repository.root().toString(), temp.resolve("clone").toString());
    try (GitChanges git = GitChanges.open(temp.resolve("clone"));
        BlastCalculator calculator = open(git, ZonePolicy.defaultPolicy())) {
      assertEquals(calculator.of("p/hot.py"), warm);
    }
  }

  @Test
  void cutOffsHaveAHysteresis() {
    BlastSettings settings = BlastSettings.DEFAULT;
    assertEquals(Ring.INNER, settings.suggested(65));
    assertEquals(Ring.MIDDLE, settings.suggested(64.9));
    assertEquals(Ring.OUTER, settings.suggested(34.9));
    assertEquals(Ring.MIDDLE, settings.suggested(69.9, Ring.MIDDLE));
    assertEquals(Ring.INNER, settings.suggested(70, Ring.MIDDLE));
    assertEquals(Ring.INNER, settings.suggested(60, Ring.INNER));
    assertEquals(Ring.MIDDLE, settings.suggested(59.9, Ring.INNER));
    assertEquals(Ring.OUTER, settings.suggested(10, Ring.INNER));
  }

  @Test
  void agreementOfRanks() {
    var points =
        Stream.of(
                new RankAgreement.Point(90, Ring.INNER),
                new RankAgreement.Point(50, Ring.MIDDLE),
                new RankAgreement.Point(10, Ring.OUTER))
            .toList();
    assertEquals(1, RankAgreement.of(points).tau().orElseThrow(), 1e-9);
    assertEquals(1, RankAgreement.of(points).innerAbove().orElseThrow(), 1e-9);
    var reversed =
        points.stream()
            .map(point -> new RankAgreement.Point(-point.score(), point.ring()))
            .toList();
    assertEquals(-1, RankAgreement.of(reversed).tau().orElseThrow(), 1e-9);
    assertTrue(RankAgreement.of(points.subList(0, 1)).tau().isEmpty());
  }
}
