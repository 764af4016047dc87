package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.Blocks;
import dev.ringfence.fingerprints.source.LanguageProfile.Documentation;
import dev.ringfence.fingerprints.source.LanguageProfile.Statements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The measures of functions by their tokens.
final class TokenMetrics {
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "#\\s*(define|if|ifdef|ifndef|endif|else|include|undef|pragma|line|elif)\\b.*");

  private static final Pattern DOCUMENTATION =
      Pattern.compile("[ \\t]*(?:#[^\\n]*)?\\r?\\n\\s*[rRuU]?(?:\"|')");

  private final CodeCursor code;
  private final List<Function> functions;

  private TokenMetrics(Language language, String text) {
    this.code = new CodeCursor(language, text, "metrics");
    this.functions = FunctionFinder.find(language, text);
  }

  static List<FunctionMetrics> of(Language language, String text) {
    return new TokenMetrics(language, text).measure();
  }

  private List<FunctionMetrics> measure() {
    // The innermost function of each token; functions come by first line, inner ones after outer.
    int[] owner = new int[code.size()];
    Arrays.fill(owner, -1);
    int[] tokenLines = new int[code.size()];
    for (int i = 0; i < owner.length; i++) {
      tokenLines[i] = code.line(i);
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
    FunctionBody body =
        new FunctionBody(code, function, own.stream().mapToInt(Integer::intValue).toArray());
    Statements statements = code.language().profile().statements();
    Counts counts =
        switch (statements.blocks()) {
          case BRACED -> BraceComplexity.of(body, statements);
          case INDENTED -> IndentedComplexity.of(body);
          case WORDED, UNKNOWN -> WordedComplexity.of(body, statements);
        };
    return new FunctionMetrics(
        function,
        statements.blocks() == Blocks.UNKNOWN ? 1 : counts.cyclomatic(),
        counts.cognitive(),
        counts.deepest(),
        isDocumented(function, own),
        FunctionRisks.of(body));
  }

  private boolean isDocumented(Function function, List<Integer> own) {
    if (function.firstLine() > 1) {
      int start = code.lines().startOffset(function.firstLine() - 1);
      int end = code.lines().startOffset(function.firstLine());
      String above = code.text().substring(start, end).strip();
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
    if (code.language().profile().comments().documentation() != Documentation.STRINGS_IN_BODIES) {
      return false;
    }
    // A documentation string is no token: it is looked for behind the head's colon.
    int brackets = 0;
    for (int token : own) {
      switch (code.symbol(token)) {
        case "(", "[", "{" -> brackets++;
        case ")", "]", "}" -> brackets--;
        case ":" -> {
          if (brackets == 0) {
            return DOCUMENTATION
                .matcher(code.text())
                .region(code.endOffset(token), code.text().length())
                .lookingAt();
          }
        }
        default -> {}
      }
    }
    return false;
  }
}
