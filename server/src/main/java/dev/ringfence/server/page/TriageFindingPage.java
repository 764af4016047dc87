package dev.ringfence.server.page;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.audit.marks.AiMark;
import dev.ringfence.audit.report.AuditReport;
import dev.ringfence.audit.state.StateView;
import dev.ringfence.audit.triage.Decision;
import dev.ringfence.corpus.diagnostic.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A finding of an audit, with the form that decides about it.
///
/// @param audit the audit's path in the folder
/// @param detail the finding and what is known of it
/// @param finding the finding for a reader
/// @param draft what the form holds
public record TriageFindingPage(
    String audit, AuditReport.Detail detail, FindingView finding, Draft draft) {
  private static final int SHOWN = 12;

  /// What the form holds.
  ///
  /// @param key shows that the form is a page's of this server
  /// @param was names the decision that was made before; whoever overtakes is told
  /// @param decision what is decided
  /// @param reason why
  /// @param name who decides
  /// @param fault why it was not taken; empty where nothing is wrong
  public record Draft(
      String key, String was, String decision, String reason, String name, String fault) {}

  /// The page of a finding.
  public static TriageFindingPage of(
      String audit, AuditReport report, AuditReport.Detail detail, Draft draft) {
    return new TriageFindingPage(
        audit, detail, FindingView.of(detail.finding(), report.scan().thresholdBits()), draft);
  }

  /// The audit's name for a reader.
  public String name() {
    return audit.isEmpty() ? "This audit" : VisibleText.line(audit);
  }

  /// Where the findings are.
  public String back() {
    return Links.triage(audit);
  }

  /// Where the form is sent.
  public String address() {
    return Links.finding(audit, detail.row().id());
  }

  /// The patch that takes the lines out; empty where there is none.
  public String patch() {
    return detail.patch().length == 0 ? "" : address() + "&as=patch";
  }

  /// What was decided.
  public Optional<Decision> decision() {
    return detail.row().decision();
  }

  /// The same in words.
  public String decisionText() {
    return decision()
        .map(made ->
            VisibleText.line(
                made.kind().id()
                    + " by "
                    + made.name()
                    + (made.day().isEmpty() ? "" : ", " + made.day())
                    + ": "
                    + made.reason()))
        .orElse("Nobody has decided yet.");
  }

  /// The tone of that.
  public String decisionTone() {
    return TriagePage.tone(decision());
  }

  /// The decisions that can be made.
  public List<TriagePage.Choice> choices() {
    List<TriagePage.Choice> choices = new ArrayList<>();
    for (Decision.Kind kind : Decision.Kind.values()) {
      String says =
          switch (kind) {
            case CONFIRMED -> "a copy that has to be dealt with";
            case CLEARED -> "none, or one that may stay; it fails no more";
            case NEEDS_COUNSEL -> "someone else has to say";
          };
      choices.add(
          new TriagePage.Choice(
              kind.id(), kind.id() + ": " + says, draft.decision().equals(kind.id())));
    }
    return choices;
  }

  /// What is known of it.
  public List<Fact> facts() {
    AuditReport.Row row = detail.row();
    StateView.Commit commit = row.first().commit();
    List<Fact> facts = new ArrayList<>();
    facts.add(
        fact(
            "Brought in by",
            commit.hash().substring(0, 12) + ", " + commit.author() + ", " + row.day()));
    facts.add(fact("Its message", commit.subject()));
    facts.add(
        fact(
            "Dates",
            row.originDate().map(date -> "origin of " + date + ": ").orElse("")
                + row.dates().text()));
    facts.add(
        fact(
            "Now",
            Words.status(row.status())
                + (row.status() == Answer.Status.PARTLY
                    ? String.format(Locale.ROOT, ", %.0f %%", 100 * row.share())
                    : "")
                + (row.places().isEmpty() ? "" : ": " + list(row.places()))));
    facts.add(
        fact(
            "Went out in",
            row.tags() == 0
                ? "no tag"
                : Words.count(row.tags(), "tag")
                    + ", "
                    + row.firstTag()
                    + (row.tags() > 1 ? " to " + row.lastTag() : "")));
    facts.add(
        fact(
            "Signs of AI",
            detail.marks().isEmpty()
                ? "none in its commit"
                : list(detail.marks().stream().map(TriageFindingPage::mark).distinct().toList())));
    Answer.Rollback rollback = detail.answer().rollback();
    facts.add(
        fact(
            "Taking it out touches",
            rollback.files().isEmpty()
                ? "nothing"
                : list(
                    rollback.files().stream()
                        .map(file ->
                            file.path()
                                + ":"
                                + file.lines().stream()
                                    .map(each -> each.first() + "-" + each.last())
                                    .collect(Collectors.joining(",")))
                        .toList())));
    if (row.dependents() > 0) {
      facts.add(
          fact(
              "Which depend on it",
              list(
                  rollback.files().stream()
                      .flatMap(file -> file.dependents().stream())
                      .distinct()
                      .toList())));
    }
    if (row.seen() > 1) {
      facts.add(
          fact(
              "Seen in",
              Words.count(row.seen(), "place")
                  + " of the history: "
                  + list(
                      detail.seen().stream()
                          .map(seen -> seen.commit().hash().substring(0, 12) + " " + seen.path())
                          .toList())));
    }
    return facts;
  }

  private static String mark(AiMark mark) {
    return mark.sign() + (mark.tool().isEmpty() ? "" : " (" + mark.tool() + ")");
  }

  private static String list(List<String> texts) {
    return texts.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (texts.size() > SHOWN ? " and " + (texts.size() - SHOWN) + " more" : "");
  }

  private static Fact fact(String name, String text) {
    return new Fact(name, VisibleText.line(text));
  }
}
