package dev.ringfence.scanner.match.evidence;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.LetterCase;
import dev.ringfence.scanner.match.alignment.Alignment;
import dev.ringfence.scanner.match.alignment.AlignmentScorer;
import dev.ringfence.scanner.match.alignment.BlobMatch;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns a match of a hunk with a blob into the terms of its score. One a thread.
public final class EvidenceWeigher {
  /// Tokens of the index that the threshold was fitted with.
  private static final double FITTED_TOKENS = 22e6;

  /// Below this an index is not taken to be smaller: a few works say little about chance.
  private static final double MIN_INDEX_TOKENS = 5e6;

  /// Tokens of a hunk from which on its length counts.
  private static final double FITTED_HUNK = 400;

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final AlignmentScorer scorer;
  private final NameSharers sharers;
  private final NameDefinitions definitions;
  private final double indexTokens;

  public EvidenceWeigher(
      Candidates candidates,
      MatchParameters parameters,
      AlignmentScorer scorer,
      double indexTokens) {
    this.candidates = candidates;
    this.parameters = parameters;
    this.scorer = scorer;
    this.sharers = new NameSharers(candidates);
    this.definitions = new NameDefinitions(candidates, sharers);
    this.indexTokens = indexTokens;
  }

  /// The evidence of a match, before other works are looked at.
  ///
  /// @param free the hunk without the copies that were found in it before
  public Evidence weigh(Query query, BlobMatch match, FreeTokens free) throws IOException {
    StoredTokens corpus = candidates.tokens(match.blob);
    boolean otherLanguage = !query.tokens().language().isKin(Language.ofNumber(corpus.language()));
    double information = free.bits(match.firstToken(), match.lastToken());
    int matched = match.tokens.length;
    int names = 0;
    for (Alignment piece : match.pieces) {
      names += piece.names;
    }
    double base = Math.max(0, match.structure);
    double[] spelling = spelling(query, match, corpus);
    return scored(
        new Evidence(
            0,
            new Evidence.Sequence(
                match.structure,
                longestRun(query, match, corpus),
                Math.max(0, information - base),
                idiom(query, match, corpus),
                match.pieces.size()),
            new Evidence.Names(
                spelling[0],
                spelling[1],
                scorer.cappedRename(base, match.rename),
                unlikeNames(query, match, corpus)),
            new Evidence.Coverage(
                matched / (double) Math.max(1, free.size()),
                match.structure / Math.max(1, matched),
                names / (double) Math.max(1, matched)),
            0,
            0,
            new Evidence.Chance(
                sizeToll(query.size()),
                StrictMath.log(Math.max(1, query.size()) * indexTokens) / StrictMath.log(2)),
            otherLanguage));
  }

  /// What index and hunk cost by their size, in bits: a larger index and a longer hunk both hold
  /// more that fits by chance.
  public double sizeToll(int hunkTokens) {
    return (StrictMath.log(indexTokens() / FITTED_TOKENS)
            + StrictMath.log(Math.max(FITTED_HUNK, hunkTokens) / FITTED_HUNK))
        / StrictMath.log(2);
  }

  /// The tokens of the index; a small one says no more about chance than one of five million.
  public double indexTokens() {
    return Math.max(MIN_INDEX_TOKENS, indexTokens);
  }

  /// The evidence, with the words that hunk and the origin's comments share.
  public Evidence withComments(Evidence evidence, List<Passage> passages) {
    Set<String> words = new HashSet<>();
    passages.forEach(passage -> words.addAll(passage.words()));
    return scored(evidence.withCommentWords(words.size()));
  }

  /// The evidence, were the hunk of so many tokens.
  public Evidence outOf(Evidence evidence, int matched, int hunkTokens) {
    return scored(evidence.withCoverage(Math.min(1, matched / (double) Math.max(1, hunkTokens))));
  }

  /// The evidence, with what the best other work has in the same place.
  public Evidence against(Evidence evidence, double other) {
    return scored(evidence.withOther(other));
  }

  private Evidence scored(Evidence terms) {
    return terms.withScore(ScoreTerm.sum(terms, parameters));
  }

