package dev.ringfence.scanner.report;

import dev.ringfence.scanner.result.Passage;
import java.util.List;
import java.util.Locale;

/// Comments that a hunk shares with its origin, in words for people.
final class SharedComments {
  private static final int WORDS = 12;

  private SharedComments() {}

  /// The longest passage, and how many more there are: `17 words from line 12 on (origin line 58),
  /// "fall out and copy the tail"; 2 more passages`.
  static String summary(List<Passage> passages) {
    Passage longest = passages.getFirst();
    for (Passage passage : passages) {
      longest = words(passage).size() > words(longest).size() ? passage : longest;
    }
    int more = passages.size() - 1;
    return describe(longest)
        + (more == 0 ? "" : "; " + more + (more == 1 ? " more passage" : " more passages"));
  }

  /// A passage with its lines.
  static String describe(Passage passage) {
    List<String> words = words(passage);
    return String.format(
        Locale.ROOT,
        "%d words from line %d on (origin line %d), \"%s%s\"",
        words.size(),
        passage.hunkLine(),
        passage.originLine(),
        String.join(" ", words.subList(0, Math.min(WORDS, words.size()))),
        words.size() > WORDS ? " ..." : "");
  }

  private static List<String> words(Passage passage) {
    return List.of(passage.words().split(" ", -1));
  }
}
