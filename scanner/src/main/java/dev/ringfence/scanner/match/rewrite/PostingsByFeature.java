package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.corpus.index.FunctionSeeds;

/// The postings of a look-up, those of each feature together.
final class PostingsByFeature {
  private final int[] starts;
  private final int[] postings;

  /// Sorts.
  ///
  /// @param asked how many features were looked up
  PostingsByFeature(FunctionSeeds seeds, int asked) {
    starts = new int[asked + 1];
    for (int p = 0; p < seeds.size(); p++) {
      starts[seeds.feature(p) + 1]++;
    }
    for (int i = 0; i < asked; i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = starts.clone();
    postings = new int[seeds.size()];
    for (int p = 0; p < seeds.size(); p++) {
      postings[next[seeds.feature(p)]++] = p;
    }
  }

  /// Where the postings of a feature begin.
  int start(int feature) {
    return starts[feature];
  }

  /// Where they end.
  int end(int feature) {
    return starts[feature + 1];
  }

  /// The number of the posting that stands somewhere.
  int posting(int at) {
    return postings[at];
  }
}
