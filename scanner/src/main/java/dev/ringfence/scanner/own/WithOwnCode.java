package dev.ringfence.scanner.own;

import dev.ringfence.corpus.index.ContentChoice;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.corpus.index.Holder;
import dev.ringfence.corpus.index.IndexFormat;
import dev.ringfence.corpus.index.IndexedContent;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// An index with the project's own code as one more background work. Contents of the index keep
/// their numbers. Does not own the index: closing it closes nothing.
public final class WithOwnCode implements OriginIndex {
  /// Contents of the own code are numbered from here on; no index on disk holds as many.
  private static final int FIRST = 1 << 30;

  /// Bits of an entry that say which content it is of.
  private static final int ORDINAL_BITS = 24;

  private static final long ORDINAL = (1L << ORDINAL_BITS) - 1;

  private final OriginIndex index;
  private final OwnCode own;

  /// Whether it is looked for, and not only known.
  private final boolean wanted;

  private final long[] exact;
  private final long[] renamed;
  private final long[] spellings;
  private final Map<Language, Integer> kin = new ConcurrentHashMap<>();

  /// An index and what stands beside it.
  public WithOwnCode(OriginIndex index, OwnCode own) {
    this(index, own, false);
  }

  /// The own code alone, to be found.
  public static WithOwnCode alone(TokenModel model, OwnCode own) {
    return new WithOwnCode(new NoWorks(List.of(own.work()), model), own, true);
  }

  private WithOwnCode(OriginIndex index, OwnCode own, boolean wanted) {
    this.index = index;
    this.own = own;
    this.wanted = wanted;
    List<OwnCode.Held> contents = own.contents();
    long[][] ofExact = new long[contents.size()][];
    long[][] ofRenamed = new long[contents.size()][];
    long[][] ofSpellings = new long[contents.size()][];
    for (int i = 0; i < contents.size(); i++) {
      IndexedContent content = contents.get(i).content();
      ofExact[i] = content.exact();
      ofRenamed[i] = content.renamed();
      ofSpellings[i] =
          Arrays.stream(content.spellings()).mapToLong(Integer::toUnsignedLong).toArray();
    }
    exact = entries(ofExact);
    renamed = entries(ofRenamed);
    spellings = entries(ofSpellings);
  }

  /// What each content holds, with its ordinal, in order: the flipped top bit makes it unsigned.
  private static long[] entries(long[][] held) {
    long[] all = new long[Arrays.stream(held).mapToInt(each -> each.length).sum()];
    int n = 0;
    for (int ordinal = 0; ordinal < held.length; ordinal++) {
      for (long value : held[ordinal]) {
        all[n++] = entry(value, ordinal);
      }
    }
    Arrays.parallelSort(all);
    return all;
  }

  private static long entry(long value, int ordinal) {
    return (value << ORDINAL_BITS | ordinal) ^ Long.MIN_VALUE;
  }

  /// Where the entries of a value begin.
  private static int start(long[] entries, long value) {
    int at = Arrays.binarySearch(entries, entry(value, 0));
    return at < 0 ? -at - 1 : at;
  }

  private static boolean isOf(long[] entries, int at, long value) {
    return at < entries.length && (entries[at] ^ Long.MIN_VALUE) >>> ORDINAL_BITS == value;
  }

  private static int blob(long entry) {
    return FIRST + (int) ((entry ^ Long.MIN_VALUE) & ORDINAL);
  }

  private OwnCode.Held held(int blob) {
    return own.contents().get(blob - FIRST);
  }

  @Override
  public String digest() {
    return index.digest();
  }

  /// Those of the index: the own code is nothing that is searched for.
  @Override
  public List<Work> works() {
    return index.works();
  }

  @Override
  public Optional<Work> work(String id) {
    return id.equals(own.work().id()) ? Optional.of(own.work()) : index.work(id);
  }

  @Override
  public TokenModel model() {
    return index.model();
  }

  @Override
  public int blobCount() {
    return index.blobCount() + own.contents().size();
  }

  @Override
  public int blobCount(Language language) throws IOException {
    return index.blobCount(language)
        + kin.computeIfAbsent(
            language,
            _ ->
                (int)
                    own.contents().stream()
                        .filter(held -> held.language().isKin(language))
                        .count());
  }

  private interface OfIndex<T> {
    List<T> read(int[] blobs) throws IOException;
  }

  private interface OfOwn<T> {
    T read(OwnCode.Held held) throws IOException;
  }

