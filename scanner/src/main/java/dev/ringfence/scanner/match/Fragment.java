package dev.ringfence.scanner.match;

import dev.ringfence.scanner.match.alignment.Alignment;
import dev.ringfence.scanner.match.alignment.BlobMatch;
import dev.ringfence.scanner.match.evidence.Evidence;

/// A match of a hunk with one content that may be too little by itself: what a change took from one
/// content in pieces is summed over them.
public final class Fragment {
  final BlobMatch match;
  final Evidence evidence;

  /// The tokens of the hunk.
  final int hunkTokens;

  Fragment(BlobMatch match, Evidence evidence, int hunkTokens) {
    this.match = match;
    this.evidence = evidence;
    this.hunkTokens = hunkTokens;
  }

  /// The number of the content in the index.
  public int blob() {
    return match.blob;
  }

  /// The matched tokens of the hunk, ascending.
  public int[] tokens() {
    return match.tokens.clone();
  }

  /// What it scores by itself, in bits.
  public double score() {
    return evidence.score();
  }

  int firstCorpusToken() {
    return match.pieces.stream().mapToInt(Alignment::firstCorpusToken).min().orElseThrow();
  }

  int lastCorpusToken() {
    return match.pieces.stream().mapToInt(Alignment::lastCorpusToken).max().orElseThrow();
  }
}
