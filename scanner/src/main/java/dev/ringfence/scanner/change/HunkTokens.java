package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.LetterCase;
import dev.ringfence.fingerprints.token.Prose;
import java.util.Arrays;
import java.util.List;

/// The tokens of the added lines of a hunk, in order.
///
/// @param language the language they were read as
/// @param symbols the symbol of each token
/// @param spellings the spelling hash of each token
/// @param lines the new-side line of each token, from 1
/// @param text the text that was read
/// @param starts the first unit of each token in `text`
/// @param ends one past the last unit of each token in `text`
/// @param prose the words of the added lines that are in no token: comments mostly
/// @param languageByText whether nothing but the text told the language, and that it is code
public record HunkTokens(
    Language language,
    int[] symbols,
    int[] spellings,
    int[] lines,
    String text,
    int[] starts,
    int[] ends,
    Prose prose,
    boolean languageByText) {
  /// Tokens of a file whose language its name or its first lines tell.
  public HunkTokens(
      Language language,
      int[] symbols,
      int[] spellings,
      int[] lines,
      String text,
      int[] starts,
      int[] ends,
      Prose prose) {
    this(language, symbols, spellings, lines, text, starts, ends, prose, false);
  }

  /// Tokens without prose.
  public HunkTokens(
      Language language,
      int[] symbols,
      int[] spellings,
      int[] lines,
      String text,
      int[] starts,
      int[] ends) {
    this(language, symbols, spellings, lines, text, starts, ends, new Prose());
  }

  /// The number of tokens.
  public int size() {
    return symbols.length;
  }

  /// A token as it is written.
  public String word(int token) {
    return text.substring(starts[token], ends[token]);
  }

  /// The case of a name.
  public byte letterCase(int token) {
    return LetterCase.of(language, text, starts[token], ends[token]);
  }

  /// The tokens of several readings one after the other, over one text.
  static HunkTokens concat(Language language, List<HunkTokens> parts) {
    int size = parts.stream().mapToInt(HunkTokens::size).sum();
    int[][] all = new int[5][size];
    StringBuilder text = new StringBuilder();
    Prose prose = new Prose();
    int at = 0;
    for (HunkTokens part : parts) {
      for (int i = 0; i < part.size(); i++, at++) {
        all[0][at] = part.symbols[i];
        all[1][at] = part.spellings[i];
        all[2][at] = part.lines[i];
        all[3][at] = part.starts[i] + text.length();
        all[4][at] = part.ends[i] + text.length();
      }
      text.append(part.text);
      prose.addAll(part.prose);
    }
    return new HunkTokens(language, all[0], all[1], all[2], text.toString(), all[3], all[4], prose);
  }

  /// A part of the tokens, end exclusive.
  public HunkTokens slice(int start, int end) {
    return new HunkTokens(
        language,
        Arrays.copyOfRange(symbols, start, end),
        Arrays.copyOfRange(spellings, start, end),
        Arrays.copyOfRange(lines, start, end),
        text,
        Arrays.copyOfRange(starts, start, end),
        Arrays.copyOfRange(ends, start, end),
        prose,
        languageByText);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HunkTokens tokens
        && language == tokens.language
        && Arrays.equals(symbols, tokens.symbols)
        && Arrays.equals(spellings, tokens.spellings)
        && Arrays.equals(lines, tokens.lines);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(spellings);
  }

  @Override
  public String toString() {
    return "HunkTokens[" + symbols.length + " tokens]";
  }
}
