package org.example.weaver.report;

import org.example.weaver.VisibleText;
import org.example.weaver.CorpusFile;
import org.example.weaver.CorpusIndex;
import org.example.weaver.LicenseEvidence;
import org.example.weaver.Language;
import org.example.weaver.LineRange;
import org.example.weaver.Match;
import org.example.weaver.Finding;
import org.example.weaver.Waiver;
import org.example.weaver.ScanResult;
import org.example.weaver.Unchecked;
import org.example.weaver.Function;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The report for people: each finding with hunk and origin side by side.
public final class TerminalRenderer implements ReportRenderer {
  private static final int DEFAULT_COLUMNS = 120;
  private static final int MAX_COLUMNS = 240;
  private static final int MAX_ROWS = 60;
  private static final int MAX_RENAMES = 12;
  private static final int MAX_TABLE_ROWS = 40;

  private final boolean color;
  private final int width;

  /// A renderer.
  ///
  /// @param width the columns of the terminal, at least 60
  public TerminalRenderer(boolean color, int width) {
    this.color = color;
    this.width = Math.max(60, width);
  }

  /// A renderer for standard output as the launcher found it, or for a file.
  public static TerminalRenderer forStandardOutput(boolean toFile) {
    boolean terminal = !toFile && "1".equals(System.getenv("RINGFENCE_STDOUT_TTY"));
    int columns = DEFAULT_COLUMNS;
    String text = System.getenv("COLUMNS");
    if (text != null && text.trim().matches("[1-9][0-9]{0,3}")) {
      columns = Math.min(MAX_COLUMNS, Integer.parseInt(text.trim()));
    }
    return new TerminalRenderer(terminal && System.getenv("NO_COLOR") == null, columns);
  }

  @Override
  public String render(ScanResult result, CorpusIndex index) throws IOException {
    ReportText out = new ReportText();
    if (result.findings().size() > 1) {
      table(out, result.findings());
    }
    for (Finding finding : result.findings()) {
      finding(out, finding, OriginView.of(index, finding), result.changes() > 1);
      out.append('\n');
    }
    out.append(summary(result)).append('\n');
    if (result.policy().source().isEmpty()) {
      out.append("policy: none found; by default every path is in the middle ring").append('\n');
    } else {
      out.append("policy: ").append(result.policy().source().get()).append('\n');
    }
    for (String warning : result.policy().warnings()) {
      out.append("  not evaluated: ").append(warning).append('\n');
    }
    result.notes().forEach(note -> out.append("note: ").append(note).append('\n'));
    waivers(out, result);
    if (!result.tooShort().isEmpty()) {
      out.append("too short to judge: ").append(some(result.tooShort())).append('\n');
    }
    for (Map.Entry<String, List<String>> reason : byReason(result.unchecked(), true).entrySet()) {
      out.own(paint("31", "NOT CHECKED"))
          .append(": ")
          .append(some(reason.getValue()))
          .append(": ")
          .append(reason.getKey())
          .append('\n');
    }
    for (Map.Entry<String, List<String>> reason : byReason(result.unchecked(), false).entrySet()) {
      out.append("not checked: ")
          .append(some(reason.getValue()))
          .append(": ")
          .append(reason.getKey())
          .append('\n');
    }
    return out.toString();
  }

  /// All findings at a glance, one a line.
  private void table(ReportText out, List<Finding> findings) {
    List<Finding> rows = findings.subList(0, Math.min(MAX_TABLE_ROWS, findings.size()));
    int where = 0;
    for (Finding finding : rows) {
      where = Math.max(where, place(finding).length());
    }
    where = Math.min(where, Math.max(20, width - 72));
    for (Finding finding : rows) {
      CorpusFile origin = finding.match().origin();
      String row =
          String.format(
              Locale.ROOT,
              "%-5s  %-14s %4.1f  %s  %s  ",
              finding.fails() ? "FAILS" : "",
              verdict(finding),
              finding.score(),
              pad(place(finding), where),
              origin.license().expression().orElse("no stated license"));
      out.own(cut(row + origin.workId() + "/" + origin.path(), Math.max(width, row.length())))
          .append('\n');
    }
    if (rows.size() < findings.size()) {
      out.append("and ").append(findings.size() - rows.size()).append(" more, all below");
      out.append('\n');
    }
    out.append('\n');
  }

