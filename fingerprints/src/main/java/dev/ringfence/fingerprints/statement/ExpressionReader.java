package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Statements;
import dev.ringfence.fingerprints.statement.Words.Role;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Spellings;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.ArrayList;
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

  private final Set<Rule> rules;
  private final CanonicalForm forms;
  private final boolean members;
  private int[] symbols = {};
  private int[] spellings = {};
  private int[] partners = {};
  private TypeFinder types = new TypeFinder(new Code(Language.GENERIC, Tokens.NONE));
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
    this.forms = new CanonicalForm(rules);
    this.members = rules.contains(Rule.MEMBERS);
  }

  /// Reads code from now on.
  ///
  /// @param partners where each opening bracket closes; before it or at it where it does not
  /// @param types finds the types of this code
  void begin(Code code, int[] partners, TypeFinder types) {
    symbols = code.tokens().symbolArray();
    spellings = code.tokens().spellingArray();
    this.partners = partners;
    this.types = types;
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
        at = types.behindType(at, end);
        continue;
      }
      if (symbol == QUESTION && least <= Words.CHOICE) {
        if (isPostfixQuestion()) {
          at++;
          continue;
        }
        left = forms.close(chain, operands, left);
        chain = null;
        at++;
        Expression yes = expression(0);
        if (symbol() == COLON) {
          at++;
        }
        left = forms.choice(left, yes, expression(Words.CHOICE));
        continue;
      }
      if (Words.role(symbol) == Role.IF && least <= Words.CHOICE && choiceByWords) {
        left = forms.close(chain, operands, left);
        chain = null;
        at++;
        Expression condition = expression(Words.CHOICE + 1);
        if (symbol() == ELSE) {
          at++;
        }
        left = forms.choice(condition, left, expression(Words.CHOICE));
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
        left = forms.close(chain, operands, left);
        chain = null;
        at++;
        left = forms.assign(assignment, left, expression(Words.ASSIGNMENT));
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
          left = forms.close(chain, operands, left);
          chain = shape;
          operands.clear();
          operands.add(left);
        }
        operands.add(right);
        continue;
      }
      left = forms.close(chain, operands, left);
      chain = null;
      left = forms.binary(shape, left, right);
      left = not ? forms.negate(left) : left;
    }
    return forms.close(chain, operands, left);
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
        yield forms.negate(expression(isWord(symbol) ? Words.NEGATED : Words.PREFIXED));
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
        yield forms.step(expression(Words.PREFIXED), symbol == INCREMENT);
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
          at = types.behindAngles(at, end);
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
      if (casts && types.isCast(here, partners[here], end)) {
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
          at = types.behindAngles(at, end);
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
        left = forms.step(left, symbol == INCREMENT);
      } else if (symbol == LESS && left.is(Shape.NAME) && types.opensTypeArguments(at, end)) {
        at = types.behindAngles(at, end);
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
}
