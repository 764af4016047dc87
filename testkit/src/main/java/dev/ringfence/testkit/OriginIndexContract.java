package dev.ringfence.testkit;

import dev.ringfence.corpus.index.ContentChoice;
import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.corpus.index.FunctionTerms;
import dev.ringfence.corpus.index.Holder;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Seeds;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.statement.FeatureReader;
import dev.ringfence.fingerprints.statement.FunctionFeatures;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What any index must answer: the same as a reference with the same works, whatever it is made of.
/// Contents are compared by their keys, since numbers mean nothing outside of an index.
public final class OriginIndexContract {
  private static final int[] CAPS = {0, 1, 3, 50, Integer.MAX_VALUE - 1};

  private final OriginIndex reference;
  private final OriginIndex tested;
  private final List<String> differences = new ArrayList<>();

  private OriginIndexContract(OriginIndex reference, OriginIndex tested) {
    this.reference = reference;
    this.tested = tested;
  }

  /// How an index differs from a reference; empty where it does not.
  ///
  /// @param known numbers of contents of the reference
  /// @param rounds how many searches are compared
  public static List<String> differences(
      OriginIndex reference, int[] known, OriginIndex tested, long seed, int rounds)
      throws IOException {
    OriginIndexContract contract = new OriginIndexContract(reference, tested);
    contract.compareWholes();
    OriginSession one = reference.session();
    OriginSession two = tested.session();
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      StoredTokens tokens =
          reference.tokens(new int[] {known[random.nextInt(known.length)]}).getFirst();
      int from = random.nextInt(tokens.size());
      int to = from + random.nextInt(Math.min(300, tokens.size() - from + 1));
      Tokens cut = tokens.tokens().slice(from, to);
      int[] spellings = cut.spellingArray().clone();
      // Some names become others, which the index may or may not hold.
      for (int i = 0; i < spellings.length; i++) {
        if (spellings[i] < 0 && random.nextInt(4) == 0) {
          spellings[i] = random.nextInt() | Integer.MIN_VALUE;
        }
      }
      Tokens query = Tokens.of(cut.symbolArray(), spellings);
      String name = "seed " + seed + ", round " + round;
      int[] features = terms(tokens, from, to, random);
      if (random.nextBoolean()) {
        two.expect(notice(query, features, CAPS[random.nextInt(CAPS.length)]));
      }
      contract.compareSearch(name, one, two, query, CAPS[round % CAPS.length]);
      contract.compareFunctions(name, one, two, features, CAPS[round % CAPS.length]);
    }
    return contract.differences;
  }

  /// What may be said of a search beforehand, with caps that may be others.
  private static OriginSession.Questions notice(Tokens query, int[] features, int cap) {
    return new OriginSession.Questions(
        hashes(Channel.EXACT, query),
        hashes(Channel.RENAMED, query),
        cap,
        words(query),
        features,
        cap);
  }

  private void check(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      differences.add(what + ": expected " + expected + ", was " + actual);
    }
  }

  private void compareWholes() throws IOException {
    check("digest", reference.digest(), tested.digest());
    check("works", reference.works(), tested.works());
    check("contents", reference.blobCount(), tested.blobCount());
    check("functions", reference.hasFunctions(), tested.hasFunctions());
    for (Language language : Language.values()) {
      check("contents in " + language, reference.blobCount(language), tested.blobCount(language));
    }
  }

  private void compareSearch(
      String name, OriginSession one, OriginSession two, Tokens query, int cap) throws IOException {
    long[] exact = hashes(Channel.EXACT, query);
    long[] renamed = hashes(Channel.RENAMED, query);
    OriginSession.Found expected = one.seeds(exact, renamed, cap);
    OriginSession.Found actual = two.seeds(exact, renamed, cap);
    for (Channel channel : Channel.values()) {
      long[] asked = channel == Channel.EXACT ? exact : renamed;
      check(
          name + ", " + channel,
          byKey(reference, expected.in(channel)),
          byKey(tested, actual.in(channel)));
      for (int i = 0; i < asked.length; i++) {
        check(
            name + ", frequency " + i + " in " + channel,
            expected.in(channel).frequency(i),
            actual.in(channel).frequency(i));
      }
    }
    compareContents(name, numbers(reference, expected), numbers(tested, actual));
    int[] words = words(query);
    int[] frequencies = one.spellingFrequencies(words);
    check(name + ", spellings", list(frequencies), list(two.spellingFrequencies(words)));
    int[][] held = one.contentsWith(words, cap);
    int[][] alsoHeld = two.contentsWith(words, cap);
    for (int i = 0; i < words.length; i++) {
      long wanted = Math.min(frequencies[i], cap + 1L);
      check(name + ", holders of a word", wanted, (long) held[i].length);
      check(name + ", holders of a word", wanted, (long) alsoHeld[i].length);
      if (frequencies[i] <= cap) {
        check(
            name + ", who holds a word",
            new TreeSet<>(reference.contentKeys(held[i])),
            new TreeSet<>(tested.contentKeys(alsoHeld[i])));
      }
    }
  }

  /// Terms of the functions of some tokens, and a few others.
  private static int[] terms(StoredTokens tokens, int from, int to, Random random) {
    FunctionFeatures features = new FeatureReader().read(tokens.code(), from, to, null);
    IntStream own = Arrays.stream(features.hashes()).mapToInt(FunctionTerms::term);
    return IntStream.concat(own, IntStream.of(random.nextInt(), random.nextInt()))
        .mapToObj(Integer::toUnsignedLong)
        .sorted()
        .distinct()
        .mapToInt(Long::intValue)
        .toArray();
  }

  private void compareFunctions(
      String name, OriginSession one, OriginSession two, int[] terms, int cap) throws IOException {
    FunctionSeeds expected = one.functions(terms, cap);
    FunctionSeeds actual = two.functions(terms, cap);
    for (int i = 0; i < terms.length; i++) {
      check(name + ", holders of feature " + i, expected.frequency(i), actual.frequency(i));
    }
    check(name + ", functions", functions(reference, expected), functions(tested, actual));
    check(
        name + ", functions of chosen contents",
        functions(reference, one.functions(terms, cap, chosen(reference))),
        functions(tested, two.functions(terms, cap, chosen(tested))));
  }

  /// Every second content, by its key; and the choice must be told of all that hold a feature.
  private static ContentChoice chosen(OriginIndex index) {
    return holders -> {
      Set<Integer> kept = new HashSet<>();
      for (int p = 0; p < holders.size(); p++) {
        if (index.contentKeys(holders.blob(p)).getFirst().hashCode() % 2 == 0) {
          kept.add(holders.blob(p));
        }
      }
      return kept::contains;
    };
  }

  /// Each posting with the weight of its function.
  private static Set<String> functions(OriginIndex index, FunctionSeeds seeds) throws IOException {
    Set<String> all = new TreeSet<>();
    for (int p = 0; p < seeds.size(); p++) {
      int blob = seeds.blob(p);
      byte[] sizes = index.functionSizes(blob).getFirst();
      all.add(
          shown(index.contentKeys(blob).getFirst())
              + " "
              + seeds.feature(p)
              + " "
              + seeds.unit(p)
              + " "
              + sizes[seeds.unit(p)]);
    }
    return all;
  }

  private void compareContents(String name, Map<String, Integer> one, Map<String, Integer> two)
      throws IOException {
    check(name + ", contents", one.keySet(), two.keySet());
    if (!one.keySet().equals(two.keySet())) {
      return;
    }
    int[] ours = one.values().stream().mapToInt(blob -> blob).toArray();
    int[] theirs = two.values().stream().mapToInt(blob -> blob).toArray();
    check(name + ", lengths", list(reference.tokenBytes(ours)), list(tested.tokenBytes(theirs)));
    check(name + ", texts", reference.texts(ours), tested.texts(theirs));
    check(name + ", files", reference.files(ours), tested.files(theirs));
    check(
        name + ", holders", unordered(reference.holders(ours)), unordered(tested.holders(theirs)));
    List<StoredTokens> expected = reference.tokens(ours);
    List<StoredTokens> actual = tested.tokens(theirs);
    for (int i = 0; i < ours.length; i++) {
      Tokens ought = expected.get(i).tokens();
      Tokens found = actual.get(i).tokens();
      check(name + ", symbols", list(ought.symbolArray()), list(found.symbolArray()));
      check(name + ", spelled", list(ought.spellingArray()), list(found.spellingArray()));
      check(name + ", tokens with their lines", ought, found);
      check(name + ", language", expected.get(i).language(), actual.get(i).language());
      if (!Arrays.equals(expected.get(i).cases(), actual.get(i).cases())) {
        differences.add(name + ", cases differ");
      }
    }
  }

  private static List<List<String>> unordered(List<List<Holder>> holders) {
    return holders.stream()
        .map(each ->
            each.stream()
                .map(holder -> holder.work().id() + " " + holder.permissive())
                .sorted()
                .toList())
        .toList();
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static Map<String, Integer> numbers(OriginIndex index, OriginSession.Found found)
      throws IOException {
    TreeSet<Integer> blobs = new TreeSet<>();
    for (Channel channel : Channel.values()) {
      for (int p = 0; p < found.in(channel).size(); p++) {
        blobs.add(found.in(channel).blob(p));
      }
    }
    int[] numbers = blobs.stream().mapToInt(blob -> blob).toArray();
    List<String> keys = index.contentKeys(numbers);
    TreeMap<String, Integer> byKey = new TreeMap<>();
    for (int i = 0; i < numbers.length; i++) {
      byKey.put(shown(keys.get(i)), numbers[i]);
    }
    return byKey;
  }

  private static Map<String, List<Integer>> byKey(OriginIndex index, Seeds seeds)
      throws IOException {
    Map<String, List<Integer>> byKey = new TreeMap<>();
    for (int p = 0; p < seeds.size(); p++) {
      byKey
          .computeIfAbsent(index.contentKeys(seeds.blob(p)).getFirst(), _ -> new ArrayList<>())
          .add(seeds.fingerprint(p));
    }
    byKey.values().forEach(list -> list.sort(null));
    return byKey;
  }

  /// A key is bytes.
  private static String shown(String key) {
    return HexFormat.of().formatHex(key.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// The distinct hashes of names and literals.
  private static int[] words(Tokens query) {
    return Arrays.stream(query.spellingArray())
        .filter(spelling -> spelling < 0)
        .distinct()
        .toArray();
  }

  private static long[] hashes(Channel channel, Tokens query) {
    long[] hashes = new long[Math.max(1, query.size())];
    int count =
        new KGramHasher(FingerprintFormat.parameters(channel).k(), channel).hash(query, hashes);
    return Arrays.stream(hashes, 0, count)
        .map(hash -> hash ^ Long.MIN_VALUE)
        .sorted()
        .distinct()
        .map(hash -> hash ^ Long.MIN_VALUE)
        .toArray();
  }
}
