package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.Blocks;
import dev.ringfence.fingerprints.source.LanguageProfile.Documentation;
import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Statements;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.TokenStream;
import dev.ringfence.fingerprints.token.Tokenizers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// The measures of functions by their tokens. Bodies in braces and bodies by indentation are
/// followed; of other languages the decisions are counted, and nesting goes by indentation (Hindle,
/// Godfrey and Holt 2008).
final class TokenMetrics {
  private static final Set<String> STRUCTURES =
      Set.of(
          "if", "for", "while", "switch", "do", "catch", "foreach", "match", "select", "unless",
          "until", "elsif", "elseif", "when", "guard", "loop", "parfor");

  /// Structures whose branches are the decisions, not they themselves.
  private static final Set<String> CHOICES = Set.of("switch", "do", "match", "select", "loop");

  private static final Set<String> OTHER_DECISIONS =
      Set.of(
          "if", "elseif", "elsif", "elif", "for", "while", "until", "unless", "when", "case",
          "catch", "rescue", "repeat", "foreach", "parfor", "&&", "||", "and", "or", ".and.",
          ".or.");

  private static final Set<String> NUMERIC_TYPES =
      Set.of(
          "float",
          "double",
          "int",
          "char",
          "short",
          "long",
          "size_t",
          "npy_intp",
          "ssize_t",
          "Py_ssize_t",
          "int8_t",
          "int16_t",
          "int32_t",
          "int64_t",
          "uint8_t",
          "uint16_t",
          "uint32_t",
          "uint64_t");

  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "#\\s*(define|if|ifdef|ifndef|endif|else|include|undef|pragma|line|elif)\\b.*");

  private static final Pattern DOCUMENTATION =
      Pattern.compile("[ \\t]*(?:#[^\\n]*)?\\r?\\n\\s*[rRuU]?(?:\"|')");

  private final Language language;
  private final Statements statements;
  private final String text;
  private final TokenStream tokens;
  private final LineTable lines;
  private final List<Function> functions;

  private TokenMetrics(Language language, String text) {
    this.language = language;
    this.statements = language.profile().statements();
    this.text = text;
    this.tokens =
        Tokenizers.create().tokenize(new SourceText(text, language, "metrics")).toStream();
    this.lines = LineTable.of(text);
    this.functions = FunctionFinder.find(language, text);
  }

  static List<FunctionMetrics> of(Language language, String text) {
    return new TokenMetrics(language, text).measure();
  }

  private List<FunctionMetrics> measure() {
    // The innermost function of each token; functions come by first line, inner ones after outer.
    int[] owner = new int[tokens.size()];
    Arrays.fill(owner, -1);
    int[] tokenLines = new int[tokens.size()];
    for (int i = 0; i < owner.length; i++) {
      tokenLines[i] = lines.lineAt(tokens.startOffsets()[i]);
    }
    for (int f = 0; f < functions.size(); f++) {
      Function function = functions.get(f);
      int from = Arrays.binarySearch(tokenLines, function.firstLine());
      from = from < 0 ? -from - 1 : from;
      while (from > 0 && tokenLines[from - 1] >= function.firstLine()) {
        from--;
      }
      for (int i = from; i < owner.length && tokenLines[i] <= function.lastLine(); i++) {
        owner[i] = f;
      }
    }
    List<List<Integer>> byOwner = new ArrayList<>();
    for (int f = 0; f <= functions.size(); f++) {
      byOwner.add(new ArrayList<>());
    }
    for (int i = 0; i < owner.length; i++) {
      byOwner.get(owner[i] < 0 ? functions.size() : owner[i]).add(i);
    }
    List<FunctionMetrics> found = new ArrayList<>();
    for (int f = 0; f < functions.size(); f++) {
      found.add(measure(functions.get(f), byOwner.get(f)));
    }
    List<Integer> outside = byOwner.get(functions.size());
    if (!outside.isEmpty()) {
      FunctionMetrics top =
          measure(
              new Function(
                  FunctionMetrics.TOP_LEVEL,
                  tokenLines[outside.getFirst()],
                  tokenLines[outside.getLast()]),
              outside);
      if (top.cyclomatic() > 1) {
        found.add(top);
      }
    }
    return found;
  }

  private FunctionMetrics measure(Function function, List<Integer> own) {
    Body body = new Body(function, own.stream().mapToInt(Integer::intValue).toArray());
    switch (statements.blocks()) {
      case BRACED -> body.byBraces();
      case INDENTED -> body.byIndentation();
      case WORDED, UNKNOWN -> body.byWords();
    }
    body.findRisks();
    return new FunctionMetrics(
        function,
        body.cyclomatic,
        body.followed
            ? OptionalInt.of(body.cognitive + (body.recursive ? 1 : 0))
            : OptionalInt.empty(),
        body.deepest,
        isDocumented(function, own),
        body.risks);
  }

  private boolean isDocumented(Function function, List<Integer> own) {
    if (function.firstLine() > 1) {
      int start = lines.startOffset(function.firstLine() - 1);
      int end = lines.startOffset(function.firstLine());
      String above = text.substring(start, end).strip();
      boolean comment =
          above.endsWith("*/")
              || above.startsWith("//")
              || above.startsWith("--")
              || above.startsWith("%")
              || above.startsWith("!");
      if (comment || (above.startsWith("#") && !DIRECTIVE.matcher(above).matches())) {
        return true;
      }
    }
    if (language.profile().comments().documentation() != Documentation.STRINGS_IN_BODIES) {
      return false;
    }
    // A documentation string is no token: it is looked for behind the head's colon.
    int brackets = 0;
    for (int token : own) {
      switch (symbol(token)) {
        case "(", "[", "{" -> brackets++;
        case ")", "]", "}" -> brackets--;
        case ":" -> {
          if (brackets == 0) {
            return DOCUMENTATION
                .matcher(text)
                .region(tokens.endOffsets()[token], text.length())
                .lookingAt();
          }
        }
        default -> {}
      }
    }
    return false;
  }

  private String symbol(int token) {
    return Alphabet.spelling(tokens.symbols()[token]);
  }

  private String word(int token) {
    return text.substring(tokens.startOffsets()[token], tokens.endOffsets()[token]);
  }

  private int line(int token) {
    return lines.lineAt(tokens.startOffsets()[token]);
  }

  private int column(int token) {
    return tokens.startOffsets()[token] - lines.startOffset(line(token));
  }

  /// The tokens of one function, without those of functions in it.
  private final class Body {
    private final Function function;
    private final int[] own;
    private final Set<Risk> risks = EnumSet.noneOf(Risk.class);
    private final Deque<String> operators = new ArrayDeque<>();
    private int cyclomatic = 1;
    private int cognitive;
    private int deepest;
    private boolean recursive;
    private boolean followed;
    private String lastOperator = "";

    Body(Function function, int[] own) {
      this.function = function;
      this.own = own;
    }

    private String at(int i) {
      return i >= 0 && i < own.length ? symbol(own[i]) : "";
    }

    private boolean isOpen(int i, int symbol) {
      return i >= 0 && i < own.length && tokens.symbols()[own[i]] == symbol;
    }

    private boolean startsLine(int i) {
      return i == 0 || isOpen(i - 1, Alphabet.SEMICOLON) || line(own[i - 1]) < line(own[i]);
    }

    private void structure(int nesting, int decisions) {
      cyclomatic += decisions;
      cognitive += 1 + nesting;
      deepest = Math.max(deepest, nesting + 1);
    }

    /// Logical operators, with one of cognitive complexity for a run of the same.
    private void operator(int i) {
      switch (at(i)) {
        case "&&", "||", "and", "or" -> {
          cyclomatic++;
          if (!lastOperator.equals(at(i))) {
            cognitive++;
          }
          lastOperator = at(i);
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
          if (isOpen(i, Alphabet.SEMICOLON)) {
            operators.clear();
            lastOperator = "";
          }
        }
      }
      if (isOpen(i, Alphabet.NAME)
          && at(i + 1).equals("(")
          && line(own[i]) > function.firstLine()
          && word(own[i]).equals(function.name())
          && !at(i - 1).equals(".")) {
        recursive = true;
      }
    }

    /*
     * Frames: a block in braces, or a single statement without them, with whether a control
     * structure holds it. A single statement ends at its `;`, or with the block that ends it.
     */
    private record Frame(boolean block, boolean control) {}

    void byBraces() {
      followed = true;
      Deque<Frame> frames = new ArrayDeque<>();
      int nesting = 0;
      int brackets = 0;
      boolean pending = false;
      int pendingAt = 0;
      for (int i = 0; i < own.length; i++) {
        String symbol = at(i);
        operator(i);
        switch (symbol) {
          case "(", "[" -> brackets++;
          case ")", "]" -> {
            brackets = Math.max(0, brackets - 1);
            if (pending
                && brackets == pendingAt
                && statements.has(StatementTrait.BRACKETED_CONDITIONS)
                && !at(i + 1).equals("{")) {
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
          case "case" -> cyclomatic++;
          case "?" -> {
            if (statements.has(StatementTrait.TERNARY)
                && !at(i + 1).equals(":")
                && !at(i + 1).equals(".")) {
              structure(nesting, 1);
            }
          }
          case "goto" -> cognitive++;
          case "break", "continue" -> cognitive += isOpen(i + 1, Alphabet.NAME) ? 1 : 0;
          case "else" -> {
            if (!at(i + 1).equals("if")) {
              cognitive++;
              deepest = Math.max(deepest, nesting + 1);
              if (!at(i + 1).equals("{")) {
                frames.push(new Frame(false, true));
                nesting++;
              } else {
                pending = true;
                pendingAt = brackets;
              }
            }
          }
          default -> {
            if (STRUCTURES.contains(symbol) && !isTailOfDo(i) && !at(i - 1).equals(".")) {
              boolean chained =
                  symbol.startsWith("els") || (symbol.equals("if") && at(i - 1).equals("else"));
              int decisions = CHOICES.contains(symbol) ? 0 : 1;
              if (chained) {
                cyclomatic += decisions;
                cognitive++;
                deepest = Math.max(deepest, nesting + 1);
              } else {
                structure(nesting, decisions);
              }
              if (symbol.equals("do") && !at(i + 1).equals("{")) {
                frames.push(new Frame(false, true));
                nesting++;
              } else {
                pending = true;
                pendingAt = brackets;
              }
            } else if (isTailOfDo(i)) {
              cyclomatic++;
            }
          }
        }
      }
    }

    /// `while` after the block of `do`: the decision counts, the structure has been counted.
    private boolean isTailOfDo(int i) {
      if (!at(i).equals("while") || !at(i - 1).equals("}")) {
        return false;
      }
      int depth = 0;
      for (int j = i - 1; j >= 0; j--) {
        if (at(j).equals("}")) {
          depth++;
        } else if (at(j).equals("{") && --depth == 0) {
          return at(j - 1).equals("do");
        }
      }
      return false;
    }

    /// Ends the single statements that end here; returns how much nesting that takes away.
    private int endStatements(Deque<Frame> frames, int i) {
      int less = 0;
      boolean goesOn = at(i + 1).equals("else");
      while (!frames.isEmpty() && !frames.peek().block()) {
        less += frames.pop().control() ? 1 : 0;
        if (goesOn) {
          break;
        }
      }
      return less;
    }

    void byIndentation() {
      followed = true;
      // The columns of the control structures around, innermost first.
      Deque<Integer> around = new ArrayDeque<>();
      int brackets = 0;
      for (int i = 0; i < own.length; i++) {
        if (tokens.startOffsets()[own[i]] == tokens.endOffsets()[own[i]]) {
          operator(i);
          continue;
        }
        String symbol = at(i);
        operator(i);
        switch (symbol) {
          case "(", "[", "{" -> brackets++;
          case ")", "]", "}" -> brackets = Math.max(0, brackets - 1);
          default -> {}
        }
        boolean first = startsLine(i) && brackets == 0;
        if (first) {
          while (!around.isEmpty() && around.peek() >= column(own[i])) {
            around.pop();
          }
        }
        int nesting = around.size();
        switch (symbol) {
          case "if", "for", "while", "except" -> {
            if (first || (symbol.equals("for") && at(i - 1).equals("async"))) {
              structure(nesting, 1);
              around.push(column(own[i]));
            } else if (symbol.equals("if")) {
              structure(nesting, 1);
            } else if (symbol.equals("for")) {
              cyclomatic++;
            }
          }
          case "elif" -> {
            cyclomatic++;
            cognitive++;
            deepest = Math.max(deepest, nesting + 1);
            around.push(column(own[i]));
          }
          case "else" -> {
            if (first) {
              cognitive++;
              deepest = Math.max(deepest, nesting + 1);
              around.push(column(own[i]));
            }
          }
          default -> {
            String word = first ? word(own[i]) : "";
            if (word.equals("case") && (i + 1 >= own.length || !isAssigned(i + 1))) {
              cyclomatic++;
            } else if (word.equals("match") && !isAssigned(i + 1)) {
              cognitive += 1 + nesting;
              deepest = Math.max(deepest, nesting + 1);
              around.push(column(own[i]));
            }
          }
        }
      }
    }

    private boolean isAssigned(int i) {
      return switch (at(i)) {
        case "=", ".", "(", ",", ")", ":", "[" -> true;
        default -> i < own.length && isOpen(i, Alphabet.SEMICOLON);
      };
    }

    void byWords() {
      Deque<Integer> columns = new ArrayDeque<>();
      for (int i = 0; i < own.length; i++) {
        if (tokens.startOffsets()[own[i]] == tokens.endOffsets()[own[i]]) {
          continue;
        }
        boolean ends = at(i - 1).equals("end") && line(own[i - 1]) == line(own[i]);
        String symbol = at(i).toLowerCase(Locale.ROOT);
        if (!ends
            && (OTHER_DECISIONS.contains(symbol)
                || (symbol.equals("do")
                    && statements.has(StatementTrait.COUNTED_DO)
                    && startsLine(i)))) {
          cyclomatic++;
        }
        if (startsLine(i)) {
          int column = column(own[i]);
          while (!columns.isEmpty() && columns.peek() >= column) {
            columns.pop();
          }
          columns.push(column);
          // The head and the body's own level are no nesting.
          deepest = Math.max(deepest, columns.size() - 2);
        }
      }
      if (statements.blocks() == Blocks.UNKNOWN) {
        cyclomatic = 1;
      }
    }

    void findRisks() {
      for (int i = 0; i < own.length; i++) {
        String symbol = at(i);
        if (isOpen(i, Alphabet.NAME)
            || symbol.equals("volatile")
            || symbol.equals("unsafe")
            || symbol.equals("synchronized")
            || symbol.equals("nogil")
            || symbol.equals("reinterpret_cast")
            || symbol.equals("_Atomic")) {
          RiskWords.of(word(own[i])).ifPresent(risks::add);
        }
        boolean equality = symbol.equals("==") || symbol.equals("!=");
        if (equality && (isFloat(i - 1) || isFloat(i + 1))) {
          risks.add(Risk.NUMERIC);
        }
        boolean cast =
            symbol.equals("(")
                && i + 3 < own.length
                && at(i + 2).equals(")")
                && NUMERIC_TYPES.contains(word(own[i + 1]))
                && !isOpen(i - 1, Alphabet.NAME)
                && !at(i - 1).equals("sizeof")
                && (isOpen(i + 3, Alphabet.NAME) || at(i + 3).equals("("));
        if (cast || symbol.equals("static_cast") || symbol.equals("reinterpret_cast")) {
          risks.add(Risk.NUMERIC);
        }
      }
    }

    private boolean isFloat(int i) {
      return isOpen(i, Alphabet.NUMBER) && RiskWords.isFloat(word(own[i]));
    }
  }
}
