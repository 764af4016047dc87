package dev.ringfence.scanner.blast;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.structure.CodeMetrics;
import dev.ringfence.scanner.structure.FunctionMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a change touches.
final class ChangedCode {
  private ChangedCode() {}

  /// The complexity of the functions that a change touches, as they are after it.
  static Optional<Complexity> touched(FileChange change) {
    Optional<Language> language =
        LanguageDetector.detect(change.path(), change.newText().orElse(""))
            .filter(found -> found != Language.GENERIC);
    if (language.isEmpty() || change.newText().isEmpty()) {
      return Optional.empty();
    }
    List<int[]> spans = addedSpans(change);
    List<FunctionMetrics> functions =
        CodeMetrics.of(language.get(), change.newText().get()).stream()
            .filter(each ->
                spans.stream()
                    .anyMatch(span ->
                        span[0] <= each.function().lastLine()
                            && each.function().firstLine() <= span[1]))
            .toList();
    return Optional.of(Complexity.of(functions));
  }

  /// Whether a change touches what others can count on.
  static Optional<String> signature(FileChange change) {
    if (ImportGraph.isTest(change.path()) || !ImportGraph.isOpen(change.path())) {
      return Optional.empty();
    }
    boolean declared =
        !change.path().endsWith(".py") || change.newText().orElse("").contains("__all__");
    for (Hunk hunk : change.hunks()) {
      Optional<Landing.Line> line = Landing.of(change, hunk).publicSignature();
      if (line.isPresent() && declared) {
        return Optional.of("line " + line.get().number() + " changes a public signature");
      }
    }
    return Optional.empty();
  }

  /// The lines that a change adds, as pairs of first and last line.
  static List<int[]> addedSpans(FileChange change) {
    List<int[]> spans = new ArrayList<>();
    for (Hunk hunk : change.hunks()) {
      for (int i = 0; i < hunk.lines().size(); i++) {
        if (hunk.added().get(i)) {
          int start = i;
          while (i + 1 < hunk.lines().size() && hunk.added().get(i + 1)) {
            i++;
          }
          spans.add(new int[] {hunk.firstLine() + start, hunk.firstLine() + i});
        }
      }
    }
    return spans;
  }
}
