package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Statements;
import dev.ringfence.fingerprints.statement.Statement.Kind;
import dev.ringfence.fingerprints.statement.Words.Role;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Spellings;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.ArrayList;
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
  private static final int COMMA = Alphabet.ofOperator(",");
  private static final int COLON = Alphabet.ofOperator(":");
  private static final int QUESTION = Alphabet.ofOperator("?");
  private static final int ASSIGN = Alphabet.ofOperator("=");
  private static final int FAT_ARROW = Alphabet.ofOperator("=>");
  private static final int IN = Alphabet.ofOperator("in");
  private static final int OF = Alphabet.ofOperator("of");
  private static final int RANGE = Alphabet.ofOperator("range");
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
  private final StatementSplitter splitter = new StatementSplitter(this::statement);
  private final CanonicalForm forms;
  private int[] partners = {};
  private Code code = new Code(Language.GENERIC, Tokens.NONE);
  private int[] symbols = {};
  private TypeFinder types = new TypeFinder(code);

  /// A reader that makes equal what some rules make equal.
  StatementReader(Set<Rule> rules) {
    this.rules = rules;
    this.forms = new CanonicalForm(rules);
    this.expressions = new ExpressionReader(rules);
  }

  /// The statements from a token to before another, in the order in which they end.
  List<Statement> read(Code all, int from, int to) {
    code = all;
    symbols = all.tokens().symbolArray();
    types = new TypeFinder(all);
    partners = splitter.begin(all, from, to);
    out.clear();
    expressions.begin(all, partners, types);
    countUses(from, to);
    splitter.split(from, to);
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

  private boolean isPythonic() {
    return code.language().kin() == Language.PYTHON;
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
        && splitter.isAtStatement()) {
      // A label.
      return next + 1;
    }
    return declaration(types.behindDeclaredType(from, to), to);
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
      int from = types.behindDeclaredType(i, last);
      Expression read = expressions.read(from, last);
      int end = Math.max(i + 1, expressions.at());
      boolean isLast = end >= last;
      if (!isLast && isAction(read)) {
        add(read.is(Shape.ASSIGN) ? Kind.ASSIGNMENT : Kind.OTHER, read, from, end);
      } else {
        add(kind, negated ? forms.negate(read) : read, from, end);
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
      int from = types.behindDeclaredType(i, last);
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

  /// An expression, or the value that a declared name gets.
  private int declaration(int from, int to) {
    int i = types.behindDeclaredType(from, to);
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
