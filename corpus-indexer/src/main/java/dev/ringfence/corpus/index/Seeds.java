package dev.ringfence.corpus.index;

import java.util.Arrays;

/// What a look-up of fingerprints found, in buffers that the next one overwrites: how many contents
/// hold each, and which, as postings.
public final class Seeds {
  private int[] frequencies = new int[0];
  private int[] terms = new int[1024];
  private int[] blobs = new int[1024];
  private int size;

  /// Nothing found yet.
  public Seeds() {}

  /// Empties it for a look-up of so many fingerprints.
  public void begin(int fingerprints) {
    if (frequencies.length < fingerprints) {
      frequencies = new int[fingerprints * 2];
    }
    Arrays.fill(frequencies, 0, fingerprints, 0);
    size = 0;
  }

  /// In how many contents a fingerprint is, given as its index in the array that was looked up.
  public int frequency(int fingerprint) {
    return frequencies[fingerprint];
  }

  /// How many postings were followed.
  public int size() {
    return size;
  }

  /// The fingerprint of a posting, as its index in the array that was looked up.
  public int fingerprint(int posting) {
    return terms[posting];
  }

  /// The content of a posting.
  public int blob(int posting) {
    return blobs[posting];
  }

  /// Counts contents that hold a fingerprint; returns how many do by now.
  public int count(int fingerprint, int contents) {
    frequencies[fingerprint] += contents;
    return frequencies[fingerprint];
  }

  /// Adds a posting.
  public void add(int fingerprint, int blob) {
    if (size == terms.length) {
      terms = Arrays.copyOf(terms, size * 2);
      blobs = Arrays.copyOf(blobs, size * 2);
    }
    terms[size] = fingerprint;
    blobs[size++] = blob;
  }

  /// Takes the postings out whose fingerprint is in more contents than this.
  public void dropAbove(int maxFrequency) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (frequencies[terms[i]] <= maxFrequency) {
        terms[kept] = terms[i];
        blobs[kept++] = blobs[i];
      }
    }
    size = kept;
  }
}
