package dev.ringfence.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How many contents hold a term, and which, as far as they are not too many. Many terms are looked
/// up at a time: counts in one round trip, contents in a second. What was found is kept for a
/// while, since the parts of a hunk are looked up after the whole. Safe for use by several threads.
final class Postings {
  /// Numbers that are kept, counts and contents: some tens of megabytes.
  private static final int KEPT = 1 << 21;

  /// Contents that come with a count by a search.
  private static final int FIRST = 32;

  /// What an entry takes beside its contents, in numbers.
  private static final int ENTRY = 24;

  /// A term of a field.
  ///
  /// @param most contents beyond which it is not told which they are
  record Term(String field, String term, int most) {
    private Key key() {
      return new Key(field, term);
    }
  }

  private record Key(String field, String term) {}

  /// What is known of a term.
  ///
  /// @param frequency how many contents hold it
  /// @param contents which; empty where they were not asked for
  record Held(int frequency, Optional<int[]> contents) {
    private int weight() {
      return ENTRY + contents.map(each -> each.length).orElse(0);
    }
  }

  private final ClusterIndex index;
  private final TermStatistics statistics;
  private final Cache<Key, Held> known =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumWeight(KEPT)
          .weigher((Key _, Held held) -> held.weight())
          .build();

  Postings(ClusterIndex index, TermStatistics statistics) {
    this.index = index;
    this.statistics = statistics;
  }

  /// Looks terms up; answers come in their order. Those of too many contents have a frequency
  /// alone.
  List<Held> of(List<Term> terms) throws IOException {
    Map<Key, Held> found = recall(terms);
    Set<Term> uncounted = new LinkedHashSet<>();
    for (Term term : terms) {
      if (!found.containsKey(term.key())) {
        uncounted.add(term);
      }
    }
    count(uncounted, found);
    Set<Term> followed = new LinkedHashSet<>();
    for (Term term : terms) {
      Held held = found(found, term);
      if (held.frequency() > 0 && held.frequency() <= term.most() && held.contents().isEmpty()) {
        followed.add(term);
      }
    }
    follow(followed, found);
    return terms.stream().map(term -> found(found, term)).toList();
  }

  private static Held found(Map<Key, Held> found, Term term) {
    Held held = found.get(term.key());
    if (held == null) {
      throw new IllegalStateException("not looked up: " + term);
    }
    return held;
  }

  private Map<Key, Held> recall(List<Term> terms) {
    return new LinkedHashMap<>(known.getAllPresent(terms.stream().map(Term::key).toList()));
  }

  private void count(Set<Term> terms, Map<Key, Held> found) throws IOException {
    if (terms.isEmpty()) {
      return;
    }
    Map<Key, Held> fresh = new LinkedHashMap<>();
    Optional<int[]> counts = statistics.of(List.copyOf(terms));
    if (counts.isPresent()) {
      int i = 0;
      for (Term term : terms) {
        int frequency = counts.get()[i++];
        fresh.put(
            term.key(),
            new Held(frequency, frequency == 0 ? Optional.of(new int[0]) : Optional.empty()));
      }
    } else {
      search(terms, fresh);
    }
    found.putAll(fresh);
    known.putAll(fresh);
  }

  /// Counts by searches, which bring the first contents along.
  private void search(Set<Term> terms, Map<Key, Held> fresh) throws IOException {
    List<ObjectNode> questions = new ArrayList<>();
    for (Term term : terms) {
      questions.add(contents(term, Math.min(FIRST, term.most())));
    }
    List<JsonNode> answers = index.ask(questions);
    int i = 0;
    for (Term term : terms) {
      JsonNode answer = answers.get(i++);
      int frequency = (int) Searches.total(answer);
      boolean all = frequency <= Math.min(FIRST, term.most());
      fresh.put(
          term.key(),
          new Held(
              frequency, all ? Optional.of(numbers(term, answer, frequency)) : Optional.empty()));
    }
  }

  private void follow(Set<Term> terms, Map<Key, Held> found) throws IOException {
    List<ObjectNode> questions = new ArrayList<>();
    for (Term term : terms) {
      questions.add(contents(term, found(found, term).frequency()));
    }
    List<JsonNode> answers = index.ask(questions);
    Map<Key, Held> fresh = new LinkedHashMap<>();
    int i = 0;
    for (Term term : terms) {
      int frequency = found(found, term).frequency();
      int[] contents = numbers(term, answers.get(i++), frequency);
      fresh.put(term.key(), new Held(frequency, Optional.of(contents)));
    }
    found.putAll(fresh);
    known.putAll(fresh);
  }

  /// Some contents of each term, which are not kept.
  int[][] some(List<Term> terms, int wanted) throws IOException {
    List<JsonNode> answers = index.ask(terms.stream().map(term -> contents(term, wanted)).toList());
    int[][] some = new int[terms.size()][];
    for (int i = 0; i < some.length; i++) {
      some[i] = numbers(terms.get(i), answers.get(i), wanted);
    }
    return some;
  }

  private static ObjectNode query(Term term) {
    return Searches.term(term.field(), term.term());
  }

  private ObjectNode contents(Term term, int wanted) {
    return Searches.hits(
        query(term), Math.min(wanted, index.window()), Layout.KEY, Layout.TOKEN_BYTES);
  }

  /// The contents that an answer to [#contents] names, and those beyond what one answer holds.
  private int[] numbers(Term term, JsonNode answer, int wanted) throws IOException {
    int[] numbers = new int[wanted];
    int[] n = {0};
    if (wanted <= index.window()) {
      for (JsonNode hit : Searches.hits(answer)) {
        numbers[n[0]++] = index.contents().number(hit);
      }
    } else {
      index
          .searches()
          .forEach(
              query(term),
              Layout.KEY,
              index.window(),
              List.of(),
              hit -> {
                if (n[0] < wanted) {
                  numbers[n[0]++] = index.contents().number(hit);
                }
              },
              Layout.KEY,
              Layout.TOKEN_BYTES);
    }
    if (n[0] != wanted) {
      throw index.searches().incomplete(n[0] + " of " + wanted + " contents came");
    }
    return numbers;
  }
}
