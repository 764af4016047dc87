package dev.ringfence.scanner.match;

import dev.ringfence.scanner.match.alignment.Alignment;
import dev.ringfence.scanner.match.evidence.Evidence;
import dev.ringfence.scanner.match.evidence.ScoreTerm;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What fragments in the hunks of a change say together of one content: no token of the content
/// counts twice.
public final class FragmentSum {
  /*
   * A piece is taken from among all tokens of the change, and has its place among the content's tokens
   * near those that are there already: by chance that is as likely as the product of both, so that its
   * base-2 logarithm is what the piece must say more than. Pieces that are findings by themselves need
   * not pay.
   */
  private static final int NEAR = 64;

  /// Tokens of a hunk that the threshold was fitted with.
  private static final double FITTED_HUNK = 400;

  /// A fragment in a hunk.
  ///
  /// @param hunk the hunk's number in its change
  /// @param fragment the fragment
  public record Part(int hunk, Fragment fragment) {}

  private final List<Part> parts;
  private final Evidence evidence;
  private final BitSet corpus;
  private final double threshold;

  private FragmentSum(List<Part> parts, Evidence evidence, BitSet corpus, double threshold) {
    this.parts = List.copyOf(parts);
    this.evidence = evidence;
    this.corpus = corpus;
    this.threshold = threshold;
  }

  /// Whether it is a copy, in more than one place: the sum says so, or each part does.
  public boolean isFound() {
    return parts.size() > 1
        && (evidence.score() >= threshold
            || parts.stream().allMatch(part -> part.fragment().score() >= threshold));
  }

  int firstCorpusToken() {
    return corpus.nextSetBit(0);
  }

  int lastCorpusToken() {
    return corpus.length() - 1;
  }

  /// How many of some tokens of the content are matched already.
  int countKnown(int[] tokens) {
    int known = 0;
    for (int token : tokens) {
      known += corpus.get(token) ? 1 : 0;
    }
    return known;
  }

  /// The fragments, best first.
  public List<Part> parts() {
    return parts;
  }

  /// The content's number in the index.
  public int blob() {
    return parts.getFirst().fragment().blob();
  }

  /// The evidence of all together.
  public Evidence evidence() {
    return evidence;
  }

  /// How many tokens of the content are matched, each once.
  public int tokens() {
    return corpus.cardinality();
  }

  /// The share of the hunks' tokens that match.
  public double containment() {
    return Math.min(1, evidence.coverage().share());
  }

  /// The sum of the fragments of one content that add to each other.
  ///
  /// @param all the fragments of one content in a change
  /// @param changeTokens the tokens of all hunks of the change
  public static FragmentSum of(List<Part> all, long changeTokens, MatchParameters parameters) {
    List<Part> left = new ArrayList<>(all);
    left.sort(
        Comparator.<Part>comparingDouble(part -> -part.fragment().score())
            .thenComparingInt(Part::hunk)
            .thenComparingInt(part -> part.fragment().match.firstToken()));
    List<Part> parts = new ArrayList<>();
    BitSet corpus = new BitSet();
    Map<Integer, BitSet> hunks = new HashMap<>();
    double toll = 0;
    boolean more = true;
    // What is far from all may be near what is taken later.
    while (more) {
      more = false;
      for (Part part : List.copyOf(left)) {
        Fragment fragment = part.fragment();
        BitSet hunk = hunks.computeIfAbsent(part.hunk(), _ -> new BitSet());
        if (fragment.match.countIn(hunk) * 2 > fragment.match.tokens.length
            || repeats(fragment, corpus)) {
          left.remove(part);
          continue;
        }
        double price = 0;
        if (!parts.isEmpty() && fragment.score() < parameters.threshold()) {
          price =
              log2((double) changeTokens) + log2(Math.max(NEAR, 2.0 * distance(fragment, corpus)));
        }
        if (fragment.match.structure <= price) {
          continue;
        }
        toll += price;
        parts.add(part);
        left.remove(part);
        take(fragment, corpus, hunk);
        more = true;
      }
    }
    return new FragmentSum(
        parts, evidence(parts, toll, changeTokens, parameters), corpus, parameters.threshold());
  }

  private static Evidence evidence(
      List<Part> parts, double toll, long changeTokens, MatchParameters parameters) {
    double structure = -toll;
    double own = 0;
    double shared = 0;
    double rename = 0;
    int unlike = 0;
    double missed = 0;
    double run = 0;
    double idiom = 0;
    int words = 0;
    int matched = 0;
    int names = 0;
    double other = 0;
    int pieces = 0;
    boolean otherLanguage = false;
    Map<Integer, Integer> hunkTokens = new HashMap<>();
    Evidence.Chance first = parts.getFirst().fragment().evidence.chance();
    for (Part part : parts) {
      Evidence each = part.fragment().evidence;
      int tokens = part.fragment().match.tokens.length;
      structure += each.sequence().structure();
      own += each.names().ownSpelling();
      shared += each.names().sharedSpelling();
      rename += each.names().rename();
      unlike += each.names().unlike();
      missed += each.sequence().missed();
      run = Math.max(run, each.sequence().longestRun());
      idiom += each.sequence().idiom();
      words += each.commentWords();
      matched += tokens;
      names += (int) Math.round(each.coverage().named() * tokens);
      other += each.other();
      pieces += each.sequence().pieces();
      otherLanguage |= each.otherLanguage();
      hunkTokens.put(part.hunk(), part.fragment().hunkTokens);
    }
    int all = hunkTokens.values().stream().mapToInt(Integer::intValue).sum();
    Evidence sum =
        new Evidence(
            0,
            new Evidence.Sequence(structure, run, missed, idiom, pieces),
            new Evidence.Names(own, shared, rename, unlike),
            new Evidence.Coverage(
                Math.min(1, matched / (double) Math.max(1, all)),
                structure / Math.max(1, matched),
                names / (double) Math.max(1, matched)),
            words,
            other,
            new Evidence.Chance(
                first.sizeToll() + log2(Math.max(1, changeTokens / FITTED_HUNK)),
                first.searchSpace()),
            otherLanguage);
    return sum.withScore(ScoreTerm.sum(sum, parameters));
  }

  private static boolean repeats(Fragment fragment, BitSet corpus) {
    int known = 0;
    int all = 0;
    for (Alignment piece : fragment.match.pieces) {
      for (int token : piece.corpusTokens) {
        known += corpus.get(token) ? 1 : 0;
        all++;
      }
    }
    return known * 2 > all;
  }

  private static int distance(Fragment fragment, BitSet corpus) {
    int before = corpus.previousSetBit(fragment.firstCorpusToken());
    int after = corpus.nextSetBit(fragment.firstCorpusToken());
    int toBefore =
        before < 0 ? Integer.MAX_VALUE : Math.max(0, fragment.firstCorpusToken() - before);
    int toAfter = after < 0 ? Integer.MAX_VALUE : Math.max(0, after - fragment.lastCorpusToken());
    return Math.min(toBefore, toAfter);
  }

  private static void take(Fragment fragment, BitSet corpus, BitSet hunk) {
    for (Alignment piece : fragment.match.pieces) {
      for (int token : piece.corpusTokens) {
        corpus.set(token);
      }
    }
    for (int token : fragment.match.tokens) {
      hunk.set(token);
    }
  }

  private static double log2(double value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }
}
