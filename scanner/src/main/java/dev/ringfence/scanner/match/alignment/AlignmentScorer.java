package dev.ringfence.scanner.match.alignment;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.Query;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Fills in the terms of an alignment.
public final class AlignmentScorer {
  private final MatchParameters parameters;

  public AlignmentScorer(MatchParameters parameters) {
    this.parameters = parameters;
  }

  public void score(Query query, StoredTokens corpus, Alignment alignment) {
    double structure = -alignment.gapCost;
    double spelling = 0;
    double rename = 0;
    Map<Integer, Integer> toCorpus = new HashMap<>();
    Map<Integer, Integer> toHunk = new HashMap<>();
    Set<Integer> counted = new HashSet<>();
    int[] matched = new int[alignment.hunkTokens.length];
    int matchedTokens = 0;
    for (int p = 0; p < alignment.hunkTokens.length; p++) {
      int i = alignment.hunkTokens[p];
      int j = alignment.corpusTokens[p];
      int symbol = query.tokens().symbol(i);
      int other = corpus.symbol(j);
      structure += pairBits(query, corpus, i, j);
      if (symbol != other) {
        if (Synonyms.are(symbol, other)) {
          matched[matchedTokens++] = i;
        }
        continue;
      }
      matched[matchedTokens++] = i;
      if (!Alphabet.isOpen(symbol)) {
        continue;
      }
      int hunkSpelling = query.tokens().spelling(i);
      int corpusSpelling = corpus.spelling(j);
      boolean equal = hunkSpelling == corpusSpelling;
      if (equal && counted.add(hunkSpelling)) {
        spelling += query.spellingBits()[i];
        alignment.equalSpellings++;
      }
      if (symbol != Alphabet.NAME) {
        continue;
      }
      alignment.names++;
      if (equal) {
        alignment.equalNames++;
      }
      Integer mapped = toCorpus.get(hunkSpelling);
      Integer back = toHunk.get(corpusSpelling);
      if (mapped != null && back != null && mapped == corpusSpelling && back == hunkSpelling) {
        // A chance partner repeats the right one of the names seen so far.
        rename +=
            parameters.renameFactor
                * Math.min(5, StrictMath.log(1 + toCorpus.size()) / StrictMath.log(2));
      } else if (mapped != null || back != null) {
        rename -= parameters.renameBroken;
      }
      toCorpus.putIfAbsent(hunkSpelling, corpusSpelling);
      toHunk.putIfAbsent(corpusSpelling, hunkSpelling);
    }
    alignment.matched = Arrays.copyOf(matched, matchedTokens);
    alignment.structure = structure;
    alignment.spelling = spelling;
    alignment.rename = rename;
    alignment.total = total(structure, spelling, rename);
  }

  /// What a pair of tokens adds to the structure, in bits.
  public double pairBits(Query query, StoredTokens corpus, int hunkToken, int corpusToken) {
    int symbol = query.tokens().symbol(hunkToken);
    int other = corpus.symbol(corpusToken);
    if (symbol == other) {
      return query.bits()[hunkToken] - parameters.tokenToll;
    }
    if (Alphabet.isOpen(symbol) && Alphabet.isOpen(other)) {
      return -parameters.openMismatch;
    }
    return Synonyms.are(symbol, other)
        ? query.bits()[hunkToken] * parameters.synonymShare - parameters.tokenToll
        : -parameters.mismatch;
  }

  double total(double structure, double spelling, double rename) {
    double base = Math.max(0, structure);
    return structure + cappedSpelling(base, spelling) + cappedRename(base, rename);
  }

  double cappedSpelling(double structure, double spelling) {
    return Math.min(spelling * parameters.weightSpelling, parameters.spellingShare * structure);
  }

  public double cappedRename(double structure, double rename) {
    double cap = parameters.renameShare * structure;
    return Math.max(-cap, Math.min(rename * parameters.weightRename, cap));
  }
}
