package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Statements;
import dev.ringfence.fingerprints.statement.Words.Role;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Spellings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads expressions by the strength of their operators. Total: what makes no sense is passed over,
/// and each token is read once.
final class ExpressionReader {
  /// Brackets and prefixes within each other; what is deeper is passed over token by token.
  private static final int MAX_DEPTH = 60;

  /// The tokens that a type in brackets or angles takes at most.
  private static final int MAX_TYPE = 16;

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
  private static final int GREATER = Alphabet.ofOperator(">");
  private static final int SHIFT = Alphabet.ofOperator(">>");
  private static final int STAR = Alphabet.ofOperator("*");
  private static final int AMPERSAND = Alphabet.ofOperator("&");
  private static final int DOT = Alphabet.ofOperator(".");
  private static final int SCOPE = Alphabet.ofOperator("::");
  private static final int ARROW = Alphabet.ofOperator("->");
  private static final int FAT_ARROW = Alphabet.ofOperator("=>");
  private static final int PIPE = Alphabet.ofOperator("|");
  private static final int AS = Alphabet.ofOperator("as");
  private static final int IN = Alphabet.ofOperator("in");
  private static final int IS = Alphabet.ofOperator("is");
  private static final int ELSE = Alphabet.ofOperator("else");
  private static final int INCREMENT = Alphabet.ofOperator("++");
  private static final int DECREMENT = Alphabet.ofOperator("--");
  private static final int ZERO = Spellings.ofNumber("0");
  private static final int ONE = Spellings.ofNumber("1");
  private static final long ZERO_HASH = Expression.number(ZERO).hash;
  private static final long ONE_HASH = Expression.number(ONE).hash;
  private static final Comparator<Expression> BY_HASH =
      Comparator.comparingLong(expression -> expression.hash);

  private final Set<Rule> rules;
  private final boolean members;
  private int[] symbols = {};
  private int[] spellings = {};
  private int[] partners = {};
  private boolean casts;
  private boolean choiceByWords;
  private boolean postfixQuestion;
  private boolean arrowFunctions;
  private boolean barFunctions;
  private Map<Integer, Expression> values = Map.of();
  private int at;
  private int end;
  private int depth;

  ExpressionReader(Set<Rule> rules) {
    this.rules = rules;
    this.members = rules.contains(Rule.MEMBERS);
  }

  /// Reads code from now on.
  ///
  /// @param partners where each opening bracket closes; before it or at it where it does not
  void begin(Code code, int[] partners) {
    symbols = code.tokens().symbolArray();
    spellings = code.tokens().spellingArray();
    this.partners = partners;
    Statements statements = code.language().profile().statements();
    casts = statements.has(StatementTrait.CASTS);
    choiceByWords = statements.has(StatementTrait.CHOICE_BY_WORDS);
    postfixQuestion = statements.has(StatementTrait.POSTFIX_QUESTION);
    arrowFunctions = statements.has(StatementTrait.ARROW_FUNCTIONS);
    barFunctions = statements.has(StatementTrait.BAR_FUNCTIONS);
    values = new HashMap<>();
    depth = 0;
  }

  /// From now on a name is what it was set to.
  void set(int name, Expression value) {
    values.put(name, value);
  }

  /// Reads one expression; [#at] says where it ended.
  Expression read(int from, int to) {
    at = from;
    end = to;
    return expression(0);
  }

  int at() {
    return at;
  }

  private int symbol() {
    return at < end ? symbols[at] : -1;
  }

  private Expression expression(int least) {
    if (++depth > MAX_DEPTH) {
      depth--;
      at++;
      return Expression.EMPTY;
    }
    Expression read = operations(least);
    depth--;
    return read;
  }

