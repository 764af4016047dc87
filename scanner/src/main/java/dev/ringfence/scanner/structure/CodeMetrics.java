package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.source.Language;
import java.util.Comparator;
import java.util.List;

/// Measures the functions of a text: by JavaParser for Java that parses, by tokens for all else.
public final class CodeMetrics {
  private CodeMetrics() {}

  /// The functions of a text with their measures, by first line. Total: what cannot be told apart
  /// is left out.
  public static List<FunctionMetrics> of(Language language, String text) {
    List<FunctionMetrics> found =
        language == Language.JAVA
            ? JavaMetrics.of(text).orElseGet(() -> TokenMetrics.of(language, text))
            : TokenMetrics.of(language, text);
    return found.stream()
        .sorted(Comparator.comparingInt(metrics -> metrics.function().firstLine()))
        .toList();
  }
}
