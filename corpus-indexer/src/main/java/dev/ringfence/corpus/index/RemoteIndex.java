package dev.ringfence.corpus.index;

import dev.ringfence.corpus.index.OriginWire.Operation;
import dev.ringfence.fingerprints.source.Language;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An index that another process has open, asked over a [Wire]. What is asked are hashes of
/// fingerprints and spellings, and numbers of contents: never the text that is scanned.
public final class RemoteIndex implements OriginIndex {
  /// How questions get there. Safe for use by several threads.
  public interface Wire extends AutoCloseable {
    /// What the index says of itself.
    byte[] about() throws IOException;

    /// Asks.
    ///
    /// @param state the state of the index that the question is about; where it is another by now,
    ///   that is thrown
    byte[] ask(String state, Operation operation, byte[] question) throws IOException;

    @Override
    void close() throws IOException;
  }

  /// How many contents are asked for at a time: an answer of tokens then has some megabytes.
  private static final int BATCH = 256;

  /// How many contents more are asked for with one that is wanted.
  private static final int MAX_BESIDE = 4096;

  /// How many facts of each kind are kept.
  private static final int MAX_FACTS = 1 << 18;

  private final Map<Integer, String> keys = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> sizesOfTokens = new ConcurrentHashMap<>();

  /// The contents that the last look-up of any thread found.
  private volatile int[] found = new int[0];

  private final Wire wire;
  private final OriginWire.About about;
  private final Map<Long, Work> bySerial = new HashMap<>();
  private @Nullable TokenModel model;

  private RemoteIndex(Wire wire, OriginWire.About about) {
    this.wire = wire;
    this.about = about;
    about.works().forEach(work -> bySerial.put(work.serial(), work));
  }

  /// Opens it at its present state.
  public static RemoteIndex open(Wire wire) throws IOException {
    OriginWire.About about = OriginWire.About.decode(wire.about());
    if (about.version() != OriginWire.VERSION) {
      throw new IOException(
          "it speaks version " + about.version() + ", this program " + OriginWire.VERSION);
    }
    if (!about.fingerprints().equals(IndexFormat.parameters())) {
      throw new IOException(
          "its fingerprints are made otherwise: "
              + about.fingerprints()
              + ", here "
              + IndexFormat.parameters());
    }
    return new RemoteIndex(wire, about);
  }

  private DataInputStream ask(Operation operation, byte[] question) throws IOException {
    return WireBytes.read(wire.ask(about.state(), operation, question));
  }

  @Override
  public String digest() {
    return about.digest();
  }

  @Override
  public List<Work> works() {
    return about.works();
  }

