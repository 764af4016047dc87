package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.Unchecked;
import java.util.ArrayList;
import java.util.List;

/// Findings as workflow commands of GitHub Actions, which shows them beside the lines. It shows ten
/// of each level a step; the failing ones come first, and what is left out is said.
public final class AnnotationRenderer implements ReportRenderer {
  private static final int SHOWN = 10;

  /// A renderer.
  public AnnotationRenderer() {}

  @Override
  public String render(ScanReport result) {
    StringBuilder out = new StringBuilder();
    List<String> unchecked = new ArrayList<>();
    for (Unchecked item : result.unchecked()) {
      if (item.incomplete()) {
        unchecked.add(VisibleText.line(item.place() + ": " + item.reason()));
      }
    }
    if (!unchecked.isEmpty()) {
      command(
          out, "error", "", "Ringfence: NOT everything was checked", String.join("\n", unchecked));
    }
    if (!result.notes().isEmpty()) {
      command(
          out,
          "notice",
          "",
          "Ringfence",
          String.join("\n", result.notes().stream().map(VisibleText::line).toList()));
    }
    for (Severity level : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)) {
      List<ReportedFinding> found =
          result.findings().stream().filter(finding -> level(finding) == level).toList();
      boolean oneIsTaken =
          (level == Severity.ERROR && !unchecked.isEmpty())
              || (level == Severity.NOTE && !result.notes().isEmpty());
      int room = SHOWN - (oneIsTaken ? 1 : 0);
      for (ReportedFinding finding : found.subList(0, Math.min(room, found.size()))) {
        Lines lines = finding.place().hunk().lines().getFirst();
        command(
            out,
            level == Severity.NOTE ? "notice" : level.id(),
            "file="
                + property(VisibleText.line(finding.path()))
                + ",line="
                + lines.first()
                + ",endLine="
                + lines.last()
                + ",",
            "Ringfence: looks like "
                + VisibleText.line(finding.origin().licenseOr("unlicensed"))
                + " code",
            VisibleText.line(SarifRenderer.message(finding)));
      }
      if (found.size() > room) {
        out.append(found.size() - room)
            .append(" more of level ")
            .append(level.id())
            .append(" are in the full report.\n");
      }
    }
    return out.toString();
  }

  /// One that someone answers for is no alarm.
  private static Severity level(ReportedFinding finding) {
    return finding.isAccepted() ? Severity.NOTE : finding.severity();
  }

  private static void command(
      StringBuilder out, String level, String place, String title, String message) {
    out.append("::")
        .append(level)
        .append(' ')
        .append(place)
        .append("title=")
        .append(property(title))
        .append("::")
        .append(data(message))
        .append('\n');
  }

  /// What a path or a message holds must not end the command or begin another.
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
