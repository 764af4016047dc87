package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.license.Category;

/// The severity of a match by license category and ring, before evidence is looked at.
public final class SeverityTable {
  /// A severity and its score on the scale of CVSS, 0 to 10, as SARIF viewers sort it.
  public record Entry(Severity severity, double score) {}

  private SeverityTable() {}

  /// The entry for a category where a hunk lands.
  public static Entry of(Category category, Ring ring) {
    return switch (category) {
      case COPYLEFT -> pick(ring, Severity.ERROR, 9.1, Severity.ERROR, 7.5, Severity.WARNING, 5.0);
      case COPYLEFT_LIMITED ->
          pick(ring, Severity.ERROR, 8.0, Severity.WARNING, 6.0, Severity.NOTE, 3.5);
      case SOURCE_AVAILABLE, PROPRIETARY_FREE, FREE_RESTRICTED, COMMERCIAL ->
          pick(ring, Severity.ERROR, 8.5, Severity.ERROR, 7.0, Severity.WARNING, 4.5);
      case UNSTATED -> pick(ring, Severity.WARNING, 6.0, Severity.WARNING, 4.5, Severity.NOTE, 2.0);
      case PERMISSIVE, PUBLIC_DOMAIN ->
          pick(ring, Severity.WARNING, 4.0, Severity.NOTE, 2.0, Severity.NOTE, 1.0);
    };
  }

  private static Entry pick(
      Ring ring,
      Severity inner,
      double innerScore,
      Severity middle,
      double middleScore,
      Severity outer,
      double outerScore) {
    return switch (ring) {
      case INNER -> new Entry(inner, innerScore);
      case MIDDLE -> new Entry(middle, middleScore);
      case OUTER -> new Entry(outer, outerScore);
    };
  }
}
