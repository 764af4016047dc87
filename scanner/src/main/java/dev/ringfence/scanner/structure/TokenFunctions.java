package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Functions;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.TokenStream;
import dev.ringfence.fingerprints.token.Tokenizers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Functions by their tokens. Three families: bodies in braces, bodies by indentation, bodies up to
/// an `end`; Haskell and OCaml by what begins in the first column.
final class TokenFunctions {
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

  private final Language language;
  private final Functions functions;
  private final String text;
  private final TokenStream tokens;
  private final LineTable lines;
  private final List<Function> found = new ArrayList<>();

  private TokenFunctions(Language language, String text) {
    this.language = language;
    this.functions = language.profile().functions();
    this.text = text;
    this.tokens =
        Tokenizers.create().tokenize(new SourceText(text, language, "structure")).toStream();
    this.lines = LineTable.of(text);
  }

  static List<Function> find(Language language, String text) {
    TokenFunctions finder = new TokenFunctions(language, text);
    switch (finder.functions.family()) {
      case INDENTATION -> finder.byIndentation();
      case END_WORDS -> finder.byEnd(finder.functions.openers(), finder.functions.lead());
      case PROGRAM_UNITS -> finder.fortran();
      case FIRST_COLUMN -> finder.byFirstColumn();
      case UNTOLD -> {}
      case BRACES -> finder.byBraces();
    }
    return finder.found;
  }

  private String word(int token) {
    return text.substring(tokens.startOffsets()[token], tokens.endOffsets()[token]);
  }

  private String symbol(int token) {
    return Alphabet.spelling(tokens.symbols()[token]);
  }

  private boolean is(int token, String spelling) {
    return token >= 0 && token < tokens.size() && symbol(token).equals(spelling);
  }

  private boolean isName(int token) {
    return token >= 0 && token < tokens.size() && tokens.symbols()[token] == Alphabet.NAME;
  }

  private int line(int token) {
    return lines.lineAt(tokens.startOffsets()[token]);
  }

  private boolean isFirstOnLine(int token) {
    if (token == 0 || is(token - 1, ";")) {
      return true;
    }
    return line(token - 1) < line(token);
  }

  private int column(int token) {
    return tokens.startOffsets()[token] - lines.startOffset(line(token));
  }

