package dev.ringfence.testkit;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.corpus.index.FunctionTerms;
import dev.ringfence.corpus.index.Holder;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Seeds;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.WinnowingParameters;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.statement.FeatureReader;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.winnow.Winnower;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// An index in memory, by definition instead of by Lucene: fingerprints are computed from the
/// tokens, look-ups are maps, and contents are numbered at random. What a scan finds in it must be
/// what it finds in the index that it copies.
public final class MemoryIndex implements OriginIndex {
  /// What an index keeps of a content.
  private record Content(
      String key,
      StoredTokens tokens,
      int tokenBytes,
      Optional<String> text,
      List<Holder> holders,
      List<CorpusFile> files) {}

  private final String digest;
  private final List<Work> works;
  private final Map<Integer, Content> contents = new HashMap<>();
  private final Map<Long, List<Integer>> exact = new HashMap<>();
  private final Map<Long, List<Integer>> renamed = new HashMap<>();
  private final Map<Integer, List<Integer>> spellings = new HashMap<>();
  private final Map<Integer, List<int[]>> functions = new HashMap<>();
  private final Map<Integer, byte[]> functionSizes = new HashMap<>();
  private final boolean hasFunctions;
  private final TokenModel model;
  private int open;

  private MemoryIndex(
      String digest, List<Work> works, List<Content> all, boolean hasFunctions, long seed) {
    this.hasFunctions = hasFunctions;
    this.digest = digest;
    this.works = works;
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      numbers.add(7 + 3 * i);
    }
    Collections.shuffle(numbers, new Random(seed));
    TokenModel counted = new TokenModel();
    for (int i = 0; i < all.size(); i++) {
      int number = numbers.get(i);
      StoredTokens tokens = all.get(i).tokens();
      contents.put(number, all.get(i));
      Language language = Language.ofNumber(tokens.language());
      counted.count(language.kin().number(), tokens.tokens(), 1);
      if (hasFunctions) {
        addFunctions(number, all.get(i));
      }
      for (Channel channel : Channel.values()) {
        for (long term : terms(tokens, channel)) {
          fingerprints(channel).computeIfAbsent(term, _ -> new ArrayList<>()).add(number);
        }
      }
      Arrays.stream(tokens.tokens().spellingArray())
          .filter(spelling -> spelling < 0)
          .distinct()
          .forEach(
              spelling -> spellings.computeIfAbsent(spelling, _ -> new ArrayList<>()).add(number));
    }
    this.model = counted.withContexts();
  }

  /// From the text where there is one: strings have words there.
  private void addFunctions(int number, Content content) {
    FeatureReader reader = new FeatureReader();
    StoredTokens tokens = content.tokens();
    String text = content.text().orElse(null);
    if (text != null) {
      Language language = Language.ofNumber(tokens.language());
      tokens =
          tokens.withPlacesOf(new Fingerprinter().tokenize(new SourceText(text, language, "text")));
    }
    FunctionTerms made = FunctionTerms.of(reader, tokens, text);
    functionSizes.put(number, made.sizes());
    for (long posting : Arrays.stream(made.postings()).distinct().toArray()) {
      functions
          .computeIfAbsent((int) (posting >>> 32), _ -> new ArrayList<>())
          .add(new int[] {number, (int) posting});
    }
  }

  /// A copy of an index.
  ///
  /// @param seed numbers the contents
  public static MemoryIndex copyOf(CorpusIndex index, long seed) throws IOException {
    List<Content> all = new ArrayList<>();
    for (int blob : index.blobs()) {
      all.add(
          new Content(
              index.contentKey(blob),
              index.tokens(blob),
              index.tokenBytes(blob)[0],
              index.text(blob),
              index.holders(blob),
              index.files(blob)));
    }
    return new MemoryIndex(index.digest(), index.works(), all, index.hasFunctions(), seed);
  }

  /// The distinct upper 40 bits of the winnowed hashes.
  private static long[] terms(StoredTokens tokens, Channel channel) {
    WinnowingParameters parameters = FingerprintFormat.parameters(channel);
    long[] hashes = new long[Math.max(1, tokens.size())];
    int count = new KGramHasher(parameters.k(), channel).hash(tokens.tokens(), hashes);
    long[] minima = new long[Math.max(1, count)];
    int kept = Winnower.minima(hashes, count, parameters.w(), minima, new long[Math.max(1, count)]);
    return Arrays.stream(minima, 0, kept).map(hash -> hash >>> 24).distinct().toArray();
  }

  private Map<Long, List<Integer>> fingerprints(Channel channel) {
    return channel == Channel.EXACT ? exact : renamed;
  }

  /// How many sessions were made.
  public int sessions() {
    return open;
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public List<Work> works() {
    return works;
  }

  @Override
  public TokenModel model() {
    return model;
  }

  @Override
  public int blobCount() {
    return contents.size();
  }

  @Override
  public int blobCount(Language language) {
    return (int)
        contents.values().stream()
            .filter(content -> Language.ofNumber(content.tokens().language()).isKin(language))
            .count();
  }

  private Content content(int blob) {
    Content content = contents.get(blob);
    if (content == null) {
      throw new IllegalArgumentException("no content " + blob);
    }
    return content;
  }

  private <T> List<T> each(int[] blobs, java.util.function.Function<Content, T> part) {
    return Arrays.stream(blobs).mapToObj(this::content).map(part).toList();
  }

  @Override
  public List<String> contentKeys(int... blobs) {
    return each(blobs, Content::key);
  }

  @Override
  public int[] tokenBytes(int... blobs) {
    return Arrays.stream(blobs).map(blob -> content(blob).tokenBytes()).toArray();
  }

  @Override
  public List<StoredTokens> tokens(int... blobs) {
    return each(blobs, Content::tokens);
  }

  @Override
  public List<Optional<String>> texts(int... blobs) {
    return each(blobs, Content::text);
  }

  @Override
  public List<List<Holder>> holders(int... blobs) {
    return each(blobs, Content::holders);
  }

  @Override
  public boolean hasFunctions() {
    return hasFunctions;
  }

  @Override
  public List<byte[]> functionSizes(int... blobs) {
    return Arrays.stream(blobs)
        .mapToObj(blob -> functionSizes.getOrDefault(blob, new byte[0]))
        .toList();
  }

  @Override
  public List<List<CorpusFile>> files(int... blobs) {
    return each(blobs, Content::files);
  }

  @Override
  public OriginSession session() {
    open++;
    return new Session();
  }

  private final class Session implements OriginSession {
    private final Found found = new Found(new Seeds(), new Seeds());

    @Override
    public Found seeds(long[] exact, long[] renamed, int maxFrequency) {
      find(Channel.EXACT, exact, maxFrequency);
      find(Channel.RENAMED, renamed, maxFrequency);
      return found;
    }

    private void find(Channel channel, long[] hashes, int maxFrequency) {
      Seeds seeds = found.in(channel);
      seeds.begin(hashes.length);
      for (int i = 0; i < hashes.length; i++) {
        List<Integer> holders = fingerprints(channel).getOrDefault(hashes[i] >>> 24, List.of());
        if (seeds.count(i, holders.size()) <= maxFrequency) {
          for (int blob : holders) {
            seeds.add(i, blob);
          }
        }
      }
    }

    @Override
    public FunctionSeeds functions(int[] terms, int maxFrequency) {
      FunctionSeeds seeds = new FunctionSeeds(terms.length);
      for (int i = 0; i < terms.length; i++) {
        List<int[]> holders = functions.getOrDefault(terms[i], List.of());
        long contents = holders.stream().mapToInt(holder -> holder[0]).distinct().count();
        if (seeds.count(i, (int) contents) <= maxFrequency) {
          for (int[] holder : holders) {
            seeds.add(i, holder[0], holder[1]);
          }
        }
      }
      return seeds;
    }

    @Override
    public int[] spellingFrequencies(int... wanted) {
      return Arrays.stream(wanted)
          .map(spelling -> spellings.getOrDefault(spelling, List.of()).size())
          .toArray();
    }

    @Override
    public int[][] contentsWith(int[] wanted, int most) {
      int[][] held = new int[wanted.length][];
      for (int i = 0; i < wanted.length; i++) {
        held[i] =
            spellings.getOrDefault(wanted[i], List.of()).stream()
                .limit(most + 1L)
                .mapToInt(blob -> blob)
                .toArray();
      }
      return held;
    }
  }

  @Override
  public void close() {
    contents.clear();
  }
}