  private static String place(Finding finding) {
    return VisibleText.line(finding.path())
        + ":"
        + finding.match().hunkLines().getFirst().firstLine();
  }

  /// Which waivers were used, which have expired, and which no finding of this change needs.
  private static void waivers(ReportText out, ScanResult result) {
    List<Waiver> all = result.policy().waivers();
    if (all.isEmpty()) {
      return;
    }
    Set<Waiver> needed = new HashSet<>();
    result.findings().forEach(finding -> finding.waiver().ifPresent(needed::add));
    List<Waiver> expired =
        all.stream().filter(waiver -> waiver.hasExpired(Engines.today())).toList();
    out.own(
        String.format(
            Locale.ROOT,
            "waivers: %d used, %d not needed by this change, %d expired\n",
            needed.stream().filter(waiver -> !expired.contains(waiver)).count(),
            all.stream().filter(waiver -> !needed.contains(waiver)).count(),
            expired.size()));
    expired.forEach(waiver ->
        out.append("  expired ")
            .append(waiver.until())
            .append(": ")
            .append(waiver.place())
            .append(", ")
            .append(waiver.owner())
            .append(": ")
            .append(waiver.reason())
            .append('\n'));
  }

  private static Map<String, List<String>> byReason(List<Unchecked> items, boolean incomplete) {
    Map<String, List<String>> byReason = new TreeMap<>();
    for (Unchecked item : items) {
      if (item.incomplete() == incomplete) {
        byReason
            .computeIfAbsent(item.reason(), _ -> new ArrayList<>())
            .add(item.path().isEmpty() ? item.change() : item.path());
      }
    }
    return byReason;
  }

  private static String some(List<String> items) {
    return items.size() <= 4
        ? String.join(", ", items)
        : String.join(", ", items.subList(0, 3)) + " and " + (items.size() - 3) + " more";
  }

  /// One line that says how a scan went.
  public static String summary(ScanResult result) {
    long failing = result.findings().stream().filter(Finding::fails).count();
    String found =
        switch (result.findings().size()) {
          case 0 -> "no finding";
          case 1 -> "1 finding" + (failing == 1 ? "" : ", below the fail level");
          default ->
              result.findings().size() + " findings, " + failing + " at or above the fail level";
        };
    return String.format(
        Locale.ROOT,
        "%s%s in %s with %s of %s; index sha256:%s, %s",
        result.isIncomplete() ? "INCOMPLETE: not everything could be checked; " : "",
        found,
        count(result.hunks(), "hunk"),
        count(result.addedLines(), "added line"),
        count(result.files(), "file"),
        result.indexDigest().substring(0, Math.min(12, result.indexDigest().length())),
        count(result.works(), "work"));
  }

  static String count(long n, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
  }

  private static String inFunction(Optional<Function> function) {
    return function
        .map(f -> ", in `" + f.name() + "`, lines " + f.firstLine() + "-" + f.lastLine())
        .orElse("");
  }

