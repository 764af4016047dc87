package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.fingerprints.statement.Feature;
import java.util.Arrays;
import java.util.BitSet;

/// Tells by what all functions of a content share with a piece, which contents may hold a function
/// that shares much: none of them shares more. Bounds what is read of an index of any size.
final class LikelyContents {
  private final int most;
  private final double mostOfNumbers;

  /// Contents by open addresses, and their numbers here.
  private int[] blobs = new int[1 << 10];

  private int[] numbers = new int[1 << 10];
  private int size;

  /// The content of each posting.
  private final int[] holders;

  private final double[] bits;
  private final double[] ofNumbers;

  /// The feature that a content was last added for: a posting a function names it more than once.
  private final int[] lastAdded;

  private int feature;
  private final BitSet chosen = new BitSet();

  /// Counts the contents of a look-up.
  ///
  /// @param most contents that are chosen for each piece
  /// @param mostOfNumbers what numbers count for at most
  LikelyContents(FunctionSeeds seeds, int most, double mostOfNumbers) {
    this.most = most;
    this.mostOfNumbers = mostOfNumbers;
    holders = new int[seeds.size()];
    for (int p = 0; p < holders.length; p++) {
      holders[p] = number(seeds.blob(p), true);
    }
    bits = new double[size];
    ofNumbers = new double[size];
    lastAdded = new int[size];
  }

  private static int slot(int blob, int mask) {
    return ((blob * 0x9e3779b1) >>> 7) & mask;
  }

  private int number(int blob, boolean add) {
    int mask = blobs.length - 1;
    int slot = slot(blob, mask);
    // Numbers start at 1 in the table.
    while (numbers[slot] != 0 && blobs[slot] != blob) {
      slot = (slot + 1) & mask;
    }
    if (numbers[slot] == 0 && add) {
      blobs[slot] = blob;
      numbers[slot] = ++size;
      if (size * 2 >= blobs.length) {
        grow();
        return size - 1;
      }
    }
    return numbers[slot] - 1;
  }

  private void grow() {
    int[] oldBlobs = blobs;
    int[] oldNumbers = numbers;
    blobs = new int[oldBlobs.length * 2];
    numbers = new int[blobs.length];
    int mask = blobs.length - 1;
    for (int i = 0; i < oldBlobs.length; i++) {
      if (oldNumbers[i] != 0) {
        int slot = slot(oldBlobs[i], mask);
        while (numbers[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        blobs[slot] = oldBlobs[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }

  /// Whether there are so few that all may be read.
  boolean all() {
    return size <= most;
  }

  /// Starts with what holds a feature of the piece.
  void beginFeature() {
    feature++;
  }

  /// Adds what the feature counts to the content of a posting, once.
  void add(int posting, double weight, Feature kind) {
    int holder = holders[posting];
    if (lastAdded[holder] == feature) {
      return;
    }
    lastAdded[holder] = feature;
    if (kind == Feature.NUMBER) {
      ofNumbers[holder] += weight;
    } else {
      bits[holder] += weight;
    }
  }

  /// Chooses those that share most with the piece that was added, and those that share as much as
  /// the last; none where no content shares `least`.
  void endPiece(double least) {
    double[] sums = new double[size];
    for (int i = 0; i < size; i++) {
      sums[i] = bits[i] + Math.min(ofNumbers[i], mostOfNumbers);
    }
    double[] ascending = sums.clone();
    Arrays.sort(ascending);
    if (size > 0 && ascending[size - 1] >= least) {
      double cut = size > most ? ascending[size - most] : 0;
      // Where a great many share as little as the last of them, they are left out.
      boolean ties = size > 2 * most && ascending[size - 2 * most] == cut;
      for (int i = 0; i < size; i++) {
        if (ties ? sums[i] > cut : sums[i] >= cut) {
          chosen.set(i);
        }
      }
    }
    Arrays.fill(bits, 0);
    Arrays.fill(ofNumbers, 0);
  }

  /// Whether a content was chosen for any piece.
  boolean chosen(int blob) {
    int number = number(blob, false);
    return number >= 0 && chosen.get(number);
  }
}
