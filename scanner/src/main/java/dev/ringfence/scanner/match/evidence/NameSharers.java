package dev.ringfence.scanner.match.evidence;

import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.scanner.match.origin.Candidates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which works use a spelling: a name that works share comes from a library that they call, and
/// says little of where code was copied from. One a thread.
public final class NameSharers {
  /// A spelling in more contents than this counts as shared without looking who holds them.
  private static final int MANY = 128;

  private static final int KEPT = 20_000;

  private final Candidates candidates;
  private final OriginSession session;
  private final Map<Integer, Set<String>> worksOf = new HashMap<>();

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
    }
    int[][] holders = session.contentsWith(spellings, MANY);
    List<Integer> few = new ArrayList<>();
    for (int[] blobs : holders) {
      if (blobs.length <= MANY) {
        Arrays.stream(blobs).forEach(few::add);
      }
    }
    candidates.know(few);
    for (int i = 0; i < spellings.length; i++) {
      // No work stands for too many.
      Set<String> works = new TreeSet<>();
      for (int blob : holders[i].length <= MANY ? holders[i] : new int[0]) {
        works.addAll(candidates.blob(blob).workNames());
      }
      worksOf.put(spellings[i], works);
    }
  }
}
