package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.result.AppliedPolicy;
import dev.ringfence.scanner.result.FunctionSpan;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.Origin;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.RenameMap;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.Unchecked;
import dev.ringfence.scanner.result.ZoneNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The report for people: each finding with hunk and origin side by side.
public final class TerminalRenderer implements ReportRenderer {
  private static final int MAX_RENAMES = 12;
  private static final int MAX_TABLE_ROWS = 40;

  private final TerminalText text;
  private final int width;

  /// A renderer.
  ///
  /// @param width the columns of the terminal, at least 60
  public TerminalRenderer(boolean color, int width) {
    this.text = new TerminalText(color);
    this.width = Math.max(60, width);
  }

  @Override
  public String render(ScanReport result) {
    ReportText out = new ReportText();
    if (result.findings().size() > 1) {
      table(out, result.findings());
    }
    for (ReportedFinding finding : result.findings()) {
      finding(out, finding, result.scanned().changes() > 1);
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
    result.policy().waiverUse().ifPresent(use -> waivers(out, use));
    if (!result.tooShort().isEmpty()) {
      out.append("too short to judge: ").append(some(result.tooShort())).append('\n');
    }
    for (Map.Entry<String, List<String>> reason : byReason(result.unchecked(), true).entrySet()) {
      out.own(text.paint("31", "NOT CHECKED"))
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
  private void table(ReportText out, List<ReportedFinding> findings) {
    List<ReportedFinding> rows = findings.subList(0, Math.min(MAX_TABLE_ROWS, findings.size()));
    int where = 0;
    for (ReportedFinding finding : rows) {
      where = Math.max(where, place(finding).length());
    }
    where = Math.min(where, Math.max(20, width - 72));
    for (ReportedFinding finding : rows) {
      Origin origin = finding.origin();
      String row =
          String.format(
              Locale.ROOT,
              "%-5s  %-14s %4.1f  %s  %s  ",
              finding.fails() ? "FAILS" : "",
              verdict(finding),
              finding.score(),
              TerminalText.pad(place(finding), where),
              origin.licenseOr("no stated license"));
      out.own(TerminalText.cut(row + origin.name(), Math.max(width, row.length()))).append('\n');
    }
    if (rows.size() < findings.size()) {
      out.append("and ").append(findings.size() - rows.size()).append(" more, all below");
      out.append('\n');
    }
    out.append('\n');
  }

  private static String place(ReportedFinding finding) {
    return VisibleText.line(finding.path()) + ":" + finding.firstLine();
  }

  /// Which waivers were used, which have expired, and which no finding of this change needs.
  private static void waivers(ReportText out, AppliedPolicy.WaiverUse use) {
    out.own(
        String.format(
            Locale.ROOT,
            "waivers: %d used, %d not needed by this change, %d expired\n",
            use.used(),
            use.unneeded(),
            use.expired().size()));
    use.expired()
        .forEach(waiver ->
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
        byReason.computeIfAbsent(item.reason(), _ -> new ArrayList<>()).add(item.place());
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
  public static String summary(ScanReport result) {
    long failing = result.findings().stream().filter(ReportedFinding::fails).count();
    String found =
        switch (result.findings().size()) {
          case 0 -> "no finding";
          case 1 -> "1 finding" + (failing == 1 ? "" : ", below the fail level");
          default ->
              result.findings().size() + " findings, " + failing + " at or above the fail level";
        };
    return String.format(
        Locale.ROOT,
        "%s%s in %s with %s of %s; index %s, %s",
        result.isIncomplete() ? "INCOMPLETE: not everything could be checked; " : "",
        found,
        count(result.scanned().hunks(), "hunk"),
        count(result.scanned().addedLines(), "added line"),
        count(result.scanned().files(), "file"),
        shortened(result.index().digest()),
        count(result.index().works(), "work"));
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min("sha256:".length() + 12, digest.length()));
  }

  static String count(long n, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
  }

  private static String inFunction(Optional<FunctionSpan> function) {
    return function
        .map(f -> ", in `" + f.name() + "`, lines " + f.first() + "-" + f.last())
        .orElse("");
  }

  private void finding(ReportText out, ReportedFinding finding, boolean withChange) {
    Place place = finding.place();
    Place.HunkSide hunk = place.hunk();
    Origin origin = finding.origin();
    out.own(text.paint(tint(finding), verdict(finding) + "[" + finding.score() + "]"))
        .append(": ")
        .own(
            text.paint(
                "1",
                finding.summary() + " match code under " + origin.licenseOr("no stated license")))
        .append('\n');
    out.append("  --> ")
        .append(finding.path())
        .append(':')
        .append(Lines.text(hunk.lines()))
        .append(withChange ? " in " + hunk.change() : "")
        .append(inFunction(hunk.function()))
        .append(readAs(hunk))
        .append('\n');
    for (Place other : finding.places().subList(1, finding.places().size())) {
      out.append("  and ")
          .append(other.path())
          .append(':')
          .append(Lines.text(other.hunk().lines()))
          .append(", from the origin's lines ")
          .append(Lines.text(other.origin().lines()))
          .append('\n');
    }
    out.append("  origin: ")
        .append(origin.name())
        .append(':')
        .append(Lines.text(place.origin().lines()))
        .append(inFunction(place.origin().function()))
        .append('\n');
    out.append("  license: ")
        .append(origin.licenseOr("none stated"))
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
    origin.usePreferences().forEach(said -> out.append("  on AI use: ").append(said).append('\n'));
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
            place.match().bits().score(),
            100 * place.match().containment(),
            place.match().equalNames(),
            place.match().names()));
    out.append("  id: ").append(finding.shortId()).append('\n');
    out.append("  why: ").append(String.join("; ", finding.reasons())).append('\n');
    ZoneNote zone = finding.zone();
    out.append("  zone: ")
        .append(zone.ring().id())
        .append(" ring")
        .append(
            zone.name()
                .map(name -> ", `" + name + "` (" + zone.place().orElse("") + "): " + zone.why())
                .orElse(", no zone takes the path"))
        .append('\n');
    Optional<RenameMap> renames = place.renames().filter(map -> !map.names().isEmpty());
    if (renames.isPresent()) {
      List<String> names =
          renames.get().names().stream()
              .limit(MAX_RENAMES)
              .map(rename -> rename.hunk() + " = " + rename.origin())
              .toList();
      out.append("  renames: ").append(String.join(", ", names));
      int more = renames.get().names().size() - names.size();
      out.append(more > 0 ? " and " + more + " more" : "");
      out.own(
          String.format(Locale.ROOT, "; %.0f %% consistent\n", 100 * renames.get().consistency()));
    }
    if (!place.comments().isEmpty()) {
      out.append("  same comments: ").append(SharedComments.summary(place.comments())).append('\n');
    }
    if (!origin.alsoFoundIn().isEmpty()) {
      List<String> others =
          origin.alsoFoundIn().stream()
              .limit(3)
              .map(other ->
                  other.work()
                      + "/"
                      + other.path()
                      + " ("
                      + other.license().orElse("no stated license")
                      + other.date().map(date -> ", " + date).orElse("")
                      + ")")
              .toList();
      out.append("  also found in: ").append(String.join(", ", others));
      int more = origin.alsoFoundIn().size() - others.size();
      out.append(more > 0 ? " and " + more + " more" : "").append('\n');
    }
    new SideBySide(text, width).write(out, finding);
  }

  private static String readAs(Place.HunkSide hunk) {
    if (hunk.language().equals(Language.GENERIC.id())) {
      return " (no lexer for this language: read by what most share)";
    }
    return hunk.languageByText()
        ? " (told to be "
            + Language.ofId(hunk.language()).map(Language::displayName).orElse(hunk.language())
            + " by the text alone)"
        : "";
  }

  /// What a finding opens with: one that someone answers for is no alarm.
  static String verdict(ReportedFinding finding) {
    String severity = finding.severity().id();
    return finding.isWaived()
        ? "waived " + severity
        : finding.inBaseline() ? "known " + severity : severity;
  }

  private static String tint(ReportedFinding finding) {
    if (finding.isAccepted()) {
      return "2";
    }
    return switch (finding.severity()) {
      case ERROR -> "1;31";
      case WARNING -> "1;33";
      default -> "1;36";
    };
  }
}
