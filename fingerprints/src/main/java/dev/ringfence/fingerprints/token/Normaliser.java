package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.Language.Layout;
import dev.ringfence.fingerprints.source.LanguageProfile;
import dev.ringfence.fingerprints.source.LanguageProfile.Dereference;
import dev.ringfence.fingerprints.source.LanguageProfile.Documentation;
import dev.ringfence.fingerprints.source.LanguageProfile.ImportEnd;
import dev.ringfence.fingerprints.source.LanguageProfile.Imports;

/// Turns a lexer's tokens into normalised ones. Reuses its buffers: one a thread.
public final class Normaliser {
  /*
   * What is left out, so that it neither matches nor gets in the way of a match:
   *   - import statements and package clauses: lists of names that any user of a library repeats;
   *   - strings that stand alone as a statement in Python: documentation;
   *   - a comma before a closing bracket, and semicolons where the language lets one leave them out.
   * What is written in one way: `(*p).x` as `p->x` (in Go and Rust as `p.x`), `i += 1` and, as a
   * statement, `i = i + 1` as `i++`; the same for `-`.
   * What is added: a semicolon at the end of a line outside brackets, in languages whose lines end
   * statements; none after a colon, so that `if x: y` is the same on one line and on two.
   */
  private final TokenBuffer out = new TokenBuffer();
  private TextUnits units = new TextUnits();
  private byte[] text = {};

  /// A normaliser.
  public Normaliser() {}

  /// The normalised tokens of a text whose raw tokens are given, in places of the text that was
  /// read.
  public Tokens normalise(Language language, TextUnits units, RawTokens raw) {
    this.units = units;
    this.text = units.bytes();
    int length = units.length();
    out.size = 0;
    out.errors = 0;
    // A statement's end may come on top of each token.
    out.ensureCapacity(2 * raw.size() + 2);
    WordTable words = WordTable.of(language);
    LanguageProfile profile = language.profile();
    Layout layout = profile.statements().layout();
    Dereference dereference = profile.statements().dereference();
    boolean documented = profile.comments().documentation() != Documentation.COMMENTS;
    boolean lines = layout == Layout.LINES;
    byte[] codes = raw.codes();
    int[] starts = raw.startOffsets();
    int[] ends = raw.endOffsets();
    int count = raw.size();
    int depth = 0;
    int previousEnd = 0;
    for (int i = 0; i < count; i++) {
      int start = starts[i];
      int end = ends[i];
      boolean firstOnLine = lines && (i == 0 || hasLineBreak(previousEnd, start));
      if (firstOnLine && depth == 0) {
        endStatement(previousEnd);
      }
      int gap = previousEnd;
      previousEnd = end;
      switch (codes[i]) {
        case IDENTIFIER -> {
          long hash = units.hash(start, end);
          int word = words.find(hash);
          if (word >= 0 && WordTable.isImport(word) && (i == 0 || hasLineBreak(gap, start))) {
            int last = lastOfImport(language, profile.imports(), raw, i);
            if (last >= 0) {
              i = last;
              previousEnd = ends[last];
              continue;
            }
          }
          int symbol = word < 0 ? Alphabet.NAME : WordTable.symbol(word);
          add(symbol, symbol == Alphabet.NAME ? TextUnits.fold(hash) : symbol, start, end);
        }
        case NUMBER -> add(Alphabet.NUMBER, hashOfNumber(start, end), start, end);
        case STRING, UNTERMINATED -> {
          if (firstOnLine
              && depth == 0
              && documented
              && (i + 1 == count || hasLineBreak(end, starts[i + 1]))) {
            continue;
          }
          if (codes[i] == UNTERMINATED) {
            out.errors++;
          }
          add(Alphabet.STRING, hashOfString(start, end), start, end);
        }
        case OPERATOR, DIRECTIVE -> {
          int symbol = Operators.symbol(units, start, end);
          if (ROLES[symbol] != 0) {
            switch (ROLES[symbol]) {
              case OPENS -> depth++;
              case CLOSES -> {
                depth = Math.max(0, depth - 1);
                if (out.size > 0 && out.symbols[out.size - 1] == COMMA) {
                  out.size--;
                }
                if (symbol == CLOSE) {
                  shortenStep();
                }
              }
              case DOTS -> symbol = dereference(dereference);
              default -> {
                shortenStep();
                if (symbol == Alphabet.SEMICOLON && layout == Layout.OPTIONAL_SEMICOLONS) {
                  continue;
                }
              }
            }
          }
          add(symbol, symbol, start, end);
        }
        default -> {
          out.errors++;
          add(Alphabet.UNKNOWN, TextUnits.fold(units.hash(start, end)), start, end);
        }
      }
    }
    if (lines && depth == 0 && count > 0 && hasLineBreak(ends[count - 1], length)) {
      endStatement(ends[count - 1]);
    }
    return out.toTokens(units);
  }

