package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.Language.Layout;
import dev.ringfence.fingerprints.source.SourceText;
import java.util.Arrays;

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
  private int size;
  private int[] symbols = new int[1024];
  private int[] spellings = new int[1024];
  private int[] starts = new int[1024];
  private int[] ends = new int[1024];

  /// A normaliser.
  public Normaliser() {}

  /// The normalised tokens of a text whose raw tokens are given.
  public TokenStream normalise(SourceText source, RawTokens raw) {
    String text = source.text();
    Language language = source.language();
    Layout layout = language.layout();
    size = 0;
    int errors = 0;
    int depth = 0;
    int previousEnd = 0;
    for (int i = 0; i < raw.size(); i++) {
      int start = raw.startOffset(i);
      int end = raw.endOffset(i);
      boolean firstOnLine = i == 0 || hasLineBreak(text, previousEnd, start);
      if (firstOnLine && depth == 0 && layout == Layout.LINES) {
        endStatement(previousEnd);
      }
      previousEnd = end;
      TokenClass tokenClass = raw.tokenClass(i);
      if (firstOnLine && tokenClass == TokenClass.IDENTIFIER) {
        int last = lastOfImport(text, language, raw, i);
        if (last >= 0) {
          i = last;
          previousEnd = raw.endOffset(last);
          continue;
        }
      }
      if (firstOnLine
          && depth == 0
          && layout == Layout.LINES
          && (tokenClass == TokenClass.STRING || tokenClass == TokenClass.UNTERMINATED)
          && (i + 1 == raw.size() || hasLineBreak(text, end, raw.startOffset(i + 1)))) {
        continue;
      }
      switch (tokenClass) {
        case IDENTIFIER -> {
          int symbol = Alphabet.ofWord(language, text.substring(start, end));
          add(symbol, symbol == Alphabet.NAME ? hash(text, start, end) : symbol, start, end);
        }
        case NUMBER -> add(Alphabet.NUMBER, hashOfNumber(text, start, end), start, end);
        case STRING -> add(Alphabet.STRING, hashOfString(text, start, end), start, end);
        case UNTERMINATED -> {
          errors++;
          add(Alphabet.STRING, hashOfString(text, start, end), start, end);
        }
        case OPERATOR, DIRECTIVE -> {
          int symbol = Alphabet.ofOperator(withoutBlanks(text, start, end));
          char c = text.charAt(start);
          if (end - start == 1 || symbol == HOLE) {
            if (c == '(' || c == '[' || c == '{' || c == '$') {
              depth++;
            } else if (c == ')' || c == ']' || c == '}') {
              depth = Math.max(0, depth - 1);
              if (size > 0 && symbols[size - 1] == COMMA) {
                size--;
              }
            }
          }
          if (symbol == Alphabet.SEMICOLON || symbol == CLOSE || symbol == COMMA) {
            shortenStep();
          }
          if (symbol == Alphabet.SEMICOLON && layout == Layout.OPTIONAL_SEMICOLONS) {
            continue;
          }
          int same = symbol == DOT ? dereference(language) : symbol;
          add(same, same, start, end);
        }
        case UNKNOWN -> {
          errors++;
          add(Alphabet.UNKNOWN, hash(text, start, end), start, end);
        }
      }
    }
    if (layout == Layout.LINES
        && depth == 0
        && raw.size() > 0
        && hasLineBreak(text, raw.endOffset(raw.size() - 1), text.length())) {
      endStatement(raw.endOffset(raw.size() - 1));
    }
    return new TokenStream(size, symbols, spellings, starts, ends, errors);
  }

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
  private static final int ONE = hashOfNumber("1", 0, 1);
  private static final int COMMA = Alphabet.ofOperator(",");
  private static final int COLON = Alphabet.ofOperator(":");
  private static final int HOLE = Alphabet.ofOperator("${");

  /// At a dot: takes the brackets and the star of `(*p)` away and says which operator comes in the
  /// dot's place. After a name or a bracket, `(*p)` is an argument list.
  private int dereference(Language language) {
    boolean arrow = language == Language.C || language == Language.CPP;
    if (!arrow && language != Language.GO && language != Language.RUST) {
      return DOT;
    }
    if (size < 4
        || symbols[size - 1] != CLOSE
        || symbols[size - 2] != Alphabet.NAME
        || symbols[size - 3] != STAR
        || symbols[size - 4] != OPEN
        || (size > 4 && isOperandEnd(symbols[size - 5]))) {
      return DOT;
    }
    int name = size - 2;
    size -= 3;
    copy(name, size - 1);
    return arrow ? ARROW : DOT;
  }

  private static boolean isOperandEnd(int symbol) {
    return symbol == Alphabet.NAME || symbol == CLOSE || symbol == CLOSE_INDEX;
  }

  /// At the end of a statement or of a list item: `i += 1` and `i = i + 1` become `i++`.
  private void shortenStep() {
    if (size < 3 || symbols[size - 1] != Alphabet.NUMBER || spellings[size - 1] != ONE) {
      return;
    }
    int operator = symbols[size - 2];
    if (operator == ADD || operator == SUBTRACT) {
      size--;
      symbols[size - 1] = operator == ADD ? INCREMENT : DECREMENT;
      spellings[size - 1] = symbols[size - 1];
    } else if (size >= 5
        && (operator == PLUS || operator == MINUS)
        && symbols[size - 3] == Alphabet.NAME
        && symbols[size - 4] == ASSIGN
        && symbols[size - 5] == Alphabet.NAME
        && spellings[size - 5] == spellings[size - 3]
        && (size == 5 || (symbols[size - 6] != DOT && symbols[size - 6] != ARROW))) {
      size -= 3;
      symbols[size - 1] = operator == PLUS ? INCREMENT : DECREMENT;
      spellings[size - 1] = symbols[size - 1];
    }
  }

  private void copy(int from, int to) {
    symbols[to] = symbols[from];
    spellings[to] = spellings[from];
    starts[to] = starts[from];
    ends[to] = ends[from];
  }

  private void endStatement(int offset) {
    shortenStep();
    if (size == 0 || symbols[size - 1] == Alphabet.SEMICOLON || symbols[size - 1] == COLON) {
      return;
    }
    add(Alphabet.SEMICOLON, Alphabet.SEMICOLON, offset, offset);
  }

  private void add(int symbol, int spelling, int start, int end) {
    if (size == symbols.length) {
      int grown = size * 2;
      symbols = Arrays.copyOf(symbols, grown);
      spellings = Arrays.copyOf(spellings, grown);
      starts = Arrays.copyOf(starts, grown);
      ends = Arrays.copyOf(ends, grown);
    }
    symbols[size] = symbol;
    spellings[size] = spelling;
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  /// The last token of the import statement that begins at a token, or -1 where none does.
  private static int lastOfImport(String text, Language language, RawTokens raw, int first) {
    boolean toSemicolon;
    switch (language) {
      case JAVA -> {
        if (!isWord(text, raw, first, "import") && !isWord(text, raw, first, "package")) {
          return -1;
        }
        toSemicolon = true;
      }
      case CPP -> {
        if (!isWord(text, raw, first, "using") && !isWord(text, raw, first, "import")) {
          return -1;
        }
        toSemicolon = true;
      }
      case RUST -> {
        if (!isWord(text, raw, first, "use")) {
          return -1;
        }
        toSemicolon = true;
      }
      case PYTHON, CYTHON -> {
        if (!isWord(text, raw, first, "import")
            && !isWord(text, raw, first, "from")
            && !isWord(text, raw, first, "cimport")) {
          return -1;
        }
        toSemicolon = false;
      }
      case GO -> {
        if (!isWord(text, raw, first, "import") && !isWord(text, raw, first, "package")) {
          return -1;
        }
        toSemicolon = false;
      }
      case JAVASCRIPT -> {
        if (!isWord(text, raw, first, "import")
            || (first + 1 < raw.size() && text.charAt(raw.startOffset(first + 1)) == '(')) {
          return -1;
        }
        toSemicolon = false;
      }
      default -> {
        return -1;
      }
    }
    int depth = 0;
    for (int i = first + 1; i < raw.size(); i++) {
      if (hasLineBreak(text, raw.endOffset(i - 1), raw.startOffset(i))
          && ((depth == 0 && !toSemicolon) || startsStatement(text, language, raw, i))) {
        return i - 1;
      }
      if (raw.tokenClass(i) != TokenClass.OPERATOR) {
        continue;
      }
      switch (text.charAt(raw.startOffset(i))) {
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
        case '.', ',', '*', ':', '/' -> {}
        default -> {
          // No import has other operators: half of one stands here, and code follows.
          return lastOnLine(text, raw, first);
        }
      }
    }
    return raw.size() - 1;
  }

  private static int lastOnLine(String text, RawTokens raw, int first) {
    int i = first + 1;
    while (i < raw.size() && !hasLineBreak(text, raw.endOffset(i - 1), raw.startOffset(i))) {
      i++;
    }
    return i - 1;
  }

  /// Whether a token that is first on its line cannot go on an import: a hunk may hold half of one.
  private static boolean startsStatement(String text, Language language, RawTokens raw, int token) {
    if (raw.tokenClass(token) != TokenClass.IDENTIFIER) {
      return false;
    }
    String word = text.substring(raw.startOffset(token), raw.endOffset(token));
    return Alphabet.ofWord(language, word) != Alphabet.NAME
        && !word.equals("as")
        && !word.equals("self")
        && !word.equals("type")
        && !word.equals("default")
        && !(word.equals("from") && language == Language.JAVASCRIPT)
        && !(word.equals("import") && isPython(language))
        && !(word.equals("super") || word.equals("crate"));
  }

  private static boolean isPython(Language language) {
    return language == Language.PYTHON || language == Language.CYTHON;
  }

  private static boolean isWord(String text, RawTokens raw, int token, String word) {
    int start = raw.startOffset(token);
    return raw.endOffset(token) - start == word.length()
        && text.regionMatches(start, word, 0, word.length());
  }

  private static boolean hasLineBreak(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        // A spliced line goes on.
        if (i > from && text.charAt(i - 1) == '\\') {
          if (c == '\r' && i + 1 < to && text.charAt(i + 1) == '\n') {
            i++;
          }
          continue;
        }
        return true;
      }
    }
    return false;
  }

  private static String withoutBlanks(String text, int start, int end) {
    String spelling = text.substring(start, end);
    return end - start > 1 && spelling.charAt(0) == '#'
        ? spelling.replace(" ", "").replace("\t", "")
        : spelling;
  }

  /// FNV-1a over UTF-16 units, folded to 32 bits and kept clear of the symbols.
  private static int hash(CharSequence text, int start, int end) {
    long h = 0xcbf29ce484222325L;
    for (int i = start; i < end; i++) {
      h = (h ^ text.charAt(i)) * 0x100000001b3L;
    }
    h ^= h >>> 32;
    return (int) h | 0x8000_0000;
  }

  /// By value as far as it is cheap: separators, type suffixes and case do not count.
  private static int hashOfNumber(String text, int start, int end) {
    boolean hex =
        end - start > 2 && (text.charAt(start + 1) == 'x' || text.charAt(start + 1) == 'X');
    long h = 0xcbf29ce484222325L;
    int last = end;
    while (last - 1 > start && isNumberSuffix(text.charAt(last - 1), hex)) {
      last--;
    }
    for (int i = start; i < last; i++) {
      char c = text.charAt(i);
      if (c != '_' && c != '\'') {
        h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32 : c)) * 0x100000001b3L;
      }
    }
    h ^= h >>> 32;
    return (int) h | 0x8000_0000;
  }

  private static boolean isNumberSuffix(char c, boolean hex) {
    return c == 'u' || c == 'U' || c == 'l' || c == 'L' || (!hex && (c == 'f' || c == 'F'));
  }

  /// Without prefix and quotes, so that `'a'`, `"a"` and `u"a"` are equal.
  private static int hashOfString(String text, int start, int end) {
    int first = start;
    while (first < end && Character.isLetter(text.charAt(first))) {
      first++;
    }
    if (first < end && isQuote(text.charAt(first))) {
      char quote = text.charAt(first);
      int last = end;
      while (first < last && text.charAt(first) == quote) {
        first++;
      }
      while (last > first && text.charAt(last - 1) == quote) {
        last--;
      }
      return hash(text, first, last);
    }
    return hash(text, start, end);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
