package dev.ringfence.scanner.report;

import static dev.ringfence.scanner.report.MarkdownText.cell;
import static dev.ringfence.scanner.report.MarkdownText.code;
import static dev.ringfence.scanner.report.MarkdownText.count;
import static dev.ringfence.scanner.report.MarkdownText.cut;
import static dev.ringfence.scanner.report.MarkdownText.fenced;
import static dev.ringfence.scanner.report.MarkdownText.text;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.Origin;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.Unchecked;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/// The report as Markdown, for a comment on a change: what was found, how sure that is, where it
/// lands and why that matters, what to do, and what was not checked. One line where nothing was
/// found.
public final class MarkdownRenderer implements ReportRenderer {
  /// What a comment of ours begins with, so that the next run finds it.
  public static final String MARK = "<!-- ringfence -->";

  /// GitHub takes 65,536 characters.
  private static final int LIMIT = 60_000;

  private static final int WIDTH = 130;
  private static final int LISTED = 8;

  /// Places of a sum that are listed.
  private static final int PLACES = 30;

  private static final int CELL = 120;
  private static final int FIELD = 400;
  private static final int MAX_REASONS = 2_000;
  private static final int OTHER_ROWS = 6_000;
  // The table's head, the folds, and the sentences about what is left out.
  private static final int RESERVE = 1_500;
  private static final int MAX_UNCHECKED = 8_000;

  /// A renderer.
  public MarkdownRenderer() {}

  @Override
  public String render(ScanReport result) {
    String receipt =
        DigestUtils.sha256Hex(SearchReceipt.of(result).getBytes(StandardCharsets.UTF_8));
    String searched =
        TerminalRenderer.count(result.scanned().hunks(), "hunk")
            + " with "
            + TerminalRenderer.count(result.scanned().addedLines(), "added line")
            + " of "
            + TerminalRenderer.count(result.scanned().files(), "file")
            + ", against "
            + TerminalRenderer.count(result.index().works(), "work")
            + "; receipt `sha256:"
            + receipt
            + "`";
    if (result.findings().isEmpty() && !result.isIncomplete()) {
      StringBuilder out = new StringBuilder(MARK).append('\n');
      out.append("**Ringfence**: nothing found in ").append(searched).append(".\n");
      return VisibleText.lines(out.append(notChecked(result)).toString());
    }
    List<ReportedFinding> blocking =
        result.findings().stream().filter(ReportedFinding::fails).toList();
    List<ReportedFinding> others =
        result.findings().stream().filter(finding -> !finding.fails()).toList();
    String head = head(result, blocking.size());
    String tail =
        (blocking.isEmpty() ? "" : WHAT_TO_DO)
            + notChecked(result)
            + "<sub>"
            + searched
            + ". Measured overlap, not a legal judgement.</sub>\n";
    /*
     * What blocks gets the room first: a row of the table each, then all that is known of each, then less.
     * Only what is left goes to findings that do not stop the change.
     */
    int room = LIMIT - MARK.length() - head.length() - tail.length() - RESERVE;
    Filled rows = rows(blocking, room);
    room -= rows.text().length();
    Filled details = details(blocking, room);
    room -= details.text().length();
    Filled otherRows = rows(others, Math.min(room, Math.max(room / 2, OTHER_ROWS)));
    room -= otherRows.text().length();
    Filled otherDetails = details(others, room);
    StringBuilder out = new StringBuilder(MARK).append('\n').append(head);
    int missing = blocking.size() - rows.count();
    if (missing > 0) {
      out.append("**This comment is incomplete: ")
          .append(count(missing, "finding"))
          .append(" that must be settled had no room in it. See the full report.**\n\n");
    }
    if (!result.findings().isEmpty()) {
      out.append(TABLE).append(rows.text()).append(otherRows.text()).append('\n');
      int left = others.size() - otherRows.count();
      if (left > 0) {
        out.append(count(left, "more finding"))
            .append(" that ")
            .append(left == 1 ? "does" : "do")
            .append(" not stop the change ")
            .append(left == 1 ? "is" : "are")
            .append(" in the full report.\n\n");
      }
    }
    out.append(details.text());
    if (details.count() < blocking.size()) {
      out.append("**")
          .append(count(blocking.size() - details.count(), "more finding"))
          .append(
              "** to settle, in the table above, which this comment has no room for in full; see")
          .append(" the full report.\n\n");
    }
    int brief = details.brief() + otherDetails.brief();
    if (brief > 0) {
      out.append(count(brief, "finding"))
          .append(brief == 1 ? " stands" : " stand")
          .append(" here without the two sides, which this comment has no room for; see the full")
          .append(" report.\n\n");
    }
    if (otherDetails.count() > 0) {
      out.append("<details><summary>")
          .append(
              otherDetails.count() == others.size()
                  ? count(others.size(), "finding")
                  : otherDetails.count() + " of " + count(others.size(), "finding"))
          .append(others.size() == 1 ? " that does" : " that do")
          .append(" not stop the change</summary>\n\n")
          .append(otherDetails.text())
          .append("</details>\n\n");
    }
    return VisibleText.lines(out.append(tail).toString());
  }

