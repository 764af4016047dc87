package dev.ringfence.corpus.index;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// What a look-up of features of functions found: how many contents hold each, and which functions,
/// as postings.
public final class FunctionSeeds {
  private final int[] frequencies;
  private int[] features = new int[256];
  private int[] blobs = new int[256];
  private int[] units = new int[256];
  private int size;

  /// Nothing found yet.
  ///
  /// @param asked how many features are looked up
  public FunctionSeeds(int asked) {
    frequencies = new int[asked];
  }

  /// In how many contents a feature is, given as its index in the array that was looked up.
  public int frequency(int feature) {
    return frequencies[feature];
  }

  /// How many postings were followed.
  public int size() {
    return size;
  }

  /// The feature of a posting, as its index in the array that was looked up.
  public int feature(int posting) {
    return features[posting];
  }

  /// The content of a posting.
  public int blob(int posting) {
    return blobs[posting];
  }

  /// The number of the function in its content, from 0, in the order of its text.
  public int unit(int posting) {
    return units[posting];
  }

  /// Counts contents that hold a feature; returns how many do by now.
  public int count(int feature, int contents) {
    frequencies[feature] += contents;
    return frequencies[feature];
  }

  /// Adds a posting.
  public void add(int feature, int blob, int unit) {
    if (size == features.length) {
      features = Arrays.copyOf(features, size * 2);
      blobs = Arrays.copyOf(blobs, size * 2);
      units = Arrays.copyOf(units, size * 2);
    }
    features[size] = feature;
    blobs[size] = blob;
    units[size++] = unit;
  }

  /// Takes the postings of contents out that were not chosen; frequencies stay.
  public void keep(IntPredicate contents) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (contents.test(blobs[i])) {
        features[kept] = features[i];
        blobs[kept] = blobs[i];
        units[kept++] = units[i];
      }
    }
    size = kept;
  }

  /// Takes the postings out whose feature is in more contents than this.
  public void dropAbove(int maxFrequency) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (frequencies[features[i]] <= maxFrequency) {
        features[kept] = features[i];
        blobs[kept] = blobs[i];
        units[kept++] = units[i];
      }
    }
    size = kept;
  }
}
