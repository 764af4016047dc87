package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.LineTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Normalised tokens in source order: of each its symbol, its spelling and, where they are known,
/// its line and its place in a text. Immutable: whoever reads tokens shares the columns with
/// whoever made them.
///
/// A stretch of tokens is a view of the same columns ([#slice]); what is picked out or put together
/// ([#pick], [#concat]) has columns of its own, so that it does not keep a whole file in memory.
/// Tokens are equal by symbols, spellings and lines: where a text writes them is left out of
/// account.
public final class Tokens {
  /// The column of what is not known.
  private static final int[] UNKNOWN = {};

  /// No tokens.
  public static final Tokens NONE = of(UNKNOWN, UNKNOWN);

  private final int[] symbols;
  private final int[] spellings;
  private final int[] lines;
  private final int[] starts;
  private final int[] ends;
  private final int first;
  private final int size;
  private final int errors;

  private Tokens(
      int[] symbols,
      int[] spellings,
      int[] lines,
      int[] starts,
      int[] ends,
      int first,
      int size,
      int errors) {
    this.symbols = symbols;
    this.spellings = spellings;
    this.lines = lines;
    this.starts = starts;
    this.ends = ends;
    this.first = first;
    this.size = size;
    this.errors = errors;
  }

  /// Tokens without lines and places. The arrays are theirs from now on.
  ///
  /// @param symbols the symbol of each token
  /// @param spellings the spelling of each token
  public static Tokens of(int[] symbols, int[] spellings) {
    if (symbols.length != spellings.length) {
      throw new IllegalArgumentException("symbols and spellings differ in number");
    }
    return new Tokens(symbols, spellings, UNKNOWN, UNKNOWN, UNKNOWN, 0, symbols.length, 0);
  }

  /// The tokens of a text as a lexer gave them.
  static Tokens of(TokenBuffer read) {
    int size = read.size;
    return new Tokens(
        Arrays.copyOf(read.symbols, size),
        Arrays.copyOf(read.spellings, size),
        UNKNOWN,
        Arrays.copyOf(read.starts, size),
        Arrays.copyOf(read.ends, size),
        0,
        size,
        read.errors);
  }

  /// The same tokens on other lines. The array is theirs from now on.
  public Tokens withLines(int[] lineOf) {
    Tokens all = compact();
    check(lineOf);
    return new Tokens(all.symbols, all.spellings, lineOf, all.starts, all.ends, 0, size, errors);
  }

  /// The same tokens on other lines.
  ///
  /// @param lineOf the line of a token by its number
  public Tokens withLines(IntUnaryOperator lineOf) {
    int[] numbers = new int[size];
    Arrays.setAll(numbers, lineOf);
    return withLines(numbers);
  }

  /// The same tokens, each on the line of their text on which it begins.
  public Tokens withLines(LineTable text) {
    return withLines(token -> text.lineAt(start(token)));
  }

  /// The same tokens in other places. The arrays are theirs from now on.
  ///
  /// @param startOf the first UTF-16 unit of each token
  /// @param endOf one past its last unit
  public Tokens withPlaces(int[] startOf, int[] endOf) {
    Tokens all = compact();
    check(startOf);
    check(endOf);
    return new Tokens(all.symbols, all.spellings, all.lines, startOf, endOf, 0, size, errors);
  }

  /// The same tokens in the places of others, of which there are as many.
  public Tokens withPlacesOf(Tokens others) {
    Tokens all = others.compact();
    return withPlaces(all.starts, all.ends);
  }

  /// The same tokens in a text that has so many units more before them.
  public Tokens moved(int units) {
    int[] startOf = new int[size];
    int[] endOf = new int[size];
    for (int i = 0; i < size; i++) {
      startOf[i] = start(i) + units;
      endOf[i] = end(i) + units;
    }
    return withPlaces(startOf, endOf);
  }

  private void check(int[] column) {
    if (column.length != size) {
      throw new IllegalArgumentException(
          String.format("%d tokens, and a column of %d", size, column.length));
    }
  }

  /// The tokens from one to before another: a view.
  public Tokens slice(int from, int to) {
    if (from < 0 || to < from || to > size) {
      throw new IndexOutOfBoundsException(String.format("tokens %d to %d of %d", from, to, size));
    }
    return from == 0 && to == size
        ? this
        : new Tokens(symbols, spellings, lines, starts, ends, first + from, to - from, 0);
  }

