package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.scanner.match.evidence.Evidence;
import dev.ringfence.scanner.match.evidence.Passage;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import java.util.List;
import java.util.Optional;

/// A stretch of a hunk and the place it most likely comes from.
///
/// @param hunkLines the new-side lines that match, in order
/// @param origin the best-aligned file
/// @param originDate when it was published, `2024-05-31`, where known
/// @param originLines its lines
/// @param blob the origin's number in the index, for display
/// @param pairs matched token pairs: token in the hunk, token in the origin
/// @param pieces the stretches that the match falls into, in the order of the hunk
/// @param joinCost what joining them costs, in bits
/// @param matchedTokens tokens that are equal after normalisation
/// @param spanTokens tokens of the hunk from the first to the last matched one
/// @param hunkTokens tokens of the whole hunk
/// @param equalNames matched names with the same spelling
/// @param names matched names
/// @param evidence the terms of the score
/// @param passages what hunk and the origin's comments say in the same words
/// @param others other files that match the same lines nearly as well, best first
/// @param alsoPermissive the permissive files among them that match as well as the origin
/// @param rewrite where statements match and not tokens: then pairs are where statements begin
public record Match(
    List<LineRange> hunkLines,
    CorpusFile origin,
    Optional<String> originDate,
    List<LineRange> originLines,
    int blob,
    List<int[]> pairs,
    List<Piece> pieces,
    double joinCost,
    int matchedTokens,
    int spanTokens,
    int hunkTokens,
    int equalNames,
    int names,
    Evidence evidence,
    List<Passage> passages,
    List<OtherOrigin> others,
    List<OtherOrigin> alsoPermissive,
    Optional<Rewrite> rewrite) {
  public Match {
    hunkLines = List.copyOf(hunkLines);
    originLines = List.copyOf(originLines);
    pairs = List.copyOf(pairs);
    pieces = List.copyOf(pieces);
    passages = List.copyOf(passages);
    others = List.copyOf(others);
    alsoPermissive = List.copyOf(alsoPermissive);
  }

  /// The same, with other permissive files.
  public Match withPermissive(List<OtherOrigin> permissive) {
    return new Match(
        hunkLines,
        origin,
        originDate,
        originLines,
        blob,
        pairs,
        pieces,
        joinCost,
        matchedTokens,
        spanTokens,
        hunkTokens,
        equalNames,
        names,
        evidence,
        passages,
        others,
        permissive,
        rewrite);
  }

  /// A stretch without a jump on either side.
  ///
  /// @param firstPair its first pair in `pairs`
  /// @param endPair one past its last pair
  /// @param structure bits of its tokens less tolls, mismatches and gaps
  /// @param gapCost what its gaps cost, in bits
  public record Piece(int firstPair, int endPair, double structure, double gapCost) {}

  /// Another file with the same lines.
  ///
  /// @param file the file
  /// @param date when it was published, where known
  /// @param lines its lines
  /// @param share its alignment's bits over the origin's
  public record OtherOrigin(
      CorpusFile file, Optional<String> date, List<LineRange> lines, double share) {
    public OtherOrigin {
      lines = List.copyOf(lines);
    }
  }

  /// The share of the hunk's tokens that match.
  public double containment() {
    return hunkTokens == 0 ? 0 : matchedTokens / (double) hunkTokens;
  }
}
