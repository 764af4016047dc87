package dev.ringfence.scanner.structure;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import java.util.Optional;

/// Syntax trees of Java, by JavaParser.
final class JavaSyntax {
  private JavaSyntax() {}

  /// The tree of a text; empty where it does not parse, as a part of a file does not.
  ///
  /// @param comments whether declarations get their comments
  static Optional<CompilationUnit> parse(String text, boolean comments) {
    ParserConfiguration configuration =
        new ParserConfiguration()
            .setLanguageLevel(ParserConfiguration.LanguageLevel.BLEEDING_EDGE)
            .setAttributeComments(comments);
    try {
      var result = new JavaParser(configuration).parse(text);
      return result.isSuccessful() ? result.getResult() : Optional.empty();
    } catch (StackOverflowError nestedTooDeep) {
      return Optional.empty();
    }
  }
}
