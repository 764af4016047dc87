package dev.ringfence.audit.report;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.audit.report.AuditReport.Dates;
import dev.ringfence.audit.report.AuditReport.Row;
import dev.ringfence.audit.state.FindingJson;
import dev.ringfence.audit.state.KeptAnswers;
import dev.ringfence.audit.state.Run;
import dev.ringfence.audit.state.StateView;
import dev.ringfence.audit.triage.Decision;
import dev.ringfence.audit.triage.Triage;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.result.Excerpt;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/// Makes the rows of a report out of what was seen: what belongs to one copy gets one number, what
/// only states anew what was there is taken together with it, and what fails comes first.
final class Rows {
  /// From this share on a commit states anew what was there.
  private static final double RESTATED = 0.8;

  private Rows() {}

  /// What was read.
  ///
  /// @param restated the findings that others stand for, by those
  record Read(List<Row> rows, Map<String, List<String>> restated) {}

  static Read read(Run run, StateView view, Triage triage) throws IOException {
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
    return new Read(renumbered(numbered), restated);
  }

  /// The rows with other decisions.
  static List<Row> decided(List<Row> rows, Triage decisions) {
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
    return renumbered(decided);
  }

  static boolean counts(Run run, StateView view, StateView.Seen seen) throws IOException {
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
        triage.of(first.finding(), text, AuditReport.workName(first.work())));
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

  static Answer answer(StateView view, String finding) throws IOException {
    Optional<KeptAnswers.Kept> kept = view.answers().of(finding);
    return kept.isPresent() ? FindingJson.read(kept.get().json(), Answer.class) : NOT_ASKED;
  }

  private static Dates dates(Optional<String> origin, StateView.Commit commit) {
    return origin.isEmpty()
        ? Dates.UNKNOWN
        : origin.get().compareTo(AuditReport.day(commit)) < 0
            ? Dates.ORIGIN_OLDER
            : Dates.ORIGIN_YOUNGER;
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
}
