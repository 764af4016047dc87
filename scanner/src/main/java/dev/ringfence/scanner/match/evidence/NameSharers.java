package dev.ringfence.scanner.match.evidence;

import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.scanner.match.origin.Candidates;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Which works use a spelling: a name that works share comes from a library that they call, and
/// says little of where code was copied from. One a thread.
public final class NameSharers {
  /// A spelling in more contents than this counts as shared without looking who holds them.
  private static final int MANY = 128;

  private static final int KEPT = 20_000;

  private final Candidates candidates;
  private final OriginSession session;
  private final Map<Integer, Set<String>> worksOf = new HashMap<>();
  private final Map<Integer, int[]> holdersOf = new HashMap<>();

  public NameSharers(Candidates candidates) {
    this.candidates = candidates;
    this.session = candidates.index().session();
  }

  /// Whether a spelling stands in a work that is not in `own`.
  public boolean isShared(int spelling, Set<String> own) throws IOException {
    Set<String> works = worksOf.get(spelling);
    if (works == null) {
      know(List.of(spelling));
      works = worksOf.getOrDefault(spelling, Set.of());
    }
    return works.isEmpty() || !own.containsAll(works);
  }

  /// Looks up who holds spellings, of those that are not known yet, at once.
  void know(Collection<Integer> wanted) throws IOException {
    int[] spellings =
        wanted.stream().filter(each -> !worksOf.containsKey(each)).mapToInt(each -> each).toArray();
    if (spellings.length == 0) {
      return;
    }
    if (worksOf.size() >= KEPT) {
      worksOf.clear();
      holdersOf.clear();
    }
    int[] frequencies = session.spellingFrequencies(spellings);
    int[] few =
        IntStream.range(0, spellings.length)
            .filter(i -> frequencies[i] <= MANY)
            .map(i -> spellings[i])
            .toArray();
    int[][] holders = session.contentsWith(few, MANY);
    candidates.know(Arrays.stream(holders).flatMapToInt(Arrays::stream).boxed().toList());
    for (int spelling : spellings) {
      // No work stands for too many.
      worksOf.put(spelling, Set.of());
      holdersOf.put(spelling, new int[0]);
    }
    for (int i = 0; i < few.length; i++) {
      Set<String> works = new TreeSet<>();
      for (int blob : holders[i]) {
        works.addAll(candidates.blob(blob).workNames());
      }
      worksOf.put(few[i], works);
      holdersOf.put(few[i], holders[i]);
    }
  }

  /// The contents that hold a spelling; none where they are too many.
  int[] holders(int spelling) throws IOException {
    if (!holdersOf.containsKey(spelling)) {
      know(List.of(spelling));
    }
    return holdersOf.getOrDefault(spelling, new int[0]);
  }
}
