package dev.ringfence.scanner.report;

import dev.ringfence.scanner.match.Match;
import java.util.List;
import java.util.Locale;

/// Comments that a hunk shares with its origin, in words for people.
final class SharedComments {
  private static final int WORDS = 12;

  private SharedComments() {}

  /// The longest passage, and how many more there are: `17 words from line 12 on (origin line 58),
  /// "fall out and copy the tail"; 2 more passages`.
  static String summary(List<Match.Passage> passages) {
    Match.Passage longest = passages.getFirst();
    for (Match.Passage passage : passages) {
      longest = passage.words().size() > longest.words().size() ? passage : longest;
    }
    int more = passages.size() - 1;
    return describe(longest)
        + (more == 0 ? "" : "; " + more + (more == 1 ? " more passage" : " more passages"));
  }

  /// A passage with its lines.
  static String describe(Match.Passage passage) {
    int size = passage.words().size();
    return String.format(
        Locale.ROOT,
        "%d words from line %d on (origin line %d), \"%s%s\"",
        size,
        passage.hunkLine(),
        passage.originLine(),
        String.join(" ", passage.words().subList(0, Math.min(WORDS, size))),
        size > WORDS ? " ..." : "");
  }
}
