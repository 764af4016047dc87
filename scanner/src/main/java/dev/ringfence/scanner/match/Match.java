package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.scanner.match.evidence.Evidence;
import dev.ringfence.scanner.match.evidence.Passage;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import java.util.List;
import java.util.Optional;

/// A stretch of a hunk and the place it most likely comes from.
///
/// @param hunk where it lies in the hunk
/// @param origin the best-aligned file
/// @param pairing which tokens stand for which
/// @param evidence the terms of the score
/// @param passages what hunk and the origin's comments say in the same words
/// @param others who else has it
/// @param rewrite where statements match and not tokens: then pairs are where statements begin
public record Match(
    HunkSide hunk,
    OriginSide origin,
    Pairing pairing,
    Evidence evidence,
    List<Passage> passages,
    Others others,
    Optional<Rewrite> rewrite) {
  public Match {
    passages = List.copyOf(passages);
  }

  /// Where a match lies in its hunk.
  ///
  /// @param lines the new-side lines that match, in order
  /// @param matchedTokens tokens that are equal after normalisation
  /// @param spanTokens tokens from the first to the last matched one
  /// @param tokens tokens of the whole hunk
  public record HunkSide(List<LineRange> lines, int matchedTokens, int spanTokens, int tokens) {
    public HunkSide {
      lines = List.copyOf(lines);
    }
  }

  /// Where it comes from.
  ///
  /// @param file the file
  /// @param date when it was published, `2024-05-31`, where known
  /// @param lines its lines
  /// @param blob its number in the index, for display
  public record OriginSide(
      CorpusFile file, Optional<String> date, List<LineRange> lines, int blob) {
    public OriginSide {
      lines = List.copyOf(lines);
    }
  }

  /// Which tokens of a hunk stand for which of the origin.
  ///
  /// @param pairs matched token pairs: token in the hunk, token in the origin
  /// @param pieces the stretches that the match falls into, in the order of the hunk
  /// @param joinCost what joining them costs, in bits
  /// @param names matched names
  /// @param equalNames those with the same spelling
  public record Pairing(
      List<int[]> pairs, List<Piece> pieces, double joinCost, int names, int equalNames) {
    public Pairing {
      pairs = List.copyOf(pairs);
      pieces = List.copyOf(pieces);
    }
  }

  /// A stretch without a jump on either side.
  ///
  /// @param firstPair its first pair in `pairs`
  /// @param endPair one past its last pair
  /// @param structure bits of its tokens less tolls, mismatches and gaps
  /// @param gapCost what its gaps cost, in bits
  public record Piece(int firstPair, int endPair, double structure, double gapCost) {}

  /// Who else has the same lines.
  ///
  /// @param files other files that match them nearly as well, best first
  /// @param permissive the permissive files among them that match as well as the origin
  public record Others(List<OtherOrigin> files, List<OtherOrigin> permissive) {
    public Others {
      files = List.copyOf(files);
      permissive = List.copyOf(permissive);
    }
  }

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

  /// The same, with other permissive files.
  public Match withPermissive(List<OtherOrigin> permissive) {
    return new Match(
        hunk, origin, pairing, evidence, passages, new Others(others.files(), permissive), rewrite);
  }

  /// The share of the hunk's tokens that match.
  public double containment() {
    return hunk.tokens() == 0 ? 0 : hunk.matchedTokens() / (double) hunk.tokens();
  }
}
