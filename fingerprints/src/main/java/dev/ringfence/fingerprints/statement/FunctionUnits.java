package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.Blocks;
import dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait;
import dev.ringfence.fingerprints.statement.Words.Role;
import dev.ringfence.fingerprints.token.Alphabet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Parts code into the pieces that are compared: functions, and what stands between them. By tokens
/// alone, so that any cut of a text has them, and the same on both sides.
public final class FunctionUnits {
  /// A piece with fewer tokens says nothing.
  static final int MIN_TOKENS = 24;

  /// A longer piece is cut: tables and generated code.
  static final int MAX_TOKENS = 3000;

  private static final int OPEN = Alphabet.ofOperator("(");
  private static final int CLOSE = Alphabet.ofOperator(")");
  private static final int OPEN_BRACE = Alphabet.ofOperator("{");
  private static final int CLOSE_BRACE = Alphabet.ofOperator("}");
  private static final int ASSIGN = Alphabet.ofOperator("=");
  private static final int FAT_ARROW = Alphabet.ofOperator("=>");
  private static final int DEF = Alphabet.ofOperator("def");
  private static final int FUNCTION = Alphabet.ofOperator("function");
  private static final int SUBROUTINE = Alphabet.ofOperator("subroutine");
  private static final int CLASS = Alphabet.ofOperator("class");
  private static final int PROGRAM = Alphabet.ofOperator("program");
  private static final int CDEF = Alphabet.ofOperator("cdef");
  private static final int CPDEF = Alphabet.ofOperator("cpdef");

  /// A piece of code.
  ///
  /// @param firstToken its first token
  /// @param endToken one past its last
  public record Unit(int firstToken, int endToken) {
    /// How many tokens it has.
    public int size() {
      return endToken - firstToken;
    }
  }

  private FunctionUnits() {}

  /// The pieces of a text, in its order.
  public static List<Unit> of(Code code) {
    List<Unit> units = new ArrayList<>();
    if (usesBraces(code.language())) {
      byBraces(code, units);
    } else {
      byWords(code, units);
    }
    return units;
  }

  private static boolean usesBraces(Language language) {
    Blocks blocks = language.profile().statements().blocks();
    return blocks == Blocks.BRACED || blocks == Blocks.UNKNOWN;
  }

  private static void add(List<Unit> units, int from, int to) {
    for (int start = from; to - start >= MIN_TOKENS; start += MAX_TOKENS) {
      units.add(new Unit(start, Math.min(to, start + MAX_TOKENS)));
    }
  }

  /// A function begins where its word does, and ends where the next begins.
  private static void byWords(Code code, List<Unit> units) {
    int[] symbols = code.tokens().symbolArray();
    int start = 0;
    for (int i = 1; i < code.size(); i++) {
      int symbol = symbols[i];
      boolean begins =
          symbol == DEF
              || symbol == CPDEF
              || symbol == CLASS
              || symbol == FUNCTION
              || symbol == SUBROUTINE
              || symbol == PROGRAM
              || (symbol == CDEF && isFollowedByCall(code, i));
      // `end function` and `local function` are no beginnings of their own.
      if (begins && isStatementStart(code, i)) {
        add(units, start, i);
        start = i;
      }
    }
    add(units, start, code.size());
  }

  private static boolean isStatementStart(Code code, int token) {
    return code.tokens().symbol(token - 1) == Alphabet.SEMICOLON
        || code.tokens().line(token) > code.tokens().line(token - 1);
  }

  private static boolean isFollowedByCall(Code code, int token) {
    for (int i = token + 1; i < Math.min(code.size(), token + 12); i++) {
      if (code.tokens().symbol(i) == OPEN) {
        return true;
      }
      if (code.tokens().symbol(i) == ASSIGN || code.tokens().symbol(i) == Alphabet.SEMICOLON) {
        return false;
      }
    }
    return false;
  }