  private void finding(ReportText out, Finding finding, OriginView view, boolean withChange) {
    Match match = finding.match();
    CorpusFile origin = match.origin();
    out.own(paint(tint(finding), verdict(finding) + "[" + finding.score() + "]"))
        .append(": ")
        .own(
            paint(
                "1",
                finding.summary()
                    + " match code under "
                    + origin.license().expression().orElse("no stated license")))
        .append('\n');
    out.append("  --> ")
        .append(finding.path())
        .append(':')
        .append(lines(match.hunkLines()))
        .append(withChange ? " in " + finding.change() : "")
        .append(inFunction(view.hunkFunction()))
        .append(
            finding.hunk().language() == Language.GENERIC
                ? " (no lexer for this language: read by what most share)"
                : finding.hunk().languageByText()
                    ? " (told to be "
                        + finding.hunk().language().displayName()
                        + " by the text alone)"
                    : "")
        .append('\n');
    for (Finding.Place place : finding.places()) {
      if (!place.match().equals(match)) {
        out.append("  and ")
            .append(place.path())
            .append(':')
            .append(lines(place.match().hunkLines()))
            .append(", from the origin's lines ")
            .append(lines(place.match().originLines()))
            .append('\n');
      }
    }
    out.append("  origin: ")
        .append(origin.workId())
        .append('/')
        .append(origin.path())
        .append(':')
        .append(lines(match.originLines()))
        .append(inFunction(view.function()))
        .append('\n');
    out.append("  license: ")
        .append(origin.license().expression().orElse("none stated"))
        .append(", ")
        .append(origin.license().category().label())
        .append(origin.license().networkCopyleft() ? " (network copyleft)" : "");
    if (origin.license().deciding().isPresent()) {
      LicenseEvidence first = origin.license().deciding().get();
      out.append("; ")
          .append(first.method().name().toLowerCase(Locale.ROOT).replace('_', ' '))
          .append(" in ")
          .append(first.where())
          .append(first.line() > 0 ? ":" + first.line() : "");
    }
    out.append('\n');
    if (origin.license().isContested()) {
      out.append("  license evidence conflicts:").append('\n');
      for (LicenseEvidence item : origin.license().evidence()) {
        out.append("    ")
            .append(item.expression().isEmpty() ? "not readable" : item.expression())
            .append(" (")
            .append(item.where())
            .append(": ")
            .append(item.detail())
            .append(")")
            .append('\n');
      }
    }
    out.own(
        String.format(
            Locale.ROOT,
            "  evidence: %.0f bits, %.0f %% of the hunk's tokens, %d of %d names equal\n",
            match.evidence().score(),
            100 * match.containment(),
            match.equalNames(),
            match.names()));
    out.append("  id: ").append(finding.fingerprint().substring(0, 16)).append('\n');
    out.append("  why: ").append(String.join("; ", finding.reasons())).append('\n');
    out.append("  zone: ")
        .append(finding.placement().ring().id())
        .append(" ring")
        .append(
            finding
                .placement()
                .rule()
                .map(rule -> ", `" + rule.name() + "` (" + rule.place() + "): " + rule.why())
                .orElse(", no zone takes the path"))
        .append('\n');
    Optional<RenameMap> renames = view.renames().filter(map -> !map.entries().isEmpty());
    if (renames.isPresent()) {
      List<String> names =
          renames.get().entries().stream()
              .limit(MAX_RENAMES)
              .map(entry -> entry.hunkName() + " = " + entry.originName())
              .toList();
      out.append("  renames: ").append(String.join(", ", names));
      int more = renames.get().entries().size() - names.size();
      out.append(more > 0 ? " and " + more + " more" : "");
      out.own(
          String.format(Locale.ROOT, "; %.0f %% consistent\n", 100 * renames.get().consistency()));
    }
    if (!match.passages().isEmpty()) {
      out.append("  same comments: ").append(SharedComments.summary(match.passages())).append('\n');
    }
    if (!match.others().isEmpty()) {
      List<String> others =
          match.others().stream()
              .limit(3)
              .map(other ->
                  other.file().workId()
                      + "/"
                      + other.file().path()
                      + " ("
                      + other.file().license().expression().orElse("no stated license")
                      + other.date().map(date -> ", " + date).orElse("")
                      + ")")
              .toList();
      out.append("  also found in: ").append(String.join(", ", others));
      int more = match.others().size() - others.size();
      out.append(more > 0 ? " and " + more + " more" : "").append('\n');
    }
    sideBySide(out, finding, view);
  }

