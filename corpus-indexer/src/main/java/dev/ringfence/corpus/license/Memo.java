package dev.ringfence.corpus.license;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What a function gave for the texts that were asked last. Forgets all of them when it is full.
/// Safe for use by several threads.
final class Memo<T> {
  private final int maxTexts;
  private final Function<String, T> function;
  private final Map<String, T> known = new ConcurrentHashMap<>();

  /// Remembers results of a function that depends on nothing but its argument.
  ///
  /// @param maxTexts how many at most, about
  Memo(int maxTexts, Function<String, T> function) {
    this.maxTexts = maxTexts;
    this.function = function;
  }

  /// The result for a text.
  T of(String text) {
    T found = known.get(text);
    if (found == null) {
      found = function.apply(text);
      if (known.size() >= maxTexts) {
        known.clear();
      }
      known.put(text, found);
    }
    return found;
  }
}
