package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.source.Language;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// An [OriginIndex] that is asked over a wire: questions and answers as bytes, big-endian. What
/// asks sends hashes and numbers, never text; see [Operation]. [RemoteIndex] asks, [#answer]
/// answers.
public final class OriginWire {
  /// The form of questions and answers. One that reads another number refuses.
  public static final int VERSION = 1;

  /// The most contents, hashes or spellings of one question.
  public static final int MAX_ASKED = 1 << 16;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private OriginWire() {}

  /// What can be asked.
  public enum Operation {
    /// [OriginSession#seeds]: `int most, int n, n longs, int m, m longs`; answered, for each
    /// channel, by the frequencies, then `int postings` and as many pairs of index and content.
    SEEDS,
    /// [OriginSession#spellingFrequencies]: ints by ints.
    SPELLINGS,
    /// [OriginSession#contentsWith]: `int most`, ints; by a list of ints each.
    CONTENTS_WITH,
    /// [OriginIndex#contentKeys]: ints; by strings.
    KEYS,
    /// [OriginIndex#tokenBytes]: ints by ints.
    TOKEN_BYTES,
    /// [OriginIndex#tokens]: ints; by blocks as the index stores them.
    TOKENS,
    /// [OriginIndex#texts]: ints; by deflated blocks, empty where there is none.
    TEXTS,
    /// [OriginIndex#holders]: ints; by pairs of the work's serial number and the flag.
    HOLDERS,
    /// [OriginIndex#files]: ints; by JSON records.
    FILES,
    /// [OriginSession#functions]: `int most`, ascending terms; by the frequencies, then `int
    /// postings` and as many triples of index, content and function.
    FUNCTIONS,
    /// [OriginIndex#functionSizes]: ints; by blocks.
    FUNCTION_SIZES,
    /// [OriginIndex#model]: nothing; by the model's bytes.
    MODEL;

    /// Its name in addresses.
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /// The operation of a name.
    public static Optional<Operation> of(String id) {
      return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
    }
  }

  /// What an index says of itself.
  ///
  /// @param version [#VERSION]
  /// @param fingerprints how fingerprints are made; one that makes them otherwise finds nothing
  /// @param state names the index at one state: numbers of contents mean nothing in another
  /// @param digest [OriginIndex#digest]
  /// @param works [OriginIndex#works]
  /// @param functions [OriginIndex#hasFunctions]
  /// @param contents [OriginIndex#blobCount]
  /// @param byLanguage the contents in a language or its kin, by its id
  public record About(
      int version,
      String fingerprints,
      String state,
      String digest,
      List<Work> works,
      boolean functions,
      int contents,
      Map<String, Integer> byLanguage) {
    public About {
      works = List.copyOf(works);
      byLanguage = Map.copyOf(byLanguage);
    }

    /// What an index says.
    public static About of(OriginIndex index, String state) throws IOException {
      Map<String, Integer> byLanguage = new TreeMap<>();
      for (Language language : Language.values()) {
        byLanguage.put(language.id(), index.blobCount(language));
      }
      return new About(
          VERSION,
          IndexFormat.parameters(),
          state,
          index.digest(),
          index.works(),
          index.hasFunctions(),
          index.blobCount(),
          byLanguage);
    }

    /// As JSON.
    public byte[] encode() {
      return JSON.writeValueAsBytes(this);
    }

    /// From JSON.
    public static About decode(byte[] json) throws IOException {
      try {
        return JSON.readValue(json, About.class);
      } catch (JacksonException e) {
        throw new IOException("what the index says of itself cannot be read", e);
      }
    }
  }

