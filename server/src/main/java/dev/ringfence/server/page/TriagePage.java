package dev.ringfence.server.page;

import dev.ringfence.audit.report.AuditReport;
import dev.ringfence.audit.triage.Decision;
import dev.ringfence.corpus.diagnostic.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The findings of an audit, to be decided about.
///
/// @param audit the audit's path in the folder
/// @param verdict what came of it
/// @param open how many nobody has decided about
/// @param all how many there are
/// @param filter which are shown
/// @param found how many the filter takes
/// @param from the number of the first that is shown, from 0
/// @param rows those that are shown
/// @param saved the finding that was decided about just now; empty for none
public record TriagePage(
    String audit,
    String verdict,
    int open,
    int all,
    Filter filter,
    int found,
    int from,
    List<Row> rows,
    String saved) {
  private static final int ROWS = 100;

  public TriagePage {
    rows = List.copyOf(rows);
  }

  /// Which findings are shown.
  ///
  /// @param decision the decision; `open` for none, empty for any
  /// @param text what path, origin, license or commit holds
  public record Filter(String decision, String text) {
    boolean takes(AuditReport.Row row) {
      String made = row.decision().map(each -> each.kind().id()).orElse("open");
      String wanted = text.toLowerCase(Locale.ROOT);
      return (decision.isEmpty() || decision.equals(made))
          && (wanted.isEmpty()
              || (row.first().path()
                      + "\n"
                      + row.first().work()
                      + "/"
                      + row.first().originPath()
                      + "\n"
                      + row.first().license()
                      + "\n"
                      + row.first().commit().hash()
                      + "\n"
                      + row.id())
                  .toLowerCase(Locale.ROOT)
                  .contains(wanted));
    }
  }

  /// A finding.
  ///
  /// @param address where it is decided about
  /// @param tone the tone of its severity
  /// @param matters severity and score
  /// @param place where it was brought in
  /// @param origin what it is like
  /// @param license the origin's license
  /// @param now whether it is still there
  /// @param decision what was decided; `open` for nothing
  /// @param decisionTone the tone of that
  /// @param by who decided, and when
  public record Row(
      String address,
      String tone,
      String matters,
      String place,
      String origin,
      String license,
      String now,
      String decision,
      String decisionTone,
      String by) {}

  /// A page of a report.
  public static TriagePage of(
      String audit, AuditReport report, Filter filter, int from, String saved) {
    List<AuditReport.Row> found = report.rows().stream().filter(filter::takes).toList();
    int first = from < found.size() ? from : 0;
    List<Row> rows = new ArrayList<>();
    for (AuditReport.Row row : found.subList(first, Math.min(found.size(), first + ROWS))) {
      Optional<Decision> decision = row.decision();
      rows.add(
          new Row(
              Links.finding(audit, row.id()),
              row.fails() ? "bad" : "warn",
              row.worst().severity() + " " + row.worst().score(),
              VisibleText.line(row.first().path() + ":" + row.first().firstLine()),
              VisibleText.line(row.first().work() + "/" + row.first().originPath()),
              VisibleText.line(
                  row.first().license().isEmpty() ? "unstated" : row.first().license()),
              Words.status(row.status()),
              decision.map(each -> each.kind().id()).orElse("open"),
              tone(decision),
              decision.map(each -> VisibleText.line(each.name() + ", " + each.day())).orElse("")));
    }
    return new TriagePage(
        audit,
        report.verdict(),
        (int) report.rows().stream().filter(row -> row.decision().isEmpty()).count(),
        report.rows().size(),
        filter,
        found.size(),
        first,
        rows,
        saved.isEmpty() ? "" : saved.substring(0, Math.min(16, saved.length())));
  }

  static String tone(Optional<Decision> decision) {
    return decision
        .map(made ->
            switch (made.kind()) {
              case CONFIRMED -> "bad";
              case CLEARED -> "good";
              case NEEDS_COUNSEL -> "warn";
            })
        .orElse("unknown");
  }

  /// The audit's name for a reader.
  public String name() {
    return audit.isEmpty() ? "This audit" : VisibleText.line(audit);
  }

  /// A choice of the filter.
  ///
  /// @param value what is sent
  /// @param text what is shown
  /// @param chosen whether it is the one that holds
  public record Choice(String value, String text, boolean chosen) {}

  /// The choices of the filter.
  public List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("", "all", filter.decision().isEmpty()));
    choices.add(new Choice("open", "open", filter.decision().equals("open")));
    for (Decision.Kind kind : Decision.Kind.values()) {
      choices.add(new Choice(kind.id(), kind.id(), filter.decision().equals(kind.id())));
    }
    return choices;
  }

  /// What is shown of how many.
  public String shownText() {
    return found == 0
        ? "No finding is like that."
        : String.format(
            Locale.ROOT, "Showing %,d to %,d of %,d", from + 1, from + rows.size(), found);
  }

  private String at(int number) {
    return Links.triage(audit)
        + "?decision="
        + Links.value(filter.decision())
        + "&q="
        + Links.value(filter.text())
        + "&from="
        + number;
  }

  /// The page before; empty for none.
  public String previous() {
    return from == 0 ? "" : at(Math.max(0, from - ROWS));
  }

  /// The page after; empty for none.
  public String next() {
    return from + rows.size() < found ? at(from + ROWS) : "";
  }
}
