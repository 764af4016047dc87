package dev.ringfence.scanner.change.patch;

import java.util.List;

/// Decides which of the paths that a patch may mean a file is judged by.
@FunctionalInterface
public interface PathChoice {
  /// The likeliest.
  PathChoice LIKELIEST = List::getFirst;

  /// One of the candidates, of which there is at least one, the likeliest first.
  String choose(List<String> candidates);
}
