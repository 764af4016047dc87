package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.statement.Words.Role;
import dev.ringfence.fingerprints.token.Alphabet;

/// Finds where types stand in code: casts, arguments in angles, what stands before declared names.
final class TypeFinder {
  /// The tokens that a type in brackets or angles takes at most.
  private static final int MAX_TYPE = 16;

  private static final int OPEN = Alphabet.ofOperator("(");
  private static final int OPEN_INDEX = Alphabet.ofOperator("[");
  private static final int CLOSE_INDEX = Alphabet.ofOperator("]");
  private static final int OPEN_BRACE = Alphabet.ofOperator("{");
  private static final int COMMA = Alphabet.ofOperator(",");
  private static final int QUESTION = Alphabet.ofOperator("?");
  private static final int LESS = Alphabet.ofOperator("<");
  private static final int GREATER = Alphabet.ofOperator(">");
  private static final int SHIFT = Alphabet.ofOperator(">>");
  private static final int STAR = Alphabet.ofOperator("*");
  private static final int AMPERSAND = Alphabet.ofOperator("&");
  private static final int DOT = Alphabet.ofOperator(".");
  private static final int SCOPE = Alphabet.ofOperator("::");
  private static final int AS = Alphabet.ofOperator("as");
  private static final int ASSIGN = Alphabet.ofOperator("=");

  private final int[] symbols;
  private final boolean typesFirst;

  TypeFinder(Code code) {
    this.symbols = code.tokens().symbolArray();
    this.typesFirst = code.language().profile().statements().has(StatementTrait.TYPES_FIRST);
  }

  /// Whether a bracket holds a type and what follows is an operand.
  boolean isCast(int open, int close, int end) {
    if (close <= open + 1 || close - open > MAX_TYPE || close + 1 >= end) {
      return false;
    }
    boolean typed = false;
    for (int i = open + 1; i < close; i++) {
      int symbol = symbols[i];
      Role role = Words.role(symbol);
      if (role == Role.TYPE || role == Role.DEFINITION) {
        typed = true;
      } else if (!isPartOfType(symbol)) {
        return false;
      }
    }
    int last = symbols[close - 1];
    typed |= (last == STAR || last == AMPERSAND) && close - open > 2;
    int next = symbols[close + 1];
    Role role = Words.role(next);
    boolean operand =
        Alphabet.isOpen(next) || role == Role.NULL || role == Role.THIS || role == Role.SIZEOF;
    if (typed) {
      return operand
          || next == OPEN
          || next == OPEN_BRACE
          || role == Role.NOT
          || role == Role.MINUS
          || role == Role.INVERT
          || role == Role.STAR
          || next == AMPERSAND
          || role == Role.STEP;
    }
    return symbols[open + 1] == Alphabet.NAME
        && (operand || (next == OPEN && close - open == 2))
        && last != DOT;
  }

  private static boolean isPartOfType(int symbol) {
    return symbol == Alphabet.NAME
        || symbol == STAR
        || symbol == AMPERSAND
        || symbol == LESS
        || symbol == GREATER
        || symbol == SHIFT
        || symbol == DOT
        || symbol == SCOPE
        || symbol == COMMA
        || symbol == QUESTION
        || symbol == OPEN_INDEX
        || symbol == CLOSE_INDEX
        || Words.role(symbol) == Role.TYPE;
  }

  /// Whether `<` at a token opens the arguments of a type that is called.
  boolean opensTypeArguments(int token, int end) {
    int close = endOfAngles(token, end);
    return close > 0 && close < end && symbols[close] == OPEN;
  }

  /// One past the angle that closes the one at a token, or -1.
  private int endOfAngles(int open, int end) {
    int level = 0;
    for (int i = open; i < Math.min(end, open + MAX_TYPE); i++) {
      int symbol = symbols[i];
      if (symbol == LESS) {
        level++;
      } else if (symbol == GREATER) {
        level--;
      } else if (symbol == SHIFT) {
        level -= 2;
      } else if (!isPartOfType(symbol) && Words.role(symbol) != Role.DEFINITION) {
        return -1;
      }
      if (level <= 0) {
        return i + 1;
      }
    }
    return -1;
  }

  /// Where code goes on behind the angles that open at a token, or behind the one angle.
  int behindAngles(int token, int end) {
    int close = endOfAngles(token, end);
    return close < 0 ? token + 1 : close;
  }

  /// Where code goes on behind a type.
  int behindType(int from, int end) {
    int limit = Math.min(end, from + MAX_TYPE);
    for (int i = from; i < limit; i++) {
      int symbol = symbols[i];
      if (symbol == LESS) {
        return behindAngles(i, end);
      }
      boolean part =
          symbol == Alphabet.NAME
              || Words.role(symbol) == Role.TYPE
              || symbol == SCOPE
              || symbol == DOT;
      boolean pointer = (symbol == STAR || symbol == AMPERSAND) && i > 0 && symbols[i - 1] == AS;
      if (!part && !pointer) {
        return i;
      }
    }
    return Math.max(from, limit);
  }

  /// One past the type before a declared name; `from` where there is none.
  int behindDeclaredType(int from, int to) {
    if (!typesFirst) {
      return from;
    }
    int i = from;
    while (i < to) {
      Role role = Words.role(symbols[i]);
      if (role == Role.TYPE || role == Role.BINDING || (role == Role.DEFINITION && i == from)) {
        i++;
      } else {
        break;
      }
    }
    int start = i;
    // `Type name`, `Type *name =`, `Map<A, B> name`, `a::b name`
    while (i + 1 < to && symbols[i] == Alphabet.NAME) {
      int j = i + 1;
      while (j + 1 < to
          && (symbols[j] == SCOPE || symbols[j] == DOT)
          && symbols[j + 1] == Alphabet.NAME) {
        j += 2;
      }
      if (j < to && symbols[j] == LESS) {
        int close = endOfAngles(j, to);
        if (close < 0) {
          break;
        }
        j = close;
      }
      boolean pointer = false;
      while (j < to
          && (symbols[j] == STAR
              || symbols[j] == AMPERSAND
              || (symbols[j] == OPEN_INDEX && j + 1 < to && symbols[j + 1] == CLOSE_INDEX)
              || Words.role(symbols[j]) == Role.TYPE)) {
        pointer |= symbols[j] == STAR || symbols[j] == AMPERSAND;
        j += symbols[j] == OPEN_INDEX ? 2 : 1;
      }
      if (j >= to || symbols[j] != Alphabet.NAME) {
        break;
      }
      if (pointer && j + 1 < to) {
        // `a * b = c` declares, `a * b + c` multiplies.
        int after = symbols[j + 1];
        if (after != ASSIGN && after != COMMA && after != OPEN_INDEX) {
          break;
        }
      }
      i = j;
      start = j;
    }
    while (start < to && start > from && (symbols[start] == STAR || symbols[start] == AMPERSAND)) {
      start++;
    }
    return start;
  }
}
