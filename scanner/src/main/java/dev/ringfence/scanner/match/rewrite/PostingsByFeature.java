package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.fingerprints.statement.Feature;
import java.util.Arrays;

/// The postings of a look-up, those of each feature together.
final class PostingsByFeature {
  private final FunctionSeeds seeds;
  private final int[] starts;
  private final int[] postings;

  /// The contents of each feature, once somebody asked for them: pieces share features.
  private final int[][] contents;

  /// Sorts.
  ///
  /// @param asked how many features were looked up
  PostingsByFeature(FunctionSeeds seeds, int asked) {
    this.seeds = seeds;
    contents = new int[asked][];
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

  /// Adds what a feature counts to each function that has it.
  void addToFunctions(SharedBits shared, int feature, double bits, Feature kind) {
    for (int at = starts[feature]; at < starts[feature + 1]; at++) {
      shared.add(seeds.blob(postings[at]), seeds.unit(postings[at]), bits, kind);
    }
  }

  /// Adds it to each content that has it, once, as if it were one function.
  void addToContents(SharedBits shared, int feature, double bits, Feature kind) {
    if (contents[feature] == null) {
      contents[feature] = distinctContents(feature);
    }
    for (int content : contents[feature]) {
      shared.add(content, 0, bits, kind);
    }
  }

  private int[] distinctContents(int feature) {
    int[] all = new int[starts[feature + 1] - starts[feature]];
    for (int i = 0; i < all.length; i++) {
      all[i] = seeds.blob(postings[starts[feature] + i]);
    }
    Arrays.sort(all);
    int kept = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[kept++] = all[i];
      }
    }
    return Arrays.copyOf(all, kept);
  }
}
