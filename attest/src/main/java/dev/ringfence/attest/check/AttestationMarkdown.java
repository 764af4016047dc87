package dev.ringfence.attest.check;

import dev.ringfence.corpus.diagnostic.VisibleText;
import java.util.List;

/// The outcome as a comment on a pull request, for someone who may be here for the first time.
public final class AttestationMarkdown {
  /// The line by which the next run finds the comment and writes over it.
  public static final String MARK = "<!-- ringfence-attest -->";

  private AttestationMarkdown() {}

  /// The comment.
  public static String of(AttestationReport report) {
    StringBuilder out = new StringBuilder(MARK).append('\n');
    List<Remark> errors = report.remarks(Remark.Level.ERROR);
    List<Remark> unchecked = report.remarks(Remark.Level.UNCHECKED);
    List<Remark> advice = report.remarks(Remark.Level.ADVICE);
    if (!unchecked.isEmpty()) {
      out.append("### AI disclosure: NOT everything could be checked\n");
    } else if (!errors.isEmpty()) {
      out.append("### AI disclosure: ")
          .append(errors.size() == 1 ? "one thing" : errors.size() + " things")
          .append(" to do\n\n")
          .append("Thank you for this change. It touches the **")
          .append(report.ring().id())
          .append("** ring of the project")
          .append(
              report
                  .change()
                  .filter(change -> !change.files().isEmpty())
                  .map(change -> " (" + code(change.filesIn(report.ring()).getFirst().path()) + ")")
                  .orElse(""))
          .append(", so before a review please edit the description of the pull request:\n");
    } else {
      out.append("### AI disclosure: complete\n");
    }
    list(out, unchecked, "- ");
    list(out, errors, "1. ");
    if (!advice.isEmpty()) {
      out.append("\n<details><summary>")
          .append(advice.size() == 1 ? "One remark" : advice.size() + " remarks")
          .append(", nothing is held up by it</summary>\n");
      list(out, advice, "- ");
      out.append("\n</details>\n");
    }
    if (!report.notes().isEmpty()) {
      out.append('\n');
      report.notes().forEach(note -> out.append("- ").append(text(note)).append('\n'));
    }
    out.append("\n<sub>")
        .append(text(AttestationText.summary(report)))
        .append(". Policy: ")
        .append(text(report.policy()))
        .append(". That no tool left a mark proves nothing.</sub>\n");
    return VisibleText.lines(out.toString());
  }

  private static void list(StringBuilder out, List<Remark> remarks, String bullet) {
    String indent = " ".repeat(bullet.length());
    for (Remark remark : remarks) {
      out.append('\n')
          .append(bullet)
          .append("**")
          .append(text(sentence(remark.message())))
          .append("**\n")
          .append(indent)
          .append(text(sentence(remark.remedy())))
          .append("  \n")
          .append(indent)
          .append("*Why: ")
          .append(text(remark.why()))
          .append(".*\n");
    }
  }

  private static String sentence(String text) {
    String upper = text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    return upper.endsWith(".") ? upper : upper + ".";
  }

  /// A text that is no markup and calls nobody; code in backquotes stays code.
  private static String text(String text) {
    StringBuilder out = new StringBuilder();
    boolean code = false;
    String[] pieces = VisibleText.line(text).split("`", -1);
    for (int i = 0; i < pieces.length; i++) {
      if (i > 0) {
        // An odd one at the end opens nothing.
        boolean closes = code || i < pieces.length - 1;
        out.append(closes ? "`" : "\\`");
        code = closes && !code;
      }
      out.append(code ? pieces[i].replace("<!--", "<!- -") : escaped(pieces[i]));
    }
    return out.toString();
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\*_\\[\\]|#~])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }

  private static String code(String text) {
    return "`" + VisibleText.line(text).replace('`', '\'') + "`";
  }
}
