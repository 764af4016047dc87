package dev.ringfence.scanner.structure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Functions with bodies by indentation.
final class IndentedFunctions {
  private final CodeCursor code;
  private final List<Function> found = new ArrayList<>();

  private IndentedFunctions(CodeCursor code) {
    this.code = code;
  }

  static List<Function> find(CodeCursor code) {
    IndentedFunctions finder = new IndentedFunctions(code);
    finder.readAll();
    return finder.found;
  }

  private void readAll() {
    record Open(String name, int line, int column) {}
    Deque<Open> open = new ArrayDeque<>();
    int depth = 0;
    int last = 1;
    for (int i = 0; i < code.size(); i++) {
      // A statement's end has no width.
      if (code.isEmpty(i)) {
        continue;
      }
      if (code.isFirstOnLine(i) && depth == 0) {
        int column = code.column(i);
        while (!open.isEmpty()
            && column <= open.peek().column()
            && code.line(i) > open.peek().line()) {
          Open closed = open.pop();
          found.add(new Function(closed.name(), closed.line(), last));
        }
        int name = definedName(i);
        if (name >= 0) {
          open.push(new Open(code.word(name), code.line(i), column));
        }
      }
      if (code.is(i, "(") || code.is(i, "[") || code.is(i, "{")) {
        depth++;
      } else if (code.is(i, ")") || code.is(i, "]") || code.is(i, "}")) {
        depth = Math.max(0, depth - 1);
      }
      last = code.lastLine(i);
    }
    while (!open.isEmpty()) {
      Open closed = open.pop();
      found.add(new Function(closed.name(), closed.line(), last));
    }
  }

  /// The name that a line defines as a function, or -1.
  private int definedName(int first) {
    int at = code.is(first, "async") ? first + 1 : first;
    if (code.is(at, "def")) {
      return code.isName(at + 1) ? at + 1 : -1;
    }
    if (!code.is(at, "cdef") && !code.is(at, "cpdef")) {
      return -1;
    }
    // `cdef inline int name(...) nogil:`; without brackets it declares variables.
    int name = -1;
    for (int i = at + 1; i < code.size() && code.line(i) == code.line(at); i++) {
      if (code.is(i, "=") || code.is(i, "class") || code.is(i, "extern")) {
        return -1;
      }
      if (code.is(i, "(")) {
        name = code.isName(i - 1) ? i - 1 : -1;
        break;
      }
    }
    return name;
  }
}
