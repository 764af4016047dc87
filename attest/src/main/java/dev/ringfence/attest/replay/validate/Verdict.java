package dev.ringfence.attest.replay.validate;

import dev.ringfence.scanner.policy.ReplaySettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A command on the replayed tree against the same on the merged tree.
///
/// @param name the command
/// @param state what it says
/// @param reason why, for a reader
public record Verdict(String name, State state, String reason) {
  /// What a command says of the replayed tree.
  public enum State {
    /// It does there what it does on the merged tree.
    HOLDS,
    /// It does worse.
    WORSE,
    /// On the merged tree it does not pass either: it says nothing.
    SAYS_NOTHING;

    /// Its name in reports.
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int SHOWN = 5;

  /// Compares two outcomes.
  public static Verdict of(ReplaySettings.Validation command, Outcome merged, Outcome replayed) {
    if (command.benchmark().isPresent()) {
      return benchmark(command.name(), command.benchmark().get(), merged, replayed);
    }
    boolean tests = !merged.tests().isEmpty();
    if (!tests && merged.end() != Outcome.End.PASSED) {
      return new Verdict(
          command.name(), State.SAYS_NOTHING, "on the merged tree: " + merged.summary());
    }
    if (tests && merged.count(Outcome.TestState.PASSED) == 0) {
      return new Verdict(command.name(), State.SAYS_NOTHING, "on the merged tree no test passes");
    }
    if (!tests) {
      return replayed.end() == Outcome.End.PASSED
          ? new Verdict(command.name(), State.HOLDS, "passes on both trees")
          : new Verdict(command.name(), State.WORSE, replayed.summary());
    }
    List<String> lost =
        merged.tests().entrySet().stream()
            .filter(test -> test.getValue() == Outcome.TestState.PASSED)
            .map(Map.Entry::getKey)
            .filter(test -> replayed.tests().get(test) != Outcome.TestState.PASSED)
            .toList();
    if (!lost.isEmpty()) {
      return new Verdict(
          command.name(),
          State.WORSE,
          lost.size()
              + " of "
              + merged.count(Outcome.TestState.PASSED)
              + " tests that pass on the merged tree do not: "
              + String.join(", ", lost.stream().limit(SHOWN).toList())
              + (lost.size() > SHOWN ? ", ..." : ""));
    }
    if (merged.end() == Outcome.End.PASSED && replayed.end() != Outcome.End.PASSED) {
      return new Verdict(command.name(), State.WORSE, replayed.summary());
    }
    return new Verdict(
        command.name(),
        State.HOLDS,
        "all "
            + merged.count(Outcome.TestState.PASSED)
            + " tests that pass on the merged tree pass");
  }

  private static Verdict benchmark(
      String name, ReplaySettings.Benchmark benchmark, Outcome merged, Outcome replayed) {
    if (merged.end() != Outcome.End.PASSED || merged.figure().isEmpty()) {
      return new Verdict(
          name,
          State.SAYS_NOTHING,
          "on the merged tree: "
              + merged.summary()
              + (merged.figure().isEmpty() ? ", no figure found" : ""));
    }
    if (replayed.end() != Outcome.End.PASSED || replayed.figure().isEmpty()) {
      return new Verdict(
          name,
          State.WORSE,
          replayed.summary() + (replayed.figure().isEmpty() ? ", no figure found" : ""));
    }
    double was = merged.figure().getAsDouble();
    double is = replayed.figure().getAsDouble();
    double worse =
        was == 0
            ? (is == was ? 0 : benchmark.lowerIsBetter() == is > 0 ? 1e9 : -1e9)
            : (benchmark.lowerIsBetter() ? is - was : was - is) / Math.abs(was);
    String said =
        String.format(
            Locale.ROOT,
            "%.4g on the merged tree, %.4g on the replayed one (%+.1f %%, worse up to %.1f %% holds)",
            was,
            is,
            was == 0 ? 0.0 : 100 * (is - was) / Math.abs(was),
            100 * benchmark.tolerance());
    return new Verdict(name, worse > benchmark.tolerance() ? State.WORSE : State.HOLDS, said);
  }

  /// Whether commands say that two trees do the same: one at least says so, and none otherwise.
  public static boolean areEquivalent(List<Verdict> verdicts) {
    return verdicts.stream().anyMatch(verdict -> verdict.state() == State.HOLDS)
        && verdicts.stream().noneMatch(verdict -> verdict.state() == State.WORSE);
  }

  /// The first that says that it does worse.
  public static Optional<Verdict> worst(List<Verdict> verdicts) {
    return verdicts.stream().filter(verdict -> verdict.state() == State.WORSE).findFirst();
  }
}
