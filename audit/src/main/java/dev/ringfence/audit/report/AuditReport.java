package dev.ringfence.audit.report;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.audit.marks.AiLines;
import dev.ringfence.audit.marks.AiMark;
import dev.ringfence.audit.state.AuditState;
import dev.ringfence.audit.state.FindingJson;
import dev.ringfence.audit.state.KeptAnswers;
import dev.ringfence.audit.state.Run;
import dev.ringfence.audit.state.ScanDescription;
import dev.ringfence.audit.state.StateView;
import dev.ringfence.audit.triage.Decision;
import dev.ringfence.audit.triage.Triage;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.result.ReportedFinding;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an audit came to, as every format of report shows it. Rows are held; what is shown of a
/// finding beside is read when it is asked for.
public final class AuditReport {
  private final StateView view;
  private final Run run;
  private final ScanDescription scan;
  private final StateView.Totals totals;
  private final List<StateView.Unchecked> unchecked;
  private final List<Row> rows;
  private final Map<String, List<String>> restated;
  private final Triage triage;

  private AuditReport(
      StateView view,
      Run run,
      ScanDescription scan,
      StateView.Totals totals,
      List<StateView.Unchecked> unchecked,
      List<Row> rows,
      Map<String, List<String>> restated,
      Triage triage) {
    this.view = view;
    this.run = run;
    this.scan = scan;
    this.totals = totals;
    this.unchecked = unchecked;
    this.rows = rows;
    this.restated = restated;
    this.triage = triage;
  }

  /// What the dates of both sides say of who was first.
  public enum Dates {
    /// What is indexed was published before the commit was written.
    ORIGIN_OLDER("the origin was published before"),
    /// It was published later, or on that day: it may have been taken from here.
    ORIGIN_YOUNGER("the origin was published later: it may have been taken from here"),
    /// The index has no date of the origin.
    UNKNOWN("the origin's date is not known");

    private final String text;

    Dates(String text) {
      this.text = text;
    }

    /// The same for a reader.
    public String text() {
      return text;
    }
  }

  /// A finding in a table.
  ///
  /// @param id its content fingerprint, hex
  /// @param copy findings that hold lines of one origin in common have one number
  /// @param first where it was brought in
  /// @param worst where it matters most
  /// @param seen in how many places of the history it was brought in
  /// @param tokens how many tokens match
  /// @param containment the share of the hunk's tokens that match
  /// @param originLines the origin's lines
  /// @param originDate when the origin was published, where known
  /// @param dates what the dates say
  /// @param mark the strongest sign of AI of the commit that brought it in
  /// @param status whether it is there now
  /// @param share how much of it
  /// @param before how much of it its file held before the commit that brought it in
  /// @param places where it is now
  /// @param tags how many tags hold it
  /// @param firstTag the oldest of them; empty text where there is none
  /// @param lastTag the youngest
  /// @param dependents how many files depend on those that hold it now
  /// @param text the digest of the lines that match, without their layout
  /// @param excused whether a waiver or the baseline lets it pass
  /// @param decision what someone decided
  public record Row(
      String id,
      int copy,
      StateView.Seen first,
      StateView.Seen worst,
      int seen,
      int tokens,
      double containment,
      String originLines,
      Optional<String> originDate,
      Dates dates,
      Optional<AiMark> mark,
      Answer.Status status,
      double share,
      double before,
      List<String> places,
      int tags,
      String firstTag,
      String lastTag,
      int dependents,
      String text,
      boolean excused,
      Optional<Decision> decision) {
    /// Whether it fails: at or above the fail level, and not cleared.
    public boolean fails() {
      return worst.fails()
          && decision.map(made -> made.kind() != Decision.Kind.CLEARED).orElse(true);
    }

    /// The day it was written, by its author's clock.
    public String day() {
      return AuditReport.day(first.commit());
    }

    /// The id for a reader, who may give it back.
    public String shortId() {
      return id.substring(0, 16);
    }

    /// The work without its version.
    public String workName() {
      return AuditReport.workName(first.work());
    }

    /// A decision about it.
    ///
    /// @param name who decides
    /// @param day when, as `2026-01-31`
    public Decision decide(Decision.Kind kind, String reason, String name, String day) {
      return new Decision(id, text, workName(), kind, reason, name, day);
    }
  }

