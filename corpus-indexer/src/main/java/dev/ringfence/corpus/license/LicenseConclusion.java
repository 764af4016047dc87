package dev.ringfence.corpus.license;

import java.util.List;
import java.util.Optional;

/// The license of a file and all evidence for it.
///
/// @param expression the SPDX expression; empty where nothing says one
/// @param category its category, [Category#UNSTATED] without an expression
/// @param networkCopyleft whether serving over a network triggers it
/// @param evidence all evidence, the deciding one first
public record LicenseConclusion(
    Optional<String> expression,
    Category category,
    boolean networkCopyleft,
    List<LicenseEvidence> evidence) {
  public LicenseConclusion {
    evidence = List.copyOf(evidence);
  }

  /// Concludes from evidence: the most specific method that yields an expression decides.
  public static LicenseConclusion of(List<LicenseEvidence> evidence) {
    List<LicenseEvidence> ordered =
        evidence.stream().sorted((a, b) -> a.method().compareTo(b.method())).toList();
    for (LicenseEvidence first : ordered) {
      LicenseEvidence item = moreExact(first, ordered);
      Optional<SpdxExpression> parsed = item.parsed();
      if (parsed.isPresent()) {
        SpdxExpression expression = parsed.get();
        return new LicenseConclusion(
            Optional.of(expression.toString()),
            expression.category(),
            expression.isNetworkCopyleft(),
            ordered);
      }
    }
    return new LicenseConclusion(Optional.empty(), Category.UNSTATED, false, ordered);
  }

  /// A mention of a GNU license without its version yields to evidence that names one of the
  /// family.
  private static LicenseEvidence moreExact(LicenseEvidence vague, List<LicenseEvidence> ordered) {
    if (!vague.detail().endsWith(LicenseHeader.NO_VERSION)) {
      return vague;
    }
    String family = vague.expression().substring(0, vague.expression().indexOf('-') + 1);
    return ordered.stream()
        .filter(item ->
            item.expression().startsWith(family)
                && !item.detail().endsWith(LicenseHeader.NO_VERSION)
                && item.method().compareTo(vague.method()) > 0)
        .findFirst()
        .orElse(vague);
  }

  /// The evidence that decided; empty where none did.
  public Optional<LicenseEvidence> deciding() {
    return evidence.stream()
        .map(item -> moreExact(item, evidence))
        .filter(item -> item.parsed().isPresent())
        .findFirst();
  }

  /// Whether evidence of another method has another category: a conflict to show.
  public boolean isContested() {
    return evidence.stream()
        .flatMap(item -> item.parsed().stream())
        .anyMatch(other -> other.category().isPermissive() != category.isPermissive());
  }
}
