package dev.ringfence.attest.replay.report;

import dev.ringfence.attest.replay.compare.Comparison;
import dev.ringfence.attest.replay.validate.Verdict;
import dev.ringfence.corpus.diagnostic.VisibleText;
import java.util.List;
import java.util.Locale;

/// The outcome for a terminal.
public final class ReplayText {
  private static final int FINDINGS = 5;

  private ReplayText() {}

  /// The report.
  public static String of(ReplayReport report) {
    StringBuilder out = new StringBuilder();
    for (ReplayReport.Replayed record : report.records()) {
      record(out, record);
    }
    for (String part : report.missing()) {
      out.append("NOT checked: ").append(part).append('\n');
    }
    report.notes().forEach(note -> out.append("note: ").append(note).append('\n'));
    out.append(
        String.format(
            Locale.ROOT,
            "spent: %d of %d requests, %,d of %,d tokens%s, %.1f seconds; run %s of %s, %s\n",
            report.spent().requests(),
            report.budget().requests(),
            report.spent().tokens(),
            report.budget().tokens(),
            report.spent().estimated() ? " (some of them estimated)" : "",
            report.spent().seconds(),
            report.run(),
            report.day(),
            report.provider()));
    out.append(report.verdict()).append('\n');
    return VisibleText.lines(out.toString());
  }

  private static void record(StringBuilder out, ReplayReport.Replayed record) {
    out.append(record.id());
    record.ring().ifPresent(ring -> out.append("  ").append(ring).append(" ring"));
    record.tool().ifPresent(tool -> out.append("  ").append(tool));
    out.append('\n');
    if (record.why().isPresent()) {
      out.append("  not replayed: ").append(record.why().get()).append('\n');
      return;
    }
    out.append("  merged as ").append(shortId(record.merged()));
    taint(out, record.taint());
    for (ReplayReport.Sample sample : record.samples()) {
      out.append("  ").append(sample.number()).append(": ").append(sample.classification().id());
      sample.comparison().ifPresent(comparison -> out.append(", ").append(similarity(comparison)));
      taint(out, sample.taint());
      if (sample.classification() != Classification.IDENTICAL) {
        out.append("     ").append(sample.reason()).append('\n');
      }
      sample
          .verdicts()
          .forEach(verdict -> out.append("     ").append(verdict(verdict)).append('\n'));
      sample
          .comparison()
          .filter(comparison -> !comparison.api().isEmpty())
          .ifPresent(comparison -> out.append("     API: ").append(api(comparison)).append('\n'));
    }
    out.append("  taint beside the merged code: ").append(words(record.drift())).append('\n');
    record.notes().forEach(note -> out.append("  note: ").append(note).append('\n'));
  }

  private static void taint(StringBuilder out, Taint taint) {
    if (taint.findings().isEmpty()) {
      out.append(
          taint.notChecked().isEmpty() ? ", nothing found in the index\n" : ", NOT all scanned\n");
      return;
    }
    out.append('\n');
    for (Taint.Finding finding : taint.findings().stream().limit(FINDINGS).toList()) {
      out.append("     ").append(finding(finding)).append('\n');
    }
    if (taint.findings().size() > FINDINGS) {
      out.append("     and ").append(taint.findings().size() - FINDINGS).append(" more\n");
    }
  }

  /// A finding in a line.
  static String finding(Taint.Finding finding) {
    return String.format(
        Locale.ROOT,
        "%s[%.1f]: %s match %s under %s, %s:%s%s",
        finding.severity(),
        finding.score(),
        finding.summary(),
        finding.origin(),
        finding.license(),
        finding.path(),
        finding.lines(),
        finding.fails() ? "" : " (below the fail level, or accepted)");
  }

  static String similarity(Comparison comparison) {
    return Math.round(100 * comparison.similarity()) + " % alike";
  }

  static String verdict(Verdict verdict) {
    return verdict.name() + " " + verdict.state().id().replace('-', ' ') + ": " + verdict.reason();
  }

  static String api(Comparison comparison) {
    List<String> removed = comparison.api().removed();
    List<String> added = comparison.api().added();
    return (removed.isEmpty() ? "" : "without " + String.join(", ", removed))
        + (removed.isEmpty() || added.isEmpty() ? "" : "; ")
        + (added.isEmpty() ? "" : "with " + String.join(", ", added));
  }

  static String words(Taint.Drift drift) {
    return switch (drift) {
      case CLEAN -> "neither has a finding";
      case LESS -> "less than it";
      case SAME -> "the same";
      case MORE -> "MORE than it";
    };
  }

  static String shortId(String commit) {
    return commit.substring(0, Math.min(12, commit.length()));
  }
}
