package dev.ringfence.scanner.report;

import dev.ringfence.scanner.result.MatchFigures;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.RewriteFigures;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.SearchedIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a check of one piece of code comes to, in words.
///
/// @param kind the verdict
/// @param words the verdict as a sentence
/// @param sureness why, in words; empty where there is nothing to be sure of
public record CheckVerdict(Kind kind, String words, String sureness) {
  /// The verdicts, the strongest first.
  public enum Kind {
    /// Twice the evidence that a finding takes.
    VERY_LIKELY_COPIED("very likely copied"),
    /// As much as a finding takes.
    LIKELY_COPIED("likely copied"),
    /// As much, but by its statements and not by its tokens.
    LIKELY_REWRITTEN("likely rewritten"),
    /// Something is alike, and not enough to call it a copy.
    RESEMBLES("resembles"),
    /// Nothing is alike.
    NOTHING_FOUND("nothing found"),
    /// It cannot hold enough evidence.
    TOO_SHORT("too short to judge"),
    /// Not all of it could be checked.
    NOT_CHECKED("not checked");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// The verdict in words.
    public String words() {
      return words;
    }

    /// The verdict for a program: `very-likely-copied`.
    public String id() {
      return words.replace(' ', '-');
    }
  }

  private static final double SURE = 2;

  /// The verdict of a report.
  ///
  /// @param nearest what is alike below the threshold, best first
  public static CheckVerdict of(ScanReport report, List<ReportedFinding> nearest) {
    if (!report.findings().isEmpty()) {
      ReportedFinding first = report.findings().getFirst();
      double threshold = report.scanned().thresholdBits();
      Kind kind = kind(first, threshold);
      return new CheckVerdict(
          kind, kind.words + " from " + origin(first), sureness(first, threshold));
    }
    if (report.isIncomplete()) {
      return new CheckVerdict(
          Kind.NOT_CHECKED, "not checked: " + report.unchecked().getFirst().reason(), "");
    }
    if (!report.tooShort().isEmpty()) {
      return new CheckVerdict(
          Kind.TOO_SHORT,
          "too short to judge: code of so few tokens cannot hold enough evidence",
          "");
    }
    if (!nearest.isEmpty()) {
      return new CheckVerdict(
          Kind.RESEMBLES,
          "resembles " + origin(nearest.getFirst()) + ", and not enough to call it a copy",
          "");
    }
    return new CheckVerdict(Kind.NOTHING_FOUND, "nothing found in " + searched(report.index()), "");
  }

  /// The verdict of one finding.
  static Kind kind(ReportedFinding finding, double threshold) {
    if (finding.how() == ReportedFinding.How.REWRITTEN) {
      return Kind.LIKELY_REWRITTEN;
    }
    return finding.place().match().bits().score() >= SURE * threshold
        ? Kind.VERY_LIKELY_COPIED
        : Kind.LIKELY_COPIED;
  }

  private static String origin(ReportedFinding finding) {
    return finding.origin().work() + ", " + finding.origin().path();
  }

  /// How much was searched, and how old it is.
  static String searched(SearchedIndex index) {
    Optional<String> newest =
        index.held().stream().flatMap(work -> work.date().stream()).max(Comparator.naturalOrder());
    return (index.works() == 1 ? "1 work" : String.format(Locale.ROOT, "%,d works", index.works()))
        + newest.map(day -> ", the newest of " + day).orElse("");
  }

  /// How sure it is, with the threshold in sight.
  static String sureness(ReportedFinding finding, double threshold) {
    MatchFigures figures = finding.place().match();
    List<String> why = new ArrayList<>();
    why.add(
        String.format(
            Locale.ROOT,
            "%.0f bits of evidence where %.0f make a finding",
            figures.bits().score(),
            threshold));
    if (figures.rewrite().isPresent()) {
      RewriteFigures rewrite = figures.rewrite().get();
      why.add(
          rewrite.wholeStatements()
              + " statements say the same in other words, "
              + (rewrite.statements().size() - rewrite.wholeStatements())
              + " more in part");
      why.add(
          String.format(
              Locale.ROOT,
              "%.0f bits are shared, where the best other work%s has %.0f",
              rewrite.sharedBits(),
              rewrite.otherWork().map(name -> ", " + name + ",").orElse(""),
              rewrite.otherWorkBits()));
      if (rewrite.sharedWordBits() > rewrite.sharedBits() / 2) {
        why.add("most of them are words, names and numbers, which is weak evidence alone");
      }
      return String.join("; ", why);
    }
    why.add(
        String.format(
            Locale.ROOT,
            "%d of %d tokens match, %.0f %% of what was given",
            figures.tokens(),
            figures.spanTokens(),
            100 * figures.containment()));
    if (figures.names() > 0) {
      why.add(
          figures.equalNames() == figures.names()
              ? "all " + figures.names() + " names are the same"
              : figures.equalNames() == 0
                  ? "no name is the same"
                  : figures.equalNames() + " of " + figures.names() + " names are the same");
    }
    if (figures.commentWords() > 0) {
      why.add("comments share " + figures.commentWords() + " words in the same order");
    }
    if (figures.bits().bestOtherWork() > 0) {
      why.add(
          String.format(
              Locale.ROOT,
              "the best other work has %.0f bits in the same place",
              figures.bits().bestOtherWork()));
    }
    return String.join("; ", why);
  }
}
