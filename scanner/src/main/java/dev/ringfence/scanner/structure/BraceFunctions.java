package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.source.Language.Layout;
import dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Functions with bodies in braces.
final class BraceFunctions {
  private static final Set<String> CONTROL =
      Set.of(
          "if",
          "for",
          "while",
          "switch",
          "catch",
          "else",
          "do",
          "try",
          "finally",
          "foreach",
          "when",
          "with",
          "synchronized",
          "lock",
          "using",
          "unless",
          "elsif",
          "elseif",
          "elif",
          "until",
          "loop",
          "match",
          "select",
          "return",
          "new",
          "guard",
          "case",
          "repeat",
          "fixed",
          "checked",
          "unchecked",
          "then",
          "struct",
          "union",
          "enum",
          "class",
          "namespace",
          "interface",
          "trait",
          "impl",
          "object",
          "module",
          "package",
          "extern",
          "static_assert",
          "let",
          "sizeof");

  /// Words that name what follows them a function.
  private static final Set<String> LEADS = Set.of("function", "func", "fn", "fun", "def", "sub");

  private static final int MAX_HEAD = 200;

  private final CodeCursor code;
  private final List<Function> found = new ArrayList<>();

  private BraceFunctions(CodeCursor code) {
    this.code = code;
  }

  static List<Function> find(CodeCursor code) {
    BraceFunctions finder = new BraceFunctions(code);
    finder.readAll();
    return finder.found;
  }

  private void readAll() {
    record Open(@Nullable String name, int line) {}
    Deque<Open> open = new ArrayDeque<>();
    for (int i = 0; i < code.size(); i++) {
      String symbol = code.symbol(i);
      if (symbol.endsWith("{") || symbol.equals("${#") || opensHole(i)) {
        int head = symbol.equals("{") ? head(i) : i;
        String name = symbol.equals("{") ? name(head, i) : null;
        open.push(new Open(name, name == null ? 0 : code.line(head)));
      } else if (symbol.equals("}") && !open.isEmpty()) {
        Open closed = open.pop();
        if (closed.name() != null) {
          found.add(new Function(closed.name(), closed.line(), code.line(i)));
        }
      }
    }
  }

  /// PHP's `{$name` in a string.
  private boolean opensHole(int token) {
    return code.has(FunctionTrait.BRACES_IN_STRINGS)
        && code.isName(token)
        && (code.word(token).startsWith("{$") || code.word(token).startsWith("${"));
  }

  /// Where the head of a body begins: after the statement or body before it.
  private int head(int brace) {
    int depth = 0;
    int i = brace - 1;
    while (i >= 0 && brace - i < MAX_HEAD) {
      String symbol = code.symbol(i);
      if (symbol.startsWith("#") && symbol.length() > 1) {
        // A directive's own line is no head.
        int after = i + 1;
        while (after < brace && code.line(after) == code.line(i)) {
          after++;
        }
        return after;
      }
      if (code.has(FunctionTrait.SELECTORS) && depth == 0) {
        if (symbol.equals("@end")) {
          return i + 1;
        }
        if ((symbol.equals("-") || symbol.equals("+")) && code.isFirstOnLine(i)) {
          return i;
        }
      }
      if (depth == 0 && symbol.equals("}") && isInitialiser(i)) {
        i = opening(i) - 1;
        continue;
      }
      if (symbol.equals(")") || symbol.equals("]")) {
        depth++;
      } else if (symbol.equals("(") || symbol.equals("[")) {
        if (depth == 0) {
          break;
        }
        depth--;
      } else if (depth == 0
          && (symbol.equals(";")
              || symbol.equals("{")
              || symbol.equals("}")
              || (symbol.equals(":") && isLabel(i)))) {
        break;
      } else if (depth == 0 && i + 1 < brace && endsStatement(i)) {
        break;
      }
      i--;
    }
    return i + 1;
  }

  /// Whether a closing brace ends `name{...}` in the list of a C++ constructor.
  private boolean isInitialiser(int close) {
    int open = opening(close);
    return hasInitialisers()
        && code.isName(open - 1)
        && (code.is(close + 1, ",") || code.is(close + 1, "{"));
  }