  private static final String TABLE =
      "| | score | where | license | origin | ring |\n|---|---|---|---|---|---|\n";

  private static final String WHAT_TO_DO =
      "**What to do.** Compare both sides. If the code came from there, by whatever way, write it"
          + " anew from the problem, or take a permissive source and keep its notice; renaming and"
          + " reordering do not change where it came from. If it did not, say why in a waiver:"
          + " `ringfence waive INDEX ID --diff BASE..HEAD --owner WHO --until DAY --reason WHY`."
          + " `ringfence explain INDEX ID --diff BASE..HEAD` shows how the score came about.\n\n";

  /// Part of a comment.
  ///
  /// @param count how many findings it holds
  /// @param brief how many of them without their two sides
  private record Filled(String text, int count, int brief) {}

  private static String head(ScanReport result, int failing) {
    return "### Ringfence: "
        + (result.isIncomplete() ? "NOT everything was checked; " : "")
        + (result.findings().isEmpty()
            ? "nothing found in what was"
            : count(result.findings().size(), "finding")
                + ", "
                + (failing == 0
                    ? "none stops this change"
                    : failing + " to settle before this can go in"))
        + "\n\n";
  }

  private static Filled rows(List<ReportedFinding> findings, int room) {
    StringBuilder out = new StringBuilder();
    int count = 0;
    for (ReportedFinding finding : findings) {
      String row = row(finding);
      if (out.length() + row.length() > room) {
        break;
      }
      out.append(row);
      count++;
    }
    return new Filled(out.toString(), count, 0);
  }

  private static String row(ReportedFinding finding) {
    Origin origin = finding.origin();
    String verdict = TerminalRenderer.verdict(finding);
    return "| "
        + (finding.fails() ? "**" + verdict + "**, to settle" : verdict)
        + " | "
        + finding.score()
        + " | "
        + cell(code(cut(finding.path(), CELL) + ":" + finding.firstLine()))
        + " | "
        + cell(text(cut(origin.licenseOr("no stated license"), CELL)))
        + " | "
        + cell(code(cut(origin.name(), CELL)))
        + " | "
        + finding.zone().ring().id()
        + " |\n";
  }

  private static Filled details(List<ReportedFinding> findings, int room) {
    StringBuilder out = new StringBuilder();
    int count = 0;
    int without = 0;
    // A whole one must leave room for something of those after it.
    for (ReportedFinding finding : findings) {
      String brief = finding(finding, false);
      if (out.length() + brief.length() > room) {
        break;
      }
      String whole = finding(finding, true);
      long later = (long) (findings.size() - count - 1) * brief.length();
      boolean fits = out.length() + whole.length() + later <= room;
      out.append(fits ? whole : brief);
      without += fits ? 0 : 1;
      count++;
    }
    return new Filled(out.toString(), count, without);
  }

