package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Functions by what begins in the first column.
final class FirstColumnFunctions {
  private final CodeCursor code;
  private final List<Function> found = new ArrayList<>();

  private FirstColumnFunctions(CodeCursor code) {
    this.code = code;
  }

  static List<Function> find(CodeCursor code) {
    FirstColumnFunctions finder = new FirstColumnFunctions(code);
    finder.readAll();
    return finder.found;
  }

  private void readAll() {
    String name = null;
    int start = 0;
    int last = 1;
    for (int i = 0; i < code.size(); i++) {
      if (code.isEmpty(i)) {
        continue;
      }
      if (code.column(i) == 0 && code.isFirstOnLine(i)) {
        String defined = firstColumnName(i);
        if (name != null && !name.equals(defined)) {
          found.add(new Function(name, start, last));
        }
        if (defined != null && !defined.equals(name)) {
          start = code.line(i);
        }
        name = defined;
      }
      last = code.line(i);
    }
    if (name != null) {
      found.add(new Function(name, start, last));
    }
  }

  private @Nullable String firstColumnName(int token) {
    if (!code.has(FunctionTrait.LET_BOUND)) {
      return code.isName(token) ? code.word(token) : null;
    }
    if (!code.is(token, "let") && !code.is(token, "and")) {
      return null;
    }
    int at = code.is(token + 1, "rec") ? token + 2 : token + 1;
    return code.isName(at) ? code.word(at) : null;
  }
}