  /// Some tokens by their numbers.
  public Tokens pick(int[] tokens) {
    return new Tokens(
        picked(symbols, tokens),
        picked(spellings, tokens),
        picked(lines, tokens),
        picked(starts, tokens),
        picked(ends, tokens),
        0,
        tokens.length,
        0);
  }

  private int[] picked(int[] column, int[] tokens) {
    if (column.length == 0) {
      return UNKNOWN;
    }
    int[] some = new int[tokens.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = column[first + tokens[i]];
    }
    return some;
  }

  /// Tokens one after the other; of lines and places what all of them have.
  public static Tokens concat(List<Tokens> parts) {
    List<Tokens> some = parts.stream().filter(part -> part.size > 0).toList();
    if (some.size() < 2) {
      return some.isEmpty() ? NONE : some.getFirst();
    }
    int size = some.stream().mapToInt(Tokens::size).sum();
    boolean withLines = some.stream().noneMatch(part -> part.lines.length == 0);
    boolean withPlaces = some.stream().noneMatch(part -> part.starts.length == 0);
    Tokens all =
        new Tokens(
            new int[size],
            new int[size],
            withLines ? new int[size] : UNKNOWN,
            withPlaces ? new int[size] : UNKNOWN,
            withPlaces ? new int[size] : UNKNOWN,
            0,
            size,
            0);
    int at = 0;
    for (Tokens part : some) {
      copy(part.symbols, part, all.symbols, at);
      copy(part.spellings, part, all.spellings, at);
      copy(part.lines, part, all.lines, at);
      copy(part.starts, part, all.starts, at);
      copy(part.ends, part, all.ends, at);
      at += part.size;
    }
    return all;
  }

  private static void copy(int[] column, Tokens part, int[] into, int at) {
    if (into.length > 0) {
      System.arraycopy(column, part.first, into, at, part.size);
    }
  }

  /// The same tokens with columns of their own: themselves where they are no view.
  public Tokens compact() {
    return size == symbols.length
        ? this
        : new Tokens(
            own(symbols), own(spellings), own(lines), own(starts), own(ends), 0, size, errors);
  }

  private int[] own(int[] column) {
    return column.length == 0 || column.length == size
        ? column
        : Arrays.copyOfRange(column, first, first + size);
  }

  /// The number of tokens.
  public int size() {
    return size;
  }

  /// A token's symbol in [Alphabet], the same in every language.
  public int symbol(int token) {
    return symbols[first + token];
  }

  /// The 32-bit hash of a token's spelling; of a keyword or operator, its symbol.
  public int spelling(int token) {
    return spellings[first + token];
  }

  /// The line of a token, from 1; an [IndexOutOfBoundsException] where lines are not known.
  public int line(int token) {
    return lines[first + token];
  }

  /// The first UTF-16 unit of a token; an [IndexOutOfBoundsException] where places are not known.
  public int start(int token) {
    return starts[first + token];
  }

  /// One past the last UTF-16 unit of a token, known where its start is.
  public int end(int token) {
    return ends[first + token];
  }

  /// All symbols, for loops within one method: not to be written to. A copy for a view.
  public int[] symbolArray() {
    return own(symbols);
  }

  /// All spellings, as [#symbolArray] gives symbols.
  public int[] spellingArray() {
    return own(spellings);
  }

  /// How many tokens of the text the lexer could not read: unknown characters and literals without
  /// an end. 0 for a part of a text's tokens.
  public int errors() {
    return errors;
  }

  /// Whether others are as many and have the same symbols.
  public boolean hasSymbolsOf(Tokens others) {
    return areEqual(symbols, others.symbols, others);
  }

  private boolean areEqual(int[] column, int[] other, Tokens others) {
    if (column.length == 0 || other.length == 0) {
      return column.length == other.length || (size == 0 && others.size == 0);
    }
    return Arrays.equals(
        column, first, first + size, other, others.first, others.first + others.size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tokens others
        && areEqual(symbols, others.symbols, others)
        && areEqual(spellings, others.spellings, others)
        && areEqual(lines, others.lines, others);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + spelling(i);
    }
    return hash;
  }

  @Override
  public String toString() {
    return "Tokens[" + size + "]";
  }
}