  /// A function is the outermost block after an argument list; a closure of some length is one of
  /// its own, and so is what stands around it.
  private static void byBraces(Code code, List<Unit> units) {
    int[] symbols = code.tokens().symbolArray();
    int size = code.size();
    int[] stack = new int[32];
    int depth = 0;
    // The brace at which the function begins that is being passed, by its depth; or none.
    int functionDepth = -1;
    int functionStart = 0;
    int statement = 0;
    int rest = 0;
    for (int i = 0; i < size; i++) {
      int symbol = symbols[i];
      if (symbol == OPEN_BRACE) {
        if (depth == stack.length) {
          stack = Arrays.copyOf(stack, depth * 2);
        }
        stack[depth++] = i;
        if (functionDepth < 0 && isFunction(symbols, statement, i)) {
          functionDepth = depth;
          functionStart = statement;
          add(units, rest, statement);
        }
        if (functionDepth < 0) {
          statement = i + 1;
        }
      } else if (symbol == CLOSE_BRACE) {
        if (functionDepth == depth && functionDepth > 0) {
          units.addAll(split(code, functionStart, i + 1));
          functionDepth = -1;
          rest = i + 1;
        }
        depth = Math.max(0, depth - 1);
        if (functionDepth < 0) {
          statement = i + 1;
        }
      } else if (symbol == Alphabet.SEMICOLON && functionDepth < 0) {
        statement = i + 1;
      } else if (functionDepth < 0
          && i > 0
          && code.tokens().line(i) > code.tokens().line(i - 1)
          && code.language().layout() == Language.Layout.OPTIONAL_SEMICOLONS
          && depth >= 0
          && symbols[i - 1] != OPEN
          && symbols[i] != OPEN_BRACE) {
        statement = i;
      }
    }
    if (functionDepth >= 0) {
      units.addAll(split(code, functionStart, size));
    } else {
      add(units, rest, size);
    }
  }

  /// A module of closures is as long as a file: its functions are pieces too.
  private static final int LONG = 800;

  private static List<Unit> split(Code code, int from, int to) {
    List<Unit> units = new ArrayList<>();
    if (to - from < LONG
        || !code.language().profile().functions().has(FunctionTrait.CLOSURE_MODULES)) {
      add(units, from, to);
      return units;
    }
    int[] symbols = code.tokens().symbolArray();
    int[] stack = new int[32];
    int depth = 0;
    int rest = from;
    int taken = -1;
    int start = from;
    boolean first = true;
    for (int i = from; i < to; i++) {
      if (symbols[i] == OPEN_BRACE) {
        if (depth == stack.length) {
          stack = Arrays.copyOf(stack, depth * 2);
        }
        stack[depth++] = i;
        if (first) {
          first = false;
        } else if (taken < 0 && isFunction(symbols, Math.max(from, start), i)) {
          taken = depth;
          add(units, rest, start);
          rest = start;
        }
      } else if (symbols[i] == CLOSE_BRACE) {
        if (taken == depth) {
          add(units, rest, i + 1);
          rest = i + 1;
          taken = -1;
        }
        depth = Math.max(0, depth - 1);
        start = taken < 0 ? i + 1 : start;
      } else if (taken < 0 && i > from && code.tokens().line(i) > code.tokens().line(i - 1)) {
        start = i;
      }
    }
    add(units, rest, to);
    return units;
  }

  /// Whether a brace begins the body of a function: after an argument list that no condition has.
  private static boolean isFunction(int[] symbols, int statement, int brace) {
    if (brace == 0) {
      return false;
    }
    if (symbols[brace - 1] == FAT_ARROW) {
      return true;
    }
    boolean arguments = false;
    for (int i = Math.max(statement, brace - 200); i < brace; i++) {
      int symbol = symbols[i];
      Role role = Words.role(symbol);
      if (i == statement
          && (role == Role.IF
              || role == Role.FOR
              || role == Role.WHILE
              || role == Role.SWITCH
              || role == Role.HANDLER)) {
        return false;
      }
      if (symbol == CLASS && !arguments) {
        return false;
      }
      arguments |= symbol == CLOSE;
    }
    return arguments;
  }
}