  private void byBraces() {
    record Open(@Nullable String name, int line) {}
    Deque<Open> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      String symbol = symbol(i);
      if (symbol.endsWith("{") || symbol.equals("${#") || opensHole(i)) {
        int head = symbol.equals("{") ? head(i) : i;
        String name = symbol.equals("{") ? name(head, i) : null;
        open.push(new Open(name, name == null ? 0 : line(head)));
      } else if (symbol.equals("}") && !open.isEmpty()) {
        Open closed = open.pop();
        if (closed.name() != null) {
          found.add(new Function(closed.name(), closed.line(), line(i)));
        }
      }
    }
  }

  /// PHP's `{$name` in a string.
  private boolean opensHole(int token) {
    return functions.has(FunctionTrait.BRACES_IN_STRINGS)
        && isName(token)
        && (word(token).startsWith("{$") || word(token).startsWith("${"));
  }

  /// Where the head of a body begins: after the statement or body before it.
  private int head(int brace) {
    int depth = 0;
    int i = brace - 1;
    while (i >= 0 && brace - i < MAX_HEAD) {
      String symbol = symbol(i);
      if (symbol.startsWith("#") && symbol.length() > 1) {
        // A directive's own line is no head.
        int after = i + 1;
        while (after < brace && line(after) == line(i)) {
          after++;
        }
        return after;
      }
      if (functions.has(FunctionTrait.SELECTORS) && depth == 0) {
        if (symbol.equals("@end")) {
          return i + 1;
        }
        if ((symbol.equals("-") || symbol.equals("+")) && isFirstOnLine(i)) {
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
    return hasInitialisers() && isName(open - 1) && (is(close + 1, ",") || is(close + 1, "{"));
  }

  private boolean hasInitialisers() {
    return functions.has(FunctionTrait.INITIALISERS);
  }

  private int opening(int close) {
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      if (is(i, "}")) {
        depth++;
      } else if (is(i, "{") && --depth == 0) {
        return i;
      }
    }
    return 0;
  }

  private boolean isLabel(int colon) {
    return is(colon - 1, "public") || is(colon - 1, "private") || is(colon - 1, "protected");
  }

  /// Without semicolons a line that begins with a lead ends what is before it; in JavaScript, where
  /// methods have no lead, any line.
  private boolean endsStatement(int token) {
    return language.layout() == Language.Layout.OPTIONAL_SEMICOLONS
        && token + 1 < tokens.size()
        && isFirstOnLine(token + 1)
        && (functions.has(FunctionTrait.BARE_METHODS)
            || LEADS.contains(word(token + 1))
            || column(token + 1) == 0);
  }

  /// The name of the function whose head stands between two tokens; null where none does.
  private @Nullable String name(int head, int brace) {
    for (int i = head; i < brace; i++) {
      if (LEADS.contains(word(i))) {
        int at = i + 1;
        if (functions.has(FunctionTrait.RECEIVERS) && is(at, "(")) {
          at = closing(at) + 1;
        }
        if (at < brace
            && (isName(at)
                || (tokens.symbols()[at] > Alphabet.SEMICOLON
                    && Character.isLetter(word(at).charAt(0))))) {
          return last(at);
        }
        // `name <- function(x) {`, `name = function() {`
        return i >= 2 && (is(i - 1, "=") || is(i - 1, "<-") || is(i - 1, ":")) && isName(i - 2)
            ? word(i - 2)
            : null;
      }
    }
    if (head >= brace || CONTROL.contains(word(head)) || functions.has(FunctionTrait.LEADS)) {
      return null;
    }
    if (functions.has(FunctionTrait.SELECTORS)
        && (is(head, "-") || is(head, "+"))
        && is(head + 1, "(")) {
      // `- (int)add:(int)a to:(int)b {`: the first part of the selector.
      int at = closing(head + 1) + 1;
      return at < brace ? word(at) : null;
    }
    // `name = (x) => {` of JavaScript.
    if (is(brace - 1, "=>")) {
      for (int i = head; i + 1 < brace; i++) {
        if (isName(i) && (is(i + 1, "=") || is(i + 1, ":"))) {
          return word(i);
        }
      }
      return null;
    }
    int first = head;
    if (is(head, "template")) {
      // Past `<class T, int N>`.
      int angles = 0;
      for (first = head + 1; first < brace; first++) {
        angles += is(first, "<") ? 1 : 0;
        angles -= is(first, ">") ? 1 : is(first, ">>") ? 2 : 0;
        if (angles <= 0) {
          first++;
          break;
        }
      }
    }
    for (int i = first; i + 1 < brace; i++) {
      if (is(i, "=") || CONTROL.contains(word(i))) {
        return null;
      }
      if (isName(i) && is(i + 1, "(")) {
        int close = closing(i + 1);
        if (close < brace && isBodyAfter(close, brace)) {
          // A macro before the name, as in `PyMODINIT_FUNC(void) init(void) {`.
          return isName(close + 1) && is(close + 2, "(") ? word(close + 1) : word(i);
        }
        return null;
      }
    }
    return null;
  }

  /// The last part of a qualified name: `b` of `a.b`, `a::b`, `a:b`.
  private String last(int name) {
    int at = name;
    while ((is(at + 1, ".") || is(at + 1, "::") || is(at + 1, ":")) && isName(at + 2)) {
      at += 2;
    }
    return word(at);
  }

  /// Whether what stands between the parameters and a brace lets a body follow.
  private boolean isBodyAfter(int close, int brace) {
    boolean list = false;
    for (int i = close + 1; i < brace; i++) {
      list |= is(i, ":");
      if (is(i, ".") || is(i, "=") || (is(i, ",") && !list)) {
        return false;
      }
    }
    // `size_{n}` in the list of a constructor.
    return !(list
        && hasInitialisers()
        && isName(brace - 1)
        && (is(brace - 2, ":") || is(brace - 2, ",")));
  }

  private int closing(int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (is(i, "(")) {
        depth++;
      } else if (is(i, ")") && --depth == 0) {
        return i;
      }
    }
    return tokens.size();
  }

  private void byIndentation() {
    record Open(String name, int line, int column) {}
    Deque<Open> open = new ArrayDeque<>();
    int depth = 0;
    int last = 1;
    for (int i = 0; i < tokens.size(); i++) {
      // A statement's end has no width.
      if (tokens.startOffsets()[i] == tokens.endOffsets()[i]) {
        continue;
      }
      if (isFirstOnLine(i) && depth == 0) {
        int column = column(i);
        while (!open.isEmpty() && column <= open.peek().column() && line(i) > open.peek().line()) {
          Open closed = open.pop();
          found.add(new Function(closed.name(), closed.line(), last));
        }
        int name = definedName(i);
        if (name >= 0) {
          open.push(new Open(word(name), line(i), column));
        }
      }
      if (is(i, "(") || is(i, "[") || is(i, "{")) {
        depth++;
      } else if (is(i, ")") || is(i, "]") || is(i, "}")) {
        depth = Math.max(0, depth - 1);
      }
      last = lines.lineAt(Math.max(tokens.startOffsets()[i], tokens.endOffsets()[i] - 1));
    }
    while (!open.isEmpty()) {
      Open closed = open.pop();
      found.add(new Function(closed.name(), closed.line(), last));
    }
  }

  /// The name that a line defines as a function, or -1.
  private int definedName(int first) {
    int at = is(first, "async") ? first + 1 : first;
    if (is(at, "def")) {
      return isName(at + 1) ? at + 1 : -1;
    }
    if (!is(at, "cdef") && !is(at, "cpdef")) {
      return -1;
    }
    // `cdef inline int name(...) nogil:`; without brackets it declares variables.
    int name = -1;
    for (int i = at + 1; i < tokens.size() && line(i) == line(at); i++) {
      if (is(i, "=") || is(i, "class") || is(i, "extern")) {
        return -1;
      }
      if (is(i, "(")) {
        name = isName(i - 1) ? i - 1 : -1;
        break;
      }
    }
    return name;
  }

  private void byEnd(Set<String> openers, String lead) {
    record Open(@Nullable String name, int line) {}
    Deque<Open> open = new ArrayDeque<>();
    int brackets = 0;
    int last = 1;
    for (int i = 0; i < tokens.size(); i++) {
      String word = symbol(i);
      if (word.equals("(") || word.equals("[") || word.equals("{")) {
        brackets++;
      } else if (word.equals(")") || word.equals("]") || word.equals("}")) {
        brackets = Math.max(0, brackets - 1);
      }
      boolean index = brackets > 0 && functions.has(FunctionTrait.END_IN_INDEX);
      boolean first = isFirstOnLine(i);
      if (word.equals(lead) && !index) {
        // Octave and MATLAB may leave the end of a function out.
        if (functions.has(FunctionTrait.OPTIONAL_END)
            && open.size() == 1
            && open.peek().name() != null
            && first) {
          Open closed = open.pop();
          found.add(new Function(String.valueOf(closed.name()), closed.line(), last));
        }
        open.push(new Open(nameAfter(i), line(i)));
      } else if (openers.contains(word) && !index && opens(i, first)) {
        open.push(new Open(null, 0));
      } else if (word.equals("do") && functions.has(FunctionTrait.MODIFIERS) && !isLoopBefore(i)) {
        open.push(new Open(null, 0));
      } else if (word.startsWith("end") && !index && !open.isEmpty() && !is(i - 1, ".")) {
        Open closed = open.pop();
        if (closed.name() != null) {
          found.add(new Function(closed.name(), closed.line(), line(i)));
        }
      }
      last = line(i);
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
    if (is(token - 1, ".")) {
      return false;
    }
    // `do` of `for` and `while` is theirs; a function may stand anywhere.
    return !functions.has(FunctionTrait.MODIFIERS)
        || first
        || is(token - 1, "=")
        || is(token - 1, "(")
        || is(token - 1, "||=");
  }

  private boolean isLoopBefore(int token) {
    for (int i = token - 1; i >= 0 && line(i) == line(token); i--) {
      if (is(i, "while") || is(i, "until") || is(i, "for")) {
        return true;
      }
    }
    return false;
  }

  /// The name that follows a lead; null for a function without one.
  private @Nullable String nameAfter(int lead) {
    int at = lead + 1;
    if (functions.has(FunctionTrait.RESULTS_FIRST)) {
      // `function [a, b] = name(x)`, `function a = name(x)`.
      for (int i = at; i < tokens.size() && line(i) == line(lead); i++) {
        if (is(i, "=")) {
          at = i + 1;
          break;
        }
      }
    }
    if (functions.has(FunctionTrait.SELF_BEFORE_NAME) && is(at, "self") && is(at + 1, ".")) {
      at += 2;
    }
    if (!isName(at)) {
      // `local name = function(x)`
      return is(lead - 1, "=") && isName(lead - 2) ? word(lead - 2) : null;
    }
    return last(at);
  }

  private void fortran() {
    record Open(@Nullable String name, int line) {}
    Deque<Open> open = new ArrayDeque<>();
    int last = 1;
    for (int i = 0; i < tokens.size(); i++) {
      if (isFirstOnLine(i) || is(i - 1, ";")) {
        if (is(i, "end")
            || word(i)
                .toLowerCase(java.util.Locale.ROOT)
                .matches("end(?:subroutine|function|program|module)")) {
          boolean whole =
              !is(i, "end")
                  || is(i + 1, ";")
                  || i + 1 == tokens.size()
                  || is(i + 1, "subroutine")
                  || is(i + 1, "function")
                  || is(i + 1, "program")
                  || is(i + 1, "module")
                  || is(i + 1, "submodule");
          if (whole && !open.isEmpty()) {
            Open closed = open.pop();
            if (closed.name() != null) {
              found.add(new Function(closed.name(), closed.line(), line(i)));
            }
          }
        } else {
          int name = fortranName(i);
          if (name >= 0) {
            open.push(new Open(word(name), line(i)));
          } else if ((is(i, "module") && !is(i + 1, "procedure"))
              || is(i, "program")
              || is(i, "submodule")) {
            open.push(new Open(null, 0));
          }
        }
      }
      last = line(i);
    }
    while (!open.isEmpty()) {
      Open closed = open.pop();
      if (closed.name() != null) {
        found.add(new Function(closed.name(), closed.line(), last));
      }
    }
  }

  private int fortranName(int first) {
    for (int i = first; i + 1 < tokens.size() && line(i) == line(first); i++) {
      if ((is(i, "subroutine") || is(i, "function")) && isName(i + 1)) {
        return i + 1;
      }
      if (is(i, "=") || is(i, "::") || is(i, ";")) {
        return -1;
      }
    }
    return -1;
  }

  private void byFirstColumn() {
    String name = null;
    int start = 0;
    int last = 1;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.startOffsets()[i] == tokens.endOffsets()[i]) {
        continue;
      }
      if (column(i) == 0 && isFirstOnLine(i)) {
        String defined = firstColumnName(i);
        if (name != null && !name.equals(defined)) {
          found.add(new Function(name, start, last));
        }
        if (defined != null && !defined.equals(name)) {
          start = line(i);
        }
        name = defined;
      }
      last = line(i);
    }
    if (name != null) {
      found.add(new Function(name, start, last));
    }
  }

  private @Nullable String firstColumnName(int token) {
    if (!functions.has(FunctionTrait.LET_BOUND)) {
      return isName(token) ? word(token) : null;
    }
    if (!is(token, "let") && !is(token, "and")) {
      return null;
    }
    int at = is(token + 1, "rec") ? token + 2 : token + 1;
    return isName(at) ? word(at) : null;
  }
}
