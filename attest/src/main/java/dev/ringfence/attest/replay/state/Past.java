package dev.ringfence.attest.replay.state;

import java.util.List;

/// What came of one record in one run: a point of its drift over time.
///
/// @param run the run
/// @param day when it began
/// @param record the record
/// @param classes the class of each sample
/// @param similarity the mean similarity of the samples that could be compared; below 0 for none
/// @param mergedTaint the score of the merged code's worst finding; 0 for none
/// @param replayedTaint the score of the samples' worst finding
/// @param mergedFails how many findings of the merged code fail
/// @param replayedFails how many findings of the samples fail
/// @param model the model as the provider named it; empty where it did not
/// @param index the digest of the index
public record Past(
    String run,
    String day,
    String record,
    List<String> classes,
    double similarity,
    double mergedTaint,
    double replayedTaint,
    int mergedFails,
    int replayedFails,
    String model,
    String index) {
  public Past {
    classes = List.copyOf(classes);
  }
}
