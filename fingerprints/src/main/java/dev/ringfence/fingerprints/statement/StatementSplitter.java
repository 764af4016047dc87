package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.Language.Layout;
import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.statement.Words.Role;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.Arrays;

/// Finds where statements begin and end, and which brackets hold them. Reuses its buffers: one a
/// thread.
final class StatementSplitter {
  private static final int OPEN = Alphabet.ofOperator("(");
  private static final int CLOSE = Alphabet.ofOperator(")");
  private static final int OPEN_INDEX = Alphabet.ofOperator("[");
  private static final int CLOSE_INDEX = Alphabet.ofOperator("]");
  private static final int OPEN_BRACE = Alphabet.ofOperator("{");
  private static final int CLOSE_BRACE = Alphabet.ofOperator("}");
  private static final int COMMA = Alphabet.ofOperator(",");
  private static final int COLON = Alphabet.ofOperator(":");
  private static final int QUESTION = Alphabet.ofOperator("?");
  private static final int STAR = Alphabet.ofOperator("*");
  private static final int AMPERSAND = Alphabet.ofOperator("&");
  private static final int DOT = Alphabet.ofOperator(".");
  private static final int ARROW = Alphabet.ofOperator("->");
  private static final int FAT_ARROW = Alphabet.ofOperator("=>");
  private static final int ASSIGN = Alphabet.ofOperator("=");
  private static final int WITH = Alphabet.ofOperator("with");

  /// Takes what stands between two ends of statements.
  interface Sink {
    /// Takes the tokens from one to before another.
    ///
    /// @param beforeBlock whether a block begins where they end
    void statement(int from, int to, boolean beforeBlock);
  }

  private final Sink sink;
  private int[] partners = new int[256];
  private int[] stack = new int[64];
  private int[] starts = new int[64];
  private int depth;
  private Code code = new Code(Language.GENERIC, Tokens.NONE);
  private int[] symbols = {};

  StatementSplitter(Sink sink) {
    this.sink = sink;
  }

  /// Splits code from now on.
  ///
  /// @return where each opening bracket closes, as far as it is known yet; of a block, where it
  ///   ends, below zero
  int[] begin(Code all, int from, int to) {
    code = all;
    symbols = all.tokens().symbolArray();
    if (partners.length < all.size()) {
      partners = new int[all.size() * 2];
    }
    Arrays.fill(partners, from, to, 0);
    depth = 0;
    return partners;
  }

