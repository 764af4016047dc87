package dev.ringfence.scanner.scan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.structure.Function;
import dev.ringfence.scanner.structure.FunctionFinder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The functions of the texts that hunks were read from: many hunks share one text, and many
/// findings one hunk. For one scan; safe for several threads.
final class FunctionsOfTexts {
  private record Known(Language language, List<Function> functions) {}

  /// Texts are told apart by identity, which weak keys are: comparing them takes longer.
  private final Cache<String, Known> known = Caffeine.newBuilder().weakKeys().build();

  /// The functions of a text, in its lines.
  List<Function> of(Language language, String text) {
    @Nullable Known before = known.getIfPresent(text);
    if (before != null && before.language() == language) {
      return before.functions();
    }
    List<Function> found = FunctionFinder.find(language, text);
    known.put(text, new Known(language, found));
    return found;
  }
}
