package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.result.Derivation;
import dev.ringfence.scanner.result.Excerpt;
import dev.ringfence.scanner.result.Explained;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.RewriteFigures;
import dev.ringfence.scanner.result.ScoredTerm;
import java.util.Locale;

/// An explanation for people: seeds, chain, alignment, terms, decision.
public final class ExplanationRenderer {
  private static final int WORD = 28;
  private static final int MAX_RUNS = 12;

  private ExplanationRenderer() {}

  /// The explanation of a finding, place by place.
  public static String render(Explained explained) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < explained.derivations().size(); i++) {
      place(out, explained, explained.finding().places().get(i), explained.derivations().get(i));
    }
    return out.toString();
  }

  private static void place(
      StringBuilder out, Explained explained, Place place, Derivation derivation) {
    ReportedFinding finding = explained.finding();
    line(out, "finding   " + finding.shortId());
    line(out, "hunk      " + place.path() + ", " + place.hunk().tokens() + " tokens");
    line(
        out,
        "origin    "
            + finding.origin().name()
            + ", "
            + finding.origin().licenseOr("no stated license"));
    if (place.match().rewrite().isPresent()) {
      statements(out, place, place.match().rewrite().get());
    } else {
      seeds(out, derivation);
      chain(out, derivation);
      out.append("\nalignment (bits of structure; + bits of a rare spelling)\n");
      derivation.steps().forEach(step -> step(out, step));
    }
    comments(out, place);
    out.append("\nscore\n");
    for (ScoredTerm term : place.terms()) {
      line(
          out,
          String.format(
              Locale.ROOT, "  %-18s %+8.2f   %s", term.name(), term.bits(), term.detail()));
    }
    double score = place.match().bits().score();
    line(out, String.format(Locale.ROOT, "  %-18s %8.2f", "sum", score));
    out.append("\ndecision\n");
    boolean reaches = score >= explained.thresholdBits();
    line(
        out,
        String.format(
            Locale.ROOT,
            "  %.2f bits %s the threshold of %s: %s",
            score,
            reaches ? "reach" : "miss",
            explained.thresholdBits(),
            reaches
                ? "a finding"
                : finding.isSum()
                    ? "a finding as one of " + finding.places().size() + " pieces"
                    : "no finding"));
    line(
        out,
        String.format(
            Locale.ROOT,
            "  severity %s (%s), %s ring, %s: %s",
            finding.severity().id(),
            finding.score(),
            finding.zone().ring().id(),
            finding.fails() ? "fails" : "does not fail",
            String.join("; ", finding.reasons())));
  }

  private static void statements(StringBuilder out, Place place, RewriteFigures rewrite) {
    out.append("\nstatements (bits of what both say)\n");
    for (RewriteFigures.StatementPair pair : rewrite.statements()) {
      line(
          out,
          String.format(
              Locale.ROOT,
              "  hunk line %d says %s what origin line %d says: %.1f bits",
              pair.hunkLine(),
              pair.whole() ? "as a whole" : "in part",
              pair.originLine(),
              pair.bits()));
      Excerpt.line(place.hunk().text(), pair.hunkLine())
          .ifPresent(text -> line(out, "      " + text.strip()));
      Excerpt.line(place.origin().text(), pair.originLine())
          .ifPresent(text -> line(out, "      " + text.strip()));
    }
  }

  private static void seeds(StringBuilder out, Derivation derivation) {
    out.append("\nseeds\n");
    for (Derivation.Seeds seeds : derivation.seeds()) {
      line(
          out,
          String.format(
              Locale.ROOT,
              "  %-8s %d distinct runs of %d tokens; %d are in the index, %d of them in too many files to"
                  + " be followed; %d are in the origin",
              seeds.channel(),
              seeds.grams(),
              seeds.k(),
              seeds.indexed(),
              seeds.tooFrequent(),
              seeds.shared()));
      seeds.runs().stream()
          .limit(MAX_RUNS)
          .forEach(run ->
              line(
                  out,
                  String.format(
                      Locale.ROOT,
                      "           %d tokens in step: hunk line %d, origin line %d",
                      run.tokens(),
                      run.hunkLine(),
                      run.originLine())));
      int more = seeds.runs().size() - MAX_RUNS;
      if (more > 0) {
        line(out, "           and " + more + " more runs");
      }
    }
  }

  private static void chain(StringBuilder out, Derivation derivation) {
    out.append("\nchain\n");
    int number = 1;
    for (Derivation.Piece piece : derivation.pieces()) {
      line(
          out,
          String.format(
              Locale.ROOT,
              "  piece %d   hunk lines %d-%d, origin lines %d-%d: %d token pairs, %.1f bits, gaps %.1f",
              number++,
              piece.hunk().first(),
              piece.hunk().last(),
              piece.origin().first(),
              piece.origin().last(),
              piece.pairs(),
              piece.structure(),
              0 - piece.gapCost()));
    }
    if (derivation.joinCost() > 0) {
      line(out, String.format(Locale.ROOT, "  joining   %.1f bits", -derivation.joinCost()));
    }
  }

  private static void comments(StringBuilder out, Place place) {
    if (place.comments().isEmpty()) {
      return;
    }
    out.append("\ncomments (the same words in both, in no other work that matches here)\n");
    place.comments().stream()
        .limit(MAX_RUNS)
        .forEach(passage -> line(out, "  " + SharedComments.describe(passage)));
    int more = place.comments().size() - MAX_RUNS;
    if (more > 0) {
      line(out, "  and " + more + " more");
    }
  }

  private static void step(StringBuilder out, Derivation.Step step) {
    String sign =
        switch (step.kind()) {
          case EQUAL -> "=";
          case RENAMED -> "~";
          case SYNONYM -> "s";
          case MISMATCH -> "x";
          case HUNK_ONLY -> "<";
          case ORIGIN_ONLY -> ">";
        };
    boolean paired = step.hunkLine() > 0 && step.originLine() > 0;
    line(
        out,
        String.format(
            Locale.ROOT,
            "  %6s %s %s %s %6s %s%s",
            number(step.hunkLine()),
            word(step.hunkWord()),
            sign,
            word(step.originWord()),
            number(step.originLine()),
            paired ? String.format(Locale.ROOT, "%+6.1f", step.bits()) : "   gap",
            step.spellingBits() > 0
                ? String.format(Locale.ROOT, "  + %.1f", step.spellingBits())
                : ""));
  }

  private static String number(int line) {
    return line == 0 ? "" : String.valueOf(line);
  }

  private static String word(String text) {
    String flat = text.isEmpty() ? "" : text.replaceAll("\\s+", " ");
    String cut = flat.length() <= WORD ? flat : flat.substring(0, WORD - 1) + "…";
    return cut + " ".repeat(WORD - cut.length());
  }

  private static void line(StringBuilder out, String text) {
    out.append(VisibleText.line(text.stripTrailing())).append('\n');
  }
}
