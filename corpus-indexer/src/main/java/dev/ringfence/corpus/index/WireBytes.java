package dev.ringfence.corpus.index;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The numbers, blocks and postings of which questions and answers of [OriginWire] consist.
final class WireBytes {
  private WireBytes() {}

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

  static void putSeeds(DataOutputStream out, Seeds seeds, int asked) throws IOException {
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
