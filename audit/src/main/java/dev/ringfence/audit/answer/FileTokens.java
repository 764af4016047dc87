package dev.ringfence.audit.answer;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.TokenStream;
import dev.ringfence.fingerprints.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// The tokens of a file, as far as following code through a history needs them: what is left of a
/// text once its layout and comments are gone. A text that is no code is read as its words.
///
/// @param spellings a hash of how each token is written
/// @param symbols its kind: all names are alike, and all numbers
/// @param lines its line, from 1
record FileTokens(int[] spellings, int[] symbols, int[] lines) {
  /// The tokens of a text.
  static FileTokens of(Tokenizer tokenizer, String path, String text) {
    Optional<Language> language = LanguageDetector.detect(path, text);
    if (language.isEmpty()) {
      return words(text);
    }
    TokenStream tokens = tokenizer.tokenize(new SourceText(text, language.get(), path)).toStream();
    LineTable table = LineTable.of(text);
    int[] lines = new int[tokens.size()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = table.lineAt(tokens.startOffsets()[i]);
    }
    return new FileTokens(tokens.spellings(), tokens.symbols(), lines);
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
    return new FileTokens(spellings, spellings, at.stream().mapToInt(Integer::intValue).toArray());
  }

  int size() {
    return spellings.length;
  }

  /// The tokens of some lines.
  FileTokens in(IntPredicate wanted) {
    int[] kept = new int[size()];
    int count = 0;
    for (int i = 0; i < size(); i++) {
      if (wanted.test(lines[i])) {
        kept[count++] = i;
      }
    }
    int[] at = Arrays.copyOf(kept, count);
    return new FileTokens(pick(spellings, at), pick(symbols, at), pick(lines, at));
  }

  /// Tokens one after the other.
  static FileTokens concat(List<FileTokens> parts) {
    int size = parts.stream().mapToInt(FileTokens::size).sum();
    int[][] all = new int[3][size];
    int at = 0;
    for (FileTokens part : parts) {
      System.arraycopy(part.spellings, 0, all[0], at, part.size());
      System.arraycopy(part.symbols, 0, all[1], at, part.size());
      System.arraycopy(part.lines, 0, all[2], at, part.size());
      at += part.size();
    }
    return new FileTokens(all[0], all[1], all[2]);
  }

  private static int[] pick(int[] from, int[] at) {
    int[] picked = new int[at.length];
    for (int i = 0; i < at.length; i++) {
      picked[i] = from[at[i]];
    }
    return picked;
  }

  /// The tokens one after the other, by spelling or by kind.
  int[] channel(boolean renamed) {
    return renamed ? symbols : spellings;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof FileTokens tokens
        && Arrays.equals(spellings, tokens.spellings)
        && Arrays.equals(lines, tokens.lines);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(spellings);
  }

  @Override
  public String toString() {
    return "FileTokens[" + size() + " tokens]";
  }
}
