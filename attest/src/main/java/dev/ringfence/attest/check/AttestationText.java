package dev.ringfence.attest.check;

import java.util.List;

/// The outcome for a terminal of 80 columns.
public final class AttestationText {
  private static final int WIDTH = 80;

  private AttestationText() {}

  /// The text.
  public static String of(AttestationReport report) {
    StringBuilder out = new StringBuilder();
    wrap(out, "", summary(report));
    report
        .change()
        .ifPresent(change ->
            wrap(
                out,
                "  ",
                change.files().size()
                    + (change.files().size() == 1 ? " file" : " files")
                    + ", highest ring: "
                    + report.ring().id()
                    + (change.files().isEmpty()
                        ? ""
                        : " (" + change.filesIn(report.ring()).getFirst().path() + ")")));
    int number = 1;
    for (Remark remark : report.remarks()) {
      out.append('\n');
      String head = number++ + ". ";
      String indent = " ".repeat(head.length());
      wrap(
          out,
          head,
          indent,
          (remark.level() == Remark.Level.ADVICE
                  ? "advice: "
                  : remark.level() == Remark.Level.UNCHECKED ? "NOT CHECKED: " : "")
              + remark.message()
              + " ["
              + remark.code()
              + "]");
      wrap(out, indent + "why: ", indent + "     ", remark.why());
      wrap(out, indent + "do:  ", indent + "     ", remark.remedy());
    }
    if (!report.notes().isEmpty() || report.remarks().isEmpty()) {
      out.append('\n');
    }
    report.notes().forEach(note -> wrap(out, "note: ", "      ", note));
    wrap(out, "policy: ", "        ", report.policy());
    return out.toString();
  }

  /// One sentence.
  static String summary(AttestationReport report) {
    int errors = report.remarks(Remark.Level.ERROR).size();
    int unchecked = report.remarks(Remark.Level.UNCHECKED).size();
    String said =
        switch (report.said().decision()) {
          case NONE -> "it says that no AI was used";
          case USED -> "it says that AI was used";
          case BOTH -> "it says both that AI was used and that it was not";
          case UNSAID -> "it does not say whether AI was used";
        };
    if (unchecked > 0) {
      return "attestation: NOT everything could be checked; " + said;
    }
    if (errors > 0) {
      return "attestation: " + count(errors, "thing") + " to do; " + said;
    }
    int advice = report.remarks(Remark.Level.ADVICE).size();
    return "attestation: complete"
        + (advice > 0 ? ", with " + count(advice, "piece") + " of advice" : "")
        + "; "
        + said;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static void wrap(StringBuilder out, String head, String text) {
    wrap(out, head, head, text);
  }

  private static void wrap(StringBuilder out, String head, String indent, String text) {
    StringBuilder line = new StringBuilder(head);
    boolean empty = true;
    for (String word : List.of(text.split(" ", -1))) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        out.append(line).append('\n');
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    out.append(line).append('\n');
  }
}