  /// All that is shown of a finding.
  public record Detail(
      Row row,
      ReportedFinding finding,
      Answer answer,
      List<StateView.Seen> seen,
      List<StateView.Again> again,
      List<AiMark> marks,
      List<AiLines> aiLines,
      byte[] patch) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Detail detail && row.equals(detail.row);
    }

    @Override
    public int hashCode() {
      return row.hashCode();
    }

    @Override
    public String toString() {
      return row.id();
    }
  }

  /// Reads a report from a state.
  public static AuditReport read(AuditState state, Triage triage) throws IOException {
    Run run =
        FindingJson.read(
            state
                .value("run")
                .orElseThrow(() ->
                    RingfenceException.usage(
                        Diagnostic.of(
                            "audit/no-scan",
                            "the audit has not come to scanning yet",
                            "run `ringfence audit INDEX REPO --out DIR` again; it goes on where"
                                + " it was"))),
            Run.class);
    StateView view = new StateView(state, run.scan());
    Rows.Read read = Rows.read(run, view, triage);
    return new AuditReport(
        view,
        run,
        FindingJson.read(view.description(), ScanDescription.class),
        view.totals(),
        view.unchecked(),
        read.rows(),
        read.restated(),
        triage);
  }

  /// The same report with other decisions, over a state that is open: for who keeps a report while
  /// the state is closed.
  public AuditReport on(AuditState state, Triage decisions) {
    return new AuditReport(
        new StateView(state, run.scan()),
        run,
        scan,
        totals,
        unchecked,
        Rows.decided(rows, decisions),
        restated,
        decisions);
  }

  static String day(StateView.Commit commit) {
    return LocalDate.ofInstant(
            Instant.ofEpochSecond(commit.authorTime()),
            ZoneOffset.ofTotalSeconds(60 * commit.authorZone()))
        .toString();
  }

  static String workName(String work) {
    int at = work.lastIndexOf('@');
    return at > 0 ? work.substring(0, at) : work;
  }

  /// What the last run was asked for.
  public Run run() {
    return run;
  }

  /// What it depended on.
  public ScanDescription scan() {
    return scan;
  }

  /// How much there is.
  public StateView.Totals totals() {
    return totals;
  }

  /// What was not checked.
  public List<StateView.Unchecked> unchecked() {
    return unchecked;
  }

  /// The findings, what fails first.
  public List<Row> rows() {
    return rows;
  }

  /// The decisions.
  public Triage triage() {
    return triage;
  }

  /// The commits month by month.
  public List<StateView.Month> months() throws IOException {
    return view.months();
  }

  /// The signs of AI.
  public List<StateView.MarkCount> marks() throws IOException {
    return view.markCounts();
  }

  /// All that is shown of a finding.
  public Detail detail(Row row) throws IOException {
    StateView.Seen first = row.first();
    List<StateView.Seen> all = new ArrayList<>();
    List<String> ids = new ArrayList<>(List.of(row.id()));
    ids.addAll(restated.getOrDefault(row.id(), List.of()));
    for (String id : ids) {
      for (StateView.Seen seen : view.seen(id)) {
        if (Rows.counts(run, view, seen)) {
          all.add(seen);
        }
      }
    }
    all.sort(Comparator.comparingInt(seen -> seen.commit().position()));
    return new Detail(
        row,
        FindingJson.finding(view.json(first)),
        Rows.answer(view, row.id()),
        all,
        view.again(first),
        view.marks(first.commit().row()),
        view.aiLines(first.commit().row(), first.path(), first.firstLine(), first.lastLine()),
        view.answers().of(row.id()).map(KeptAnswers.Kept::patch).orElse(new byte[0]));
  }

  /// The row that an id or its beginning names.
  public Row row(String id) {
    String hex = id.replaceFirst("^sha256:", "");
    List<Row> found = rows.stream().filter(row -> row.id().startsWith(hex)).toList();
    if (hex.length() < 8 || found.size() != 1) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "audit/unknown-finding",
              found.size() > 1 && hex.length() >= 8
                  ? "`" + id + "` is the beginning of " + found.size() + " findings' fingerprints"
                  : "the audit has no finding `" + id + "`",
              "the reports name fingerprints; eight digits are the least"));
    }
    return found.getFirst();
  }

  /// Whether something that should have been checked was not.
  public boolean isIncomplete() {
    return unchecked.stream().anyMatch(StateView.Unchecked::incomplete)
        || totals.walked() < totals.selected()
        || (!run.aiOnly() && totals.scanned() < totals.selected());
  }

  /// What came of it, in a sentence or two.
  public String verdict() {
    return ReportText.verdict(this);
  }

  /// How the process ends. What could not be checked beats findings, which are shown all the same.
  public ExitStatus exitStatus() {
    return isIncomplete()
        ? ExitStatus.INCOMPLETE
        : rows.stream().anyMatch(Row::fails) ? ExitStatus.FINDINGS : ExitStatus.CLEAN;
  }
}