  @Override
  public synchronized TokenModel model() {
    TokenModel known = model;
    if (known == null) {
      try {
        known = TokenModel.decode(wire.ask(about.state(), Operation.MODEL, new byte[0]));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      model = known;
    }
    return known;
  }

  @Override
  public int blobCount() {
    return about.contents();
  }

  @Override
  public int blobCount(Language language) {
    return about.byLanguage().getOrDefault(language.id(), 0);
  }

  private interface Reader<T> {
    List<T> read(DataInputStream in, int asked) throws IOException;
  }

  /// Asks for contents, some at a time.
  private <T> List<T> all(Operation operation, int[] contents, Reader<T> reader)
      throws IOException {
    List<T> all = new ArrayList<>();
    for (int from = 0; from < contents.length; from += BATCH) {
      int[] some = Arrays.copyOfRange(contents, from, Math.min(contents.length, from + BATCH));
      byte[] question = WireBytes.write(out -> WireBytes.putInts(out, some));
      all.addAll(reader.read(ask(operation, question), some.length));
    }
    return all;
  }

  private interface BlockReader<T> {
    T read(byte[] block) throws IOException;
  }

  private <T> List<T> blocks(Operation operation, int[] contents, BlockReader<T> reader)
      throws IOException {
    return all(
        operation,
        contents,
        (in, asked) -> {
          List<T> read = new ArrayList<>();
          for (byte[] block : WireBytes.blocks(in, asked)) {
            read.add(reader.read(block));
          }
          return read;
        });
  }

  @Override
  public boolean hasFunctions() {
    return about.functions();
  }

  @Override
  public List<byte[]> functionSizes(int... blobs) throws IOException {
    return blocks(Operation.FUNCTION_SIZES, blobs, block -> block);
  }

  @Override
  public List<String> contentKeys(int... blobs) throws IOException {
    return known(
        keys,
        blobs,
        wanted ->
            blocks(Operation.KEYS, wanted, block -> new String(block, StandardCharsets.UTF_8)));
  }

  @Override
  public int[] tokenBytes(int... blobs) throws IOException {
    List<Integer> sizes =
        known(
            sizesOfTokens,
            blobs,
            wanted ->
                all(
                    Operation.TOKEN_BYTES,
                    wanted,
                    (in, asked) -> Arrays.stream(WireBytes.ints(in)).boxed().toList()));
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  private interface Source<T> {
    List<T> ask(int[] contents) throws IOException;
  }

  /// Facts of a few bytes are wanted of one content after the other, and of nearly all that the
  /// last look-up found: they are asked for together.
  private <T> List<T> known(Map<Integer, T> facts, int[] blobs, Source<T> source)
      throws IOException {
    int[] missing = Arrays.stream(blobs).filter(blob -> !facts.containsKey(blob)).toArray();
    if (missing.length > 0) {
      int[] beside =
          Arrays.stream(found)
              .filter(blob -> !facts.containsKey(blob))
              .limit(Math.max(0, MAX_BESIDE - missing.length))
              .toArray();
      int[] wanted =
          IntStream.concat(Arrays.stream(missing), Arrays.stream(beside)).distinct().toArray();
      if (facts.size() > MAX_FACTS) {
        facts.clear();
      }
      List<T> answered = source.ask(wanted);
      for (int i = 0; i < wanted.length; i++) {
        facts.put(wanted[i], answered.get(i));
      }
    }
    List<T> all = new ArrayList<>();
    for (int blob : blobs) {
      T fact = facts.get(blob);
      // Another thread may have made room just now.
      all.add(fact == null ? source.ask(new int[] {blob}).getFirst() : fact);
    }
    return all;
  }

  @Override
  public List<StoredTokens> tokens(int... blobs) throws IOException {
    return blocks(Operation.TOKENS, blobs, WireBytes::tokens);
  }

  @Override
  public List<Optional<String>> texts(int... blobs) throws IOException {
    return blocks(Operation.TEXTS, blobs, WireBytes::text);
  }

  @Override
  public List<List<Holder>> holders(int... blobs) throws IOException {
    return all(
        Operation.HOLDERS,
        blobs,
        (in, asked) -> {
          List<List<Holder>> all = new ArrayList<>();
          int count = in.readInt();
          for (int i = 0; i < count; i++) {
            List<Holder> holders = new ArrayList<>();
            int n = WireBytes.count(in, Long.BYTES + 1);
            for (int k = 0; k < n; k++) {
              Work work = bySerial.get(in.readLong());
              if (work == null) {
                throw new IOException("a file of no work");
              }
              holders.add(new Holder(work, in.readBoolean()));
            }
            all.add(holders);
          }
          return all;
        });
  }

  @Override
  public List<List<CorpusFile>> files(int... blobs) throws IOException {
    return all(
        Operation.FILES,
        blobs,
        (in, asked) -> {
          List<List<CorpusFile>> all = new ArrayList<>();
          int count = in.readInt();
          for (int i = 0; i < count; i++) {
            List<CorpusFile> files = new ArrayList<>();
            int n = WireBytes.count(in, Integer.BYTES);
            for (int k = 0; k < n; k++) {
              byte[] record = WireBytes.bytes(in);
              files.add(Records.decode(record, 0, record.length, CorpusFile.class));
            }
            all.add(files);
          }
          return all;
        });
  }

  @Override
  public OriginSession session() {
    return new Session();
  }

  private final class Session implements OriginSession {
    private final Seeds exact = new Seeds();
    private final Seeds renamed = new Seeds();

    @Override
    public Found seeds(long[] exactHashes, long[] renamedHashes, int maxFrequency)
        throws IOException {
      byte[] question =
          WireBytes.write(out -> {
            out.writeInt(maxFrequency);
            WireBytes.putLongs(out, exactHashes);
            WireBytes.putLongs(out, renamedHashes);
          });
      DataInputStream in = ask(Operation.SEEDS, question);
      WireBytes.readSeeds(in, exact, exactHashes.length);
      WireBytes.readSeeds(in, renamed, renamedHashes.length);
      found =
          IntStream.concat(
                  IntStream.range(0, exact.size()).map(exact::blob),
                  IntStream.range(0, renamed.size()).map(renamed::blob))
              .distinct()
              .toArray();
      return new Found(exact, renamed);
    }

    @Override
    public FunctionSeeds functions(int[] terms, int maxFrequency) throws IOException {
      byte[] question =
          WireBytes.write(out -> {
            out.writeInt(maxFrequency);
            WireBytes.putInts(out, terms);
          });
      return WireBytes.readFunctions(ask(Operation.FUNCTIONS, question), terms.length);
    }

    @Override
    public int[] spellingFrequencies(int... spellings) throws IOException {
      byte[] question = WireBytes.write(out -> WireBytes.putInts(out, spellings));
      return same(WireBytes.ints(ask(Operation.SPELLINGS, question)), spellings.length);
    }

    private int[] same(int[] answer, int asked) throws IOException {
      if (answer.length != asked) {
        throw new IOException("an answer for " + answer.length + " of " + asked + " spellings");
      }
      return answer;
    }

    @Override
    public int[][] contentsWith(int[] spellings, int most) throws IOException {
      byte[] question =
          WireBytes.write(out -> {
            out.writeInt(most);
            WireBytes.putInts(out, spellings);
          });
      DataInputStream in = ask(Operation.CONTENTS_WITH, question);
      int count = in.readInt();
      if (count != spellings.length) {
        throw new IOException("an answer for " + count + " of " + spellings.length + " spellings");
      }
      int[][] contents = new int[count][];
      for (int i = 0; i < count; i++) {
        contents[i] = WireBytes.ints(in);
      }
      return contents;
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
