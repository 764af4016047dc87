package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.Language.Layout;
import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Statements;
import dev.ringfence.fingerprints.statement.Statement.Kind;
import dev.ringfence.fingerprints.statement.Words.Role;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Spellings;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the statements of a piece of code, whole or cut anywhere, into canonical form. Total, and
/// in time by the number of tokens. Reuses its buffers: one a thread.
final class StatementReader {
  private static final int OPEN = Alphabet.ofOperator("(");
  private static final int CLOSE = Alphabet.ofOperator(")");
  private static final int OPEN_INDEX = Alphabet.ofOperator("[");
  private static final int CLOSE_INDEX = Alphabet.ofOperator("]");
  private static final int OPEN_BRACE = Alphabet.ofOperator("{");
  private static final int CLOSE_BRACE = Alphabet.ofOperator("}");
  private static final int COMMA = Alphabet.ofOperator(",");
  private static final int COLON = Alphabet.ofOperator(":");
  private static final int QUESTION = Alphabet.ofOperator("?");
  private static final int LESS = Alphabet.ofOperator("<");
  private static final int STAR = Alphabet.ofOperator("*");
  private static final int AMPERSAND = Alphabet.ofOperator("&");
  private static final int ASSIGN = Alphabet.ofOperator("=");
  private static final int DOT = Alphabet.ofOperator(".");
  private static final int SCOPE = Alphabet.ofOperator("::");
  private static final int ARROW = Alphabet.ofOperator("->");
  private static final int FAT_ARROW = Alphabet.ofOperator("=>");
  private static final int IN = Alphabet.ofOperator("in");
  private static final int OF = Alphabet.ofOperator("of");
  private static final int RANGE = Alphabet.ofOperator("range");
  private static final int WITH = Alphabet.ofOperator("with");
  private static final int LOOP = Alphabet.ofOperator("loop");
  private static final int RANGE_NAME = Spellings.ofName("range");
  private static final int OF_NAME = Spellings.ofName("of");
  private static final int ZERO = Spellings.ofNumber("0");

  /// The tokens that a type takes at most where a name is declared.
  private static final int MAX_ANNOTATION = 30;

  /// What is larger stays in its local.
  private static final int MAX_TEMPORARY = 12;

  private final Set<Rule> rules;
  private final ExpressionReader expressions;
  private final List<Statement> out = new ArrayList<>();
  private final Map<Integer, Integer> uses = new HashMap<>();
  private int[] partners = new int[256];
  private int[] stack = new int[64];
  private int[] starts = new int[64];
  private int depth;
  private Code code = new Code(Language.GENERIC, Tokens.NONE);
  private int[] symbols = {};

  /// A reader that makes equal what some rules make equal.
  StatementReader(Set<Rule> rules) {
    this.rules = rules;
    this.expressions = new ExpressionReader(rules);
  }

  /// The statements from a token to before another, in the order in which they end.
  List<Statement> read(Code all, int from, int to) {
    code = all;
    symbols = all.tokens().symbolArray();
    if (partners.length < all.size()) {
      partners = new int[all.size() * 2];
    }
    Arrays.fill(partners, from, to, 0);
    out.clear();
    depth = 0;
    expressions.begin(all, partners);
    countUses(from, to);
    scan(from, to);
    return List.copyOf(out);
  }

