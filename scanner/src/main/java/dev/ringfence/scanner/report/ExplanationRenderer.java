package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.scanner.match.Explanation;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.policy.Finding;
import java.io.IOException;
import java.util.Locale;
import java.util.function.IntFunction;

/// An explanation for people: seeds, chain, alignment, terms, decision.
public final class ExplanationRenderer {
  private static final int WORD = 28;
  private static final int MAX_RUNS = 12;

  private ExplanationRenderer() {}

  /// The explanation of a finding.
  ///
  /// @param threshold the score from which on a match is a finding, in bits
  public static String render(
      CorpusIndex index, Finding finding, Explanation explanation, double threshold)
      throws IOException {
    Match match = finding.match();
    int[] originLines = index.tokens(match.blob()).lines();
    int[] hunkLines = finding.hunk().lines();
    StringBuilder out = new StringBuilder();
    line(out, String.format(Locale.ROOT, "finding   %s", finding.fingerprint().substring(0, 16)));
    line(
        out,
        String.format(Locale.ROOT, "hunk      %s, %d tokens", finding.path(), match.hunkTokens()));
    line(
        out,
        String.format(
            Locale.ROOT,
            "origin    %s/%s, %s",
            match.origin().workId(),
            match.origin().path(),
            match.origin().license().expression().orElse("no stated license")));

    out.append("\nseeds\n");
    for (Explanation.Seeds seeds : explanation.seeds()) {
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
                      run.length(),
                      hunkLines[run.hunkToken()],
                      originLines[run.originToken()])));
      if (seeds.runs().size() > MAX_RUNS) {
        line(
            out,
            String.format(
                Locale.ROOT, "           and %d more runs", seeds.runs().size() - MAX_RUNS));
      }
    }

    out.append("\nchain\n");
    int number = 1;
    for (Match.Piece piece : match.pieces()) {
      int[] first = match.pairs().get(piece.firstPair());
      int[] last = match.pairs().get(piece.endPair() - 1);
      line(
          out,
          String.format(
              Locale.ROOT,
              "  piece %d   hunk lines %d-%d, origin lines %d-%d: %d token pairs, %.1f bits, gaps %.1f",
              number++,
              hunkLines[first[0]],
              hunkLines[last[0]],
              originLines[first[1]],
              originLines[last[1]],
              piece.endPair() - piece.firstPair(),
              piece.structure(),
              0 - piece.gapCost()));
    }
    if (explanation.joinCost() > 0) {
      line(out, String.format(Locale.ROOT, "  joining   %.1f bits", -explanation.joinCost()));
    }

    out.append("\nalignment (bits of structure; + bits of a rare spelling)\n");
    alignment(out, index, finding, explanation);

    if (!match.passages().isEmpty()) {
      out.append("\ncomments (the same words in both, in no other work that matches here)\n");
      match.passages().stream()
          .limit(MAX_RUNS)
          .forEach(passage -> line(out, "  " + SharedComments.describe(passage)));
      int more = match.passages().size() - MAX_RUNS;
      if (more > 0) {
        line(out, "  and " + more + " more");
      }
    }

    out.append("\nscore\n");
    for (Explanation.Term term : explanation.terms()) {
      line(
          out,
          String.format(
              Locale.ROOT, "  %-18s %+8.2f   %s", term.name(), term.bits(), term.detail()));
    }
    line(out, String.format(Locale.ROOT, "  %-18s %8.2f", "sum", explanation.score()));
    out.append("\ndecision\n");
    line(
        out,
        String.format(
            Locale.ROOT,
            "  %.2f bits %s the threshold of %s: %s",
            explanation.score(),
            explanation.score() >= threshold ? "reach" : "miss",
            threshold,
            explanation.score() >= threshold ? "a finding" : "no finding"));
    line(
        out,
        String.format(
            Locale.ROOT,
            "  severity %s (%s): %s",
            finding.severity().id(),
            finding.score(),
            String.join("; ", finding.reasons())));
    return out.toString();
  }

  private static void alignment(
      StringBuilder out, CorpusIndex index, Finding finding, Explanation explanation)
      throws IOException {
    Match match = finding.match();
    int[] symbols = index.tokens(match.blob()).symbols();
    IntFunction<String> originWord =
        OriginView.Words.of(index, match)
            .<IntFunction<String>>map(words -> words::word)
            .orElse(token -> Alphabet.spelling(symbols[token]));
    int[] originLines = index.tokens(match.blob()).lines();
    for (Explanation.Step step : explanation.steps()) {
      int h = step.hunkToken();
      int o = step.originToken();
      String sign =
          switch (step.kind()) {
            case EQUAL -> "=";
            case RENAMED -> "~";
            case SYNONYM -> "s";
            case MISMATCH -> "x";
            case HUNK_ONLY -> "<";
            case ORIGIN_ONLY -> ">";
          };
      String bits = h >= 0 && o >= 0 ? String.format(Locale.ROOT, "%+6.1f", step.bits()) : "   gap";
      line(
          out,
          String.format(
              Locale.ROOT,
              "  %6s %s %s %s %6s %s%s",
              h < 0 ? "" : String.valueOf(finding.hunk().lines()[h]),
              word(h < 0 ? "" : finding.hunk().word(h)),
              sign,
              word(o < 0 ? "" : originWord.apply(o)),
              o < 0 ? "" : String.valueOf(originLines[o]),
              bits,
              step.spellingBits() > 0
                  ? String.format(Locale.ROOT, "  + %.1f", step.spellingBits())
                  : ""));
    }
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