  private void push(int token, int start) {
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, depth * 2);
      starts = Arrays.copyOf(starts, depth * 2);
    }
    stack[depth] = token;
    starts[depth++] = start;
  }

  /// Where a block was opened within brackets, its statement goes on after it.
  private static final int BETWEEN_STATEMENTS = -1;

  /// Whether the innermost bracket that is open holds statements.
  boolean isAtStatement() {
    return depth == 0 || isBlock(stack[depth - 1]);
  }

  /// Blocks are marked as they are opened, before it is known where they close.
  private boolean isBlock(int open) {
    return partners[open] < 0;
  }

  /// Hands over all that stands between two ends of statements, in the order in which they end.
  void split(int from, int to) {
    boolean byLine = code.language().layout() == Layout.OPTIONAL_SEMICOLONS;
    boolean python = code.language().isKin(Language.PYTHON);
    int start = from;
    for (int i = from; i < to; i++) {
      int symbol = symbols[i];
      boolean atStatement = isAtStatement();
      if (byLine && atStatement && i > start && endsLine(i)) {
        sink.statement(start, i, false);
        start = i;
      }
      if (symbol == OPEN || symbol == OPEN_INDEX) {
        push(i, start);
      } else if (symbol == OPEN_BRACE) {
        if (!opensBlock(start, i, from)) {
          push(i, start);
        } else if (atStatement) {
          partners[i] = -to;
          push(i, BETWEEN_STATEMENTS);
          sink.statement(start, i, true);
          start = i + 1;
        } else {
          partners[i] = -to;
          push(i, start);
          start = i + 1;
        }
      } else if (symbol == CLOSE || symbol == CLOSE_INDEX) {
        int opening = symbol == CLOSE ? OPEN : OPEN_INDEX;
        if (depth > 0 && symbols[stack[depth - 1]] == opening) {
          partners[stack[--depth]] = i;
        } else if (atStatement) {
          sink.statement(start, i, false);
          start = i + 1;
        }
      } else if (symbol == CLOSE_BRACE) {
        start = closeBrace(i, start, to);
      } else if (atStatement) {
        if (symbol == Alphabet.SEMICOLON) {
          sink.statement(start, i, false);
          start = i + 1;
        } else if (python && symbol == COLON && i > start && opensSuite(start)) {
          sink.statement(start, i, true);
          start = i + 1;
        }
      }
    }
    while (depth > 0) {
      int open = stack[--depth];
      if (isBlock(open)) {
        sink.statement(start, to, false);
        start = starts[depth] == BETWEEN_STATEMENTS ? to : starts[depth];
      }
    }
    sink.statement(start, to, false);
  }

  /// Closes the innermost brace; brackets within it that are open are closed with it.
  private int closeBrace(int at, int from, int to) {
    int start = from;
    int level = depth;
    while (level > 0 && symbols[stack[level - 1]] != OPEN_BRACE) {
      level--;
    }
    if (level == 0) {
      // The code was cut within a block. What of brackets is open is none.
      depth = 0;
      sink.statement(start, at, false);
      return at + 1;
    }
    depth = level - 1;
    int open = stack[depth];
    if (!isBlock(open)) {
      partners[open] = at;
      return start;
    }
    sink.statement(start, at, false);
    partners[open] = -Math.min(at + 1, to);
    return starts[depth] == BETWEEN_STATEMENTS ? at + 1 : starts[depth];
  }

  private boolean opensSuite(int start) {
    Role role = Words.role(symbols[start]);
    return switch (role) {
      case IF, WHILE, FOR, HANDLER, SWITCH, CASE -> true;
      case DEFINITION, FILLER -> true;
      default -> symbols[start] == WITH;
    };
  }

  /// Whether a token that is first on its line begins a statement.
  private boolean endsLine(int token) {
    if (code.tokens().line(token) <= code.tokens().line(token - 1)) {
      return false;
    }
    return !goesOn(symbols[token - 1], true) && !goesOn(symbols[token], false);
  }

  private static boolean goesOn(int symbol, boolean before) {
    if (symbol == DOT || symbol == QUESTION || symbol == COMMA || Words.isMember(symbol)) {
      return true;
    }
    if (before
        && (symbol == ASSIGN
            || symbol == OPEN
            || Words.assignment(symbol) != null
            || symbol == FAT_ARROW
            || symbol == COLON)) {
      return true;
    }
    Shape shape = Words.binary(symbol);
    return shape != null
        && (before || (symbol != STAR && symbol != AMPERSAND && shape != Shape.SUBTRACT));
  }

  /// Whether a brace opens a block of statements, not a list or a map.
  private boolean opensBlock(int start, int brace, int from) {
    if (!code.language().profile().statements().has(StatementTrait.BRACES_OPEN_BLOCKS)) {
      return false;
    }
    if (brace == from || brace == start) {
      return true;
    }
    int previous = symbols[brace - 1];
    if (previous == CLOSE || previous == FAT_ARROW || previous == ARROW) {
      return true;
    }
    if (previous == ASSIGN
        || previous == OPEN
        || previous == OPEN_INDEX
        || previous == CLOSE_INDEX
        || previous == COMMA
        || previous == QUESTION
        || Words.assignment(previous) != null
        || Words.role(previous) == Role.RETURN
        || (Words.binary(previous) != null && previous != STAR && !isGreater(previous))) {
      return false;
    }
    if (previous == COLON) {
      return isAtStatement() && code.language() != Language.JAVASCRIPT;
    }
    if (previous == OPEN_BRACE && depth > 0 && !isBlock(stack[depth - 1])) {
      return false;
    }
    if (previous == Alphabet.NAME
        && (code.language() == Language.GO || code.language() == Language.RUST)) {
      Role first = Words.role(symbols[start]);
      return isAtStatement()
          && switch (first) {
            case IF, FOR, WHILE, SWITCH, DEFINITION, FILLER, UNLESS, UNTIL -> true;
            default -> false;
          };
    }
    return true;
  }

  private static boolean isGreater(int symbol) {
    return Words.binary(symbol) == Shape.GREATER;
  }
}
