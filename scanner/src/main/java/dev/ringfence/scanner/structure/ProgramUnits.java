package dev.ringfence.scanner.structure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Program units of Fortran.
final class ProgramUnits {
  private final CodeCursor code;
  private final List<Function> found = new ArrayList<>();

  private ProgramUnits(CodeCursor code) {
    this.code = code;
  }

  static List<Function> find(CodeCursor code) {
    ProgramUnits finder = new ProgramUnits(code);
    finder.readAll();
    return finder.found;
  }

  private void readAll() {
    record Open(@Nullable String name, int line) {}
    Deque<Open> open = new ArrayDeque<>();
    int last = 1;
    for (int i = 0; i < code.size(); i++) {
      if (code.isFirstOnLine(i) || code.is(i - 1, ";")) {
        if (code.is(i, "end")
            || code.word(i)
                .toLowerCase(Locale.ROOT)
                .matches("end(?:subroutine|function|program|module)")) {
          boolean whole =
              !code.is(i, "end")
                  || code.is(i + 1, ";")
                  || i + 1 == code.size()
                  || code.is(i + 1, "subroutine")
                  || code.is(i + 1, "function")
                  || code.is(i + 1, "program")
                  || code.is(i + 1, "module")
                  || code.is(i + 1, "submodule");
          if (whole && !open.isEmpty()) {
            Open closed = open.pop();
            if (closed.name() != null) {
              found.add(new Function(closed.name(), closed.line(), code.line(i)));
            }
          }
        } else {
          int name = name(i);
          if (name >= 0) {
            open.push(new Open(code.word(name), code.line(i)));
          } else if ((code.is(i, "module") && !code.is(i + 1, "procedure"))
              || code.is(i, "program")
              || code.is(i, "submodule")) {
            open.push(new Open(null, 0));
          }
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

  private int name(int first) {
    for (int i = first; i + 1 < code.size() && code.line(i) == code.line(first); i++) {
      if ((code.is(i, "subroutine") || code.is(i, "function")) && code.isName(i + 1)) {
        return i + 1;
      }
      if (code.is(i, "=") || code.is(i, "::") || code.is(i, ";")) {
        return -1;
      }
    }
    return -1;
  }
}
