package dev.ringfence.server.web;

import dev.ringfence.corpus.diagnostic.VisibleText;

/// Text from elsewhere, in which nothing hides.
final class Shown {
  private Shown() {}

  static String text(String text) {
    return VisibleText.line(text);
  }
}
