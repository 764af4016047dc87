package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Statements;
import dev.ringfence.fingerprints.token.Alphabet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/// Complexity of bodies in braces.
final class BraceComplexity {
  private static final Set<String> STRUCTURES =
      Set.of(
          "if", "for", "while", "switch", "do", "catch", "foreach", "match", "select", "unless",
          "until", "elsif", "elseif", "when", "guard", "loop", "parfor");

  /// Structures whose branches are the decisions, not they themselves.
  private static final Set<String> CHOICES = Set.of("switch", "do", "match", "select", "loop");

  private final FunctionBody body;
  private final Statements statements;
  private final Counts counts;

  private BraceComplexity(FunctionBody body, Statements statements) {
    this.body = body;
    this.statements = statements;
    this.counts = new Counts(body, true);
  }

  /*
   * Frames: a block in braces, or a single statement without them, with whether a control
   * structure holds it. A single statement ends at its `;`, or with the block that ends it.
   */
  private record Frame(boolean block, boolean control) {}

  static Counts of(FunctionBody body, Statements statements) {
    BraceComplexity measure = new BraceComplexity(body, statements);
    measure.count();
    return measure.counts;
  }

  private void count() {
    Deque<Frame> frames = new ArrayDeque<>();
    int nesting = 0;
    int brackets = 0;
    boolean pending = false;
    int pendingAt = 0;
    for (int i = 0; i < body.size(); i++) {
      String symbol = body.at(i);
      counts.operator(i);
      switch (symbol) {
        case "(", "[" -> brackets++;
        case ")", "]" -> {
          brackets = Math.max(0, brackets - 1);
          if (pending
              && brackets == pendingAt
              && statements.has(StatementTrait.BRACKETED_CONDITIONS)
              && !body.at(i + 1).equals("{")) {
            pending = false;
            frames.push(new Frame(false, true));
            nesting++;
          }
        }
        case "{" -> {
          frames.push(new Frame(true, pending));
          nesting += pending ? 1 : 0;
          pending = false;
        }
        case "}" -> {
          while (!frames.isEmpty()) {
            Frame closed = frames.pop();
            nesting -= closed.control() ? 1 : 0;
            if (closed.block()) {
              break;
            }
          }
          nesting -= endStatements(frames, i);
        }
        case ";" -> {
          if (brackets == 0 || !pending) {
            nesting -= endStatements(frames, i);
            pending = false;
          }
        }
        case "case" -> counts.decide(1);
        case "?" -> {
          if (statements.has(StatementTrait.TERNARY)
              && !body.at(i + 1).equals(":")
              && !body.at(i + 1).equals(".")) {
            counts.structure(nesting, 1);
          }
        }
        case "goto" -> counts.add(1);
        case "break", "continue" -> counts.add(body.hasSymbol(i + 1, Alphabet.NAME) ? 1 : 0);
        case "else" -> {
          if (!body.at(i + 1).equals("if")) {
            counts.add(1);
            counts.reach(nesting + 1);
            if (!body.at(i + 1).equals("{")) {
              frames.push(new Frame(false, true));
              nesting++;
            } else {
              pending = true;
              pendingAt = brackets;
            }
          }
        }
        default -> {
          if (STRUCTURES.contains(symbol) && !isTailOfDo(i) && !body.at(i - 1).equals(".")) {
            boolean chained =
                symbol.startsWith("els") || (symbol.equals("if") && body.at(i - 1).equals("else"));
            int decisions = CHOICES.contains(symbol) ? 0 : 1;
            if (chained) {
              counts.decide(decisions);
              counts.add(1);
              counts.reach(nesting + 1);
            } else {
              counts.structure(nesting, decisions);
            }
            if (symbol.equals("do") && !body.at(i + 1).equals("{")) {
              frames.push(new Frame(false, true));
              nesting++;
            } else {
              pending = true;
              pendingAt = brackets;
            }
          } else if (isTailOfDo(i)) {
            counts.decide(1);
          }
        }
      }
    }
  }

  /// `while` after the block of `do`: the decision counts, the structure has been counted.
  private boolean isTailOfDo(int i) {
    if (!body.at(i).equals("while") || !body.at(i - 1).equals("}")) {
      return false;
    }
    int depth = 0;
    for (int j = i - 1; j >= 0; j--) {
      if (body.at(j).equals("}")) {
        depth++;
      } else if (body.at(j).equals("{") && --depth == 0) {
        return body.at(j - 1).equals("do");
      }
    }
    return false;
  }

  /// Ends the single statements that end here; returns how much nesting that takes away.
  private int endStatements(Deque<Frame> frames, int i) {
    int less = 0;
    boolean goesOn = body.at(i + 1).equals("else");
    while (!frames.isEmpty() && !frames.peek().block()) {
      less += frames.pop().control() ? 1 : 0;
      if (goesOn) {
        break;
      }
    }
    return less;
  }
}
