package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.fingerprints.statement.Feature;
import java.util.Arrays;

/// Sums by function, in a table of open addresses: a hunk meets hundreds of thousands of postings.
final class SharedBits {
  private static final int UNIT_BITS = 16;

  private long[] keys = new long[1 << 10];
  private double[] statements = new double[1 << 10];
  private double[] literals = new double[1 << 10];
  private double[] numbers = new double[1 << 10];
  private final double mostOfNumbers;
  private int size;

  /// Sums.
  ///
  /// @param mostOfNumbers what numbers count for at most: tables have hundreds
  SharedBits(double mostOfNumbers) {
    this.mostOfNumbers = mostOfNumbers;
  }

  /// Adds to what a function shares.
  void add(int blob, int unit, double bits, Feature kind) {
    if (size * 2 >= keys.length) {
      grow();
    }
    // No key is 0.
    long key = (((long) blob + 1) << UNIT_BITS) | unit;
    int slot = slot(key);
    if (keys[slot] == 0) {
      keys[slot] = key;
      size++;
    }
    if (kind == Feature.NUMBER) {
      numbers[slot] += bits;
    } else if (kind.isLiteral()) {
      literals[slot] += bits;
    } else {
      statements[slot] += bits;
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9e3779b97f4a7c15L) >>> 33) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    double[] oldStatements = statements;
    double[] oldLiterals = literals;
    double[] oldNumbers = numbers;
    keys = new long[oldKeys.length * 2];
    statements = new double[keys.length];
    literals = new double[keys.length];
    numbers = new double[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        statements[slot] = oldStatements[i];
        literals[slot] = oldLiterals[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }

  /// The slots of the functions that share most: so many, and those that share as much as the last.
  /// None where no function shares `least`.
  int[] best(int most, double least) {
    double[] heaviest = new double[Math.min(most, size)];
    double highest = 0;
    int n = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != 0) {
        double sum = sum(slot);
        highest = Math.max(highest, sum);
        if (n < heaviest.length) {
          heaviest[n] = sum;
          if (n == heaviest.length - 1) {
            // An ascending array is a heap with the least on top.
            Arrays.sort(heaviest);
          }
        } else if (sum > heaviest[0]) {
          heaviest[0] = sum;
          sink(heaviest);
        }
        n++;
      }
    }
    if (n == 0 || highest < least) {
      return new int[0];
    }
    double cut = n > most ? heaviest[0] : 0;
    int[] slots = new int[n];
    int kept = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != 0 && sum(slot) >= cut) {
        slots[kept++] = slot;
      }
    }
    // Where a great many share as little as the last of them, they are left out.
    if (kept > 2 * most) {
      int fewer = 0;
      for (int i = 0; i < kept; i++) {
        if (sum(slots[i]) > cut) {
          slots[fewer++] = slots[i];
        }
      }
      kept = fewer;
    }
    return Arrays.copyOf(slots, kept);
  }

  private static void sink(double[] heap) {
    int at = 0;
    for (int child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= heap[at]) {
        return;
      }
      double value = heap[at];
      heap[at] = heap[child];
      heap[child] = value;
      at = child;
    }
  }

  int blob(int slot) {
    return (int) (keys[slot] >>> UNIT_BITS) - 1;
  }

  int unit(int slot) {
    return (int) keys[slot] & ((1 << UNIT_BITS) - 1);
  }

  double statements(int slot) {
    return statements[slot];
  }

  double literals(int slot) {
    return literals[slot] + Math.min(numbers[slot], mostOfNumbers);
  }

  private double sum(int slot) {
    return statements[slot] + literals(slot);
  }
}
