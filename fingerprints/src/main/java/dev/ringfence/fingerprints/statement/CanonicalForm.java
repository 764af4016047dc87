package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.token.Spellings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one form of what can be written in several ways, as far as some rules make it one.
final class CanonicalForm {
  private static final int ZERO = Spellings.ofNumber("0");
  private static final int ONE = Spellings.ofNumber("1");
  private static final long ZERO_HASH = Expression.number(ZERO).hash;
  private static final long ONE_HASH = Expression.number(ONE).hash;
  private static final Comparator<Expression> BY_HASH =
      Comparator.comparingLong(expression -> expression.hash);

  private final Set<Rule> rules;

  CanonicalForm(Set<Rule> rules) {
    this.rules = rules;
  }

  /// Ends a chain of one associative operation, if there is one.
  Expression close(@Nullable Shape chain, List<Expression> operands, Expression otherwise) {
    return chain == null ? otherwise : chained(chain, operands);
  }

  /// Operands of an associative operation, in whatever order and grouping.
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

  /// What is counted up or down by one.
  Expression step(Expression of, boolean up) {
    if (rules.contains(Rule.STEPS)) {
      return Expression.of(up ? Shape.INCREMENT : Shape.DECREMENT, of);
    }
    return Expression.of(Shape.TUPLE, Expression.of(Shape.EMPTY), of);
  }

  /// One of two values.
  Expression choice(Expression condition, Expression yes, Expression no) {
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

  /// What gets a value, or the result of an operation on its own.
  Expression assign(Shape operation, Expression to, Expression value) {
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