  private Expression operations(int least) {
    Expression left = unary();
    @Nullable Shape chain = null;
    List<Expression> operands = new ArrayList<>(0);
    while (true) {
      int symbol = symbol();
      if (symbol < 0) {
        break;
      }
      if (symbol == AS) {
        at++;
        passType();
        continue;
      }
      if (symbol == QUESTION && least <= Words.CHOICE) {
        if (isPostfixQuestion()) {
          at++;
          continue;
        }
        left = close(chain, operands, left);
        chain = null;
        at++;
        Expression yes = expression(0);
        if (symbol() == COLON) {
          at++;
        }
        left = choice(left, yes, expression(Words.CHOICE));
        continue;
      }
      if (Words.role(symbol) == Role.IF && least <= Words.CHOICE && choiceByWords) {
        left = close(chain, operands, left);
        chain = null;
        at++;
        Expression condition = expression(Words.CHOICE + 1);
        if (symbol() == ELSE) {
          at++;
        }
        left = choice(condition, left, expression(Words.CHOICE));
        continue;
      }
      if (symbol == FAT_ARROW || (symbol == ARROW && arrowFunctions)) {
        if (least > Words.ASSIGNMENT) {
          break;
        }
        at++;
        left =
            symbol() == OPEN_BRACE
                ? unary()
                : Expression.of(Shape.FUNCTION, expression(Words.ASSIGNMENT));
        continue;
      }
      Shape assignment = Words.assignment(symbol);
      if (assignment != null) {
        if (least > Words.ASSIGNMENT) {
          break;
        }
        left = close(chain, operands, left);
        chain = null;
        at++;
        left = assign(assignment, left, expression(Words.ASSIGNMENT));
        continue;
      }
      boolean not =
          Words.role(symbol) == Role.NOT && at + 1 < end && symbols[at + 1] == IN && choiceByWords;
      int operator = not ? IN : symbol;
      Shape shape = Words.binary(operator);
      int strength = Words.strength(operator);
      if (shape == null || strength < least) {
        break;
      }
      at += not ? 2 : 1;
      if (symbol == IS && Words.role(Math.max(0, symbol())) == Role.NOT) {
        at++;
        shape = Shape.UNEQUAL;
      }
      Expression right = expression(strength + 1);
      if (shape.isAssociative() && rules.contains(Rule.COMMUTATIVE)) {
        if (chain != shape) {
          left = close(chain, operands, left);
          chain = shape;
          operands.clear();
          operands.add(left);
        }
        operands.add(right);
        continue;
      }
      left = close(chain, operands, left);
      chain = null;
      left = binary(shape, left, right);
      left = not ? negate(left) : left;
    }
    return close(chain, operands, left);
  }

  /// Ends a chain of one associative operation, if there is one.
  private Expression close(@Nullable Shape chain, List<Expression> operands, Expression otherwise) {
    return chain == null ? otherwise : chained(chain, operands);
  }

  private Expression chained(Shape shape, List<Expression> operands) {
    List<Expression> flat = new ArrayList<>(operands.size());
    for (Expression operand : operands) {
      if (operand.shape == shape && operand.parts.length > 0) {
        flat.addAll(Arrays.asList(operand.parts));
      } else {
        flat.add(operand);
      }
    }
    flat.sort(BY_HASH);
    return Expression.of(shape, flat.toArray(Expression[]::new));
  }

  private boolean isPostfixQuestion() {
    int next = at + 1 < end ? symbols[at + 1] : -1;
    return postfixQuestion
        || next < 0
        || next == CLOSE
        || next == COMMA
        || next == DOT
        || next == COLON;
  }

