package dev.ringfence.scanner.scan;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.blast.BlastCalculator;
import dev.ringfence.scanner.blast.Coverage;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.BlastSettings;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The blast radii of the files of a change, as the repository was before it.
///
/// @param byPath those that are known
/// @param fault why they could not be computed, though the policy asks for them: some ring may be
///   too low then
public record BlastRadii(Map<String, Landing.Blast> byPath, Optional<String> fault) {
  public BlastRadii {
    byPath = Map.copyOf(byPath);
  }

  /// Computes them, where the policy asks for it.
  ///
  /// @param before the commit before the change; empty where there is none
  public static BlastRadii of(
      GitChanges git, Optional<String> before, ZonePolicy policy, List<Change> changes) {
    if (policy.blastRadius().mode() == BlastSettings.Mode.OFF || before.isEmpty()) {
      return new BlastRadii(Map.of(), Optional.empty());
    }
    try {
      if (!git.isCommit(before.get())) {
        return failed("a tree has no history", policy);
      }
      Map<String, Landing.Blast> computed = new HashMap<>();
      try (BlastCalculator calculator =
          BlastCalculator.open(git, before.get(), policy, Coverage.NONE)) {
        List<FileChange> files =
            changes.stream()
                .flatMap(change -> change.files().stream())
                .filter(file -> !policy.place(file.path()).ignored())
                .toList();
        calculator
            .of(files)
            .forEach(
                radius -> radius.summary().ifPresent(blast -> computed.put(radius.path(), blast)));
      }
      return new BlastRadii(computed, Optional.empty());
    } catch (RingfenceException fault) {
      return failed(fault.diagnostic().message(), policy);
    } catch (IOException | UncheckedIOException fault) {
      return failed(String.valueOf(fault.getMessage()), policy);
    }
  }

  private static BlastRadii failed(String why, ZonePolicy policy) {
    return new BlastRadii(
        Map.of(),
        Optional.of(
            "the blast radius, which "
                + policy.source().file().orElse("the policy")
                + " asks for, could not be computed: "
                + why));
  }

  /// Those that are known, where none is missing; else a fault.
  public Map<String, Landing.Blast> complete() {
    if (fault.isPresent()) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "blast/unknown", fault.get(), "see what `ringfence blast --diff RANGE` says"));
    }
    return byPath;
  }

  /// The changes, which are not wholly checked where the radii are not known.
  List<Change> mark(List<Change> changes) {
    return fault.isEmpty()
        ? changes
        : changes.stream().map(change -> change.withFault(fault.get())).toList();
  }
}
