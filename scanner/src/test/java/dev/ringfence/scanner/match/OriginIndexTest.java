package dev.ringfence.scanner.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.corpus.index.OriginWire;
import dev.ringfence.corpus.index.RemoteIndex;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkReader;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.testkit.MemoryIndex;
import dev.ringfence.testkit.OriginIndexContract;
import dev.ringfence.testkit.ShuffledIndex;
import dev.ringfence.testkit.TestIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds indexes to what a scan needs of them: one on disk, one that lost a work and one in memory
/// answer alike, and hunks match alike in all, although contents have other numbers in each.
class OriginIndexTest {
  @TempDir static Path shared;

  private static final int WORKS = 4;

  /// Seeded programs in C and Python, some of whose functions several works share.
  private static String program(Random random, boolean c, int functions) {
    StringBuilder text = new StringBuilder();
    for (int f = 0; f < functions; f++) {
      boolean common = random.nextInt(3) == 0;
      Random own = common ? new Random(random.nextInt(6)) : random;
      String name = (common ? "shared_" : "own_") + own.nextInt(1000);
      text.append(c ? "int " + name + "(int a, int b) {\n" : "def " + name + "(a, b):\n");
      int statements = 6 + own.nextInt(8);
      for (int s = 0; s < statements; s++) {
        String left = "v" + own.nextInt(12);
        String right = own.nextBoolean() ? "w" + own.nextInt(40) : String.valueOf(own.nextInt(99));
        String operator = List.of("+", "*", "-", "/", "%").get(own.nextInt(5));
        text.append("  ").append(left).append(" = ").append(right);
        text.append(' ').append(operator).append(" f").append(own.nextInt(9)).append("(b, ");
        text.append(own.nextInt(50)).append(c ? ");\n" : ")\n");
      }
      text.append(c ? "  return a;\n}\n" : "  return a\n");
    }
    return text.toString();
  }

  @BeforeAll
  static void makeIndexes() throws IOException {
    for (int w = 0; w < WORKS + 1; w++) {
      Path folder = Files.createDirectories(shared.resolve("w" + w));
      Random random = new Random(100 + w);
      for (int f = 0; f < 8; f++) {
        boolean c = f % 4 != 3;
        Files.writeString(
            folder.resolve("part" + f + (c ? ".c" : ".py")), program(random, c, 5 + f));
      }
    }
    // The second is written otherwise, and has lost a work.
    add("one", 0, 1, 2, 3);
    add("two", 4);
    add("two", 3, 1);
    add("two", 2, 0);
    TestIndex.run("remove", shared.resolve("two").toString(), "w4");
  }