  private static String finding(ReportedFinding finding, boolean withSides) {
    Place place = finding.place();
    Origin origin = finding.origin();
    StringBuilder out = new StringBuilder();
    out.append("#### ")
        .append(TerminalRenderer.verdict(finding))
        .append(" ")
        .append(finding.score())
        .append(": ")
        .append(
            code(cut(finding.path(), FIELD) + ":" + cut(Lines.text(place.hunk().lines()), CELL)))
        .append(finding.fails() ? "" : " (does not stop the change)")
        .append("\n\n");
    out.append("- **What:** ")
        .append(finding.summary())
        .append(" match ")
        .append(
            code(cut(origin.name(), FIELD) + ":" + cut(Lines.text(place.origin().lines()), CELL)))
        .append(
            place
                .origin()
                .function()
                .map(f -> ", function " + code(cut(f.name(), CELL)))
                .orElse(""))
        .append(", under **")
        .append(text(cut(origin.licenseOr("no stated license"), FIELD)))
        .append("** (")
        .append(origin.license().category().label())
        .append(")")
        .append(origin.date().map(date -> ", " + date).orElse(""))
        .append(".\n");
    origin.usePreferences().stream()
        .limit(PLACES)
        .forEach(said ->
            out.append("- **The work says of AI use:** ")
                .append(code(cut(said, FIELD)))
                .append('\n'));
    if (finding.isSum()) {
      List<Place> places = finding.places();
      out.append("- **Places:** ")
          .append(
              places.stream()
                  .limit(PLACES)
                  .map(each ->
                      code(
                          cut(each.path(), CELL)
                              + ":"
                              + cut(Lines.text(each.hunk().lines()), CELL)))
                  .collect(Collectors.joining(", ")))
          .append(places.size() > PLACES ? " and " + (places.size() - PLACES) + " more" : "")
          .append(".\n");
    }
    out.append("- **How sure:** ")
        .append(String.format(Locale.ROOT, "%.0f bits of evidence, ", place.match().bits().score()))
        .append(
            String.format(
                Locale.ROOT,
                "%.0f %% of the hunk, %d of %d names equal",
                100 * place.match().containment(),
                place.match().equalNames(),
                place.match().names()))
        .append(
            place
                .renames()
                .map(map ->
                    String.format(
                        Locale.ROOT, ", renaming %.0f %% consistent", 100 * map.consistency()))
                .orElse(""))
        .append(
            place.comments().isEmpty()
                ? ""
                : ", same comments: " + text(cut(SharedComments.summary(place.comments()), FIELD)))
        .append(".\n");
    out.append("- **Where it lands:** ").append(finding.zone().ring().id()).append(" ring");
    if (finding.zone().name().isPresent()) {
      out.append(", ")
          .append(code(cut(finding.zone().name().get(), CELL)))
          .append(": ")
          .append(text(cut(finding.zone().why(), FIELD)));
    }
    out.append(".\n");
    out.append("- **Why it matters:** ")
        .append(text(cut(String.join("; ", finding.reasons()), MAX_REASONS)))
        .append(".\n");
    out.append("- **Id:** ").append(code(finding.shortId()));
    out.append("; origin ").append(code(origin.swhid())).append("\n\n");
    if (withSides) {
      ReportText rows = new ReportText();
      new SideBySide(new TerminalText(false), WIDTH).write(rows, finding);
      out.append("<details><summary>Side by side</summary>\n\n")
          .append(fenced(rows.toString()))
          .append("\n</details>\n\n");
    }
    return out.toString();
  }

  private static String notChecked(ScanReport result) {
    StringBuilder out = new StringBuilder();
    Map<String, List<String>> byReason = new TreeMap<>();
    for (Unchecked item : result.unchecked()) {
      byReason
          .computeIfAbsent(
              (item.incomplete() ? "**NOT CHECKED**: " : "not checked: ")
                  + text(cut(item.reason(), FIELD)),
              key -> new ArrayList<>())
          .add(item.place());
    }
    if (!result.tooShort().isEmpty()) {
      byReason.put("too short to judge", result.tooShort());
    }
    // What should have been checked comes first: its mark sorts before the others.
    int listed = 0;
    for (Map.Entry<String, List<String>> each : byReason.entrySet()) {
      List<String> places = each.getValue();
      StringBuilder line = new StringBuilder("- ").append(each.getKey()).append(": ");
      List<String> named = places.subList(0, Math.min(LISTED, places.size()));
      line.append(String.join(", ", named.stream().map(p -> code(cut(p, CELL))).toList()));
      line.append(places.size() > LISTED ? " and " + (places.size() - LISTED) + " more" : "");
      if (out.length() + line.length() > MAX_UNCHECKED) {
        out.append("- and ")
            .append(count(byReason.size() - listed, "more reason"))
            .append(" why something was not checked; see the full report\n");
        break;
      }
      out.append(line).append('\n');
      listed++;
    }
    for (String note : result.notes()) {
      String line = "- " + text(cut(note, FIELD)) + "\n";
      if (out.length() + line.length() <= MAX_UNCHECKED + MAX_REASONS) {
        out.append(line);
      }
    }
    return out.isEmpty() ? "" : out.append('\n').toString();
  }
}
