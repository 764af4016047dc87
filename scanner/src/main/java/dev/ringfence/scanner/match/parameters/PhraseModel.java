package dev.ringfence.scanner.match.parameters;

import dev.ringfence.fingerprints.token.Prose;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Runs of words that comments in general have, learnt from permissive works and shipped: what
/// everyone copies out of one manual says nothing of where code comes from. Hashes alone.
/// Immutable.
public final class PhraseModel {
  /*
   * The upper halves of the hashes, ascending, each as its distance from the one before in groups of
   * seven bits. One run in some thousands is taken for a phrase by accident; it only says less then.
   */

  /// Words of a run.
  public static final int WORDS = 6;

  private static final int MAGIC = 0x52665031;

  /// Knows nothing.
  static final PhraseModel EMPTY = new PhraseModel(new int[0]);

  private final int[] halves;

  private PhraseModel(int[] halves) {
    this.halves = halves;
  }

  /// A model from its bytes.
  static PhraseModel read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    if (data.readInt() != MAGIC) {
      throw new IOException("no phrase model");
    }
    int[] halves = new int[data.readInt()];
    int last = Integer.MIN_VALUE;
    for (int i = 0; i < halves.length; i++) {
      int distance = 0;
      int shift = 0;
      int group;
      do {
        group = data.readUnsignedByte();
        distance |= (group & 0x7f) << shift;
        shift += 7;
      } while (group > 0x7f);
      last += distance;
      halves[i] = last;
    }
    return new PhraseModel(halves);
  }

  /// The bytes of a model of these runs.
  public static byte[] encode(long[] runs) throws IOException {
    int[] halves = Arrays.stream(runs).mapToInt(PhraseModel::half).sorted().distinct().toArray();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(bytes)) {
      data.writeInt(MAGIC);
      data.writeInt(halves.length);
      int last = Integer.MIN_VALUE;
      for (int half : halves) {
        int distance = half - last;
        while (distance >>> 7 != 0) {
          data.writeByte(0x80 | (distance & 0x7f));
          distance >>>= 7;
        }
        data.writeByte(distance);
        last = half;
      }
    }
    return bytes.toByteArray();
  }

  /// Whether a run is a phrase.
  public boolean contains(long run) {
    return Arrays.binarySearch(halves, half(run)) >= 0;
  }

  private static int half(long run) {
    return (int) (run >>> 32);
  }

  /// The hash of a run of words.
  public static long run(Prose prose, int first) {
    long hash = 0;
    for (int i = first; i < first + WORDS; i++) {
      hash = (hash ^ prose.word(i).hashCode()) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
