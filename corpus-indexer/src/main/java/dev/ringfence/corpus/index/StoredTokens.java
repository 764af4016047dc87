package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.statement.Code;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.LetterCase;
import dev.ringfence.fingerprints.token.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The tokens of an indexed text, as alignment needs them.
///
/// @param language the number of the language
/// @param tokens the tokens with their lines; their places where they were just read from a text
/// @param cases the [LetterCase] of each name; of other tokens [LetterCase#NONE]
public record StoredTokens(int language, Tokens tokens, byte[] cases) {
  /*
   * On disk: a variable-length integer with the length of the body, then the deflated body:
   *   language, number of tokens n, number of distinct spellings d,
   *   d spellings as 4 bytes each, in order of first use,
   *   d cases, four bits each, two a byte, the first in the lower bits,
   *   n symbols, then for each token with an open symbol the index of its spelling,
   *   n line deltas.
   * All numbers are variable-length: 7 bits a byte, least significant first, as Lucene's vInt. One
   * small name on line 3 with spelling 0x80000001 in language 0:
   * 00 01 01 | 80 00 00 01 | 01 | 01 | 00 | 03.
   */

  /// Stored tokens; a view of tokens is copied once, since aligners loop over the whole of it.
  public StoredTokens {
    tokens = tokens.compact();
  }

  private static final int CASE_BITS = 4;
  private static final int CASE_MASK = (1 << CASE_BITS) - 1;

  /// Cases a byte.
  private static final int CASES = 8 / CASE_BITS;

  private static int caseShift(int word) {
    return word % CASES * CASE_BITS;
  }

  private static int caseBytes(int distinct) {
    return (distinct + CASES - 1) / CASES;
  }

  /// The tokens of a text.
  static StoredTokens of(Language language, String text, Tokens tokens, LineTable lineTable) {
    int size = tokens.size();
    int[] lines = new int[size];
    byte[] cases = new byte[size];
    int line = 1;
    for (int i = 0; i < size; i++) {
      int start = tokens.start(i);
      while (line < lineTable.lineCount() && lineTable.startOffset(line + 1) <= start) {
        line++;
      }
      lines[i] = line;
      if (tokens.symbol(i) == Alphabet.NAME) {
        cases[i] = LetterCase.of(language, text, start, tokens.end(i));
      }
    }
    return new StoredTokens(language.number(), tokens.withLines(lines), cases);
  }

