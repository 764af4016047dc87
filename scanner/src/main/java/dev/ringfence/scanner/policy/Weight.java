package dev.ringfence.scanner.policy;

import java.util.ArrayList;
import java.util.List;

/// What a finding weighs after some steps of a verdict, and each step's reason.
///
/// @param severity how much it matters
/// @param score the severity on a scale from 0 to 10
/// @param excused whether it does not fail, whatever its severity
/// @param reasons one for each step that had something to say
record Weight(Severity severity, double score, boolean excused, List<String> reasons) {
  Weight {
    reasons = List.copyOf(reasons);
  }

  /// The same with a fact for the reader.
  Weight because(String reason) {
    return with(severity, score, reason);
  }

  /// At most this severity and score.
  Weight atMost(Severity most, double mostScore, String reason) {
    return with(severity.compareTo(most) > 0 ? most : severity, Math.min(score, mostScore), reason);
  }

  /// Another severity and score.
  Weight with(Severity other, double otherScore, String reason) {
    List<String> more = new ArrayList<>(reasons);
    more.add(reason);
    return new Weight(other, otherScore, excused, more);
  }

  /// The same, which does not fail.
  Weight excuse() {
    return new Weight(severity, score, true, reasons);
  }
}