  private Expression unary() {
    int symbol = symbol();
    if (symbol < 0) {
      return Expression.EMPTY;
    }
    return switch (Words.role(symbol)) {
      case NOT -> {
        at++;
        yield negate(expression(isWord(symbol) ? Words.NEGATED : Words.PREFIXED));
      }
      case MINUS -> {
        at++;
        yield Expression.of(Shape.NEGATIVE, expression(Words.PREFIXED));
      }
      case INVERT -> {
        at++;
        yield Expression.of(Shape.INVERT, expression(Words.PREFIXED));
      }
      case STEP -> {
        at++;
        yield step(expression(Words.PREFIXED), symbol == INCREMENT);
      }
      case STAR -> {
        at++;
        Expression of = expression(Words.PREFIXED);
        yield of.is(Shape.ADD) ? Expression.of(Shape.INDEX, of.parts) : of;
      }
      case SIZEOF -> {
        at++;
        yield Expression.of(Shape.SIZEOF, expression(Words.PREFIXED));
      }
      case CAST -> {
        at++;
        if (symbol() == LESS) {
          passAngles();
        }
        yield expression(Words.PREFIXED);
      }
      case PREFIX, TYPE, BINDING, THROW, RETURN -> {
        at++;
        yield expression(Words.PREFIXED);
      }
      default -> {
        if (symbol == PIPE && barFunctions) {
          at++;
          while (at < end && symbols[at] != PIPE) {
            at++;
          }
          at++;
          yield Expression.of(Shape.FUNCTION, expression(0));
        }
        yield postfix(atom());
      }
    };
  }

  private static boolean isWord(int symbol) {
    return Character.isLetter(Alphabet.spelling(symbol).charAt(0));
  }

  private Expression atom() {
    int here = at++;
    int symbol = symbols[here];
    switch (symbol) {
      case Alphabet.NAME -> {
        Expression value = values.get(spellings[here]);
        if (value != null && symbol() != OPEN) {
          return value;
        }
        return Expression.name(spellings[here]);
      }
      case Alphabet.NUMBER -> {
        return Expression.number(spellings[here]);
      }
      case Alphabet.STRING -> {
        while (symbol() == Alphabet.STRING) {
          at++;
        }
        return Expression.of(Shape.STRING);
      }
      default -> {}
    }
    if (symbol == OPEN) {
      if (casts && isCast(here)) {
        at = partners[here] + 1;
        return expression(Words.PREFIXED);
      }
      List<Expression> inner = arguments(CLOSE);
      return inner.size() == 1
          ? inner.getFirst()
          : Expression.of(Shape.TUPLE, inner.toArray(Expression[]::new));
    }
    if (symbol == OPEN_INDEX) {
      return Expression.of(Shape.LIST, arguments(CLOSE_INDEX).toArray(Expression[]::new));
    }
    if (symbol == OPEN_BRACE) {
      if (partners[here] < 0) {
        // A block: its statements are read by themselves.
        at = Math.min(end, -partners[here]);
        return Expression.of(Shape.FUNCTION);
      }
      return Expression.of(Shape.MAP, arguments(CLOSE_BRACE).toArray(Expression[]::new));
    }
    return switch (Words.role(symbol)) {
      case NULL -> Expression.of(Shape.NULL);
      case TRUE -> Expression.number(ONE);
      case FALSE -> Expression.number(ZERO);
      case THIS -> Expression.name(symbol);
      case LAMBDA -> {
        while (at < end && symbols[at] != COLON) {
          at++;
        }
        at++;
        yield Expression.of(Shape.FUNCTION, expression(0));
      }
      case FUNCTION, DEFINITION -> {
        // Its name and parameters; a block is passed over.
        while (at < end && symbols[at] != OPEN && symbols[at] != OPEN_BRACE) {
          at++;
        }
        if (symbol() == OPEN && partners[at] > at) {
          at = partners[at] + 1;
        }
        while (at < end && symbols[at] != OPEN_BRACE && symbols[at] != COMMA) {
          at++;
        }
        if (symbol() == OPEN_BRACE) {
          at = Math.min(end, Math.max(at + 1, Math.abs(partners[at])));
        }
        yield Expression.of(Shape.FUNCTION);
      }
      // Keywords are names where they stand.
      default ->
          isWord(symbol) && symbol != Alphabet.UNKNOWN ? Expression.name(symbol) : Expression.EMPTY;
    };
  }

