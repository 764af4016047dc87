package dev.ringfence.attest.replay.validate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// How a command ended on one tree.
///
/// @param end how it ended
/// @param status its exit status; empty where it was ended
/// @param tests the tests that its JUnit files name, and how each went
/// @param figure what a benchmark measured
/// @param seconds how long it ran
/// @param notes what limits did not hold, what could not be read
/// @param output the last lines that it printed
public record Outcome(
    End end,
    Optional<Integer> status,
    Map<String, TestState> tests,
    OptionalDouble figure,
    double seconds,
    List<String> notes,
    String output) {
  /// How a command ended.
  public enum End {
    /// With status 0.
    PASSED,
    /// With another one.
    FAILED,
    /// It ran too long, and was ended.
    TIME,
    /// It printed too much, and was ended.
    OUTPUT,
    /// It could not be started.
    NOT_RUN
  }

  /// How a test went.
  public enum TestState {
    PASSED,
    FAILED,
    SKIPPED
  }

  public Outcome {
    tests = new TreeMap<>(tests);
    notes = List.copyOf(notes);
  }

  private static final int SHOWN = 160;

  /// How many tests went so.
  public long count(TestState state) {
    return tests.values().stream().filter(state::equals).count();
  }

  /// For a reader, in a line.
  public String summary() {
    String how =
        switch (end) {
          case PASSED -> "passed";
          case FAILED -> "failed with status " + status.orElse(-1);
          case TIME -> "ended: it ran too long";
          case OUTPUT -> "ended: it printed too much";
          case NOT_RUN -> "could not be run";
        };
    if (!tests.isEmpty()) {
      how +=
          ", "
              + count(TestState.PASSED)
              + " of "
              + (tests.size() - count(TestState.SKIPPED))
              + " tests passed";
    }
    if (figure.isPresent()) {
      how += ", measured " + figure.getAsDouble();
    }
    String last = output.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
    String said = notes.isEmpty() || end != End.NOT_RUN ? last.strip() : notes.getFirst();
    return end == End.PASSED || said.isEmpty()
        ? how
        : how + ": " + (said.length() > SHOWN ? said.substring(0, SHOWN) + "..." : said);
  }
}