  /// Looks up all that [#weigh] asks of the names of matches, at once.
  public void learn(Query query, List<BlobMatch> matches) throws IOException {
    List<Map<Integer, Integer>> words = new ArrayList<>();
    Set<Integer> all = new LinkedHashSet<>();
    for (BlobMatch match : matches) {
      Map<Integer, Integer> of = equalWords(query, match, candidates.tokens(match.blob));
      words.add(of);
      all.addAll(of.keySet());
    }
    sharers.know(all);
    Map<Integer, Integer> unshared = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      int blob = matches.get(i).blob;
      Set<String> own = candidates.blob(blob).workNames();
      for (Map.Entry<Integer, Integer> word : words.get(i).entrySet()) {
        if (query.tokens().symbol(word.getValue()) == Alphabet.NAME
            && !sharers.isShared(word.getKey(), own)) {
          unshared.putIfAbsent(word.getKey(), blob);
        }
      }
    }
    definitions.know(unshared);
  }

  /// The rarity of the distinct equal names and literals: those of no other work, then the others
  /// and those that the work uses but never defines.
  private double[] spelling(Query query, BlobMatch match, StoredTokens corpus) throws IOException {
    Set<String> own = candidates.blob(match.blob).workNames();
    Map<Integer, Integer> counted = equalWords(query, match, corpus);
    sharers.know(counted.keySet());
    double[] bits = new double[2];
    for (Map.Entry<Integer, Integer> word : counted.entrySet()) {
      int spelling = word.getKey();
      int i = word.getValue();
      boolean shared =
          sharers.isShared(spelling, own)
              || (query.tokens().symbol(i) == Alphabet.NAME && !definitions.isDefined(spelling));
      bits[shared ? 1 : 0] += query.spellingBits()[i];
    }
    return bits;
  }

  /// The distinct names and literals that are equal on both sides and rare, with a token of the
  /// hunk each.
  private static Map<Integer, Integer> equalWords(
      Query query, BlobMatch match, StoredTokens corpus) {
    Map<Integer, Integer> words = new LinkedHashMap<>();
    for (Alignment piece : match.pieces) {
      for (int p = 0; p < piece.hunkTokens.length; p++) {
        int i = piece.hunkTokens[p];
        int j = piece.corpusTokens[p];
        int spelling = query.tokens().spelling(i);
        if (query.spellingBits()[i] > 0
            && spelling == corpus.spelling(j)
            && query.tokens().symbol(i) == corpus.symbol(j)) {
          words.putIfAbsent(spelling, i);
        }
      }
    }
    return words;
  }

  /// The distinct pairs of matched names of which one is a type, say, and the other a constant.
  private static int unlikeNames(Query query, BlobMatch match, StoredTokens corpus) {
    Set<Long> pairs = new HashSet<>();
    for (Alignment piece : match.pieces) {
      for (int p = 0; p < piece.hunkTokens.length; p++) {
        int i = piece.hunkTokens[p];
        int j = piece.corpusTokens[p];
        int spelling = query.tokens().spelling(i);
        if (query.tokens().symbol(i) == Alphabet.NAME
            && corpus.symbol(j) == Alphabet.NAME
            && spelling != corpus.spelling(j)
            && LetterCase.areUnlike(query.tokens().letterCase(i), corpus.letterCase(j))) {
          pairs.add(((long) spelling << 32) | (corpus.spelling(j) & 0xffff_ffffL));
        }
      }
    }
    return pairs.size();
  }

  private static double idiom(Query query, BlobMatch match, StoredTokens corpus) {
    double idiom = 0;
    for (Alignment piece : match.pieces) {
      for (int p = 0; p < piece.hunkTokens.length; p++) {
        int i = piece.hunkTokens[p];
        if (query.tokens().symbol(i) == corpus.symbol(piece.corpusTokens[p])) {
          idiom += query.bits()[i] - query.idiomBits()[i];
        }
      }
    }
    // What the model finds stranger than the index does is no evidence of a copy.
    return Math.max(0, idiom);
  }

  private double longestRun(Query query, BlobMatch match, StoredTokens corpus) {
    double longest = 0;
    double run = 0;
    int lastHunkToken = -2;
    int lastCorpusToken = -2;
    for (Alignment piece : match.pieces) {
      for (int p = 0; p < piece.hunkTokens.length; p++) {
        int i = piece.hunkTokens[p];
        int j = piece.corpusTokens[p];
        if (query.tokens().symbol(i) != corpus.symbol(j)) {
          run = 0;
        } else if (i == lastHunkToken + 1 && j == lastCorpusToken + 1) {
          run += query.bits()[i] - parameters.tokenToll;
        } else {
          run = query.bits()[i] - parameters.tokenToll;
        }
        longest = Math.max(longest, run);
        lastHunkToken = i;
        lastCorpusToken = j;
      }
    }
    return longest;
  }
}
