package dev.ringfence.corpus.license;

import java.util.Locale;
import java.util.Optional;

/// The names that people give licenses in package metadata.
final class LicenseNames {
  private LicenseNames() {}

  /// The SPDX id of a license as package metadata spells it; empty where it is not certain.
  static Optional<String> toSpdx(String name) {
    String low = name.toLowerCase(Locale.ROOT).replaceAll("[\\s,]+", " ").trim();
    if (low.isEmpty()) {
      return Optional.empty();
    }
    Optional<SpdxExpression> plain = SpdxExpression.parse(name);
    if (plain.isPresent() && LicenseCategories.of(plain.get().toString()) != Category.UNSTATED) {
      return plain.map(SpdxExpression::toString);
    }
    boolean later = low.contains("later") || low.contains("+");
    String suffix = later ? "-or-later" : "-only";
    if (low.contains("affero") || low.contains("agpl")) {
      return Optional.of("AGPL-3.0" + suffix);
    }
    if (low.contains("lesser") || low.contains("lgpl") || low.contains("library general")) {
      String version =
          low.contains("2.1")
              ? "2.1"
              : low.contains("3") ? "3.0" : low.contains("2") ? "2.0" : "2.1";
      return Optional.of("LGPL-" + version + suffix);
    }
    if (low.contains("gpl") || low.contains("gnu general public")) {
      String version = low.contains("3") ? "3.0" : low.contains("2") ? "2.0" : "1.0";
      String id = "GPL-" + version + (version.equals("1.0") ? "-or-later" : suffix);
      return Optional.of(
          low.contains("classpath") || low.contains("gpl2 w/ cpe") || low.contains("w/cpe")
              ? id + " WITH Classpath-exception-2.0"
              : id);
    }
    if (low.contains("apache")) {
      return Optional.of(low.contains("1.1") ? "Apache-1.1" : "Apache-2.0");
    }
    if (low.contains("eclipse public") || low.startsWith("epl")) {
      return Optional.of(low.contains("1.0") || low.contains("v10") ? "EPL-1.0" : "EPL-2.0");
    }
    if (low.contains("eclipse distribution") || low.startsWith("edl") || low.contains("bsd")) {
      return Optional.of(
          low.contains("2-clause") || low.contains("simplified") ? "BSD-2-Clause" : "BSD-3-Clause");
    }
    if (low.contains("mozilla public") || low.startsWith("mpl")) {
      return Optional.of(low.contains("1.1") ? "MPL-1.1" : "MPL-2.0");
    }
    if (low.matches("(the )?mit( license)?.*")) {
      return Optional.of("MIT");
    }
    if (low.contains("cddl") || low.contains("common development and distribution")) {
      return Optional.of(low.contains("1.1") ? "CDDL-1.1" : "CDDL-1.0");
    }
    if (low.contains("public domain")) {
      return Optional.of("LicenseRef-public-domain");
    }
    return Optional.empty();
  }
}