  /// Asks the index for its own, at once, and fills in the rest.
  private <T> List<T> each(int[] blobs, OfIndex<T> ofIndex, OfOwn<T> ofOwn) throws IOException {
    int[] indexed = Arrays.stream(blobs).filter(blob -> blob < FIRST).toArray();
    List<T> read = indexed.length == 0 ? List.of() : ofIndex.read(indexed);
    List<T> all = new ArrayList<>(blobs.length);
    int next = 0;
    for (int blob : blobs) {
      all.add(blob < FIRST ? read.get(next++) : ofOwn.read(held(blob)));
    }
    return all;
  }

  @Override
  public List<String> contentKeys(int... blobs) throws IOException {
    return each(
        blobs, index::contentKeys, held -> IndexFormat.contentKey(held.blob(), held.language()));
  }

  @Override
  public int[] tokenBytes(int... blobs) throws IOException {
    return each(
            blobs,
            indexed -> Arrays.stream(index.tokenBytes(indexed)).boxed().toList(),
            held -> held.content().tokenBytes())
        .stream()
        .mapToInt(bytes -> bytes)
        .toArray();
  }

  @Override
  public List<StoredTokens> tokens(int... blobs) throws IOException {
    return each(blobs, index::tokens, held -> held.content().tokens());
  }

  /// Comments of the own code are not compared.
  @Override
  public List<Optional<String>> texts(int... blobs) throws IOException {
    return each(blobs, index::texts, _ -> Optional.empty());
  }

  @Override
  public List<List<Holder>> holders(int... blobs) throws IOException {
    return each(
        blobs,
        index::holders,
        _ -> List.of(new Holder(wanted ? own.wantedWork() : own.work(), !wanted)));
  }

  /// Rewrites are looked for in the index alone: the own code says nothing of what functions mean.
  @Override
  public boolean hasFunctions() {
    return index.hasFunctions();
  }

  @Override
  public List<byte[]> functionSizes(int... blobs) throws IOException {
    return each(blobs, index::functionSizes, _ -> new byte[0]);
  }

  @Override
  public List<List<CorpusFile>> files(int... blobs) throws IOException {
    return each(blobs, index::files, own::files);
  }

  @Override
  public OriginSession session() {
    return new Session(index.session());
  }

  private final class Session implements OriginSession {
    private final OriginSession session;

    Session(OriginSession session) {
      this.session = session;
    }

    @Override
    public boolean wantsNotice() {
      return session.wantsNotice();
    }

    @Override
    public void expect(Questions questions) throws IOException {
      session.expect(questions);
    }

    @Override
    public Found seeds(long[] exactHashes, long[] renamedHashes, int maxFrequency)
        throws IOException {
      Found found = session.seeds(exactHashes, renamedHashes, maxFrequency);
      add(exact, exactHashes, maxFrequency, found.in(Channel.EXACT));
      add(renamed, renamedHashes, maxFrequency, found.in(Channel.RENAMED));
      return found;
    }

    private void add(long[] entries, long[] hashes, int maxFrequency, Seeds seeds) {
      for (int i = 0; i < hashes.length; i++) {
        long term = IndexedContent.term(hashes[i]);
        int from = start(entries, term);
        int to = from;
        while (isOf(entries, to, term)) {
          to++;
        }
        if (to > from && seeds.count(i, to - from) <= maxFrequency) {
          for (int at = from; at < to; at++) {
            seeds.add(i, blob(entries[at]));
          }
        }
      }
      seeds.dropAbove(maxFrequency);
    }

    @Override
    public FunctionSeeds functions(int[] terms, int maxFrequency) throws IOException {
      return session.functions(terms, maxFrequency);
    }

    @Override
    public FunctionSeeds functions(int[] terms, int maxFrequency, ContentChoice choice)
        throws IOException {
      return session.functions(terms, maxFrequency, choice);
    }

    @Override
    public int[] spellingFrequencies(int... wanted) throws IOException {
      int[] frequencies = session.spellingFrequencies(wanted);
      for (int i = 0; i < wanted.length; i++) {
        long spelling = Integer.toUnsignedLong(wanted[i]);
        for (int at = start(spellings, spelling); isOf(spellings, at, spelling); at++) {
          frequencies[i]++;
        }
      }
      return frequencies;
    }

    @Override
    public int[][] contentsWith(int[] wanted, int most) throws IOException {
      int[][] held = session.contentsWith(wanted, most);
      for (int i = 0; i < wanted.length; i++) {
        long spelling = Integer.toUnsignedLong(wanted[i]);
        int from = start(spellings, spelling);
        int to = from;
        while (isOf(spellings, to, spelling) && held[i].length + to - from <= most) {
          to++;
        }
        int known = held[i].length;
        held[i] = Arrays.copyOf(held[i], known + to - from);
        for (int at = from; at < to; at++) {
          held[i][known + at - from] = blob(spellings[at]);
        }
      }
      return held;
    }
  }

  @Override
  public void close() {
    // The index is its owner's.
  }
}
