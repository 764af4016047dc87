package dev.ringfence.server.page;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.LicenseEvidence;
import java.util.List;

/// One piece of evidence for a license, in words.
///
/// @param where the file that says it, with the line
/// @param says what it says
/// @param method how it was found
/// @param detail what was seen
public record EvidenceView(String where, String says, String method, String detail) {
  static EvidenceView of(LicenseEvidence evidence) {
    return new EvidenceView(
        VisibleText.line(evidence.where() + (evidence.line() > 0 ? ":" + evidence.line() : "")),
        VisibleText.line(evidence.expression().isEmpty() ? "nothing" : evidence.expression()),
        method(evidence.method()),
        VisibleText.line(evidence.detail()));
  }

  static List<EvidenceView> of(LicenseConclusion license) {
    return license.evidence().stream().map(EvidenceView::of).toList();
  }

  private static String method(LicenseEvidence.Method method) {
    return switch (method) {
      case REUSE_OVERRIDE -> "REUSE.toml, which overrides the file";
      case SPDX_TAG -> "SPDX tag of the file";
      case REUSE -> "REUSE";
      case DEBIAN_COPYRIGHT -> "debian/copyright, for this file";
      case HEADER -> "header, matched against the SPDX list";
      case PHRASE -> "words in the header";
      case FOLDER_LICENSE -> "license text of the folder";
      case DEBIAN_DEFAULT -> "debian/copyright, for all files";
      case LICENSE_FILE -> "license text of the work";
      case METADATA -> "package metadata";
      case DECLARED -> "said when it was added";
    };
  }

  /// The color of a category: what asks for source stands out.
  static String tone(Category category) {
    return switch (category) {
      case PUBLIC_DOMAIN, PERMISSIVE -> "good";
      case UNSTATED -> "unknown";
      case COPYLEFT_LIMITED, SOURCE_AVAILABLE, PROPRIETARY_FREE, FREE_RESTRICTED -> "warn";
      case COMMERCIAL, COPYLEFT -> "bad";
    };
  }
}
