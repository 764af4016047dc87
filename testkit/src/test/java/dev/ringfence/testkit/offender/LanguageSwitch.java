package dev.ringfence.testkit.offender;

import dev.ringfence.fingerprints.source.Language;

final class LanguageSwitch {
  private LanguageSwitch() {}

  static boolean hasBraces(Language language) {
    return switch (language) {
      case PYTHON, FORTRAN -> false;
      default -> true;
    };
  }
}
