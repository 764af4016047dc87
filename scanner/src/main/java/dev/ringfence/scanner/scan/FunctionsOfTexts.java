package dev.ringfence.scanner.scan;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.structure.Function;
import dev.ringfence.scanner.structure.FunctionFinder;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The functions of the texts that hunks were read from: many hunks share one text, and many
/// findings one hunk. For one scan; safe for several threads.
final class FunctionsOfTexts {
  private record Known(Language language, List<Function> functions) {}

  private final Map<String, Known> known = Collections.synchronizedMap(new IdentityHashMap<>());

  /// The functions of a text, in its lines.
  List<Function> of(Language language, String text) {
    Known before = known.get(text);
    if (before != null && before.language() == language) {
      return before.functions();
    }
    List<Function> found = FunctionFinder.find(language, text);
    known.put(text, new Known(language, found));
    return found;
  }
}
