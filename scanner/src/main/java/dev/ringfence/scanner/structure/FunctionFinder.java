package dev.ringfence.scanner.structure;

import com.github.javaparser.ast.body.CallableDeclaration;
import dev.ringfence.fingerprints.source.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the functions of a text. Total: what cannot be told apart is left out.
public final class FunctionFinder {
  private FunctionFinder() {}

  /// The functions of a text, by their first line; one in another comes after it.
  public static List<Function> find(Language language, String text) {
    List<Function> found =
        language == Language.JAVA
            ? parsed(text).orElseGet(() -> TokenFunctions.find(language, text))
            : TokenFunctions.find(language, text);
    return found.stream()
        .sorted(
            Comparator.comparingInt(Function::firstLine)
                .thenComparingInt(function -> -function.lastLine()))
        .toList();
  }

  /// The innermost function around the middle of a stretch of lines.
  public static Optional<Function> around(List<Function> functions, int firstLine, int lastLine) {
    int middle = firstLine + (lastLine - firstLine) / 2;
    return functions.stream()
        .filter(function -> function.contains(middle))
        .min(Comparator.comparingInt(function -> function.lastLine() - function.firstLine()));
  }

  /// By JavaParser; empty where it cannot read the text, a part of a file most likely.
  private static Optional<List<Function>> parsed(String text) {
    return JavaSyntax.parse(text, false)
        .map(parsed -> {
          List<Function> functions = new ArrayList<>();
          for (CallableDeclaration<?> callable : parsed.findAll(CallableDeclaration.class)) {
            callable
                .getRange()
                .ifPresent(range ->
                    functions.add(
                        new Function(
                            callable.getNameAsString(), range.begin.line, range.end.line)));
          }
          return functions;
        });
  }
}
