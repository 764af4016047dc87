package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Seeds;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.WinnowingParameters;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.alignment.AlignmentScorer;
import dev.ringfence.scanner.match.alignment.Synonyms;
import dev.ringfence.scanner.match.evidence.Evidence;
import dev.ringfence.scanner.match.evidence.ScoreTerm;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.parameters.RewriteTerm;
import dev.ringfence.scanner.match.query.Query;
import dev.ringfence.scanner.match.query.TokenWeights;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import dev.ringfence.scanner.match.rewrite.RewriteTerms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Goes through a match once more and writes down each step. One a thread.
public final class MatchExplainer {
  private final Candidates candidates;
  private final MatchParameters parameters;
  private final TokenWeights weights;
  private final AlignmentScorer scorer;
  private final OriginSession session;

  /// An explainer for matches in an index.
  public MatchExplainer(Candidates candidates, MatchParameters parameters) throws IOException {
    this.candidates = candidates;
    this.parameters = parameters;
    this.weights = new TokenWeights(candidates, parameters);
    this.scorer = new AlignmentScorer(parameters);
    this.session = candidates.index().session();
  }

  /// Explains a match of a hunk.
  public Explanation explain(HunkTokens hunk, Match match) throws IOException {
    if (match.rewrite().isPresent()) {
      // No token was aligned: the statements stand in the match.
      return new Explanation(
          List.of(),
          List.of(),
          0,
          0,
          terms(match.rewrite().get(), parameters),
          match.evidence().score());
    }
    Query query = weights.query(hunk);
    StoredTokens corpus = candidates.tokens(match.origin().blob());
    List<Explanation.Seeds> seeds = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      seeds.add(seeds(channel, query, corpus, match));
    }
    double gapCost = 0;
    for (Match.Piece piece : match.pairing().pieces()) {
      gapCost += piece.gapCost();
    }
    return new Explanation(
        seeds,
        steps(query, corpus, match),
        gapCost,
        match.pairing().joinCost(),
        terms(match.evidence(), parameters),
        match.evidence().score());
  }

  private Explanation.Seeds seeds(Channel channel, Query query, StoredTokens corpus, Match match)
      throws IOException {
    WinnowingParameters winnowing = FingerprintFormat.parameters(channel);
    KGramHasher hasher = new KGramHasher(winnowing.k(), channel);
    HunkTokens hunk = query.tokens();
    long[] hunkHashes = new long[Math.max(1, hunk.size())];
    int count = hasher.hash(hunk.tokens(), hunkHashes);
    long[] corpusHashes = new long[Math.max(1, corpus.size())];
    int corpusCount = hasher.hash(corpus.tokens(), corpusHashes);
    long[] distinct =
        Arrays.stream(hunkHashes, 0, count)
            .map(h -> h ^ Long.MIN_VALUE)
            .sorted()
            .distinct()
            .map(h -> h ^ Long.MIN_VALUE)
            .toArray();
    long[] none = new long[0];
    Seeds found =
        session
            .seeds(
                channel == Channel.EXACT ? distinct : none,
                channel == Channel.RENAMED ? distinct : none,
                Integer.MAX_VALUE)
            .in(channel);
    Set<Integer> ofOrigin = new HashSet<>();
    for (int p = 0; p < found.size(); p++) {
      if (found.blob(p) == match.origin().blob()) {
        ofOrigin.add(found.fingerprint(p));
      }
    }
    int indexed = 0;
    int tooFrequent = 0;
    for (int i = 0; i < distinct.length; i++) {
      indexed += found.frequency(i) > 0 ? 1 : 0;
      tooFrequent += found.frequency(i) > parameters.maxFrequency ? 1 : 0;
    }
    List<Explanation.Run> runs = new ArrayList<>();
    int end = -1;
    for (int[] pair : match.pairing().pairs()) {
      if (pair[0] < end || pair[0] >= count || pair[1] >= corpusCount) {
        continue;
      }
      int length = 0;
      while (pair[0] + length < count
          && pair[1] + length < corpusCount
          && hunkHashes[pair[0] + length] == corpusHashes[pair[1] + length]) {
        length++;
      }
      if (length > 0) {
        runs.add(new Explanation.Run(pair[0], pair[1], length + winnowing.k() - 1));
        end = pair[0] + length;
      }
    }
    return new Explanation.Seeds(
        channel.name().toLowerCase(Locale.ROOT),
        winnowing.k(),
        distinct.length,
        indexed,
        tooFrequent,
        ofOrigin.size(),
        runs);
  }

  private List<Explanation.Step> steps(Query query, StoredTokens corpus, Match match) {
    List<Explanation.Step> steps = new ArrayList<>();
    Set<Integer> counted = new HashSet<>();
    for (Match.Piece piece : match.pairing().pieces()) {
      int hunkToken = match.pairing().pairs().get(piece.firstPair())[0];
      int originToken = match.pairing().pairs().get(piece.firstPair())[1];
      for (int[] pair : match.pairing().pairs().subList(piece.firstPair(), piece.endPair())) {
        for (; hunkToken < pair[0]; hunkToken++) {
          steps.add(new Explanation.Step(Explanation.Kind.HUNK_ONLY, hunkToken, -1, 0, 0));
        }
        for (; originToken < pair[1]; originToken++) {
          steps.add(new Explanation.Step(Explanation.Kind.ORIGIN_ONLY, -1, originToken, 0, 0));
        }
        steps.add(step(query, corpus, pair[0], pair[1], counted));
        hunkToken++;
        originToken++;
      }
    }
    return steps;
  }

  /// What a token of a hunk and one of its origin have in common.
  public static Explanation.Kind kind(
      HunkTokens hunk, int hunkToken, StoredTokens corpus, int originToken) {
    int symbol = hunk.symbol(hunkToken);
    int other = corpus.symbol(originToken);
    if (symbol != other) {
      return Synonyms.are(symbol, other) ? Explanation.Kind.SYNONYM : Explanation.Kind.MISMATCH;
    }
    return hunk.spelling(hunkToken) == corpus.spelling(originToken)
        ? Explanation.Kind.EQUAL
        : Explanation.Kind.RENAMED;
  }

  private Explanation.Step step(
      Query query, StoredTokens corpus, int hunkToken, int originToken, Set<Integer> counted) {
    Explanation.Kind kind = kind(query.tokens(), hunkToken, corpus, originToken);
    int spelling = query.tokens().spelling(hunkToken);
    boolean rare =
        kind == Explanation.Kind.EQUAL
            && Alphabet.isOpen(query.tokens().symbol(hunkToken))
            && counted.add(spelling);
    return new Explanation.Step(
        kind,
        hunkToken,
        originToken,
        scorer.pairBits(query, corpus, hunkToken, originToken),
        rare ? query.spellingBits()[hunkToken] : 0);
  }

  /// The terms of a rewrite's score; their values add up to it.
  public static List<Explanation.Term> terms(Rewrite rewrite, MatchParameters parameters) {
    RewriteTerms of = rewrite.terms();
    return List.of(
        new Explanation.Term(
            "base", RewriteTerms.base(parameters), "what any function begins with"),
        new Explanation.Term(
            "literals",
            bits(
                of,
                parameters,
                RewriteTerm.LITERALS,
                RewriteTerm.LITERAL_SHARE,
                RewriteTerm.OWN_LITERALS),
            String.format(
                Locale.ROOT,
                "%.1f of %.1f bits of words, names and numbers; of other works the best has %.1f",
                of.literals(),
                of.ownLiterals(),
                of.otherLiterals())),
        new Explanation.Term(
            "other-works",
            bits(of, parameters, RewriteTerm.CONTRAST),
            rewrite
                .otherWorkName()
                .map(name ->
                    String.format(
                        Locale.ROOT,
                        "%.1f bits are shared, %.1f of them of statements: %.1f times as alike as"
                            + " the best function of any other work, in %s",
                        rewrite.shared(),
                        of.statements(),
                        (1 + of.likeness()) / (1 + of.otherLikeness()),
                        name))
                .orElse(
                    String.format(
                        Locale.ROOT,
                        "%.1f bits are shared, %.1f of them of statements, and no other work has"
                            + " anything like it",
                        rewrite.shared(),
                        of.statements()))),
        new Explanation.Term(
            "order",
            bits(of, parameters, RewriteTerm.ORDER),
            String.format(
                Locale.ROOT,
                "%.0f %% of both stands in the same order, names aside",
                100 * of.order())));
  }

  private static double bits(RewriteTerms of, MatchParameters parameters, RewriteTerm... terms) {
    double sum = 0;
    for (RewriteTerm term : terms) {
      sum += of.bits(term, parameters);
    }
    return sum;
  }

  /// The terms of a score; their values add up to it.
  public static List<Explanation.Term> terms(Evidence evidence, MatchParameters parameters) {
    List<Explanation.Term> terms = new ArrayList<>();
    for (ScoreTerm term : ScoreTerm.values()) {
      double bits = term.bits(evidence, parameters);
      if (bits != 0 || term != ScoreTerm.OTHER_LANGUAGE) {
        terms.add(new Explanation.Term(term.id(), bits, term.detail(evidence, parameters)));
      }
    }
    return terms;
  }
}