  private static void add(String index, int... works) {
    for (int work : works) {
      TestIndex.add(
          shared.resolve(index),
          shared.resolve("w" + work),
          work == 1 ? "MIT" : "GPL-3.0-only",
          "--role",
          work == 1 ? "background" : "copyleft");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void oneInMemoryKeepsTheContract(long seed) throws IOException {
    try (CorpusIndex disk = CorpusIndex.open(shared.resolve("one"));
        MemoryIndex memory = MemoryIndex.copyOf(disk, seed)) {
      assertEquals(
          List.of(), OriginIndexContract.differences(disk, disk.blobs(), memory, seed, 60));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void oneThatLostAWorkAnswersAsIfItHadNeverHadIt(long seed) throws IOException {
    try (CorpusIndex disk = CorpusIndex.open(shared.resolve("one"));
        CorpusIndex other = CorpusIndex.open(shared.resolve("two"))) {
      List<String> differences =
          OriginIndexContract.differences(disk, disk.blobs(), other, seed, 60);
      // Serial numbers tell when a work was added, and only those may differ.
      differences.removeIf(each -> each.startsWith("works: "));
      assertEquals(List.of(), differences);
    }
  }

  /// An index asked over a wire, without the network; counts what it asks.
  private static final class DirectWire implements RemoteIndex.Wire {
    private final OriginIndex index;
    private int asked;

    DirectWire(OriginIndex index) {
      this.index = index;
    }

    @Override
    public byte[] about() throws IOException {
      return OriginWire.About.of(index, "one").encode();
    }

    @Override
    public byte[] ask(String state, OriginWire.Operation operation, byte[] question)
        throws IOException {
      asked++;
      assertEquals("one", state);
      assertEquals(Optional.of(operation), OriginWire.Operation.of(operation.id()));
      try {
        return OriginWire.answer(index, operation, question);
      } catch (OriginWire.InvalidQuestionException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(longs = {12, 13})
  void oneBehindAWireKeepsTheContract(long seed) throws IOException {
    try (CorpusIndex disk = CorpusIndex.open(shared.resolve("one"));
        RemoteIndex remote = RemoteIndex.open(new DirectWire(disk))) {
      assertEquals(
          List.of(), OriginIndexContract.differences(disk, disk.blobs(), remote, seed, 60));
    }
  }

  /// Whoever sends them: an answer, or a question that is refused, never anything else.
  @ParameterizedTest
  @ValueSource(longs = {14, 15})
  void questionsThatAreNoneAreRefused(long seed) throws IOException {
    Random random = new Random(seed);
    int refused = 0;
    try (CorpusIndex disk = CorpusIndex.open(shared.resolve("one"))) {
      for (int round = 0; round < 400; round++) {
        byte[] question = new byte[random.nextInt(40)];
        random.nextBytes(question);
        if (question.length > 3 && random.nextBoolean()) {
          // Plausible counts.
          question[0] = 0;
          question[1] = 0;
          question[2] = 0;
          question[3] = (byte) random.nextInt(9);
        }
        OriginWire.Operation[] all = OriginWire.Operation.values();
        try {
          OriginWire.answer(disk, all[random.nextInt(all.length)], question);
        } catch (OriginWire.InvalidQuestionException | RingfenceException e) {
          // The second where a number is of something else than a content.
          refused++;
        }
      }
    }
    assertTrue(refused > 100, "only " + refused);
  }

  /// What breaks the contract is told.
  @Test
  void anIndexWithAnotherWorkDoesNotPass() throws IOException {
    add("three", 0, 1, 2);
    try (CorpusIndex disk = CorpusIndex.open(shared.resolve("one"));
        CorpusIndex less = CorpusIndex.open(shared.resolve("three"))) {
      List<String> differences = OriginIndexContract.differences(disk, disk.blobs(), less, 6, 10);
      assertTrue(differences.size() > 10, differences.toString());
    }
  }

  private static HunkTokens hunk(List<String> lines, Language language) {
    Hunk hunk = new Hunk(1, lines, Collections.nCopies(lines.size(), true), 0);
    FileChange file =
        new FileChange(
            "x",
            Optional.empty(),
            FileChange.Kind.ADDED,
            List.of(hunk),
            Optional.of(String.join("\n", lines)));
    return new HunkReader().read(file, hunk, language);
  }

  private static List<String> matches(OriginIndex index, HunkTokens hunk) throws IOException {
    List<String> shown = new ArrayList<>();
    HunkMatcher matcher = new HunkMatcher(new Candidates(index), MatchParameters.shipped());
    for (Match match : matcher.match(hunk, 0)) {
      shown.add(
          String.format(
              Locale.ROOT,
              "%.9f %s/%s %s %s others %s permissive %s %s",
              match.evidence().score(),
              match.origin().file().workId(),
              match.origin().file().path(),
              match.hunk().lines(),
              match.origin().lines(),
              match.others().files().stream()
                  .map(o -> o.file().workId() + o.file().path() + o.share())
                  .toList(),
              match.others().permissive().size(),
              match.evidence()));
    }
    return shown;
  }

  @ParameterizedTest
  @ValueSource(longs = {16, 17})
  void oneInAnyOrderKeepsTheContract(long seed) throws IOException {
    try (CorpusIndex disk = CorpusIndex.open(shared.resolve("one"))) {
      ShuffledIndex shuffled = new ShuffledIndex(disk, seed);
      assertEquals(
          List.of(), OriginIndexContract.differences(disk, disk.blobs(), shuffled, seed, 60));
    }
  }

  @Test
  void hunksMatchAlikeInAll() throws IOException {
    int found = 0;
    try (CorpusIndex disk = CorpusIndex.open(shared.resolve("one"));
        CorpusIndex other = CorpusIndex.open(shared.resolve("two"));
        MemoryIndex memory = MemoryIndex.copyOf(disk, 9)) {
      DirectWire wire = new DirectWire(disk);
      RemoteIndex remote = RemoteIndex.open(wire);
      Random random = new Random(11);
      for (int round = 0; round < 60; round++) {
        int part = random.nextInt(8);
        boolean c = part % 4 != 3;
        List<String> lines =
            Files.readAllLines(
                shared.resolve("w" + random.nextInt(WORKS) + "/part" + part + (c ? ".c" : ".py")));
        int from = random.nextInt(lines.size() - 10);
        List<String> cut =
            lines.subList(from, Math.min(lines.size(), from + 8 + random.nextInt(60)));
        List<String> renamed = cut.stream().map(line -> line.replace("v1", "kept")).toList();
        HunkTokens hunk = hunk(renamed, c ? Language.C : Language.PYTHON);
        List<String> expected = matches(disk, hunk);
        assertEquals(expected, matches(memory, hunk), "round " + round);
        assertEquals(expected, matches(other, hunk), "round " + round);
        assertEquals(expected, matches(remote, hunk), "round " + round);
        assertEquals(expected, matches(new ShuffledIndex(disk, round), hunk), "round " + round);
        found += expected.size();
      }
      assertTrue(memory.sessions() > 0);
      assertTrue(wire.asked < 60 * 60, wire.asked + " questions for 60 hunks");
    }
    assertTrue(found > 60, "only " + found);
  }
}
