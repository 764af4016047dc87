package dev.ringfence.server.page;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.MatchFigures;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What figures mean, in words.
public final class Words {
  /// From so many times the threshold on evidence is called strong, and very strong.
  private static final double STRONG = 1.5;

  private static final double VERY_STRONG = 2.5;

  private Words() {}

  /// What a page says first.
  ///
  /// @param tone `bad`, `warn`, `good` or `unknown`, for its color
  /// @param title the outcome in a few words
  /// @param text the same in a sentence or two
  public record Verdict(String tone, String title, String text) {}

  /// The verdict of a report.
  public static Verdict verdict(ScanReport report) {
    List<ReportedFinding> open =
        report.findings().stream().filter(finding -> !finding.isAccepted()).toList();
    String searched =
        count(report.index().works(), "work") + ", " + count(report.scanned().hunks(), "hunk");
    if (!open.isEmpty()) {
      ReportedFinding worst = open.getFirst();
      String more =
          open.size() == 1
              ? ""
              : " There "
                  + (open.size() == 2 ? "is " : "are ")
                  + count(open.size() - 1, "more finding")
                  + ".";
      return new Verdict(
          worst.fails() ? "bad" : "warn",
          likeness(worst, report.scanned().thresholdBits()) + " " + worst.origin().work(),
          (worst.fails()
                  ? "It stops this change: settle it before it goes in."
                  : "It does not stop this change in the ring where it lands; look at both sides all the same.")
              + more
              + (report.isIncomplete() ? " And not everything could be checked." : ""));
    }
    if (report.isIncomplete()) {
      return new Verdict(
          "unknown",
          "Not everything could be checked",
          "Nothing was found in what was. Do not read this as clean: see below what is missing.");
    }
    if (!report.findings().isEmpty()) {
      return new Verdict(
          "good",
          "Nothing new",
          count(report.findings().size(), "finding")
              + ", all accepted by a waiver or the baseline.");
    }
    if (report.scanned().hunks() == 0 || report.tooShort().size() == report.scanned().hunks()) {
      return new Verdict(
          "unknown",
          report.tooShort().isEmpty() ? "Nothing to check" : "Too short to judge",
          report.tooShort().isEmpty()
              ? "The change adds no code."
              : "What was added holds too few tokens to tell a copy from chance. A run of "
                  + report.index().guaranteeExactTokens()
                  + " equal tokens, or "
                  + report.index().guaranteeRenamedTokens()
                  + " with other names, is always looked up.");
    }
    return new Verdict(
        "good",
        "Nothing found",
        "Nothing in "
            + searched
            + " looked up, is alike enough to call it a copy. Code that is in no indexed work cannot be found.");
  }

  /// How alike a finding is, before the name of its origin.
  public static String likeness(ReportedFinding finding, double threshold) {
    double ratio = finding.place().match().bits().score() / threshold;
    if (finding.how() == ReportedFinding.How.REWRITTEN) {
      return ratio >= 1 ? "Likely rewritten from" : "Resembles";
    }
    return ratio >= VERY_STRONG
        ? "Very likely copied from"
        : ratio >= STRONG
            ? "Likely copied from"
            : ratio >= 1 || finding.isSum() ? "Resembles" : "A little like";
  }

  /// How strong evidence is.
  public static String strength(double bits, double threshold) {
    double ratio = bits / threshold;
    return ratio >= VERY_STRONG
        ? "very strong"
        : ratio >= STRONG
            ? "strong"
            : ratio >= 1 ? "enough to report" : "not enough to call it a copy";
  }

  /// What the matched tokens say.
  public static String tokens(Place place) {
    MatchFigures match = place.match();
    return String.format(
        Locale.ROOT,
        "%,d of %,d tokens match, %.0f %% of the hunk",
        match.tokens(),
        match.spanTokens(),
        100 * match.containment());
  }

  /// What became of the names.
  public static String names(Place place) {
    MatchFigures match = place.match();
    if (match.names() == 0) {
      return "there are no names in it";
    }
    int renamed = match.names() - match.equalNames();
    if (renamed == 0) {
      return "all " + match.names() + " names are spelled alike";
    }
    String consistent =
        place
            .renames()
            .map(map ->
                map.consistency() >= 0.995
                    ? ", each the same way throughout"
                    : String.format(
                        Locale.ROOT, ", %.0f %% of them consistently", 100 * map.consistency()))
            .orElse("");
    return (match.equalNames() == 0 ? "all " + renamed : renamed + " of " + match.names())
        + " names were changed"
        + consistent;
  }

  private static final Map<String, String> TERMS =
      Map.ofEntries(
          Map.entry("structure", "What the matched tokens say, in their order"),
          Map.entry("longest_run", "A long run that nothing interrupts"),
          Map.entry("coverage", "How much of the hunk matches"),
          Map.entry("own_spelling", "Names and literals that no other work has"),
          Map.entry("shared_spelling", "Names and literals that other works have too"),
          Map.entry("rename", "Names that map one to one"),
          Map.entry("unlike_names", "Constants paired with variables"),
          Map.entry("comments", "Comments in the same words"),
          Map.entry("idiom", "What everybody writes"),
          Map.entry("bonus_limit", "Bounded, since it is idiom"),
          Map.entry("missed", "What lies between and does not match"),
          Map.entry("best_other_work", "What other works have in the same place"),
          Map.entry("other_language", "Another language"),
          Map.entry("size_toll", "A large index holds more that fits by chance"));

  /// A term of a score.
  public static String term(String name) {
    return TERMS.getOrDefault(name, name.replace('_', ' '));
  }

  /// Lines of a file: `12-40,58`.
  public static String lines(List<Lines> ranges) {
    return ranges.stream()
        .map(range ->
            range.first() == range.last() ? "" + range.first() : range.first() + "-" + range.last())
        .collect(Collectors.joining(","));
  }

  /// Whether the lines of an audit's finding are there.
  static String status(Answer.Status status) {
    return switch (status) {
      case WHOLE -> "still there";
      case PARTLY -> "partly there";
      case GONE -> "gone";
      case NOT_FOLLOWED -> "not followed";
    };
  }

  /// A number of things.
  public static String count(long n, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
  }

  /// A number for a reader.
  public static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
