package dev.ringfence.scanner.result;

import dev.ringfence.scanner.policy.Ring;
import java.util.List;
import java.util.Optional;

/// A place where code of an origin lands, beside what it is like.
///
/// @param hunk the side of the change
/// @param origin the side of the origin
/// @param match the figures of the match
/// @param terms the terms of the score; their bits add up to it
/// @param comments what the hunk and comments of the origin say in the same words
/// @param renames which name stands for which; empty where the index keeps no text
/// @param alignment the matched tokens that both excerpts show, in the order of the hunk; none
///   where the index keeps no text
public record Place(
    HunkSide hunk,
    OriginSide origin,
    MatchFigures match,
    List<ScoredTerm> terms,
    List<Passage> comments,
    Optional<RenameMap> renames,
    List<AlignedToken> alignment) {
  public Place {
    terms = List.copyOf(terms);
    comments = List.copyOf(comments);
    alignment = List.copyOf(alignment);
  }

  /// The side of the change.
  ///
  /// @param change the label of the change
  /// @param path the file
  /// @param language the id of the language it was read as
  /// @param languageByText whether nothing but the text told the language
  /// @param ring the ring that it lies in
  /// @param lines the lines that match, in the file after the change
  /// @param tokens the tokens of the whole hunk
  /// @param function the function that it lands in, as far as hunk or file show one
  /// @param text the lines that match, with some around them
  public record HunkSide(
      String change,
      String path,
      String language,
      boolean languageByText,
      Ring ring,
      List<Lines> lines,
      int tokens,
      Optional<FunctionSpan> function,
      List<Excerpt> text) {
    public HunkSide {
      lines = List.copyOf(lines);
      text = List.copyOf(text);
    }
  }

  /// The side of the origin.
  ///
  /// @param lines the lines that match
  /// @param function the function around them; empty where the index keeps no text
  /// @param text the lines that match, with some around them; none where the index keeps no text
  public record OriginSide(List<Lines> lines, Optional<FunctionSpan> function, List<Excerpt> text) {
    public OriginSide {
      lines = List.copyOf(lines);
      text = List.copyOf(text);
    }
  }

  /// The file that it lands in.
  public String path() {
    return hunk.path();
  }

  /// The first line that matches.
  public int firstLine() {
    return hunk.lines().getFirst().first();
  }
}
