package dev.ringfence.cluster;

import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.corpus.index.FunctionTerms;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Seeds;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Looks fingerprints and spellings up in an index on a cluster: how many contents hold each in one
/// round trip, and which, of those that are not too many, in a second.
final class ClusterSession implements OriginSession {
  private static final int TERM_SHIFT = 24;

  /// Contents whose functions are read in one round trip.
  private static final int CONTENTS = 200;

  private final ClusterIndex index;
  private final Found found = new Found(new Seeds(), new Seeds());

  ClusterSession(ClusterIndex index) {
    this.index = index;
  }

  private static String field(Channel channel) {
    return channel == Channel.EXACT ? Layout.EXACT : Layout.RENAMED;
  }

  /// A term and how often it is there.
  private record Term(Channel channel, int at, ObjectNode query) {}

  @Override
  public Found seeds(long[] exact, long[] renamed, int maxFrequency) throws IOException {
    List<Term> terms = new ArrayList<>(exact.length + renamed.length);
    for (Channel channel : Channel.values()) {
      long[] hashes = channel == Channel.EXACT ? exact : renamed;
      found.in(channel).begin(hashes.length);
      for (int i = 0; i < hashes.length; i++) {
        String term = Layout.fingerprint(hashes[i] >>> TERM_SHIFT);
        terms.add(new Term(channel, i, Searches.term(field(channel), term)));
      }
    }
    List<JsonNode> counts =
        index.ask(terms.stream().map(term -> Searches.count(term.query())).toList());
    List<Term> followed = new ArrayList<>();
    List<ObjectNode> questions = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      int frequency = (int) Searches.total(counts.get(i));
      found.in(term.channel()).count(term.at(), frequency);
      if (frequency > 0 && frequency <= maxFrequency) {
        followed.add(term);
        questions.add(contents(term.query(), frequency));
      }
    }
    List<JsonNode> answers = index.ask(questions);
    for (int i = 0; i < followed.size(); i++) {
      Term term = followed.get(i);
      Seeds seeds = found.in(term.channel());
      for (int content : numbers(term.query(), answers.get(i), seeds.frequency(term.at()))) {
        seeds.add(term.at(), content);
      }
    }
    return found;
  }

  @Override
  public FunctionSeeds functions(int[] terms, int maxFrequency) throws IOException {
    FunctionSeeds seeds = new FunctionSeeds(terms.length);
    if (!index.hasFunctions()) {
      return seeds;
    }
    List<ObjectNode> queries = new ArrayList<>();
    for (int term : terms) {
      queries.add(Searches.term(Layout.FEATURE, Layout.spelling(term)));
    }
    List<JsonNode> counts = index.ask(queries.stream().map(Searches::count).toList());
    List<Integer> followed = new ArrayList<>();
    List<ObjectNode> questions = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      int frequency = seeds.count(i, (int) Searches.total(counts.get(i)));
      if (frequency > 0 && frequency <= maxFrequency) {
        followed.add(i);
        questions.add(contents(queries.get(i), frequency));
      }
    }
    List<JsonNode> answers = index.ask(questions);
    Map<Integer, List<Integer>> featuresOf = new TreeMap<>();
    for (int i = 0; i < followed.size(); i++) {
      int feature = followed.get(i);
      for (int content : numbers(queries.get(feature), answers.get(i), seeds.frequency(feature))) {
        featuresOf.computeIfAbsent(content, _ -> new ArrayList<>()).add(feature);
      }
    }
    int[] contents = featuresOf.keySet().stream().mapToInt(content -> content).toArray();
    for (int from = 0; from < contents.length; from += CONTENTS) {
      int[] some = Arrays.copyOfRange(contents, from, Math.min(from + CONTENTS, contents.length));
      List<FunctionTerms> read = index.functions(some);
      for (int i = 0; i < some.length; i++) {
        for (int feature : featuresOf.getOrDefault(some[i], List.of())) {
          addFunctions(seeds, feature, terms[feature], some[i], read.get(i));
        }
      }
    }
    return seeds;
  }

  private static void addFunctions(
      FunctionSeeds seeds, int feature, int term, int content, FunctionTerms functions) {
    for (long posting : functions.postings()) {
      if ((int) (posting >>> Integer.SIZE) == term) {
        seeds.add(feature, content, (int) posting);
      }
    }
  }

  private ObjectNode contents(ObjectNode query, int wanted) {
    return Searches.hits(query, Math.min(wanted, index.window()), Layout.KEY, Layout.TOKEN_BYTES);
  }

  /// The contents that an answer to [#contents] names, and those beyond what one answer holds.
  private int[] numbers(ObjectNode query, JsonNode answer, int wanted) throws IOException {
    int[] numbers = new int[wanted];
    int[] n = {0};
    if (wanted <= index.window()) {
      for (JsonNode hit : Searches.hits(answer)) {
        numbers[n[0]++] = index.number(hit);
      }
    } else {
      index
          .searches()
          .forEach(
              query,
              Layout.KEY,
              index.window(),
              List.of(),
              hit -> {
                if (n[0] < wanted) {
                  numbers[n[0]++] = index.number(hit);
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

  @Override
  public int[] spellingFrequencies(int... spellings) throws IOException {
    Map<Integer, Integer> known = index.knownSpellings();
    @Nullable Integer[] frequencies = new Integer[spellings.length];
    List<ObjectNode> questions = new ArrayList<>();
    List<Integer> asked = new ArrayList<>();
    for (int i = 0; i < spellings.length; i++) {
      frequencies[i] = known.get(spellings[i]);
      if (frequencies[i] == null) {
        asked.add(i);
        questions.add(Searches.count(spelling(spellings[i])));
      }
    }
    List<JsonNode> answers = index.ask(questions);
    for (int i = 0; i < asked.size(); i++) {
      int frequency = (int) Searches.total(answers.get(i));
      frequencies[asked.get(i)] = frequency;
      known.put(spellings[asked.get(i)], frequency);
    }
    return Arrays.stream(frequencies)
        .mapToInt(each -> Optional.ofNullable(each).orElse(0))
        .toArray();
  }

  private static ObjectNode spelling(int spelling) {
    return Searches.term(Layout.SPELLING, Layout.spelling(spelling));
  }

  @Override
  public int[][] contentsWith(int[] spellings, int most) throws IOException {
    int[] frequencies = spellingFrequencies(spellings);
    List<ObjectNode> questions = new ArrayList<>();
    for (int i = 0; i < spellings.length; i++) {
      questions.add(contents(spelling(spellings[i]), wanted(frequencies[i], most)));
    }
    List<JsonNode> answers = index.ask(questions);
    int[][] contents = new int[spellings.length][];
    for (int i = 0; i < spellings.length; i++) {
      contents[i] = numbers(spelling(spellings[i]), answers.get(i), wanted(frequencies[i], most));
    }
    return contents;
  }

  private static int wanted(int frequency, int most) {
    return frequency > most ? most + 1 : frequency;
  }
}
