package dev.ringfence.scanner.scan;

import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.result.RenameMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds which name of a hunk stands for which name of the origin.
final class Renames {
  private Renames() {}

  /// The map of matched token pairs.
  static RenameMap of(HunkTokens hunk, OriginText origin, List<int[]> pairs) {
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    int names = 0;
    for (int[] pair : pairs) {
      if (hunk.symbol(pair[0]) != Alphabet.NAME
          || origin.tokens().symbol(pair[1]) != Alphabet.NAME) {
        continue;
      }
      names++;
      String originName = origin.word(pair[1]);
      String hunkName = hunk.word(pair[0]);
      if (hunk.language().ignoresCase()) {
        originName = originName.toLowerCase(Locale.ROOT);
        hunkName = hunkName.toLowerCase(Locale.ROOT);
      }
      counts.computeIfAbsent(hunkName, _ -> new HashMap<>()).merge(originName, 1, Integer::sum);
    }
    List<RenameMap.Rename> renames = new ArrayList<>();
    int following = 0;
    for (Map.Entry<String, Map<String, Integer>> name : counts.entrySet()) {
      Map.Entry<String, Integer> most =
          name.getValue().entrySet().stream()
              .min(
                  Comparator.<Map.Entry<String, Integer>>comparingInt(e -> -e.getValue())
                      .thenComparing(Map.Entry::getKey))
              .orElseThrow();
      following += most.getValue();
      if (!name.getKey().equals(most.getKey())) {
        renames.add(new RenameMap.Rename(name.getKey(), most.getKey(), most.getValue()));
      }
    }
    renames.sort(
        Comparator.comparingInt((RenameMap.Rename rename) -> -rename.count())
            .thenComparing(RenameMap.Rename::hunk));
    return new RenameMap(Figures.rounded(names == 0 ? 0 : following / (double) names), renames);
  }
}