  /// The distinct hashes of names and literals.
  int[] distinctSpellings() {
    int[] open = new int[size()];
    int n = 0;
    for (int i = 0; i < open.length; i++) {
      // Symbols have the top bit clear; hashes of spellings have it set.
      if (spelling(i) < 0) {
        open[n++] = spelling(i);
      }
    }
    Arrays.sort(open, 0, n);
    int kept = 0;
    for (int i = 0; i < n; i++) {
      if (i == 0 || open[i] != open[i - 1]) {
        open[kept++] = open[i];
      }
    }
    return Arrays.copyOf(open, kept);
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

  /// The line of a token, from 1.
  public int line(int token) {
    return tokens.line(token);
  }

  /// The case of a name.
  public byte letterCase(int token) {
    return cases[token];
  }

  /// The same tokens in the places of others, which were read from the text.
  public StoredTokens withPlacesOf(Tokens read) {
    return new StoredTokens(language, tokens.withPlacesOf(read), cases);
  }

  /// The tokens as statements are read from.
  public Code code() {
    return new Code(Language.ofNumber(language), tokens);
  }

  byte[] encode() {
    int[] symbols = tokens.symbolArray();
    int[] spellings = tokens.spellingArray();
    int n = symbols.length;
    // Spellings by order of first use, through an open-addressing table of index + 1.
    int mask = Integer.highestOneBit(Math.max(16, 2 * n)) * 2 - 1;
    int[] table = new int[mask + 1];
    int[] words = new int[n];
    byte[] caseOf = new byte[n];
    int[] refs = new int[n];
    int distinct = 0;
    for (int i = 0; i < n; i++) {
      if (!isSpelled(symbols[i])) {
        continue;
      }
      int slot = ((spellings[i] * 0x9e3779b1) >>> 8) & mask;
      while (table[slot] != 0 && words[table[slot] - 1] != spellings[i]) {
        slot = (slot + 1) & mask;
      }
      if (table[slot] == 0) {
        words[distinct++] = spellings[i];
        table[slot] = distinct;
      }
      refs[i] = table[slot] - 1;
      if (symbols[i] == Alphabet.NAME) {
        caseOf[refs[i]] = cases[i];
      }
    }
    byte[] body = new byte[24 + 5 * distinct + 13 * n];
    int at = putInt(body, 0, language);
    at = putInt(body, at, n);
    at = putInt(body, at, distinct);
    for (int w = 0; w < distinct; w++) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        body[at++] = (byte) (words[w] >>> shift);
      }
    }
    for (int w = 0; w < distinct; w++) {
      body[at + w / CASES] |= (byte) (caseOf[w] << caseShift(w));
    }
    at += caseBytes(distinct);
    for (int symbol : symbols) {
      at = putInt(body, at, symbol);
    }
    for (int i = 0; i < n; i++) {
      if (isSpelled(symbols[i])) {
        at = putInt(body, at, refs[i]);
      }
    }
    int line = 0;
    for (int i = 0; i < n; i++) {
      at = putInt(body, at, Math.max(0, line(i) - line));
      line = line(i);
    }
    return deflate(body, at, Deflater.BEST_SPEED + 2);
  }

  private static boolean isSpelled(int symbol) {
    return Alphabet.isOpen(symbol) || symbol == Alphabet.UNKNOWN;
  }

  private static int putInt(byte[] bytes, int at, int value) {
    int rest = value;
    int next = at;
    while ((rest & ~0x7f) != 0) {
      bytes[next++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[next++] = (byte) rest;
    return next;
  }

  private static UncheckedIOException damaged(String what) {
    return new UncheckedIOException(new IOException(what));
  }

  /// Decodes tokens; bytes that [#encode] would not write are an [UncheckedIOException] or an index
  /// out of bounds.
  static StoredTokens decode(byte[] stored, int offset, int length) {
    byte[] body = inflate(stored, offset, length);
    int[] at = {0};
    int language = readInt(body, at);
    int size = readInt(body, at);
    int distinct = readInt(body, at);
    // A token takes two bytes or more, a spelling four.
    if (size < 0 || size > body.length / 2 || distinct < 0 || distinct > body.length / 4) {
      throw damaged("more tokens than bytes");
    }
    int[] words = new int[distinct];
    for (int i = 0; i < distinct; i++) {
      words[i] =
          (body[at[0]] & 0xff) << 24
              | (body[at[0] + 1] & 0xff) << 16
              | (body[at[0] + 2] & 0xff) << 8
              | (body[at[0] + 3] & 0xff);
      at[0] += 4;
    }
    int casesAt = at[0];
    at[0] += caseBytes(distinct);
    int[] symbols = new int[size];
    for (int i = 0; i < size; i++) {
      symbols[i] = readInt(body, at);
    }
    int[] spellings = new int[size];
    byte[] cases = new byte[size];
    for (int i = 0; i < size; i++) {
      if (!isSpelled(symbols[i])) {
        spellings[i] = symbols[i];
        continue;
      }
      int word = readInt(body, at);
      spellings[i] = words[word];
      if (symbols[i] == Alphabet.NAME) {
        cases[i] = (byte) ((body[casesAt + word / CASES] >>> caseShift(word)) & CASE_MASK);
      }
    }
    int[] lines = new int[size];
    int line = 0;
    for (int i = 0; i < size; i++) {
      line += readInt(body, at);
      lines[i] = line;
    }
    if (at[0] != body.length || (size > 0 && lines[0] < 1)) {
      throw damaged("tokens that do not end where they should");
    }
    return new StoredTokens(language, Tokens.of(symbols, spellings).withLines(lines), cases);
  }

  /// The number of tokens of what [#encode] wrote, of which the first bytes are read.
  static int storedSize(byte[] stored, int offset, int length) {
    int[] at = {offset};
    int size = inflatedLength(stored, offset, length);
    readInt(stored, at);
    byte[] start = new byte[Math.min(size, 2 * MAX_INT_BYTES)];
    inflate(stored, at[0], length - (at[0] - offset), start);
    at[0] = 0;
    readInt(start, at);
    return readInt(start, at);
  }

  /// Bytes of a variable-length integer, at most.
  private static final int MAX_INT_BYTES = 5;

  static byte[] deflate(byte[] body) {
    return deflate(body, body.length, 6);
  }

  /// Of the levels measured the one that saves most time for its size: 4 takes 40 % less time than
  /// 6 for 4 % more bytes, 1 takes 55 % less for 17 % more.
  private static final int TEXT_LEVEL = 4;

  /// Deflates a text of the corpus, of which there are many.
  static byte[] deflateText(byte[] text) {
    return deflate(text, text.length, TEXT_LEVEL);
  }

  private static byte[] deflate(byte[] body, int length, int level) {
    Deflater deflater = new Deflater(level, true);
    try {
      deflater.setInput(body, 0, length);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(length / 3 + 16);
      writeInt(out, length);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /// Deflate makes a byte of at most so many.
  private static final int MAX_RATIO = 1032;

  static int inflatedLength(byte[] stored, int offset, int length) {
    int size = readInt(stored, new int[] {offset});
    if (length < 2 || size < 0 || size > (long) length * MAX_RATIO) {
      throw damaged("a stored block of an impossible length");
    }
    return size;
  }

  static byte[] inflate(byte[] stored, int offset, int length) {
    int[] at = {offset};
    int size = inflatedLength(stored, offset, length);
    readInt(stored, at);
    byte[] body = new byte[size];
    inflate(stored, at[0], length - (at[0] - offset), body);
    return body;
  }

  /// Fills an array with what deflated bytes begin with.
  private static void inflate(byte[] deflated, int offset, int length, byte[] into) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated, offset, length);
      int filled = 0;
      while (filled < into.length) {
        int count = inflater.inflate(into, filled, into.length - filled);
        if (count == 0) {
          throw damaged("stored block is cut short");
        }
        filled += count;
      }
    } catch (DataFormatException e) {
      throw new UncheckedIOException(new IOException("stored block is damaged", e));
    } finally {
      inflater.end();
    }
  }

  static void writeInt(ByteArrayOutputStream out, int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  static int readInt(byte[] bytes, int[] at) {
    int value = 0;
    int shift = 0;
    while (true) {
      byte next = bytes[at[0]++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
      shift += 7;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredTokens stored
        && language == stored.language
        && tokens.equals(stored.tokens)
        && Arrays.equals(cases, stored.cases);
  }

  @Override
  public int hashCode() {
    return tokens.hashCode() * 31 + language;
  }

  @Override
  public String toString() {
    return "StoredTokens[" + size() + " tokens]";
  }
}
