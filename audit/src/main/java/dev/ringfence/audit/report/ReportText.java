package dev.ringfence.audit.report;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.audit.state.Run;
import dev.ringfence.audit.state.StateView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What several formats say in the same words.
final class ReportText {
  private ReportText() {}

  /// The method and its limits, a paragraph each.
  static List<String> method(AuditReport report) {
    Run run = report.run();
    List<String> text = new ArrayList<>();
    text.add(
        "Each commit was compared with its parents, and the lines that it adds were looked up in an"
            + " index of "
            + count(report.scan().index().works(), "work")
            + " (digest "
            + report.scan().index().digest()
            + "). Of a merge only lines that are in none of its parents count. A region that was"
            + " added more than once was looked up once, and every place is named.");
    text.add(
        "Code is compared by its tokens: layout and comments play no part, and renamed identifiers"
            + " are recognised. From "
            + report.scan().index().guaranteeExactTokens()
            + " unchanged tokens in a row on, a run is always looked up; "
            + report.scan().index().guaranteeRenamedTokens()
            + " where names were changed. A match counts from "
            + String.format(Locale.ROOT, "%.1f", report.scan().thresholdBits())
            + " bits of evidence on.");
    text.add(
        "A finding says that code here resembles code of an indexed work so closely that chance is"
            + " an unlikely reason. It does not say who took it from whom, nor that a license was"
            + " breached: both may come from a third work, or be permitted. That nothing was found"
            + " says only that nothing like it is in the index.");
    text.add(
        "Dates: the date of an origin is when the indexed version was published, where the index"
            + " knows it; the code in it may be older. The dates of commits are what their authors'"
            + " and committers' machines said.");
    text.add(
        "Whether lines are still there was found by their tokens, in all files of the commit "
            + run.head().substring(0, 12)
            + ", through moves, renames and new layout; where names were changed too, it is said."
            + " Tags were searched under all names that the files had.");
    text.add(
        "Signs of AI are what tools and people wrote down in messages, names, notes, branches and"
            + " files. That a commit has none proves nothing: they can be switched off, and are lost"
            + " when commits are squashed.");
    text.add(
        run.policyAsOf().equals("commit")
            ? "Rings and severities are by the policy that each commit's own tree holds."
            : "Rings and severities are by "
                + report
                    .scan()
                    .policy()
                    .map(file -> "the policy `" + file + "`")
                    .orElse("the default policy")
                + " for all commits, whatever held when they were made.");
    report.scan().index().withoutBackground().ifPresent(said -> text.add(sentence(said)));
    return text;
  }

  private static String sentence(String said) {
    return said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1) + ".";
  }

  /// What was audited, by name.
  static Map<String, String> scope(AuditReport report) {
    Run run = report.run();
    StateView.Totals totals = report.totals();
    Map<String, String> scope = new LinkedHashMap<>();
    scope.put("Repository", run.repository());
    scope.put("Commit asked about", run.head());
    scope.put(
        "Branches and tags",
        run.refs().size() > 8
            ? number(run.refs().size())
            : String.join(", ", run.refs().stream().map(ReportText::tip).toList()));
    run.since().ifPresent(day -> scope.put("From", day));
    run.until().ifPresent(day -> scope.put("To", day));
    run.author().ifPresent(name -> scope.put("Authors", name));
    if (!run.paths().isEmpty()) {
      scope.put("Files", String.join(", ", run.paths()));
    }
    run.ring().ifPresent(ring -> scope.put("Rings", "from " + ring + " inwards"));
    if (run.aiOnly()) {
      scope.put("Commits scanned", "only those with signs of AI");
    }
    scope.put(
        "Commits",
        number(totals.selected())
            + " of "
            + number(totals.reachable())
            + ", "
            + number(totals.merges())
            + " of them merges, "
            + number(totals.marked())
            + " with signs of AI");
    scope.put(
        "Scanned",
        number(totals.hunks())
            + " regions with "
            + number(totals.lines())
            + " added lines; "
            + number(totals.known())
            + " more were known already; "
            + number(totals.tooShort())
            + " hold too little to judge");
    scope.put(
        "Policy",
        run.policyAsOf().equals("commit")
            ? "of each commit"
            : report.scan().policy().orElse("default policy"));
    scope.put("Index", report.scan().index().digest());
    scope.put("Tool", "Ringfence " + report.scan().tool().fullVersion());
    scope.put("Day of the audit", run.day());
    return scope;
  }

  private static String tip(Run.Tip tip) {
    return tip.name() + " (" + tip.commit().substring(0, Math.min(12, tip.commit().length())) + ")";
  }

  /// A verdict in a sentence.
  static String verdict(AuditReport report) {
    long failing = report.rows().stream().filter(AuditReport.Row::fails).count();
    long alive = report.rows().stream().filter(row -> row.status() != Answer.Status.GONE).count();
    String found =
        report.rows().isEmpty()
            ? "Nothing in this history resembles code of the indexed works."
            : count(report.rows().size(), "finding")
                + " in "
                + count(copies(report), "distinct copy", "distinct copies")
                + ": "
                + number(failing)
                + " at or above the fail level, "
                + number(alive)
                + " still there at "
                + report.run().head().substring(0, 12)
                + ".";
    long missing = report.unchecked().stream().filter(StateView.Unchecked::incomplete).count();
    return report.isIncomplete()
        ? found
            + " Not everything could be checked"
            + (missing > 0 ? " (" + count(missing, "item") + ")" : ": the audit is not finished")
            + ", so this is no clean bill for the rest."
        : found;
  }

  static int copies(AuditReport report) {
    return report.rows().stream().mapToInt(AuditReport.Row::copy).max().orElse(0);
  }

  static String status(Answer.Status status) {
    return switch (status) {
      case WHOLE -> "still there";
      case PARTLY -> "partly there";
      case GONE -> "gone";
      case NOT_FOLLOWED -> "not followed";
    };
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String count(long value, String thing) {
    return count(value, thing, thing + "s");
  }

  static String count(long value, String thing, String things) {
    return number(value) + " " + (value == 1 ? thing : things);
  }

  static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  /// What was not checked, by reason: how often, whether it is incomplete, and an example.
  record Reason(String reason, int times, boolean incomplete, String example) {}

  static List<Reason> reasons(AuditReport report) {
    Map<String, Reason> reasons = new LinkedHashMap<>();
    for (StateView.Unchecked each : report.unchecked()) {
      // Figures in a reason are of the one case.
      String key = each.reason().replaceAll("[0-9a-f]{12,}|\\d[\\d,]*", "#");
      String example =
          (each.commit().isEmpty() ? "" : each.commit().substring(0, 12) + " ") + each.path();
      reasons.merge(
          key,
          new Reason(each.reason(), 1, each.incomplete(), example.strip()),
          (a, b) ->
              new Reason(a.reason(), a.times() + 1, a.incomplete() || b.incomplete(), a.example()));
    }
    return reasons.values().stream()
        .sorted(
            java.util.Comparator.comparing((Reason each) -> !each.incomplete())
                .thenComparingInt(each -> -each.times())
                .thenComparing(Reason::reason))
        .toList();
  }
}
