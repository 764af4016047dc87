package dev.ringfence.scanner.report;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.ZoneRule;
import dev.ringfence.scanner.scan.ScanResult;
import dev.ringfence.scanner.scan.Unchecked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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

  private final String toolVersion;

  /// @param toolVersion the version that the receipt names
  public MarkdownRenderer(String toolVersion) {
    this.toolVersion = toolVersion;
  }

  @Override
  public String render(ScanResult result, CorpusIndex index) throws IOException {
    String receipt =
        DigestUtils.sha256Hex(
            SearchReceipt.of(result, index, toolVersion).getBytes(StandardCharsets.UTF_8));
    String searched =
        String.format(
            Locale.ROOT,
            "%,d hunks with %,d added lines of %,d files, against %,d works; receipt `sha256:%s`",
            result.hunks(),
            result.addedLines(),
            result.files(),
            result.works(),
            receipt);
    StringBuilder out = new StringBuilder(MARK).append('\n');
    if (result.findings().isEmpty() && !result.isIncomplete()) {
      out.append("**Ringfence**: nothing found in ").append(searched).append(".\n");
      notChecked(out, result);
      return out.toString();
    }
    long failing = result.findings().stream().filter(Finding::fails).count();
    out.append("### Ringfence: ");
    if (result.isIncomplete()) {
      out.append("NOT everything was checked; ");
    }
    out.append(
        result.findings().isEmpty()
            ? "nothing found in what was"
            : count(result.findings().size(), "finding")
                + ", "
                + (failing == 0
                    ? "none stops this change"
                    : failing + " to settle before this can go in"));
    out.append("\n\n");
    int shown = 0;
    for (Finding finding : result.findings()) {
      OriginView view = OriginView.of(index, finding);
      String whole = finding(finding, view, true);
      String brief = finding(finding, view, false);
      if (out.length() + whole.length() <= LIMIT) {
        out.append(whole);
      } else if (out.length() + brief.length() <= LIMIT) {
        out.append(brief);
      } else {
        break;
      }
      shown++;
    }
    if (shown < result.findings().size()) {
      out.append("**")
          .append(count(result.findings().size() - shown, "more finding"))
          .append("**, which this comment has no room for; see the full report.\n\n");
    }
    if (failing > 0) {
      out.append(
          "**What to do.** Compare both sides. If the code came from there, by whatever way, write it"
              + " anew from the problem, or take a permissive source and keep its notice; renaming and"
              + " reordering do not change where it came from. If it did not, say why in a waiver:"
              + " `ringfence waive ID INDEX --diff BASE..HEAD --owner WHO --until DAY --reason WHY`."
              + " `ringfence explain ID` shows how the score came about.\n\n");
    }
    notChecked(out, result);
    out.append("<sub>")
        .append(searched)
        .append(". Measured overlap, not a legal judgement.</sub>\n");
    return out.toString();
  }

  private static String count(long n, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
  }

  private static String finding(Finding finding, OriginView view, boolean withSides) {
    Match match = finding.match();
    CorpusFile origin = match.origin();
    StringBuilder out = new StringBuilder();
    out.append("#### ")
        .append(finding.severity().id())
        .append(" ")
        .append(finding.score())
        .append(": ")
        .append(code(finding.path() + ":" + lines(match.hunkLines())))
        .append(finding.fails() ? "" : " (does not stop the change)")
        .append("\n\n");
    out.append("- **What:** ")
        .append(match.matchedTokens())
        .append(" of ")
        .append(match.spanTokens())
        .append(" tokens match ")
        .append(code(origin.workId() + "/" + origin.path() + ":" + lines(match.originLines())))
        .append(view.function().map(f -> ", function " + code(f.name())).orElse(""))
        .append(", under **")
        .append(text(origin.license().expression().orElse("no stated license")))
        .append("** (")
        .append(origin.license().category().label())
        .append(")")
        .append(match.originDate().map(date -> ", " + date).orElse(""))
        .append(".\n");
    out.append("- **How sure:** ")
        .append(String.format(Locale.ROOT, "%.0f bits of evidence, ", match.evidence().score()))
        .append(
            String.format(
                Locale.ROOT,
                "%.0f %% of the hunk, %d of %d names equal",
                100 * match.containment(),
                match.equalNames(),
                match.names()))
        .append(
            view.renames()
                .map(map ->
                    String.format(
                        Locale.ROOT, ", renaming %.0f %% consistent", 100 * map.consistency()))
                .orElse(""))
        .append(
            match.passages().isEmpty()
                ? ""
                : ", same comments: " + text(SharedComments.summary(match.passages())))
        .append(".\n");
    out.append("- **Where it lands:** ").append(finding.placement().ring().id()).append(" ring");
    if (finding.placement().rule().isPresent()) {
      ZoneRule rule = finding.placement().rule().get();
      out.append(", ").append(code(rule.name())).append(": ").append(text(rule.why()));
    }
    out.append(".\n");
    out.append("- **Why it matters:** ")
        .append(text(String.join("; ", finding.reasons())))
        .append(".\n");
    out.append("- **Id:** ").append(code(finding.fingerprint().substring(0, 16)));
    out.append("; origin ").append(code(origin.swhid())).append("\n\n");
    if (withSides) {
      StringBuilder rows = new StringBuilder();
      new TerminalRenderer(false, WIDTH).sideBySide(rows, finding, view);
      out.append("<details><summary>Side by side</summary>\n\n")
          .append(fenced(rows.toString()))
          .append("\n</details>\n\n");
    }
    return out.toString();
  }

  private static void notChecked(StringBuilder out, ScanResult result) {
    Map<String, List<String>> byReason = new TreeMap<>();
    for (Unchecked item : result.unchecked()) {
      byReason
          .computeIfAbsent(
              (item.incomplete() ? "**NOT CHECKED**: " : "not checked: ") + text(item.reason()),
              key -> new ArrayList<>())
          .add(item.path().isEmpty() ? item.change() : item.path());
    }
    if (!result.tooShort().isEmpty()) {
      byReason.put("too short to judge", result.tooShort());
    }
    byReason.forEach((reason, places) -> {
      out.append("- ").append(reason).append(": ");
      List<String> listed = places.subList(0, Math.min(LISTED, places.size()));
      out.append(String.join(", ", listed.stream().map(MarkdownRenderer::code).toList()));
      out.append(places.size() > LISTED ? " and " + (places.size() - LISTED) + " more" : "")
          .append('\n');
    });
    result.notes().forEach(note -> out.append("- ").append(text(note)).append('\n'));
    if (!byReason.isEmpty() || !result.notes().isEmpty()) {
      out.append('\n');
    }
  }

  private static String lines(List<LineRange> ranges) {
    return String.join(
        ",", ranges.stream().map(range -> range.firstLine() + "-" + range.lastLine()).toList());
  }

  /// Text that came from elsewhere, in a code span, where it can neither format nor mention.
  private static String code(String text) {
    String flat = flat(text);
    int longest = longestRun(flat);
    String ticks = "`".repeat(longest + 1);
    String space = longest > 0 ? " " : "";
    return ticks + space + flat + space + ticks;
  }

  /// Text from elsewhere that may hold code between backticks: that stays code, the rest can
  /// neither format nor mention.
  private static String text(String text) {
    String[] parts = flat(text).split("`", -1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 0) {
        out.append(escaped(parts[i]));
      } else if (i + 1 < parts.length) {
        out.append(parts[i].isEmpty() ? "" : code(parts[i]));
      } else {
        out.append("\\`").append(escaped(parts[i]));
      }
    }
    return out.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("[", "\\[")
        .replace("@", "@\u2060");
  }

  private static String flat(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return out.toString();
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static String fenced(String rows) {
    String fence = "`".repeat(Math.max(3, longestRun(rows) + 1));
    return fence + "text\n" + rows + fence + "\n";
  }
}