  private List<Expression> arguments(int closing) {
    List<Expression> read = new ArrayList<>();
    while (at < end) {
      int symbol = symbols[at];
      if (symbol == closing) {
        at++;
        return read;
      }
      if (symbol == COMMA
          || symbol == Alphabet.SEMICOLON
          || symbol == COLON
          || symbol == IN
          || symbol == FAT_ARROW
          || symbol == ELSE) {
        at++;
        continue;
      }
      if (symbol == CLOSE || symbol == CLOSE_INDEX || symbol == CLOSE_BRACE) {
        // Not the one that was looked for: half of something stands here.
        return read;
      }
      Role role = Words.role(symbol);
      if (role == Role.FOR || role == Role.IF) {
        at++;
        continue;
      }
      int before = at;
      read.add(expression(0));
      if (at == before) {
        at++;
      }
    }
    return read;
  }

  private Expression postfix(Expression of) {
    Expression left = of;
    while (at < end) {
      int symbol = symbols[at];
      if (Words.isMember(symbol) && !(symbol == ARROW && arrowFunctions) && at + 1 < end) {
        if (symbols[at + 1] == LESS) {
          // `collect::<Vec<_>>`
          at++;
          passAngles();
          continue;
        }
        int name = at + 1;
        at += 2;
        if (symbol == SCOPE || (left.is(Shape.NAME) && isThis(left))) {
          // What is named by its package or class reads as if it were imported.
          left = Expression.name(spellings[name]);
        } else if (symbol() == OPEN && rules.contains(Rule.METHODS)) {
          at++;
          left = call(left, arguments(CLOSE));
        } else {
          left = Expression.member(left, spellings[name], members);
        }
      } else if (symbol == OPEN) {
        at++;
        List<Expression> arguments = arguments(CLOSE);
        left = left.is(Shape.NAME) ? call(null, arguments) : call(left, arguments);
      } else if (symbol == OPEN_INDEX) {
        at++;
        List<Expression> parts = arguments(CLOSE_INDEX);
        parts.addFirst(left);
        left = Expression.of(Shape.INDEX, parts.toArray(Expression[]::new));
      } else if (symbol == INCREMENT || symbol == DECREMENT) {
        at++;
        left = step(left, symbol == INCREMENT);
      } else if (symbol == LESS && left.is(Shape.NAME) && isTypeArguments()) {
        passAngles();
      } else {
        break;
      }
    }
    return left;
  }

  private static boolean isThis(Expression expression) {
    return expression.name > 0 && Words.role(expression.name) == Role.THIS;
  }

  private static Expression call(@Nullable Expression of, List<Expression> arguments) {
    if (of != null) {
      arguments.addFirst(of);
    }
    return Expression.of(Shape.CALL, arguments.toArray(Expression[]::new));
  }