  private static final byte OPENS = 1;
  private static final byte CLOSES = 2;
  private static final byte DOTS = 3;
  private static final byte ENDS = 4;

  /// What the few operators do that are more than a token.
  private static final byte[] ROLES = roles();

  private static byte[] roles() {
    byte[] roles = new byte[Alphabet.size()];
    for (String opening : new String[] {"(", "[", "{", "${", "#{", "$(", "\\(", "${#"}) {
      roles[Alphabet.ofOperator(opening)] = OPENS;
    }
    for (String closing : new String[] {")", "]", "}"}) {
      roles[Alphabet.ofOperator(closing)] = CLOSES;
    }
    roles[Alphabet.ofOperator(".")] = DOTS;
    roles[Alphabet.ofOperator(",")] = ENDS;
    roles[Alphabet.SEMICOLON] = ENDS;
    roles[Alphabet.UNKNOWN] = 0;
    return roles;
  }

  private static final byte IDENTIFIER = 0;
  private static final byte NUMBER = 1;
  private static final byte STRING = 2;
  private static final byte OPERATOR = 3;
  private static final byte DIRECTIVE = 4;
  private static final byte UNTERMINATED = 5;
  private static final int OPEN = Alphabet.ofOperator("(");
  private static final int CLOSE = Alphabet.ofOperator(")");
  private static final int CLOSE_INDEX = Alphabet.ofOperator("]");
  private static final int DOT = Alphabet.ofOperator(".");
  private static final int ARROW = Alphabet.ofOperator("->");
  private static final int STAR = Alphabet.ofOperator("*");
  private static final int ASSIGN = Alphabet.ofOperator("=");
  private static final int PLUS = Alphabet.ofOperator("+");
  private static final int MINUS = Alphabet.ofOperator("-");
  private static final int ADD = Alphabet.ofOperator("+=");
  private static final int SUBTRACT = Alphabet.ofOperator("-=");
  private static final int INCREMENT = Alphabet.ofOperator("++");
  private static final int DECREMENT = Alphabet.ofOperator("--");
  private static final int ONE = hashOfOne();
  private static final int COMMA = Alphabet.ofOperator(",");
  private static final int COLON = Alphabet.ofOperator(":");

  /// At a dot: takes the brackets and the star of `(*p)` away and says which operator comes in the
  /// dot's place. After a name or a bracket, `(*p)` is an argument list.
  private int dereference(Dereference form) {
    if (form == Dereference.AS_WRITTEN
        || out.size < 4
        || out.symbols[out.size - 1] != CLOSE
        || out.symbols[out.size - 2] != Alphabet.NAME
        || out.symbols[out.size - 3] != STAR
        || out.symbols[out.size - 4] != OPEN
        || (out.size > 4 && isOperandEnd(out.symbols[out.size - 5]))) {
      return DOT;
    }
    int name = out.size - 2;
    out.size -= 3;
    copy(name, out.size - 1);
    return form == Dereference.ARROW ? ARROW : DOT;
  }

  private static boolean isOperandEnd(int symbol) {
    return symbol == Alphabet.NAME || symbol == CLOSE || symbol == CLOSE_INDEX;
  }

  /// At the end of a statement or of a list item: `i += 1` and `i = i + 1` become `i++`.
  private void shortenStep() {
    if (out.size < 3
        || out.symbols[out.size - 1] != Alphabet.NUMBER
        || out.spellings[out.size - 1] != ONE) {
      return;
    }
    int operator = out.symbols[out.size - 2];
    if (operator == ADD || operator == SUBTRACT) {
      out.size--;
      out.symbols[out.size - 1] = operator == ADD ? INCREMENT : DECREMENT;
      out.spellings[out.size - 1] = out.symbols[out.size - 1];
    } else if (out.size >= 5
        && (operator == PLUS || operator == MINUS)
        && out.symbols[out.size - 3] == Alphabet.NAME
        && out.symbols[out.size - 4] == ASSIGN
        && out.symbols[out.size - 5] == Alphabet.NAME
        && out.spellings[out.size - 5] == out.spellings[out.size - 3]
        && (out.size == 5
            || (out.symbols[out.size - 6] != DOT && out.symbols[out.size - 6] != ARROW))) {
      out.size -= 3;
      out.symbols[out.size - 1] = operator == PLUS ? INCREMENT : DECREMENT;
      out.spellings[out.size - 1] = out.symbols[out.size - 1];
    }
  }

  private void copy(int from, int to) {
    out.symbols[to] = out.symbols[from];
    out.spellings[to] = out.spellings[from];
    out.starts[to] = out.starts[from];
    out.ends[to] = out.ends[from];
  }

  private void endStatement(int offset) {
    shortenStep();
    if (out.size == 0
        || out.symbols[out.size - 1] == Alphabet.SEMICOLON
        || out.symbols[out.size - 1] == COLON) {
      return;
    }
    add(Alphabet.SEMICOLON, Alphabet.SEMICOLON, offset, offset);
  }

