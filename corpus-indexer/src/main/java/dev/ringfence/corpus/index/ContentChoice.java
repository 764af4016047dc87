package dev.ringfence.corpus.index;

import java.io.IOException;
import java.util.function.IntPredicate;

/// Which contents' functions are wanted, told from what is known of contents alone: where functions
/// lie on other machines, only those of chosen contents are read. The same contents are chosen in
/// whatever order they come.
@FunctionalInterface
public interface ContentChoice {
  /// Chooses.
  ///
  /// @param seeds how many contents hold each feature, and as postings which, once or more often;
  ///   the functions that they name are not looked at
  IntPredicate among(FunctionSeeds seeds) throws IOException;
}
