package dev.ringfence.attest.check;

import dev.ringfence.corpus.diagnostic.VisibleText;

/// The outcome as workflow commands of GitHub Actions, which shows them beside the files.
public final class AttestationAnnotations {
  private AttestationAnnotations() {}

  /// The commands, one a line.
  public static String of(AttestationReport report) {
    StringBuilder out = new StringBuilder();
    for (Remark remark : report.remarks()) {
      String level = remark.level() == Remark.Level.ADVICE ? "notice" : "error";
      out.append("::").append(level).append(' ');
      remark.path().ifPresent(path -> out.append("file=").append(property(path)).append(','));
      String title =
          remark.level() == Remark.Level.UNCHECKED
              ? "AI disclosure: NOT checked"
              : "AI disclosure: " + remark.message();
      String text =
          remark.level() == Remark.Level.UNCHECKED
              ? remark.message() + ". " + remark.remedy()
              : remark.remedy() + ". Why: " + remark.why();
      out.append("title=").append(property(title)).append("::").append(data(text)).append('\n');
    }
    return out.toString();
  }

  private static String data(String text) {
    return VisibleText.line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