  private void add(int symbol, int spelling, int start, int end) {
    int n = out.size;
    out.symbols[n] = symbol;
    out.spellings[n] = spelling;
    out.starts[n] = start;
    out.ends[n] = end;
    out.size = n + 1;
  }

  /// The last token of the import statement that begins at a token, or -1 where none does.
  private int lastOfImport(Language language, Imports imports, RawTokens raw, int first) {
    for (String word : imports.notBefore()) {
      if (first + 1 < raw.size() && isAt(raw, first + 1, word)) {
        return -1;
      }
    }
    boolean toSemicolon = imports.end() == ImportEnd.SEMICOLON;
    int depth = 0;
    for (int i = first + 1; i < raw.size(); i++) {
      if (hasLineBreak(raw.endOffset(i - 1), raw.startOffset(i))
          && ((depth == 0 && !toSemicolon) || startsStatement(language, imports, raw, i))) {
        return i - 1;
      }
      if (raw.tokenClass(i) != TokenClass.OPERATOR) {
        continue;
      }
      switch (text[raw.startOffset(i)]) {
        case '(', '{' -> depth++;
        case ')', '}' -> {
          if (depth == 0) {
            return i - 1;
          }
          depth--;
        }
        case ';' -> {
          if (depth == 0) {
            return i;
          }
        }
        case '.', ',', '*', ':', '/', '\\' -> {}
        default -> {
          // No import has other operators: half of one stands here, and code follows.
          return lastOnLine(raw, first);
        }
      }
    }
    return raw.size() - 1;
  }

  private int lastOnLine(RawTokens raw, int first) {
    int i = first + 1;
    while (i < raw.size() && !hasLineBreak(raw.endOffset(i - 1), raw.startOffset(i))) {
      i++;
    }
    return i - 1;
  }

  /// Whether a token that is first on its line cannot go on an import: a hunk may hold half of one.
  private boolean startsStatement(Language language, Imports imports, RawTokens raw, int token) {
    if (raw.tokenClass(token) != TokenClass.IDENTIFIER) {
      return false;
    }
    String word = units.text(raw.startOffset(token), raw.endOffset(token));
    return Alphabet.ofWord(language, word) != Alphabet.NAME
        && !word.equals("as")
        && !word.equals("self")
        && !word.equals("type")
        && !word.equals("default")
        && !imports.continuations().contains(word)
        && !(word.equals("super") || word.equals("crate"));
  }

  private boolean isAt(RawTokens raw, int token, String word) {
    int start = raw.startOffset(token);
    if (raw.endOffset(token) - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasLineBreak(int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (c == '\n' || c == '\r') {
        // A spliced line goes on.
        if (i > from && text[i - 1] == '\\') {
          if (c == '\r' && i + 1 < to && text[i + 1] == '\n') {
            i++;
          }
          continue;
        }
        return true;
      }
    }
    return false;
  }

  private static int hashOfOne() {
    return hashOfNumber(new byte[] {'1'});
  }

  /// The spelling of a number that stands alone.
  static int hashOfNumber(byte[] number) {
    Normaliser alone = new Normaliser();
    alone.text = number;
    return alone.hashOfNumber(0, number.length);
  }

  /// By value as far as it is cheap: separators, type suffixes and case do not count. FNV-1a over
  /// what is left, kept clear of the symbols.
  private int hashOfNumber(int start, int end) {
    boolean hex = end - start > 2 && (text[start + 1] == 'x' || text[start + 1] == 'X');
    long h = 0xcbf29ce484222325L;
    int last = end;
    while (last - 1 > start && isNumberSuffix(text[last - 1], hex)) {
      last--;
    }
    for (int i = start; i < last; i++) {
      byte c = text[i];
      if (c != '_' && c != '\'') {
        h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32 : c & 0xff)) * 0x100000001b3L;
      }
    }
    h ^= h >>> 32;
    return (int) h | 0x8000_0000;
  }

  private static boolean isNumberSuffix(byte c, boolean hex) {
    return c == 'u' || c == 'U' || c == 'l' || c == 'L' || (!hex && (c == 'f' || c == 'F'));
  }

  /// Without prefix and quotes, so that `'a'`, `"a"` and `u"a"` are equal.
  private int hashOfString(int start, int end) {
    int first = start;
    // Some grammars tell a string from an operator by the blank before it.
    while (first < end && (text[first] == ' ' || text[first] == '\t')) {
      first++;
    }
    while (first < end && Character.isLetter(text[first] & 0xff)) {
      first++;
    }
    if (first < end && isQuote(text[first])) {
      byte quote = text[first];
      int last = end;
      while (first < last && text[first] == quote) {
        first++;
      }
      while (last > first && text[last - 1] == quote) {
        last--;
      }
      return TextUnits.fold(units.hashAsWritten(first, last));
    }
    return TextUnits.fold(units.hashAsWritten(start, end));
  }

  private static boolean isQuote(byte c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
