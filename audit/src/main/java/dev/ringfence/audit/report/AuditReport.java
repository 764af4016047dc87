package dev.ringfence.audit.report;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.audit.marks.AiLines;
import dev.ringfence.audit.marks.AiMark;
import dev.ringfence.audit.state.AuditState;
import dev.ringfence.audit.state.FindingJson;
import dev.ringfence.audit.state.Run;
import dev.ringfence.audit.state.ScanDescription;
import dev.ringfence.audit.state.StateView;
import dev.ringfence.audit.triage.Decision;
import dev.ringfence.audit.triage.Triage;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.result.Excerpt;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

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

  /// From this share on a commit states anew what was there.
  private static final double RESTATED = 0.8;

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
    Map<String, List<StateView.Seen>> byFinding = new LinkedHashMap<>();
    for (StateView.Seen seen : view.seen()) {
      if (counts(run, view, seen)) {
        byFinding.computeIfAbsent(seen.finding(), _ -> new ArrayList<>()).add(seen);
      }
    }
    List<Row> rows = new ArrayList<>();
    Copies copies = new Copies();
    List<Integer> numbers = new ArrayList<>();
    for (List<StateView.Seen> seen : byFinding.values()) {
      ReportedFinding finding = FindingJson.finding(view.json(seen.getFirst()));
      numbers.add(copies.add(finding));
      rows.add(row(view, triage, seen, finding));
    }
    List<Row> numbered = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      Row row = rows.get(r);
      numbered.add(with(row, copies.root(numbers.get(r)), row.worst(), row.seen()));
    }
    Map<String, List<String>> restated = new TreeMap<>();
    numbered = withoutRestated(numbered, restated);
    numbered.sort(WORST_FIRST);
    return new AuditReport(
        view,
        run,
        FindingJson.read(view.description(), ScanDescription.class),
        view.totals(),
        view.unchecked(),
        renumbered(numbered),
        restated,
        triage);
  }

  /// The same report with other decisions, over a state that is open: for who keeps a report while
  /// the state is closed.
  public AuditReport on(AuditState state, Triage decisions) {
    List<Row> decided = new ArrayList<>();
    for (Row row : rows) {
      decided.add(
          with(
              row,
              row.copy(),
              row.worst(),
              row.seen(),
              decisions.of(row.id(), row.text(), row.workName())));
    }
    decided.sort(WORST_FIRST);
    return new AuditReport(
        new StateView(state, run.scan()),
        run,
        scan,
        totals,
        unchecked,
        renumbered(decided),
        restated,
        decisions);
  }

  private static boolean counts(Run run, StateView view, StateView.Seen seen) throws IOException {
    if (run.ring().isPresent()
        && Ring.ofId(seen.ring()).orElseThrow().compareTo(Ring.ofId(run.ring().get()).orElseThrow())
            < 0) {
      return false;
    }
    return !run.aiOnly() || !view.marks(seen.commit().row()).isEmpty();
  }

  private static final Comparator<Row> WORST_FIRST =
      Comparator.comparing((Row row) -> !row.fails())
          .thenComparingDouble(row -> -row.worst().score())
          .thenComparingInt(row -> -row.tokens())
          .thenComparingInt(row -> row.first().commit().position())
          .thenComparing(Row::id);

  /// Findings of one origin that have lines of it in common are pieces or later states of one copy.
  private static final class Copies {
    private record Held(String origin, List<Lines> lines, int number) {}

    private final List<Integer> parents = new ArrayList<>();
    private final Map<String, List<Held>> byOrigin = new TreeMap<>();

    int add(ReportedFinding finding) {
      int number = parents.size();
      parents.add(number);
      List<Lines> lines = new ArrayList<>();
      finding.places().forEach(place -> lines.addAll(place.origin().lines()));
      List<Held> same = byOrigin.computeIfAbsent(finding.origin().swhid(), _ -> new ArrayList<>());
      for (Held other : same) {
        if (root(other.number()) != root(number) && overlap(lines, other.lines())) {
          parents.set(root(other.number()), root(number));
        }
      }
      same.add(new Held(finding.origin().swhid(), lines, number));
      return number;
    }

    private static boolean overlap(List<Lines> some, List<Lines> others) {
      return some.stream()
          .anyMatch(
              a -> others.stream().anyMatch(b -> a.first() <= b.last() && b.first() <= a.last()));
    }

    int root(int number) {
      int root = number;
      while (parents.get(root) != root) {
        root = parents.get(root);
      }
      // Shorter ways for the next time.
      for (int at = number; at != root; ) {
        int next = parents.get(at);
        parents.set(at, root);
        at = next;
      }
      return root;
    }
  }

  private static List<Row> renumbered(List<Row> rows) {
    Map<Integer, Integer> numbers = new LinkedHashMap<>();
    List<Row> renumbered = new ArrayList<>();
    for (Row row : rows) {
      Integer number = numbers.get(row.copy());
      if (number == null) {
        number = numbers.size() + 1;
        numbers.put(row.copy(), number);
      }
      renumbered.add(with(row, number, row.worst(), row.seen()));
    }
    return List.copyOf(renumbered);
  }

  /// The row with another number of copy, and with where else it was seen.
  private static Row with(Row row, int copy, StateView.Seen worst, int seen) {
    return with(row, copy, worst, seen, row.decision());
  }

  private static Row with(
      Row row, int copy, StateView.Seen worst, int seen, Optional<Decision> decision) {
    return new Row(
        row.id(),
        copy,
        row.first(),
        worst,
        seen,
        row.tokens(),
        row.containment(),
        row.originLines(),
        row.originDate(),
        row.dates(),
        row.mark(),
        row.status(),
        row.share(),
        row.before(),
        row.places(),
        row.tags(),
        row.firstTag(),
        row.lastTag(),
        row.dependents(),
        row.text(),
        row.excused(),
        decision);
  }

  /// Takes findings together with the earlier one of the same copy where their commits only laid
  /// out anew, or moved, what was there.
  private static List<Row> withoutRestated(List<Row> rows, Map<String, List<String>> restated) {
    Map<Integer, Row> firsts = new TreeMap<>();
    List<Row> oldestFirst =
        rows.stream()
            .sorted(
                Comparator.comparingInt((Row row) -> row.first().commit().position())
                    .thenComparing(Row::id))
            .toList();
    Map<String, Row> kept = new LinkedHashMap<>();
    for (Row row : oldestFirst) {
      Row first = firsts.get(row.copy());
      if (first == null || row.before() < RESTATED) {
        firsts.putIfAbsent(row.copy(), row);
        kept.put(row.id(), row);
        continue;
      }
      Row known = Objects.requireNonNull(kept.get(first.id()));
      boolean worse =
          row.worst().score() > known.worst().score()
              || (row.worst().fails() && !known.worst().fails());
      kept.put(
          known.id(),
          with(
              known, known.copy(), worse ? row.worst() : known.worst(), known.seen() + row.seen()));
      restated.computeIfAbsent(known.id(), _ -> new ArrayList<>()).add(row.id());
    }
    return new ArrayList<>(kept.values());
  }

  private static Row row(
      StateView view, Triage triage, List<StateView.Seen> seen, ReportedFinding finding)
      throws IOException {
    StateView.Seen first = seen.getFirst();
    StateView.Seen worst =
        seen.stream()
            .max(
                Comparator.comparing(StateView.Seen::fails)
                    .thenComparingDouble(StateView.Seen::score))
            .orElseThrow();
    Answer answer = answer(view, first.finding());
    String text = textDigest(finding);
    return new Row(
        first.finding(),
        0,
        first,
        worst,
        seen.size(),
        finding.amount().tokens(),
        finding.amount().containment(),
        Lines.text(finding.place().origin().lines()),
        finding.origin().date(),
        dates(finding.origin().date(), first.commit()),
        view.marks(first.commit().row()).stream().findFirst(),
        answer.status(),
        answer.share(),
        answer.before(),
        answer.places().stream()
            .map(place -> place.path() + ":" + Lines.text(place.lines()))
            .toList(),
        answer.tags().size(),
        answer.tags().isEmpty() ? "" : answer.tags().getFirst().name(),
        answer.tags().isEmpty() ? "" : answer.tags().getLast().name(),
        (int)
            answer.rollback().files().stream()
                .flatMap(file -> file.dependents().stream())
                .distinct()
                .count(),
        text,
        finding.isAccepted(),
        triage.of(first.finding(), text, workName(first.work())));
  }

  private static final Answer NOT_ASKED =
      new Answer(
          "",
          0,
          Answer.Status.NOT_FOLLOWED,
          0,
          List.of(),
          List.of(),
          List.of(),
          new Answer.Rollback(List.of(), 0));

  private static Answer answer(StateView view, String finding) throws IOException {
    Optional<StateView.KeptAnswer> kept = view.answer(finding);
    return kept.isPresent() ? FindingJson.read(kept.get().json(), Answer.class) : NOT_ASKED;
  }

  private static Dates dates(Optional<String> origin, StateView.Commit commit) {
    return origin.isEmpty()
        ? Dates.UNKNOWN
        : origin.get().compareTo(day(commit)) < 0 ? Dates.ORIGIN_OLDER : Dates.ORIGIN_YOUNGER;
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

  /// A digest of the lines that match, without white space.
  private static String textDigest(ReportedFinding finding) {
    StringBuilder text = new StringBuilder();
    for (Place place : finding.places()) {
      for (Lines range : place.hunk().lines()) {
        for (int line = range.first(); line <= range.last(); line++) {
          text.append(Excerpt.line(place.hunk().text(), line).orElse("").replaceAll("\\s+", ""));
          text.append('\n');
        }
      }
    }
    return DigestUtils.sha256Hex(text.toString().getBytes(StandardCharsets.UTF_8));
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
        if (counts(run, view, seen)) {
          all.add(seen);
        }
      }
    }
    all.sort(Comparator.comparingInt(seen -> seen.commit().position()));
    return new Detail(
        row,
        FindingJson.finding(view.json(first)),
        answer(view, row.id()),
        all,
        view.again(first),
        view.marks(first.commit().row()),
        view.aiLines(first.commit().row(), first.path(), first.firstLine(), first.lastLine()),
        view.answer(row.id()).map(StateView.KeptAnswer::patch).orElse(new byte[0]));
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