  /// A question that is none.
  public static final class InvalidQuestionException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidQuestionException(String message) {
      super(message);
    }
  }

  interface Writer {
    void to(DataOutputStream out) throws IOException;
  }

  static byte[] write(Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    writer.to(out);
    out.flush();
    return bytes.toByteArray();
  }

  static DataInputStream read(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  static void putInts(DataOutputStream out, int... values) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  static int[] ints(DataInputStream in) throws IOException {
    int[] values = new int[count(in, Integer.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  static void putLongs(DataOutputStream out, long... values) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  static long[] longs(DataInputStream in) throws IOException {
    long[] values = new long[count(in, Long.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readLong();
    }
    return values;
  }

  static void putBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] bytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[count(in, 1)];
    in.readFully(bytes);
    return bytes;
  }

  /// How many items of a size follow; never more than there are bytes for.
  static int count(DataInputStream in, int size) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available() / size) {
      throw new IOException("cut short");
    }
    return count;
  }

  /// Answers a question.
  public static byte[] answer(OriginIndex index, Operation operation, byte[] question)
      throws IOException, InvalidQuestionException {
    try {
      DataInputStream in = read(question);
      byte[] answer = write(out -> answer(index, operation, in, out));
      if (in.available() > 0) {
        throw new InvalidQuestionException("it does not end where it should");
      }
      return answer;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new InvalidQuestionException("it asks for a content that is not there");
    } catch (Cut e) {
      throw new InvalidQuestionException(e.getMessage());
    }
  }

  /// A question that cannot be read, told apart from an index that cannot.
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Cut(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  private static int[] asked(DataInputStream in) {
    try {
      int[] asked = ints(in);
      if (asked.length > MAX_ASKED) {
        throw new Cut("it asks for more than " + MAX_ASKED + " at a time");
      }
      return asked;
    } catch (IOException e) {
      throw new Cut("it is cut short");
    }
  }

  private static long[] hashes(DataInputStream in) {
    try {
      long[] hashes = longs(in);
      if (hashes.length > MAX_ASKED) {
        throw new Cut("it asks for more than " + MAX_ASKED + " at a time");
      }
      for (int i = 1; i < hashes.length; i++) {
        if (Long.compareUnsigned(hashes[i - 1], hashes[i]) >= 0) {
          throw new Cut("its hashes do not ascend");
        }
      }
      return hashes;
    } catch (IOException e) {
      throw new Cut("it is cut short");
    }
  }

  private static int most(DataInputStream in) {
    try {
      return in.readInt();
    } catch (IOException e) {
      throw new Cut("it is cut short");
    }
  }

  private static void answer(
      OriginIndex index, Operation operation, DataInputStream in, DataOutputStream out)
      throws IOException {
    switch (operation) {
      case SEEDS -> {
        int most = most(in);
        long[] exact = hashes(in);
        long[] renamed = hashes(in);
        OriginSession.Found found = index.session().seeds(exact, renamed, most);
        putSeeds(out, found.exact(), exact.length);
        putSeeds(out, found.renamed(), renamed.length);
      }
      case SPELLINGS -> putInts(out, index.session().spellingFrequencies(asked(in)));
      case CONTENTS_WITH -> {
        int most = most(in);
        int[][] contents = index.session().contentsWith(asked(in), most);
        out.writeInt(contents.length);
        for (int[] each : contents) {
          putInts(out, each);
        }
      }
      case FUNCTIONS -> {
        int most = most(in);
        int[] terms = asked(in);
        for (int i = 1; i < terms.length; i++) {
          if (Integer.compareUnsigned(terms[i - 1], terms[i]) >= 0) {
            throw new Cut("its terms do not ascend");
          }
        }
        FunctionSeeds seeds = index.session().functions(terms, most);
        for (int i = 0; i < terms.length; i++) {
          out.writeInt(seeds.frequency(i));
        }
        out.writeInt(seeds.size());
        for (int i = 0; i < seeds.size(); i++) {
          out.writeInt(seeds.feature(i));
          out.writeInt(seeds.blob(i));
          out.writeInt(seeds.unit(i));
        }
      }
      case FUNCTION_SIZES -> {
        List<byte[]> sizes = index.functionSizes(known(asked(in)));
        out.writeInt(sizes.size());
        for (byte[] each : sizes) {
          putBytes(out, each);
        }
      }
      case KEYS -> {
        List<String> keys = index.contentKeys(known(asked(in)));
        out.writeInt(keys.size());
        for (String key : keys) {
          putBytes(out, key.getBytes(StandardCharsets.UTF_8));
        }
      }
      case TOKEN_BYTES -> putInts(out, index.tokenBytes(known(asked(in))));
      case TOKENS -> {
        List<StoredTokens> all = index.tokens(known(asked(in)));
        out.writeInt(all.size());
        for (StoredTokens tokens : all) {
          putBytes(out, tokens.encode());
        }
      }
      case TEXTS -> {
        List<Optional<String>> texts = index.texts(known(asked(in)));
        out.writeInt(texts.size());
        for (Optional<String> text : texts) {
          putBytes(
              out,
              text.isEmpty()
                  ? new byte[0]
                  : StoredTokens.deflate(text.get().getBytes(StandardCharsets.UTF_8)));
        }
      }
      case HOLDERS -> {
        List<List<Holder>> all = index.holders(known(asked(in)));
        out.writeInt(all.size());
        for (List<Holder> holders : all) {
          out.writeInt(holders.size());
          for (Holder holder : holders) {
            out.writeLong(holder.work().serial());
            out.writeBoolean(holder.permissive());
          }
        }
      }
      case FILES -> {
        List<List<CorpusFile>> all = index.files(known(asked(in)));
        out.writeInt(all.size());
        for (List<CorpusFile> files : all) {
          out.writeInt(files.size());
          for (CorpusFile file : files) {
            putBytes(out, Records.encode(file));
          }
        }
      }
      case MODEL -> out.write(index.model().encode());
    }
  }

  private static int[] known(int[] contents) {
    for (int content : contents) {
      if (content < 0) {
        throw new IndexOutOfBoundsException(content);
      }
    }
    return contents;
  }

  private static void putSeeds(DataOutputStream out, Seeds seeds, int asked) throws IOException {
    for (int i = 0; i < asked; i++) {
      out.writeInt(seeds.frequency(i));
    }
    out.writeInt(seeds.size());
    for (int i = 0; i < seeds.size(); i++) {
      out.writeInt(seeds.fingerprint(i));
      out.writeInt(seeds.blob(i));
    }
  }

  static void readSeeds(DataInputStream in, Seeds seeds, int asked) throws IOException {
    seeds.begin(asked);
    for (int i = 0; i < asked; i++) {
      seeds.count(i, in.readInt());
    }
    int postings = count(in, 2 * Integer.BYTES);
    for (int i = 0; i < postings; i++) {
      int fingerprint = in.readInt();
      if (fingerprint < 0 || fingerprint >= asked) {
        throw new IOException("a posting of a fingerprint that was not asked for");
      }
      seeds.add(fingerprint, in.readInt());
    }
  }

  static FunctionSeeds readFunctions(DataInputStream in, int asked) throws IOException {
    FunctionSeeds seeds = new FunctionSeeds(asked);
    for (int i = 0; i < asked; i++) {
      seeds.count(i, in.readInt());
    }
    int postings = count(in, 3 * Integer.BYTES);
    for (int i = 0; i < postings; i++) {
      int term = in.readInt();
      if (term < 0 || term >= asked) {
        throw new IOException("a posting of a feature that was not asked for");
      }
      seeds.add(term, in.readInt(), in.readInt());
    }
    return seeds;
  }

  /// The blocks of an answer; as many as were asked for.
  static List<byte[]> blocks(DataInputStream in, int asked) throws IOException {
    int count = in.readInt();
    if (count != asked) {
      throw new IOException("an answer for " + count + " of " + asked + " contents");
    }
    List<byte[]> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(bytes(in));
    }
    return blocks;
  }

  static StoredTokens tokens(byte[] block) throws IOException {
    try {
      return StoredTokens.decode(block, 0, block.length);
    } catch (UncheckedIOException e) {
      throw new IOException("tokens that cannot be read", e);
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("tokens that are cut short", e);
    }
  }

  static Optional<String> text(byte[] block) throws IOException {
    if (block.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new String(StoredTokens.inflate(block, 0, block.length), StandardCharsets.UTF_8));
    } catch (UncheckedIOException | IndexOutOfBoundsException e) {
      throw new IOException("a text that cannot be read", e);
    }
  }
}
