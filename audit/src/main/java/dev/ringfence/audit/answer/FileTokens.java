package dev.ringfence.audit.answer;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The tokens of a file, as far as following code through a history needs them: what is left of a
/// text once its layout and comments are gone. A text that is no code is read as its words.
///
/// @param tokens the tokens with their lines; a word's hash is its spelling and its symbol
record FileTokens(Tokens tokens) {
  /// The tokens of a text.
  static FileTokens of(Tokenizer tokenizer, String path, String text) {
    Optional<Language> language = LanguageDetector.detect(path, text);
    if (language.isEmpty()) {
      return words(text);
    }
    Tokens tokens = tokenizer.tokenize(new SourceText(text, language.get(), path));
    return new FileTokens(tokens.withLines(LineTable.of(text)));
  }

  private static FileTokens words(String text) {
    List<Integer> words = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    int line = 1;
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean word = i < text.length() && !Character.isWhitespace(text.charAt(i));
      if (word && start < 0) {
        start = i;
      } else if (!word && start >= 0) {
        words.add(text.substring(start, i).hashCode());
        at.add(line);
        start = -1;
      }
      if (i < text.length() && text.charAt(i) == '\n') {
        line++;
      }
    }
    int[] spellings = words.stream().mapToInt(Integer::intValue).toArray();
    int[] lines = at.stream().mapToInt(Integer::intValue).toArray();
    return new FileTokens(Tokens.of(spellings, spellings).withLines(lines));
  }

  int size() {
    return tokens.size();
  }

  /// The tokens of some lines.
  FileTokens in(IntPredicate wanted) {
    return new FileTokens(
        tokens.pick(
            IntStream.range(0, size()).filter(token -> wanted.test(tokens.line(token))).toArray()));
  }

  /// Tokens one after the other.
  static FileTokens concat(List<FileTokens> parts) {
    return new FileTokens(Tokens.concat(parts.stream().map(FileTokens::tokens).toList()));
  }

  /// The tokens one after the other, by spelling or by kind.
  int[] channel(boolean renamed) {
    return renamed ? tokens.symbolArray() : tokens.spellingArray();
  }

  /// A hash of each run of `k` tokens, by its first; none where there are fewer.
  static long[] grams(int[] tokens, int k) {
    long[] grams = new long[Math.max(0, tokens.length - k + 1)];
    for (int i = 0; i < grams.length; i++) {
      long hash = 0xcbf29ce484222325L;
      for (int j = i; j < i + k; j++) {
        hash = (hash ^ (tokens[j] & 0xffffffffL)) * 0x9e3779b97f4a7c15L;
        hash ^= hash >>> 29;
      }
      grams[i] = hash;
    }
    return grams;
  }
}
