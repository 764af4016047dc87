package dev.ringfence.scanner.scan;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.own.OwnSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What is scanned, and how.
///
/// @param changes the changes
/// @param judgement what judges them
/// @param language reads every file as this language, whatever its name
/// @param threshold the score from which on a match is a finding, in bits; empty for the engine's
/// @param limit stops the scan after some time: what was not scanned by then counts as not checked
/// @param own where the code is that the project had before; what is found in it too is its own
public record ScanRequest(
    List<Change> changes,
    Judgement judgement,
    Optional<Language> language,
    OptionalDouble threshold,
    TimeLimit limit,
    Optional<OwnSource> own) {
  public ScanRequest {
    changes = List.copyOf(changes);
  }

  /// A change as it was resolved, scanned as usual.
  public static ScanRequest of(ResolvedChange change) {
    return new ScanRequest(
        change.changes(),
        change.judgement(),
        Optional.empty(),
        OptionalDouble.empty(),
        TimeLimit.NONE,
        change.own());
  }

  /// How many files the changes touch.
  public int files() {
    return changes.stream().mapToInt(change -> change.files().size()).sum();
  }

  /// The same in one language.
  public ScanRequest in(Optional<Language> forced) {
    return new ScanRequest(changes, judgement, forced, threshold, limit, own);
  }

  /// The same from another score on.
  public ScanRequest from(OptionalDouble bits) {
    return new ScanRequest(changes, judgement, language, bits, limit, own);
  }

  /// The same within a time.
  public ScanRequest within(TimeLimit time) {
    return new ScanRequest(changes, judgement, language, threshold, time, own);
  }

  /// The same with other code as the project's own.
  public ScanRequest with(Optional<OwnSource> source) {
    return new ScanRequest(changes, judgement, language, threshold, limit, source);
  }
}
