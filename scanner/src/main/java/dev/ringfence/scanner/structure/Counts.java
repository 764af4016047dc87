package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.token.Alphabet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/// What is counted while a function's nesting is followed.
final class Counts {
  private final FunctionBody body;
  private final boolean followed;
  private final Deque<String> operators = new ArrayDeque<>();
  private int cyclomatic = 1;
  private int cognitive;
  private int deepest;
  private boolean recursive;
  private String lastOperator = "";

  /// @param followed whether nesting is known, so that cognitive complexity is
  Counts(FunctionBody body, boolean followed) {
    this.body = body;
    this.followed = followed;
  }

  int cyclomatic() {
    return cyclomatic;
  }

  OptionalInt cognitive() {
    return followed ? OptionalInt.of(cognitive + (recursive ? 1 : 0)) : OptionalInt.empty();
  }

  int deepest() {
    return deepest;
  }

  /// Counts decisions, which are paths more.
  void decide(int decisions) {
    cyclomatic += decisions;
  }

  /// Counts cognitive complexity.
  void add(int points) {
    cognitive += points;
  }

  /// Says how deep nesting gets.
  void reach(int depth) {
    deepest = Math.max(deepest, depth);
  }

  /// Counts a control structure at a depth of nesting.
  void structure(int nesting, int decisions) {
    decide(decisions);
    add(1 + nesting);
    reach(nesting + 1);
  }

  /// Logical operators, with one of cognitive complexity for a run of the same.
  void operator(int i) {
    switch (body.at(i)) {
      case "&&", "||", "and", "or" -> {
        cyclomatic++;
        if (!lastOperator.equals(body.at(i))) {
          cognitive++;
        }
        lastOperator = body.at(i);
      }
      case "(", "[" -> {
        operators.push(lastOperator);
        lastOperator = "";
      }
      case ")", "]" -> lastOperator = operators.isEmpty() ? "" : operators.pop();
      case ";", "{", "}" -> {
        operators.clear();
        lastOperator = "";
      }
      default -> {
        if (body.hasSymbol(i, Alphabet.SEMICOLON)) {
          operators.clear();
          lastOperator = "";
        }
      }
    }
    if (body.hasSymbol(i, Alphabet.NAME)
        && body.at(i + 1).equals("(")
        && body.line(i) > body.function().firstLine()
        && body.word(i).equals(body.function().name())
        && !body.at(i - 1).equals(".")) {
      recursive = true;
    }
  }
}
