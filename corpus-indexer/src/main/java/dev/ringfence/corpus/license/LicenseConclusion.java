package dev.ringfence.corpus.license;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    if (isBareText(vague)) {
      // The text of a GNU license leaves "or any later version" to whoever applies it.
      String later = vague.expression().replace("-only", "-or-later");
      return ordered.stream()
          .filter(item -> item.expression().equals(later) && item.method() != vague.method())
          .findFirst()
          .orElse(vague);
    }
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

  private static boolean isBareText(LicenseEvidence item) {
    return (item.method() == Method.FOLDER_LICENSE || item.method() == Method.LICENSE_FILE)
        && item.expression().matches("[AL]?GPL-[0-9.]+-only")
        && item.detail().contains("of the text of");
  }

  /// What speaks of one file; other methods speak of a folder or the whole work.
  private static final Set<Method> OF_A_FILE =
      EnumSet.of(
          Method.REUSE_OVERRIDE,
          Method.SPDX_TAG,
          Method.REUSE,
          Method.DEBIAN_COPYRIGHT,
          Method.HEADER,
          Method.PHRASE);

  /// Evidence as near to the file as what decided that reads as permissive where the conclusion
  /// does not: a header against a tag, or the LICENSE of the work against its metadata. A general
  /// license that the file's own notice departs from is no conflict.
  public Optional<LicenseEvidence> permissiveReading() {
    Optional<LicenseEvidence> deciding = deciding();
    if (category.isPermissive() || deciding.isEmpty()) {
      return Optional.empty();
    }
    boolean ofFile = OF_A_FILE.contains(deciding.get().method());
    return evidence.stream()
        .filter(item -> OF_A_FILE.contains(item.method()) == ofFile)
        .filter(item -> item.parsed().map(e -> e.category().isPermissive()).orElse(false))
        .findFirst();
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
