package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.result.AlignedToken;
import dev.ringfence.scanner.result.Derivation;
import dev.ringfence.scanner.result.Excerpt;
import dev.ringfence.scanner.result.Explained;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.RenameMap;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One piece of code on one screen: the verdict first, in words, then where from, how sure, both
/// sides, and what to do.
public final class CheckRenderer {
  private static final int LABEL = 9;
  private static final int ROWS = 24;
  private static final int SHOWN_RENAMES = 5;

  private final int width;
  private final boolean color;
  private final boolean all;

  /// @param width the columns of the terminal
  /// @param color whether it shows colors
  /// @param all whether no line is left out
  public CheckRenderer(int width, boolean color, boolean all) {
    this.width = Math.max(60, width);
    this.color = color;
    this.all = all;
  }

  /// The screen.
  ///
  /// @param nearest what is alike below the threshold, best first
  /// @param next commands that go on from here
  public String render(ScanReport report, List<ReportedFinding> nearest, List<String> next) {
    StringBuilder out = new StringBuilder();
    CheckVerdict verdict = CheckVerdict.of(report, nearest);
    wrapped(out, "", paint(tint(verdict), capital(verdict.words())));
    out.append('\n');
    if (!report.findings().isEmpty()) {
      finding(out, report.findings().getFirst(), verdict);
      for (ReportedFinding more : report.findings().subList(1, report.findings().size())) {
        item(out, "and", brief(more));
      }
    } else {
      for (ReportedFinding near : nearest) {
        item(out, "nearest", brief(near));
      }
      searched(out, report, verdict);
    }
    report.unchecked().forEach(part -> item(out, "unread", part.path() + ": " + part.reason()));
    report.notes().forEach(note -> item(out, "note", note));
    if (!next.isEmpty()) {
      out.append('\n');
      next.forEach(command -> item(out, "next", command));
    }
    return out.toString();
  }

  private void searched(StringBuilder out, ScanReport report, CheckVerdict verdict) {
    if (verdict.kind() != CheckVerdict.Kind.NOTHING_FOUND) {
      item(out, "searched", CheckVerdict.searched(report.index()));
    }
    item(
        out,
        "limits",
        "code of other works cannot be found here; an unchanged run of "
            + report.index().guaranteeExactTokens()
            + " tokens or more is");
  }

  private void finding(StringBuilder out, ReportedFinding finding, CheckVerdict verdict) {
    Place place = finding.place();
    item(
        out,
        "from",
        finding.origin().work()
            + "/"
            + finding.origin().path()
            + ":"
            + Lines.text(place.origin().lines())
            + place.origin().function().map(f -> ", in `" + f.name() + "`").orElse("")
            + finding.origin().date().map(day -> ", " + day).orElse(""));
    item(out, "license", license(finding));
    item(out, "how sure", verdict.sureness());
    item(
        out,
        "here",
        finding.zone().ring().id()
            + " ring: "
            + TerminalRenderer.verdict(finding)
            + (finding.fails() ? ", which fails a scan" : ", which fails no scan")
            + "; "
            + String.join("; ", finding.reasons()));
    Optional<RenameMap> renames = place.renames().filter(map -> !map.names().isEmpty());
    if (renames.isPresent()) {
      List<RenameMap.Rename> names = renames.get().names();
      int more = names.size() - SHOWN_RENAMES;
      item(
          out,
          "renamed",
          String.join(
                  ", ",
                  names.stream()
                      .limit(SHOWN_RENAMES)
                      .map(name -> name.origin() + " to " + name.hunk())
                      .toList())
              + (more > 0 ? " and " + more + " more" : ""));
    }
    if (!finding.origin().alsoFoundIn().isEmpty()) {
      item(
          out,
          "also in",
          String.join(
              ", ",
              finding.origin().alsoFoundIn().stream()
                  .limit(2)
                  .map(other ->
                      other.work()
                          + "/"
                          + other.path()
                          + " ("
                          + other.license().orElse("no stated license")
                          + ")")
                  .toList()));
    }
    out.append('\n');
    sides(out, place, finding);
  }

  private static String license(ReportedFinding finding) {
    var license = finding.origin().license();
    return license.expression().orElse("none stated")
        + ", "
        + license.category().label()
        + license
            .deciding()
            .map(evidence ->
                "; "
                    + evidence.method().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " in "
                    + evidence.where()
                    + (evidence.line() > 0 ? ":" + evidence.line() : ""))
            .orElse("")
        + (license.isContested() ? "; evidence conflicts" : "");
  }

  private static String brief(ReportedFinding finding) {
    return String.format(
        Locale.ROOT,
        "%s/%s:%s (%s), %.0f bits, %d tokens",
        finding.origin().work(),
        finding.origin().path(),
        Lines.text(finding.place().origin().lines()),
        finding.origin().license().expression().orElse("no stated license"),
        finding.place().match().bits().score(),
        finding.place().match().tokens());
  }

  /// What a pair of lines is, by its tokens: the least alike of them says it.
  private static Map<Integer, AlignedToken> worstByLine(Place place) {
    Map<Integer, AlignedToken> worst = new TreeMap<>();
    for (AlignedToken token : place.alignment()) {
      worst.merge(
          token.hunkLine(),
          token,
          (a, b) -> rank(b.kind()) > rank(a.kind()) ? withLineOf(b, a) : a);
    }
    return worst;
  }

