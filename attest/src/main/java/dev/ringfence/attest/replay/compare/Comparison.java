package dev.ringfence.attest.replay.compare;

import java.util.List;
import java.util.Optional;

/// How alike a merged and a replayed change are.
///
/// @param identical whether all files are the same, byte for byte
/// @param structural whether they do the same in the same way: names of locals, layout, comments
///   and the order of functions apart
/// @param similarity the share of changed code that is alike, token by token, 0 to 1
/// @param exact winnowed fingerprints in common, names as they are
/// @param renamed the same with all names alike
/// @param files the files that either of them touches
/// @param functions the functions that either of them changes
/// @param api what else can be called then and now
/// @param leftOut files that are not compared
public record Comparison(
    boolean identical,
    boolean structural,
    double similarity,
    Overlap exact,
    Overlap renamed,
    List<ComparedFile> files,
    List<FunctionPair> functions,
    ApiDelta api,
    List<String> leftOut) {
  public Comparison {
    files = List.copyOf(files);
    functions = List.copyOf(functions);
    leftOut = List.copyOf(leftOut);
  }

  /// Fingerprints in common.
  ///
  /// @param jaccard those in common over all
  /// @param containment those in common over those of the merged code
  public record Overlap(double jaccard, double containment) {}

  /// A file.
  ///
  /// @param path the file
  /// @param state `identical`, `structural`, `different`, `only-merged` or `only-replayed`
  /// @param ast of Java, whether the syntax trees are the same: `equal`, `different` or `unparsed`
  public record ComparedFile(String path, String state, Optional<String> ast) {}

  /// A function of the merged change beside the one of the replayed change that is most like it.
  ///
  /// @param merged the merged side; empty where it has none
  /// @param replayed the replayed side; empty where it has none
  /// @param share the share of their tokens that are alike
  /// @param state `equal`, `renamed`, `alike` or `alone`
  public record FunctionPair(
      Optional<Place> merged, Optional<Place> replayed, double share, String state) {}

  /// Where a function stands.
  public record Place(String path, String name, int firstLine, int lastLine) {}

  /// What can be called.
  ///
  /// @param added what only the replayed tree has
  /// @param removed what only the merged tree has
  public record ApiDelta(List<String> added, List<String> removed) {
    public ApiDelta {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }

    /// Whether there is none.
    public boolean isEmpty() {
      return added.isEmpty() && removed.isEmpty();
    }
  }
}
