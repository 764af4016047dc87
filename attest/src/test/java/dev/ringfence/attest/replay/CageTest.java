package dev.ringfence.attest.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import dev.ringfence.attest.replay.validate.Cage;
import dev.ringfence.attest.replay.validate.Outcome;
import dev.ringfence.attest.replay.validate.Verdict;
import dev.ringfence.scanner.policy.ReplaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commands within limits, and what is made of how they end.
class CageTest {
  @TempDir Path temp;
  private Path tree;
  private final Cage cage = new Cage(name -> Optional.ofNullable(System.getenv(name)), false);

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectories(temp.resolve("tree"));
  }

  private static ReplaySettings.Validation command(
      double seconds, int memoryMb, int outputKb, String... argv) {
    return new ReplaySettings.Validation(
        "c",
        List.of(argv),
        new ReplaySettings.Limits(Duration.ofMillis((long) (seconds * 1000)), memoryMb, outputKb),
        List.of("reports/*.xml"),
        List.of(),
        Optional.empty());
  }

  @Test
  void aCommandEndsInManyWays() throws Exception {
    assertEquals(Outcome.End.PASSED, cage.run(command(30, 0, 64, "true"), tree).end());
    Outcome failed = cage.run(command(30, 0, 64, "sh", "-c", "echo why; exit 3"), tree);
    assertEquals(Outcome.End.FAILED, failed.end());
    assertEquals(Optional.of(3), failed.status());
    assertEquals("why", failed.output());
    assertEquals(
        Outcome.End.TIME, cage.run(command(0.3, 0, 64, "sh", "-c", "sleep 600"), tree).end());
    Outcome full = cage.run(command(30, 0, 8, "sh", "-c", "yes 0123456789"), tree);
    assertEquals(Outcome.End.OUTPUT, full.end());
    // Words are words: no shell reads them.
    Outcome words = cage.run(command(30, 0, 64, "echo", "$(id); *"), tree);
    assertEquals("$(id); *", words.output());
  }

  @Test
  void memoryIsLimitedWhereTheSystemCan() throws Exception {
    Outcome outcome =
        cage.run(
            command(
                60, 64, 64, "sh", "-c", "head -c 400000000 /dev/zero | tail -c 300000000 | wc -c"),
            tree);
    boolean limited = cage.notes().stream().noneMatch(note -> note.contains("not limited"));
    assertEquals(!limited, outcome.output().contains("300000000"), outcome.toString());
  }

  /// What a command leaves running is ended, also where it has left its parent.
  @Test
  void nothingGoesOnRunning() throws Exception {
    Path pid = temp.resolve("pid");
    Outcome outcome =
        cage.run(
            command(30, 0, 64, "sh", "-c", "(sleep 600 & echo $! > " + pid + ") & wait; exit 0"),
            tree);
    assertEquals(Outcome.End.PASSED, outcome.end(), outcome.toString());
    long left = Long.parseLong(Files.readString(pid).strip());
    Optional<ProcessHandle> handle = ProcessHandle.of(left);
    if (handle.isPresent()) {
      handle.get().onExit().get(30, java.util.concurrent.TimeUnit.SECONDS);
    }
    assertFalse(ProcessHandle.of(left).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void reportsAreReadAndTheirTricksAreNot() throws Exception {
    Files.createDirectories(tree.resolve("reports"));
    Files.writeString(
        tree.resolve("reports/stale.xml"),
        "<testsuite><testcase classname=\"old\" name=\"t\"/></testsuite>");
    Files.writeString(temp.resolve("secret"), "s3cret");
    Files.createSymbolicLink(tree.resolve("link.xml"), temp.resolve("secret"));
    Files.writeString(
        tree.resolve("entity.txt"),
        "<!DOCTYPE x [<!ENTITY e SYSTEM \""
            + temp.resolve("secret").toUri()
            + "\">]>"
            + "<testsuite><testcase name=\"&e;\"/></testsuite>");
    Files.writeString(
        tree.resolve("bomb.txt"),
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            + "<testsuite><testcase name=\"&b;\"/></testsuite>");
    Files.writeString(
        tree.resolve("good.txt"),
        "<testsuites><testsuite><testcase classname=\"a.B\" name=\"one\"/><testcase"
            + " classname=\"a.B\" name=\"two\"><failure message=\"m\"/></testcase><testcase"
            + " name=\"three\"><skipped/></testcase></testsuite></testsuites>");
    Outcome outcome =
        cage.run(
            command(
                30,
                0,
                64,
                "sh",
                "-c",
                "for f in entity bomb good; do cp $f.txt reports/$f.xml; done;"
                    + " ln -s ../link.xml reports/link.xml"),
            tree);
    assertEquals(
        Map.of(
            "a.B.one",
            Outcome.TestState.PASSED,
            "a.B.two",
            Outcome.TestState.FAILED,
            "three",
            Outcome.TestState.SKIPPED),
        outcome.tests());
    assertEquals(2, outcome.notes().size(), outcome.toString());
    assertFalse(outcome.toString().contains("s3cret"));
  }

  private static Outcome outcome(Outcome.End end, String tests, double figure) {
    Map<String, Outcome.TestState> states = new java.util.TreeMap<>();
    for (int i = 0; i < tests.length(); i++) {
      states.put(
          "t" + i,
          switch (tests.charAt(i)) {
            case '+' -> Outcome.TestState.PASSED;
            case '-' -> Outcome.TestState.FAILED;
            default -> Outcome.TestState.SKIPPED;
          });
    }
    return new Outcome(
        end,
        Optional.of(end == Outcome.End.PASSED ? 0 : 1),
        states,
        figure < 0 ? OptionalDouble.empty() : OptionalDouble.of(figure),
        1,
        List.of(),
        "");
  }

  @ParameterizedTest(name = "{0} {1} {2}, {3} {4} {5}: {6}")
  @CsvSource({
    "PASSED, '', -1, PASSED, '', -1, holds",
    "PASSED, '', -1, FAILED, '', -1, worse",
    "PASSED, '', -1, TIME, '', -1, worse",
    "FAILED, '', -1, PASSED, '', -1, says-nothing",
    "PASSED, '++', -1, PASSED, '++', -1, holds",
    "PASSED, '+s', -1, PASSED, '++', -1, holds",
    "PASSED, '++', -1, FAILED, '+-', -1, worse",
    "PASSED, '++', -1, PASSED, '+', -1, worse",
    "PASSED, '++', -1, PASSED, '', -1, worse",
    "FAILED, '+-', -1, FAILED, '+-', -1, holds",
    "FAILED, '+-', -1, FAILED, '-+', -1, worse",
    "FAILED, '--', -1, PASSED, '++', -1, says-nothing",
    "PASSED, '++', -1, FAILED, '+++-', -1, worse",
    "PASSED, '', 100, PASSED, '', 109, holds",
    "PASSED, '', 100, PASSED, '', 111, worse",
    "PASSED, '', 100, PASSED, '', 10, holds",
    "PASSED, '', 100, PASSED, '', -1, worse",
    "PASSED, '', 0, PASSED, '', 1, worse",
    "PASSED, '', 0, PASSED, '', 0, holds",
    "FAILED, '', 100, PASSED, '', 100, says-nothing",
  })
  void outcomesAreCompared(
      Outcome.End end,
      String tests,
      double figure,
      Outcome.End otherEnd,
      String otherTests,
      double otherFigure,
      String state) {
    ReplaySettings.Validation command =
        new ReplaySettings.Validation(
            "c",
            List.of("c"),
            new ReplaySettings.Limits(Duration.ofSeconds(1), 0, 1),
            List.of(),
            List.of(),
            figure < 0
                ? Optional.empty()
                : Optional.of(new ReplaySettings.Benchmark(Pattern.compile("(x)"), true, 0.1)));
    Verdict verdict =
        Verdict.of(
            command, outcome(end, tests, figure), outcome(otherEnd, otherTests, otherFigure));
    assertEquals(state, verdict.state().id(), verdict.toString());
    assertEquals(state.equals("holds"), Verdict.areEquivalent(List.of(verdict)));
    assertTrue(Verdict.areEquivalent(List.of()) == false);
  }
}