  private static AlignedToken withLineOf(AlignedToken kind, AlignedToken line) {
    return new AlignedToken(
        kind.kind(),
        line.hunkLine(),
        line.hunkColumn(),
        line.hunkEnd(),
        line.originLine(),
        line.originColumn(),
        line.originEnd());
  }

  private static int rank(AlignedToken.Kind kind) {
    return switch (kind) {
      case EQUAL -> 0;
      case SYNONYM, RENAMED -> 1;
      case MISMATCH -> 2;
    };
  }

  /// Both sides, line by line: `=` where all tokens are equal, `~` where names differ, `x` where
  /// something else does.
  private void sides(StringBuilder out, Place place, ReportedFinding finding) {
    if (place.origin().text().isEmpty()) {
      item(out, "origin", "the index keeps no text; look it up by " + finding.origin().swhid());
      return;
    }
    Map<Integer, AlignedToken> lines = worstByLine(place);
    int column = (width - 15) / 2;
    out.append(paint("2", pad("  yours", column + 7) + "   " + "origin")).append('\n');
    int rows = 0;
    int lastOrigin = -1;
    for (Lines range : place.hunk().lines()) {
      for (int line = range.first(); line <= range.last(); line++) {
        if (rows++ >= ROWS && !all) {
          continue;
        }
        AlignedToken pair = lines.get(line);
        String row =
            String.format(Locale.ROOT, "%5d ", line)
                + pad(Excerpt.line(place.hunk().text(), line).orElse(""), column)
                + " "
                + (pair == null ? " " : mark(pair.kind()))
                + " "
                + (pair != null && pair.originLine() != lastOrigin
                    ? String.format(Locale.ROOT, "%5d ", pair.originLine())
                        + cut(
                            Excerpt.line(place.origin().text(), pair.originLine()).orElse(""),
                            column)
                    : "");
        out.append(
                pair == null
                    ? paint("2", row.stripTrailing())
                    : paint(shade(pair.kind()), row.stripTrailing()))
            .append('\n');
        if (pair != null) {
          lastOrigin = pair.originLine();
        }
      }
    }
    if (rows > ROWS && !all) {
      out.append("      (").append(rows - ROWS).append(" more lines; --full shows all)\n");
    }
    out.append(
            paint(
                "2",
                place.match().rewrite().isPresent()
                    ? "      lines whose statements say the same stand beside each other"
                    : "      = equal   ~ renamed   x changed"))
        .append('\n');
  }

  private static String mark(AlignedToken.Kind kind) {
    return switch (kind) {
      case EQUAL -> "=";
      case SYNONYM, RENAMED -> "~";
      case MISMATCH -> "x";
    };
  }

  private static String shade(AlignedToken.Kind kind) {
    return switch (kind) {
      case EQUAL -> "0";
      case SYNONYM, RENAMED -> "33";
      case MISMATCH -> "31";
    };
  }

  /// Each token of both sides with what it adds, for `--full`.
  public String tokens(Explained explained) {
    StringBuilder out = new StringBuilder("\n");
    int column = (width - 34) / 2;
    for (Derivation derivation : explained.derivations()) {
      for (Derivation.Step step : derivation.steps()) {
        String row =
            String.format(
                Locale.ROOT,
                "%6s %s %-11s %6s %s %6.1f",
                step.hunkLine() == 0 ? "" : String.valueOf(step.hunkLine()),
                pad(step.hunkWord(), column),
                step.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                step.originLine() == 0 ? "" : String.valueOf(step.originLine()),
                pad(step.originWord(), column),
                step.bits());
        out.append(row.stripTrailing()).append('\n');
      }
    }
    return out.toString();
  }

  private void item(StringBuilder out, String label, String text) {
    wrapped(out, paint("1", String.format(Locale.ROOT, "%-" + LABEL + "s", label)), text);
  }

  /// Words within the width, below each other behind the label.
  private void wrapped(StringBuilder out, String label, String text) {
    String indent = label.isEmpty() ? "" : " ".repeat(LABEL);
    int room = width - indent.length();
    StringBuilder line = new StringBuilder(label);
    int used = 0;
    for (String word : VisibleText.line(text).split(" ", -1)) {
      if (used > 0 && used + 1 + word.length() > room) {
        out.append(line).append('\n');
        line = new StringBuilder(indent);
        used = 0;
      }
      line.append(used > 0 ? " " : "").append(word);
      used += (used > 0 ? 1 : 0) + word.length();
    }
    out.append(line).append('\n');
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  private static String tint(CheckVerdict verdict) {
    return switch (verdict.kind()) {
      case VERY_LIKELY_COPIED, NOT_CHECKED -> "1;31";
      case LIKELY_COPIED, LIKELY_REWRITTEN -> "1;33";
      case RESEMBLES, TOO_SHORT -> "1;36";
      case NOTHING_FOUND -> "1;32";
    };
  }

  private String paint(String code, String text) {
    return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private static String cut(String text, int columns) {
    String flat = VisibleText.line(text.replace("\t", "    "));
    return flat.length() <= columns ? flat : flat.substring(0, columns - 1) + "…";
  }

  private static String pad(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(columns - cut.length());
  }
}