  /// How often each name stands for itself, not for a member of something or a call.
  private void countUses(int from, int to) {
    uses.clear();
    if (!rules.contains(Rule.TEMPORARIES)) {
      return;
    }
    for (int i = from; i < to; i++) {
      if (symbols[i] == Alphabet.NAME && (i == from || !Words.isMember(symbols[i - 1]))) {
        uses.merge(code.tokens().spelling(i), 1, Integer::sum);
      }
    }
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

  private boolean isAtStatement() {
    return depth == 0 || isBlock(stack[depth - 1]);
  }

  /// Blocks are marked as they are opened, before it is known where they close.
  private boolean isBlock(int open) {
    return partners[open] < 0;
  }

  private void scan(int from, int to) {
    boolean byLine = code.language().layout() == Layout.OPTIONAL_SEMICOLONS;
    boolean python = isPythonic();
    int start = from;
    for (int i = from; i < to; i++) {
      int symbol = symbols[i];
      boolean atStatement = isAtStatement();
      if (byLine && atStatement && i > start && endsLine(i)) {
        statement(start, i, false);
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
          statement(start, i, true);
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
          statement(start, i, false);
          start = i + 1;
        }
      } else if (symbol == CLOSE_BRACE) {
        start = closeBrace(i, start, to);
      } else if (atStatement) {
        if (symbol == Alphabet.SEMICOLON) {
          statement(start, i, false);
          start = i + 1;
        } else if (python && symbol == COLON && i > start && opensSuite(start)) {
          statement(start, i, true);
          start = i + 1;
        }
      }
    }
    while (depth > 0) {
      int open = stack[--depth];
      if (isBlock(open)) {
        statement(start, to, false);
        start = starts[depth] == BETWEEN_STATEMENTS ? to : starts[depth];
      }
    }
    statement(start, to, false);
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
      statement(start, at, false);
      return at + 1;
    }
    depth = level - 1;
    int open = stack[depth];
    if (!isBlock(open)) {
      partners[open] = at;
      return start;
    }
    statement(start, at, false);
    partners[open] = -Math.min(at + 1, to);
    return starts[depth] == BETWEEN_STATEMENTS ? at + 1 : starts[depth];
  }

  private boolean isPythonic() {
    return code.language().kin() == Language.PYTHON;
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
    if (!statements().has(StatementTrait.BRACES_OPEN_BLOCKS)) {
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

  private void add(Kind kind, Expression expression, int from, int to) {
    if (!expression.is(Shape.EMPTY)) {
      out.add(new Statement(kind, expression, from, to));
    }
  }

  /// Reads what stands between two ends of statements: one, or a few where semicolons are not
  /// tokens.
  private void statement(int from, int to, boolean beforeBlock) {
    int i = from;
    while (i < to) {
      int next = one(i, to, beforeBlock);
      i = Math.max(i + 1, next);
    }
  }

  private int one(int from, int to, boolean beforeBlock) {
    int symbol = symbols[from];
    int next = from + 1;
    Role role = Words.role(symbol);
    switch (role) {
      case FILLER -> {
        return next;
      }
      case CASE -> {
        Expression expression = expressions.read(next, to);
        add(Kind.CASE, expression, from, expressions.at());
        return expressions.at();
      }
      case IF, UNLESS, WHILE, UNTIL, SWITCH, FOR -> {
        return head(role, from, to);
      }
      case HANDLER -> {
        return to;
      }
      case RETURN, THROW -> {
        Kind kind = role == Role.RETURN ? Kind.RETURN : Kind.THROW;
        if (next >= to) {
          return to;
        }
        Expression expression = expressions.read(next, to);
        add(kind, expression, from, expressions.at());
        int at = expressions.at();
        while (at < to && symbols[at] == COMMA) {
          add(kind, expressions.read(at + 1, to), from, expressions.at());
          at = Math.max(at + 1, expressions.at());
        }
        return at;
      }
      case JUMP -> {
        return next < to && symbols[next] == Alphabet.NAME ? next + 1 : next;
      }
      case DEFINITION -> {
        if (beforeBlock || !isTypeWord(symbol)) {
          return to;
        }
        return declaration(next, to);
      }
      case FUNCTION -> {
        return to;
      }
      case BINDING -> {
        return declaration(next, to);
      }
      default -> {}
    }
    if (symbol == COMMA || symbol == COLON || symbol == Alphabet.SEMICOLON) {
      return next;
    }
    if (beforeBlock && isHeader(from, to)) {
      return to;
    }
    if (symbol == Alphabet.NAME
        && next < to
        && symbols[next] == COLON
        && !isPythonic()
        && (depth == 0 || isBlock(stack[depth - 1]))) {
      // A label.
      return next + 1;
    }
    return declaration(typed(from, to), to);
  }

  /// `struct x y = 1` declares y.
  private boolean isTypeWord(int symbol) {
    return code.language().kin() == Language.C
        && switch (Alphabet.spelling(symbol)) {
          case "struct", "union", "enum", "typename" -> true;
          default -> false;
        };
  }

  /// Whether what stands before a block is the head of a function or a class: no statement.
  private boolean isHeader(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Words.assignment(symbols[i]) != null || symbols[i] == FAT_ARROW) {
        // `x = function (a) {`
        return Words.role(symbols[Math.min(i + 1, to - 1)]) == Role.FUNCTION
            || symbols[to - 1] == FAT_ARROW;
      }
    }
    return !statements().has(StatementTrait.BLOCKS_ARE_ARGUMENTS);
  }

  /// The head of a condition or loop; returns where its body begins.
  private int head(Role role, int from, int to) {
    int open = from + 1;
    int first = open;
    int last = to;
    int after = to;
    if (open < to && symbols[open] == OPEN && partners[open] > open && partners[open] < to) {
      boolean all = partners[open] + 1 == to;
      if (all || statements().has(StatementTrait.BRACKETED_CONDITIONS)) {
        first = open + 1;
        last = partners[open];
        after = last + 1;
      }
    } else if (open < to && symbols[open] == LOOP) {
      return to;
    }
    switch (role) {
      case IF -> conditions(Kind.CONDITION, first, last, false);
      case UNLESS -> conditions(Kind.CONDITION, first, last, true);
      case WHILE -> conditions(Kind.LOOP, first, last, false);
      case UNTIL -> conditions(Kind.LOOP, first, last, true);
      case SWITCH -> add(Kind.SWITCH, expressions.read(first, last), from, last);
      default -> loop(first, last);
    }
    return after;
  }

  /// Statements, then the condition: Go, Swift and C++ take both.
  private void conditions(Kind kind, int first, int last, boolean negated) {
    int i = first;
    while (i < last) {
      Role role = Words.role(symbols[i]);
      if (role == Role.BINDING || role == Role.CASE) {
        i++;
        continue;
      }
      int from = typed(i, last);
      Expression read = expressions.read(from, last);
      int end = Math.max(i + 1, expressions.at());
      boolean isLast = end >= last;
      if (!isLast && isAction(read)) {
        add(read.is(Shape.ASSIGN) ? Kind.ASSIGNMENT : Kind.OTHER, read, from, end);
      } else {
        add(kind, negated ? expressions.negate(read) : read, from, end);
      }
      i = end;
    }
  }

  private static boolean isAction(Expression expression) {
    return expression.is(Shape.ASSIGN)
        || expression.is(Shape.INCREMENT)
        || expression.is(Shape.DECREMENT);
  }

  private void loop(int first, int last) {
    int split = -1;
    int level = 0;
    for (int i = first; i < last && split < 0; i++) {
      int symbol = symbols[i];
      if (symbol == OPEN || symbol == OPEN_INDEX) {
        level++;
      } else if (symbol == CLOSE || symbol == CLOSE_INDEX) {
        level--;
      } else if (level == 0
          && (symbol == IN
              || symbol == OF
              || symbol == RANGE
              || (symbol == Alphabet.NAME && code.tokens().spelling(i) == OF_NAME)
              || (symbol == COLON && !isPythonic() && !hasQuestion(first, i)))) {
        split = i;
      }
    }
    if (split >= 0) {
      each(first, split, last);
      return;
    }
    int i = first;
    while (i < last) {
      int symbol = symbols[i];
      if (symbol == Alphabet.SEMICOLON
          || symbol == COMMA
          || Words.role(symbol) == Role.BINDING
          || Words.role(symbol) == Role.FILLER) {
        i++;
        continue;
      }
      int from = typed(i, last);
      Expression read = expressions.read(from, last);
      int end = Math.max(i + 1, expressions.at());
      if (isAction(read)) {
        add(read.is(Shape.ASSIGN) ? Kind.ASSIGNMENT : Kind.OTHER, read, from, end);
      } else {
        add(read.is(Shape.CALL) ? Kind.OTHER : Kind.LOOP, read, from, end);
      }
      i = end;
    }
  }

  private boolean hasQuestion(int first, int at) {
    for (int i = first; i < at; i++) {
      if (symbols[i] == QUESTION) {
        return true;
      }
    }
    return false;
  }

  /// `for x in xs`; over a range it is the loop that counts.
  private void each(int first, int split, int last) {
    Expression of = expressions.read(split + 1, last);
    boolean counted =
        (of.is(Shape.CALL)
                && split + 1 < last
                && (symbols[split + 1] == RANGE || code.tokens().spelling(split + 1) == RANGE_NAME)
                && of.parts.length >= 1
                && of.parts.length <= 2)
            || (of.is(Shape.RANGE) && of.parts.length == 2);
    if (!counted || !rules.contains(Rule.LOOPS)) {
      add(Kind.EACH, of, first, last);
      return;
    }
    Expression name = Expression.name(code.tokens().spelling(Math.min(first, split)));
    Expression start = of.parts.length == 2 ? of.parts[0] : Expression.number(ZERO);
    Expression limit = of.parts[of.parts.length - 1];
    add(Kind.ASSIGNMENT, Expression.of(Shape.ASSIGN, name, start), first, last);
    add(Kind.LOOP, Expression.of(Shape.LESS, name, limit), first, last);
    add(Kind.OTHER, Expression.of(Shape.INCREMENT, name), first, last);
  }

  /// One past the type before a declared name; `from` where there is none.
  private int typed(int from, int to) {
    if (!statements().has(StatementTrait.TYPES_FIRST)) {
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
        int close = ExpressionReader.endOfAngles(symbols, j, to);
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

  /// An expression, or the value that a declared name gets.
  private int declaration(int from, int to) {
    int i = typed(from, to);
    if (i >= to) {
      return to;
    }
    if (symbols[i] == Alphabet.NAME
        && i + 1 < to
        && symbols[i + 1] == COLON
        && statements().has(StatementTrait.TYPES_BEHIND_COLONS)) {
      // `x: T = e`
      int limit = Math.min(to, i + MAX_ANNOTATION);
      int assign = i + 1;
      while (assign < limit && symbols[assign] != ASSIGN) {
        assign++;
      }
      if (assign >= limit) {
        return to;
      }
      Expression value = expressions.read(assign + 1, to);
      int end = expressions.at();
      set(
          i,
          Expression.of(Shape.ASSIGN, Expression.name(code.tokens().spelling(i)), value),
          i,
          end);
      return end;
    }
    Expression read = expressions.read(i, to);
    int end = expressions.at();
    if (read.is(Shape.NAME) || read.is(Shape.NUMBER) || read.is(Shape.STRING)) {
      // A declaration without a value, or nothing.
      return end;
    }
    if (read.is(Shape.ASSIGN)) {
      set(i, read, from, end);
    } else {
      add(Kind.OTHER, read, from, end);
    }
    return end;
  }

  private Statements statements() {
    return code.language().profile().statements();
  }

  private void set(int name, Expression assignment, int from, int end) {
    add(Kind.ASSIGNMENT, assignment, from, end);
    Expression value = assignment.parts.length == 2 ? assignment.parts[1] : assignment;
    if (rules.contains(Rule.TEMPORARIES)
        && symbols[name] == Alphabet.NAME
        && assignment.parts.length == 2
        && assignment.parts[0].is(Shape.NAME)
        && assignment.parts[0].name == code.tokens().spelling(name)
        && value.size > 1
        && value.size <= MAX_TEMPORARY
        && uses.getOrDefault(code.tokens().spelling(name), 0) == 2) {
      expressions.set(code.tokens().spelling(name), value);
    }
  }
}
