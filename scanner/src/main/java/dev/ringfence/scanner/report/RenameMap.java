package dev.ringfence.scanner.report;

import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.TokenStream;
import dev.ringfence.scanner.change.HunkTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which name of a hunk stands for which name of the origin.
///
/// @param entries the pairs, most frequent first; equal names are left out
/// @param consistency the share of matched names that follow the mapping, equal names included; 0
///   to 1
public record RenameMap(List<Entry> entries, double consistency) {
  public RenameMap {
    entries = List.copyOf(entries);
  }

  /// One pair.
  ///
  /// @param hunkName the name in the hunk
  /// @param originName the name in the origin
  /// @param count how often they stand for each other
  public record Entry(String hunkName, String originName, int count) {}

  /// The map of matched token pairs.
  public static RenameMap of(
      HunkTokens hunk, String originText, TokenStream origin, List<int[]> pairs) {
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    int names = 0;
    for (int[] pair : pairs) {
      if (hunk.symbols()[pair[0]] != Alphabet.NAME || origin.symbols()[pair[1]] != Alphabet.NAME) {
        continue;
      }
      names++;
      String originName =
          originText.substring(origin.startOffsets()[pair[1]], origin.endOffsets()[pair[1]]);
      String hunkName = hunk.word(pair[0]);
      if (hunk.language().ignoresCase()) {
        originName = originName.toLowerCase(Locale.ROOT);
        hunkName = hunkName.toLowerCase(Locale.ROOT);
      }
      counts.computeIfAbsent(hunkName, _ -> new HashMap<>()).merge(originName, 1, Integer::sum);
    }
    List<Entry> entries = new ArrayList<>();
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
        entries.add(new Entry(name.getKey(), most.getKey(), most.getValue()));
      }
    }
    entries.sort(
        Comparator.comparingInt((Entry entry) -> -entry.count()).thenComparing(Entry::hunkName));
    return new RenameMap(entries, names == 0 ? 0 : following / (double) names);
  }
}
