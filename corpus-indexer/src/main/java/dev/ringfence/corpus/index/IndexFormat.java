package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.source.Language;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.lucene.util.BytesRef;

/// The layout of an index on disk.
public final class IndexFormat {
  /*
   * A Lucene index with four kinds of documents, told apart by the field that names them, and one
   * file beside it:
   *
   *   blob   one a distinct content and language. `blob` its key, SHA-1 of git's blob and the number of
   *          the language in 21 bytes, as a term and, in `k`, as a value; `l` its language; `x` and `r` its winnowed
   *          fingerprints in the exact and the renamed channel, 5-byte terms, documents only; `s` the
   *          hashes of its distinct names and literals, 4-byte terms; `t` its tokens [StoredTokens];
   *          `c` its text, deflated, unless left out; `g` the features of its functions, 4-byte terms,
   *          with the number of the function as their position; `u` the weight of each function, a byte.
   *   file   one a path of a work. `file` work id, a tab and the path; `of` the key of its blob, `in`
   *          the serial number of its work; `f` the record as JSON; `h`, a value, twice the serial
   *          number of its work, plus 1 where its license is permissive.
   *   work   one a work. `work` its serial number; `w` the record as JSON.
   *   notice one a distinct license text. `notice` its SHA-256, hex; `n` the text, deflated.
   *
   *   model-N  the token model [TokenModel] of all blobs at commit N; the commit's user data names it,
   *            so that a crash leaves the model that belongs to the last commit.
   *
   * The commit's user data also has the lengths and CRC-32 of the commit's files, the SHA-256 of the
   * model and the logical digest, which follows from the works.
   *
   * A fingerprint is the upper 40 bits of its hash, big-endian: hash 0x0123456789abcdef is the term
   * 01 23 45 67 89.
   */

  /// 1: first version; 2: blobs are written in sorted batches, keys are binary; 3: works have
  /// provenance, serial numbers and notices, files have snippets and revisions; 4: who holds a
  /// blob, and how, is a value of the file; 5: names have their case.
  public static final int VERSION = 5;

  /// The oldest version that is still read. A version is kept here as long as its indexes give the
  /// answers that a new one gives.
  public static final int READ_MIN = 5;

  /// Whether an index of a format and of fingerprints of a version can be read.
  static boolean isReadable(String format, String fingerprints) {
    return format.matches("[0-9]{1,6}")
        && Integer.parseInt(format) >= READ_MIN
        && Integer.parseInt(format) <= VERSION
        && fingerprints.equals(String.valueOf(FingerprintFormat.VERSION));
  }

  static final String BLOB = "blob";
  static final String KEY = "k";
  static final String LANGUAGE = "l";
  static final String EXACT = "x";
  static final String RENAMED = "r";
  static final String SPELLING = "s";
  static final String TOKENS = "t";
  static final String TEXT = "c";
  static final String FUNCTIONS = "g";
  static final String FUNCTION_SIZES = "u";
  static final String FILE = "file";
  static final String FILE_BLOB = "of";
  static final String FILE_WORK = "in";
  static final String FILE_RECORD = "f";
  static final String FILE_HOLDER = "h";
  static final String WORK = "work";
  static final String WORK_RECORD = "w";

  static final String NOTICE = "notice";
  static final String NOTICE_TEXT = "n";

  static final String DATA_FORMAT = "ringfence.format";
  static final String DATA_FINGERPRINTS = "ringfence.fingerprints";
  static final String DATA_MODEL = "ringfence.model";

  /// Lengths and checksums of the commit's files, [FileIntegrity]; an index without is read, too.
  static final String DATA_FILES = "ringfence.files";

  static final String DATA_MODEL_DIGEST = "ringfence.model.sha256";
  static final String DATA_DIGEST = "ringfence.digest";

  /// The version of the features of functions, where all contents have them. They came later: an
  /// index without is read as before, and so is one with them by a program that does not know them.
  static final String DATA_FUNCTIONS = "ringfence.functions";

  static final int FUNCTION_BYTES = 4;
  static final int FINGERPRINT_BYTES = 5;
  static final int SPELLING_BYTES = 4;

  static final int KEY_BYTES = 21;

  private IndexFormat() {}

  /// The parameters as a reader of a report wants them.
  public static String parameters() {
    return "format "
        + VERSION
        + "."
        + FingerprintFormat.VERSION
        + ", exact k="
        + FingerprintFormat.EXACT.k()
        + " w="
        + FingerprintFormat.EXACT.w()
        + " t="
        + FingerprintFormat.EXACT.guaranteeThreshold()
        + ", renamed k="
        + FingerprintFormat.RENAMED.k()
        + " w="
        + FingerprintFormat.RENAMED.w()
        + " t="
        + FingerprintFormat.RENAMED.guaranteeThreshold();
  }

  /// The key of a content in a language.
  static byte[] blobKey(String swhid, Language language) {
    byte[] key =
        Arrays.copyOf(
            HexFormat.of().parseHex(swhid.substring(swhid.lastIndexOf(':') + 1)), KEY_BYTES);
    key[KEY_BYTES - 1] = (byte) language.number();
    return key;
  }

  /// The key of a content, the same in every index.
  ///
  /// @param swhid its SWHID, of which the SHA-1 in hex counts
  public static String contentKey(String swhid, Language language) {
    return keyText(blobKey(swhid, language));
  }

  /// A key as a string, one character a byte.
  static String keyText(byte[] key) {
    return new String(key, StandardCharsets.ISO_8859_1);
  }

  static String keyText(BytesRef key) {
    return new String(key.bytes, key.offset, key.length, StandardCharsets.ISO_8859_1);
  }

  static void fingerprintTerm(long hash, byte[] term) {
    for (int i = 0; i < FINGERPRINT_BYTES; i++) {
      term[i] = (byte) (hash >>> (56 - 8 * i));
    }
  }

  static void spellingTerm(int spelling, byte[] term) {
    for (int i = 0; i < SPELLING_BYTES; i++) {
      term[i] = (byte) (spelling >>> (24 - 8 * i));
    }
  }
}
