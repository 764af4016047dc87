package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.statement.Code;
import dev.ringfence.fingerprints.token.LetterCase;
import dev.ringfence.fingerprints.token.Prose;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.ArrayList;
import java.util.List;

/// The tokens of the added lines of a hunk, in order.
///
/// @param language the language they were read as
/// @param tokens the tokens, on their new-side lines and in their places in `text`
/// @param text the text that was read
/// @param prose the words of the added lines that are in no token: comments mostly
/// @param languageByText whether nothing but the text told the language, and that it is code
public record HunkTokens(
    Language language, Tokens tokens, String text, Prose prose, boolean languageByText) {
  /// Tokens of a file whose language its name or its first lines tell.
  public HunkTokens(Language language, Tokens tokens, String text, Prose prose) {
    this(language, tokens, text, prose, false);
  }

  /// Tokens without prose.
  public HunkTokens(Language language, Tokens tokens, String text) {
    this(language, tokens, text, new Prose());
  }

  /// The number of tokens.
  public int size() {
    return tokens.size();
  }

  /// The symbol of a token.
  public int symbol(int token) {
    return tokens.symbol(token);
  }

  /// The spelling hash of a token.
  public int spelling(int token) {
    return tokens.spelling(token);
  }

  /// The new-side line of a token, from 1.
  public int line(int token) {
    return tokens.line(token);
  }

  /// The first unit of a token in the text.
  public int start(int token) {
    return tokens.start(token);
  }

  /// One past the last unit of a token in the text.
  public int end(int token) {
    return tokens.end(token);
  }

  /// A token as it is written.
  public String word(int token) {
    return text.substring(start(token), end(token));
  }

  /// The case of a name.
  public byte letterCase(int token) {
    return LetterCase.of(language, text, start(token), end(token));
  }

  /// The tokens as statements are read from.
  public Code code() {
    return new Code(language, tokens);
  }

  /// The tokens of several readings one after the other, over one text.
  static HunkTokens concat(Language language, List<HunkTokens> parts) {
    List<Tokens> moved = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Prose prose = new Prose();
    for (HunkTokens part : parts) {
      moved.add(part.tokens.moved(text.length()));
      text.append(part.text);
      prose.addAll(part.prose);
    }
    return new HunkTokens(language, Tokens.concat(moved), text.toString(), prose);
  }

  /// A part of the tokens, end exclusive.
  public HunkTokens slice(int start, int end) {
    return new HunkTokens(language, tokens.slice(start, end), text, prose, languageByText);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HunkTokens hunk
        && language == hunk.language
        && tokens.equals(hunk.tokens);
  }

  @Override
  public int hashCode() {
    return tokens.hashCode();
  }

  @Override
  public String toString() {
    return "HunkTokens[" + size() + " tokens]";
  }
}