  /// Rows of hunk line and origin line, in the order of the hunk.
  void sideBySide(ReportText out, Finding finding, OriginView view) {
    if (view.lines().length == 0) {
      out.append("  (the index keeps no text; look the origin up by ")
          .append(finding.match().origin().swhid())
          .append(")")
          .append('\n');
      return;
    }
    Map<Integer, Integer> pairedLine = new HashMap<>();
    Map<Integer, Boolean> equal = new HashMap<>();
    String[] hunkText = finding.hunk().text().split("\r\n|\r|\n", -1);
    int offset = lineOffset(finding);
    for (int[] pair : finding.match().pairs()) {
      int hunkLine = finding.hunk().lines()[pair[0]];
      int originLine = view.lineOfToken()[pair[1]];
      pairedLine.putIfAbsent(hunkLine, originLine);
      equal.merge(hunkLine, true, Boolean::logicalAnd);
    }
    int column = (width - 17) / 2;
    out.append("  ").own(paint("2", pad("hunk", column + 7) + " | " + "origin")).append('\n');
    int rows = 0;
    int lastOrigin = -1;
    for (LineRange range : finding.match().hunkLines()) {
      for (int line = range.firstLine(); line <= range.lastLine(); line++) {
        Integer origin = pairedLine.get(line);
        // Origin lines in between have no partner; show them so that the origin can be read.
        if (origin != null
            && lastOrigin >= 0
            && origin > lastOrigin + 1
            && origin - lastOrigin <= 6) {
          for (int between = lastOrigin + 1; between < origin && rows < MAX_ROWS; between++) {
            row(
                out,
                column,
                "",
                "",
                String.valueOf(between),
                text(view.lines(), between - 1),
                false);
            rows++;
          }
        }
        if (rows++ >= MAX_ROWS) {
          break;
        }
        row(
            out,
            column,
            String.valueOf(line),
            text(hunkText, line - offset),
            origin == null || origin == lastOrigin ? "" : String.valueOf(origin),
            origin == null || origin == lastOrigin ? "" : text(view.lines(), origin - 1),
            origin != null);
        if (origin != null) {
          lastOrigin = Math.max(lastOrigin, origin);
        }
      }
    }
    if (rows > MAX_ROWS) {
      out.append("  ... (").append(MAX_ROWS).append(" rows shown)").append('\n');
    }
  }

  /// The new-side line of the first line of the hunk's text.
  private static int lineOffset(Finding finding) {
    int token = finding.match().pairs().getFirst()[0];
    int start = finding.hunk().starts()[token];
    int line = 0;
    String text = finding.hunk().text();
    for (int i = 0; i < start; i++) {
      if (text.charAt(i) == '\n'
          || (text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        line++;
      }
    }
    return finding.hunk().lines()[token] - line;
  }

  private static String text(String[] lines, int at) {
    return at >= 0 && at < lines.length ? lines[at] : "";
  }

  private void row(
      ReportText out,
      int column,
      String leftLine,
      String left,
      String rightLine,
      String right,
      boolean matched) {
    String mark = matched ? "=" : " ";
    String row =
        String.format(Locale.ROOT, "%6s ", leftLine)
            + pad(left, column)
            + " "
            + mark
            + " "
            + String.format(Locale.ROOT, "%5s ", rightLine)
            + cut(right, column);
    out.append("  ")
        .own(matched ? row.stripTrailing() : paint("2", row.stripTrailing()))
        .append('\n');
  }

  private static String cut(String text, int columns) {
    String flat = VisibleText.line(text.replace("\t", "    "));
    return flat.length() <= columns ? flat : flat.substring(0, columns - 1) + "…";
  }

  private static String pad(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(columns - cut.length());
  }

  private static String lines(List<LineRange> ranges) {
    return String.join(",", ranges.stream().map(r -> r.firstLine() + "-" + r.lastLine()).toList());
  }

  /// What a finding opens with: one that someone answers for is no alarm.
  static String verdict(Finding finding) {
    String severity = finding.severity().id();
    return finding.isWaived()
        ? "waived " + severity
        : finding.inBaseline() ? "known " + severity : severity;
  }

  private static String tint(Finding finding) {
    if (finding.isAccepted()) {
      return "2";
    }
    return switch (finding.severity()) {
      case ERROR -> "1;31";
      case WARNING -> "1;33";
      default -> "1;36";
    };
  }

  private String paint(String code, String text) {
    String shown = VisibleText.line(text);
    return color ? "\u001b[" + code + "m" + shown + "\u001b[0m" : shown;
  }
}
