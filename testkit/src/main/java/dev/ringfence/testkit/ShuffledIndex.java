package dev.ringfence.testkit;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.corpus.index.Holder;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Seeds;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// An index as the worst cluster shows it: contents have other numbers, and what an answer leaves
/// open is another each time, as where copies of a shard that were written in another order answer
/// in turn. What a scan finds in it must be what it finds in the index behind it.
public final class ShuffledIndex implements OriginIndex {
  /// Numbers stay below what own code takes.
  private static final int NUMBERS = 1 << 28;

  private final OriginIndex index;
  private final Random random;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final Map<Integer, Integer> known = new HashMap<>();

  /// Another view of an index.
  public ShuffledIndex(OriginIndex index, long seed) {
    this.index = index;
    this.random = new Random(seed);
  }

  private synchronized int number(int blob) {
    Integer number = numbers.get(blob);
    if (number != null) {
      return number;
    }
    int drawn = random.nextInt(NUMBERS);
    while (known.containsKey(drawn)) {
      drawn = random.nextInt(NUMBERS);
    }
    numbers.put(blob, drawn);
    known.put(drawn, blob);
    return drawn;
  }

  private synchronized int[] behind(int... shown) {
    int[] blobs = new int[shown.length];
    for (int i = 0; i < shown.length; i++) {
      Integer blob = known.get(shown[i]);
      if (blob == null) {
        throw new IllegalArgumentException("no content " + shown[i]);
      }
      blobs[i] = blob;
    }
    return blobs;
  }

  private synchronized List<Integer> order(int size) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }

  private <T> List<T> shuffled(List<T> all) {
    return order(all.size()).stream().map(all::get).toList();
  }

  @Override
  public String digest() {
    return index.digest();
  }

  @Override
  public List<Work> works() {
    return index.works();
  }

  @Override
  public Optional<Work> work(String id) {
    return index.work(id);
  }

  @Override
  public TokenModel model() {
    return index.model();
  }

  @Override
  public int blobCount() {
    return index.blobCount();
  }

  @Override
  public int blobCount(Language language) throws IOException {
    return index.blobCount(language);
  }

  @Override
  public OriginSession session() {
    return new Session(index.session());
  }

  @Override
  public List<String> contentKeys(int... blobs) throws IOException {
    return index.contentKeys(behind(blobs));
  }

  @Override
  public int[] tokenBytes(int... blobs) throws IOException {
    return index.tokenBytes(behind(blobs));
  }

  @Override
  public List<StoredTokens> tokens(int... blobs) throws IOException {
    return index.tokens(behind(blobs));
  }

  @Override
  public List<Optional<String>> texts(int... blobs) throws IOException {
    return index.texts(behind(blobs));
  }

  @Override
  public List<List<Holder>> holders(int... blobs) throws IOException {
    return index.holders(behind(blobs)).stream().map(this::shuffled).toList();
  }

  @Override
  public boolean hasFunctions() {
    return index.hasFunctions();
  }

  @Override
  public List<byte[]> functionSizes(int... blobs) throws IOException {
    return index.functionSizes(behind(blobs));
  }

  @Override
  public List<List<CorpusFile>> files(int... blobs) throws IOException {
    return index.files(behind(blobs));
  }

  private final class Session implements OriginSession {
    private final OriginSession session;
    private final Found found = new Found(new Seeds(), new Seeds());

    Session(OriginSession session) {
      this.session = session;
    }

    @Override
    public boolean wantsNotice() {
      return true;
    }

    @Override
    public void expect(Questions questions) throws IOException {
      session.expect(questions);
    }

    @Override
    public Found seeds(long[] exact, long[] renamed, int maxFrequency) throws IOException {
      Found behind = session.seeds(exact, renamed, maxFrequency);
      for (Channel channel : Channel.values()) {
        Seeds from = behind.in(channel);
        Seeds to = found.in(channel);
        int asked = channel == Channel.EXACT ? exact.length : renamed.length;
        to.begin(asked);
        for (int i = 0; i < asked; i++) {
          to.count(i, from.frequency(i));
        }
        for (int posting : order(from.size())) {
          to.add(from.fingerprint(posting), number(from.blob(posting)));
        }
      }
      return found;
    }

    @Override
    public FunctionSeeds functions(int[] terms, int maxFrequency) throws IOException {
      FunctionSeeds from = session.functions(terms, maxFrequency);
      FunctionSeeds to = new FunctionSeeds(terms.length);
      for (int i = 0; i < terms.length; i++) {
        to.count(i, from.frequency(i));
      }
      for (int posting : order(from.size())) {
        to.add(from.feature(posting), number(from.blob(posting)), from.unit(posting));
      }
      return to;
    }

    @Override
    public int[] spellingFrequencies(int... spellings) throws IOException {
      return session.spellingFrequencies(spellings);
    }

    @Override
    public int[][] contentsWith(int[] spellings, int most) throws IOException {
      int[][] all = session.contentsWith(spellings, Integer.MAX_VALUE - 1);
      int[][] some = new int[all.length][];
      for (int i = 0; i < all.length; i++) {
        int[] each = all[i];
        some[i] =
            order(each.length).stream().limit(most + 1L).mapToInt(at -> number(each[at])).toArray();
      }
      return some;
    }
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