  /// Whether a bracket holds a type and what follows is an operand.
  private boolean isCast(int open) {
    int close = partners[open];
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

  /// Whether `<` here opens the arguments of a type that is called.
  private boolean isTypeArguments() {
    int close = endOfAngles(symbols, at, end);
    return close > 0 && close < end && symbols[close] == OPEN;
  }

  /// One past the angle that closes the one at a token, or -1.
  static int endOfAngles(int[] symbols, int open, int end) {
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

  private void passAngles() {
    int close = endOfAngles(symbols, at, end);
    at = close < 0 ? at + 1 : close;
  }

  private void passType() {
    int limit = Math.min(end, at + MAX_TYPE);
    while (at < limit) {
      int symbol = symbols[at];
      if (symbol == LESS) {
        passAngles();
        return;
      }
      boolean part =
          symbol == Alphabet.NAME
              || Words.role(symbol) == Role.TYPE
              || symbol == SCOPE
              || symbol == DOT;
      boolean pointer = (symbol == STAR || symbol == AMPERSAND) && at > 0 && symbols[at - 1] == AS;
      if (!part && !pointer) {
        return;
      }
      at++;
    }
  }

  private Expression step(Expression of, boolean up) {
    if (rules.contains(Rule.STEPS)) {
      return Expression.of(up ? Shape.INCREMENT : Shape.DECREMENT, of);
    }
    return Expression.of(Shape.TUPLE, Expression.of(Shape.EMPTY), of);
  }

  private Expression choice(Expression condition, Expression yes, Expression no) {
    if (rules.contains(Rule.NEGATION)) {
      Expression opposite = negate(condition);
      if (opposite.hash < condition.hash) {
        return Expression.of(Shape.CHOICE, opposite, no, yes);
      }
    }
    return Expression.of(Shape.CHOICE, condition, yes, no);
  }

  private static boolean isNothing(Expression expression) {
    return expression.is(Shape.NULL) || expression.hash == ZERO_HASH;
  }

  /// What does not hold where an expression holds.
  Expression negate(Expression of) {
    if (of.is(Shape.NOT) && of.parts.length == 1) {
      return of.parts[0];
    }
    if (rules.contains(Rule.NEGATION) && of.parts.length > 1) {
      if (of.shape.opposite() != of.shape) {
        return binary(of.shape.opposite(), of.parts[0], of.parts[1]);
      }
      if (of.is(Shape.AND) || of.is(Shape.OR)) {
        List<Expression> parts = new ArrayList<>();
        for (Expression part : of.parts) {
          parts.add(negate(part));
        }
        return chained(of.is(Shape.AND) ? Shape.OR : Shape.AND, parts);
      }
    }
    return Expression.of(Shape.NOT, of);
  }

  /// An operation in canonical form.
  Expression binary(Shape asked, Expression first, Expression second) {
    Shape shape = asked;
    Expression left = first;
    Expression right = second;
    if (rules.contains(Rule.COMPARISONS)
        && (shape == Shape.GREATER || shape == Shape.GREATER_EQUAL)) {
      shape = shape == Shape.GREATER ? Shape.LESS : Shape.LESS_EQUAL;
      left = second;
      right = first;
    }
    if (rules.contains(Rule.NULLS) && (shape == Shape.EQUAL || shape == Shape.UNEQUAL)) {
      if (isNothing(left)) {
        Expression swap = left;
        left = right;
        right = swap;
      }
      if (right.is(Shape.NULL)
          || (right.hash == ZERO_HASH && !left.is(Shape.REMAINDER) && !left.is(Shape.BIT_AND))) {
        return shape == Shape.EQUAL ? negate(left) : left;
      }
    }
    if (rules.contains(Rule.COMPARISONS) && shape == Shape.LESS_EQUAL) {
      if (right.is(Shape.SUBTRACT) && right.parts.length == 2 && right.parts[1].hash == ONE_HASH) {
        return Expression.of(Shape.LESS, left, right.parts[0]);
      }
      if (left.hash == ONE_HASH) {
        return Expression.of(Shape.LESS, Expression.number(ZERO), right);
      }
    }
    if (shape.isCommutative() && rules.contains(Rule.COMMUTATIVE) && right.hash < left.hash) {
      Expression swap = left;
      left = right;
      right = swap;
    }
    return Expression.of(shape, left, right);
  }

  private Expression assign(Shape operation, Expression to, Expression value) {
    if (!rules.contains(Rule.STEPS)) {
      return operation == Shape.ASSIGN
          ? Expression.of(Shape.ASSIGN, to, value)
          : Expression.of(Shape.ASSIGN, to, Expression.of(operation, value));
    }
    if (operation == Shape.ASSIGN) {
      if (value.parts.length == 2 && (value.is(Shape.ADD) || value.is(Shape.SUBTRACT))) {
        boolean up = value.is(Shape.ADD);
        Expression a = value.parts[0];
        Expression b = value.parts[1];
        if ((b.hash == ONE_HASH && a.isSame(to)) || (up && a.hash == ONE_HASH && b.isSame(to))) {
          return step(to, up);
        }
      }
      return Expression.of(Shape.ASSIGN, to, value);
    }
    if (value.hash == ONE_HASH && (operation == Shape.ADD || operation == Shape.SUBTRACT)) {
      return step(to, operation == Shape.ADD);
    }
    Expression whole =
        operation.isAssociative() && rules.contains(Rule.COMMUTATIVE)
            ? chained(operation, List.of(to, value))
            : binary(operation, to, value);
    return Expression.of(Shape.ASSIGN, to, whole);
  }
}
