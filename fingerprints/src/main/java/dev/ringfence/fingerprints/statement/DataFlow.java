package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.shingle.Mix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// Where the values of a piece of code go: for each use of a name that is set in it, what it is set
/// to and what is done with it. That stays when names, order and layout change.
final class DataFlow {
  /// Definitions of one name that are followed.
  private static final int MAX_DEFINITIONS = 6;

  /// Positions of operands that are told apart.
  private static final int MAX_POSITION = 3;

  private final Map<Integer, List<Long>> definitions = new HashMap<>();

  DataFlow(List<Statement> statements) {
    for (Statement statement : statements) {
      define(statement.expression());
    }
  }

  private void define(Expression expression) {
    Expression[] parts = expression.parts;
    if ((expression.is(Shape.INCREMENT) || expression.is(Shape.DECREMENT))
        && parts.length == 1
        && parts[0].is(Shape.NAME)) {
      set(parts[0].name, expression.shape.salt());
    }
    if (expression.is(Shape.ASSIGN) && parts.length == 2 && parts[0].is(Shape.NAME)) {
      set(parts[0].name, outline(parts[1]));
    }
    for (Expression part : parts) {
      if (part.size > 1) {
        define(part);
      }
    }
  }

  /// What a value is, by its operation and those of its operands.
  private static long outline(Expression value) {
    long hash = value.shape.salt();
    for (Expression part : value.parts) {
      hash = Mix.mix(hash * 31 + (part.parts.length == 0 ? part.hash : part.shape.salt()));
    }
    return hash;
  }

  private void set(int name, long hash) {
    List<Long> all = definitions.computeIfAbsent(name, _ -> new ArrayList<>(2));
    if (all.size() < MAX_DEFINITIONS && !all.contains(hash)) {
      all.add(hash);
    }
  }

  /// The ways of values into a statement, a hash each.
  void into(Statement statement, LongConsumer out) {
    long kind = statement.kind().salt();
    walk(statement.expression(), kind, Mix.mix(kind), out);
  }

  private void walk(Expression expression, long parent, long grandparent, LongConsumer out) {
    if (expression.is(Shape.NAME)) {
      for (long definition : definitions.getOrDefault(expression.name, List.of())) {
        out.accept(Mix.mix(definition * 31 + Mix.mix(parent * 31 + grandparent)));
      }
      return;
    }
    Expression[] parts = expression.parts;
    for (int i = 0; i < parts.length; i++) {
      if (!(expression.is(Shape.ASSIGN) && i == 0 && parts[0].is(Shape.NAME))) {
        walk(parts[i], place(expression, i), parent, out);
      }
    }
  }

  /// An operand's place: the operation, which of its operands, and what they are that say something
  /// by themselves.
  private static long place(Expression of, int operand) {
    long position = of.shape.isCommutative() ? 0 : Math.min(operand, MAX_POSITION);
    long beside = 0;
    for (int i = 0; i < of.parts.length; i++) {
      if (i != operand && of.parts[i].parts.length == 0) {
        beside += of.parts[i].hash;
      }
    }
    return Mix.mix(of.shape.salt() + position * 7 + beside * 3 + of.parts.length);
  }
}
