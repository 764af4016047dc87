package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Functions with bodies up to an `end`.
final class EndedFunctions {
  private final CodeCursor code;
  private final List<Function> found = new ArrayList<>();

  private EndedFunctions(CodeCursor code) {
    this.code = code;
  }

  static List<Function> find(CodeCursor code) {
    EndedFunctions finder = new EndedFunctions(code);
    finder.readAll();
    return finder.found;
  }

  private void readAll() {
    Set<String> openers = code.language().profile().functions().openers();
    String lead = code.language().profile().functions().lead();
    record Open(@Nullable String name, int line) {}
    Deque<Open> open = new ArrayDeque<>();
    int brackets = 0;
    int last = 1;
    for (int i = 0; i < code.size(); i++) {
      String word = code.symbol(i);
      if (word.equals("(") || word.equals("[") || word.equals("{")) {
        brackets++;
      } else if (word.equals(")") || word.equals("]") || word.equals("}")) {
        brackets = Math.max(0, brackets - 1);
      }
      boolean index = brackets > 0 && code.has(FunctionTrait.END_IN_INDEX);
      boolean first = code.isFirstOnLine(i);
      if (word.equals(lead) && !index) {
        // Octave and MATLAB may leave the end of a function out.
        if (code.has(FunctionTrait.OPTIONAL_END)
            && open.size() == 1
            && open.peek().name() != null
            && first) {
          Open closed = open.pop();
          found.add(new Function(String.valueOf(closed.name()), closed.line(), last));
        }
        open.push(new Open(nameAfter(i), code.line(i)));
      } else if (openers.contains(word) && !index && opens(i, first)) {
        open.push(new Open(null, 0));
      } else if (word.equals("do") && code.has(FunctionTrait.MODIFIERS) && !isLoopBefore(i)) {
        open.push(new Open(null, 0));
      } else if (word.startsWith("end") && !index && !open.isEmpty() && !code.is(i - 1, ".")) {
        Open closed = open.pop();
        if (closed.name() != null) {
          found.add(new Function(closed.name(), closed.line(), code.line(i)));
        }
      }
      last = code.line(i);
    }
    while (!open.isEmpty()) {
      Open closed = open.pop();
      if (closed.name() != null) {
        found.add(new Function(closed.name(), closed.line(), last));
      }
    }
  }

  /// Whether an opener opens: in Ruby `x if y` does not, in Julia a `for` in brackets.
  private boolean opens(int token, boolean first) {
    if (code.is(token - 1, ".")) {
      return false;
    }
    // `do` of `for` and `while` is theirs; a function may stand anywhere.
    return !code.has(FunctionTrait.MODIFIERS)
        || first
        || code.is(token - 1, "=")
        || code.is(token - 1, "(")
        || code.is(token - 1, "||=");
  }

  private boolean isLoopBefore(int token) {
    for (int i = token - 1; i >= 0 && code.line(i) == code.line(token); i--) {
      if (code.is(i, "while") || code.is(i, "until") || code.is(i, "for")) {
        return true;
      }
    }
    return false;
  }

  /// The name that follows a lead; null for a function without one.
  private @Nullable String nameAfter(int lead) {
    int at = lead + 1;
    if (code.has(FunctionTrait.RESULTS_FIRST)) {
      // `function [a, b] = name(x)`, `function a = name(x)`.
      for (int i = at; i < code.size() && code.line(i) == code.line(lead); i++) {
        if (code.is(i, "=")) {
          at = i + 1;
          break;
        }
      }
    }
    if (code.has(FunctionTrait.SELF_BEFORE_NAME) && code.is(at, "self") && code.is(at + 1, ".")) {
      at += 2;
    }
    if (!code.isName(at)) {
      // `local name = function(x)`
      return code.is(lead - 1, "=") && code.isName(lead - 2) ? code.word(lead - 2) : null;
    }
    return code.last(at);
  }
}
