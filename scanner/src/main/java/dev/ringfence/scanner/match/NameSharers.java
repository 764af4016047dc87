package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.IndexLookup;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which works use a spelling: a name that works share comes from a library that they call, and
/// says little of where code was copied from. One a thread.
final class NameSharers {
  /// A spelling in more contents than this counts as shared without looking who holds them.
  private static final int MANY = 128;

  private static final int KEPT = 20_000;

  private final Candidates candidates;
  private final IndexLookup lookup;
  private final Map<Integer, Set<String>> worksOf = new HashMap<>();

  NameSharers(Candidates candidates) {
    this.candidates = candidates;
    this.lookup = candidates.index().lookup();
  }

  /// Whether a spelling stands in a work that is not in `own`.
  boolean isShared(int spelling, Set<String> own) throws IOException {
    Set<String> works = worksOf.get(spelling);
    if (works == null) {
      works = works(spelling);
      if (worksOf.size() >= KEPT) {
        worksOf.clear();
      }
      worksOf.put(spelling, works);
    }
    return works.isEmpty() || !own.containsAll(works);
  }

  /// The works that hold a spelling; none for too many.
  private Set<String> works(int spelling) throws IOException {
    if (lookup.spellingFrequencies(new int[] {spelling})[0] > MANY) {
      return Set.of();
    }
    Set<String> works = new TreeSet<>();
    lookup.forEachBlobWith(
        spelling,
        blob -> {
          works.addAll(candidates.blob(blob).workNames());
          return true;
        });
    return works;
  }
}