  private boolean hasInitialisers() {
    return code.has(FunctionTrait.INITIALISERS);
  }

  private int opening(int close) {
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      if (code.is(i, "}")) {
        depth++;
      } else if (code.is(i, "{") && --depth == 0) {
        return i;
      }
    }
    return 0;
  }

  private boolean isLabel(int colon) {
    return code.is(colon - 1, "public")
        || code.is(colon - 1, "private")
        || code.is(colon - 1, "protected");
  }

  /// Without semicolons a line that begins with a lead ends what is before it; in JavaScript, where
  /// methods have no lead, any line.
  private boolean endsStatement(int token) {
    return code.language().layout() == Layout.OPTIONAL_SEMICOLONS
        && token + 1 < code.size()
        && code.isFirstOnLine(token + 1)
        && (code.has(FunctionTrait.BARE_METHODS)
            || LEADS.contains(code.word(token + 1))
            || code.column(token + 1) == 0);
  }

  /// The name of the function whose head stands between two tokens; null where none does.
  private @Nullable String name(int head, int brace) {
    for (int i = head; i < brace; i++) {
      if (LEADS.contains(code.word(i))) {
        int at = i + 1;
        if (code.has(FunctionTrait.RECEIVERS) && code.is(at, "(")) {
          at = code.closing(at) + 1;
        }
        if (at < brace
            && (code.isName(at)
                || (code.isFixed(at) && Character.isLetter(code.word(at).charAt(0))))) {
          return code.last(at);
        }
        // `name <- function(x) {`, `name = function() {`
        return i >= 2
                && (code.is(i - 1, "=") || code.is(i - 1, "<-") || code.is(i - 1, ":"))
                && code.isName(i - 2)
            ? code.word(i - 2)
            : null;
      }
    }
    if (head >= brace || CONTROL.contains(code.word(head)) || code.has(FunctionTrait.LEADS)) {
      return null;
    }
    if (code.has(FunctionTrait.SELECTORS)
        && (code.is(head, "-") || code.is(head, "+"))
        && code.is(head + 1, "(")) {
      // `- (int)add:(int)a to:(int)b {`: the first part of the selector.
      int at = code.closing(head + 1) + 1;
      return at < brace ? code.word(at) : null;
    }
    // `name = (x) => {` of JavaScript.
    if (code.is(brace - 1, "=>")) {
      for (int i = head; i + 1 < brace; i++) {
        if (code.isName(i) && (code.is(i + 1, "=") || code.is(i + 1, ":"))) {
          return code.word(i);
        }
      }
      return null;
    }
    int first = head;
    if (code.is(head, "template")) {
      // Past `<class T, int N>`.
      int angles = 0;
      for (first = head + 1; first < brace; first++) {
        angles += code.is(first, "<") ? 1 : 0;
        angles -= code.is(first, ">") ? 1 : code.is(first, ">>") ? 2 : 0;
        if (angles <= 0) {
          first++;
          break;
        }
      }
    }
    for (int i = first; i + 1 < brace; i++) {
      if (code.is(i, "=") || CONTROL.contains(code.word(i))) {
        return null;
      }
      if (code.isName(i) && code.is(i + 1, "(")) {
        int close = code.closing(i + 1);
        if (close < brace && isBodyAfter(close, brace)) {
          // A macro before the name, as in `PyMODINIT_FUNC(void) init(void) {`.
          return code.isName(close + 1) && code.is(close + 2, "(")
              ? code.word(close + 1)
              : code.word(i);
        }
        return null;
      }
    }
    return null;
  }

  /// Whether what stands between the parameters and a brace lets a body follow.
  private boolean isBodyAfter(int close, int brace) {
    boolean list = false;
    for (int i = close + 1; i < brace; i++) {
      list |= code.is(i, ":");
      if (code.is(i, ".") || code.is(i, "=") || (code.is(i, ",") && !list)) {
        return false;
      }
    }
    // `size_{n}` in the list of a constructor.
    return !(list
        && hasInitialisers()
        && code.isName(brace - 1)
        && (code.is(brace - 2, ":") || code.is(brace - 2, ",")));
  }
}
