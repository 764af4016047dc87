package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;

/// A report for people as it is written: what comes from elsewhere cannot end a line, move the
/// cursor or hide. Line breaks are those that the renderer itself writes, as characters.
final class ReportText {
  private final StringBuilder out = new StringBuilder();

  /// Text that may come from elsewhere, within a line.
  ReportText append(Object text) {
    out.append(VisibleText.line(String.valueOf(text)));
    return this;
  }

  /// A character of our own.
  ReportText append(char own) {
    out.append(own);
    return this;
  }

  /// Text of our own, with line breaks and colors.
  ReportText own(String text) {
    out.append(text);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
