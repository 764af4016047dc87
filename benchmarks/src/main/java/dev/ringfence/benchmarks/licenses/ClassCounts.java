package dev.ringfence.benchmarks.licenses;

import dev.ringfence.corpus.license.Category;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Files by the class of license that they are under and the class that was found: precision and
/// recall of each class with Wilson intervals of 95 %.
final class ClassCounts {
  /// What matters of a license.
  enum LicenseClass {
    /// The GPL and its like.
    COPYLEFT,
    /// The LGPL, the MPL, GPL with an exception for linking.
    LIMITED,
    /// Attribution at most.
    PERMISSIVE,
    /// Not free, or free to read alone.
    OTHER,
    /// No license stated.
    NONE;

    static LicenseClass of(Category category) {
      return switch (category) {
        case COPYLEFT -> COPYLEFT;
        case COPYLEFT_LIMITED -> LIMITED;
        case PERMISSIVE, PUBLIC_DOMAIN -> PERMISSIVE;
        case UNSTATED -> NONE;
        case SOURCE_AVAILABLE, PROPRIETARY_FREE, FREE_RESTRICTED, COMMERCIAL -> OTHER;
      };
    }

    /// Whether it asks for source.
    boolean isCopyleft() {
      return this == COPYLEFT || this == LIMITED;
    }
  }

  private final Map<LicenseClass, Map<LicenseClass, Integer>> foundByTruth =
      new EnumMap<>(LicenseClass.class);
  private int files;
  private int sameSide;
  private int missed;
  private int alarms;

  void add(LicenseClass truth, LicenseClass found) {
    files++;
    foundByTruth
        .computeIfAbsent(truth, key -> new EnumMap<>(LicenseClass.class))
        .merge(found, 1, Integer::sum);
    sameSide += truth.isCopyleft() == found.isCopyleft() ? 1 : 0;
    missed += truth.isCopyleft() && !found.isCopyleft() ? 1 : 0;
    alarms += !truth.isCopyleft() && found.isCopyleft() ? 1 : 0;
  }

  private int count(LicenseClass truth, LicenseClass found) {
    return foundByTruth.getOrDefault(truth, Map.of()).getOrDefault(found, 0);
  }

  /// Prints a table with a row a class.
  void print() {
    System.out.println("\n| class | files | found | precision, % | recall, % |");
    System.out.println("|---|---|---|---|---|");
    for (LicenseClass each : LicenseClass.values()) {
      int are = 0;
      int said = 0;
      for (LicenseClass other : LicenseClass.values()) {
        are += count(each, other);
        said += count(other, each);
      }
      int right = count(each, each);
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %,d | %s | %s |%n",
          each.name().toLowerCase(Locale.ROOT),
          are,
          said,
          share(right, said),
          share(right, are));
    }
    System.out.printf(
        Locale.ROOT,
        "%nright side (copyleft or not): %s of %,d files; copyleft missed %d, permissive or silent files"
            + " called copyleft %d%n",
        share(sameSide, files),
        files,
        missed,
        alarms);
  }

  /// A share in percent with its Wilson interval.
  static String share(int right, int of) {
    if (of == 0) {
      return "";
    }
    double z = 1.96;
    double p = right / (double) of;
    double center = (p + z * z / (2 * of)) / (1 + z * z / of);
    double half = z * Math.sqrt(p * (1 - p) / of + z * z / (4.0 * of * of)) / (1 + z * z / of);
    return String.format(
        Locale.ROOT,
        "%.1f (%.1f to %.1f)",
        100 * p,
        100 * Math.max(0, center - half),
        100 * Math.min(1, center + half));
  }
}
