package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.token.Alphabet;
import java.util.ArrayDeque;
import java.util.Deque;

/// Complexity of bodies by indentation.
final class IndentedComplexity {
  private final FunctionBody body;
  private final Counts counts;

  private IndentedComplexity(FunctionBody body) {
    this.body = body;
    this.counts = new Counts(body, true);
  }

  static Counts of(FunctionBody body) {
    IndentedComplexity measure = new IndentedComplexity(body);
    measure.count();
    return measure.counts;
  }

  private void count() {
    // The columns of the control structures around, innermost first.
    Deque<Integer> around = new ArrayDeque<>();
    int brackets = 0;
    for (int i = 0; i < body.size(); i++) {
      if (body.isEmpty(i)) {
        counts.operator(i);
        continue;
      }
      String symbol = body.at(i);
      counts.operator(i);
      switch (symbol) {
        case "(", "[", "{" -> brackets++;
        case ")", "]", "}" -> brackets = Math.max(0, brackets - 1);
        default -> {}
      }
      boolean first = body.startsLine(i) && brackets == 0;
      if (first) {
        while (!around.isEmpty() && around.peek() >= body.column(i)) {
          around.pop();
        }
      }
      int nesting = around.size();
      switch (symbol) {
        case "if", "for", "while", "except" -> {
          if (first || (symbol.equals("for") && body.at(i - 1).equals("async"))) {
            counts.structure(nesting, 1);
            around.push(body.column(i));
          } else if (symbol.equals("if")) {
            counts.structure(nesting, 1);
          } else if (symbol.equals("for")) {
            counts.decide(1);
          }
        }
        case "elif" -> {
          counts.decide(1);
          counts.add(1);
          counts.reach(nesting + 1);
          around.push(body.column(i));
        }
        case "else" -> {
          if (first) {
            counts.add(1);
            counts.reach(nesting + 1);
            around.push(body.column(i));
          }
        }
        default -> {
          String word = first ? body.word(i) : "";
          if (word.equals("case") && (i + 1 >= body.size() || !isAssigned(i + 1))) {
            counts.decide(1);
          } else if (word.equals("match") && !isAssigned(i + 1)) {
            counts.add(1 + nesting);
            counts.reach(nesting + 1);
            around.push(body.column(i));
          }
        }
      }
    }
  }

  private boolean isAssigned(int i) {
    return switch (body.at(i)) {
      case "=", ".", "(", ",", ")", ":", "[" -> true;
      default -> i < body.size() && body.hasSymbol(i, Alphabet.SEMICOLON);
    };
  }
}
