package dev.ringfence.cluster;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.FunctionTerms;
import dev.ringfence.corpus.index.IndexFormat;
import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.IndexRecords.StoredContent;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Mapping, settings, routing and names of documents: the one place that knows them.
final class Layout {
  /*
   * One index of the engine with six kinds of documents, told apart by `kind`:
   *
   *   content  one a distinct content and language; its id is its key, SHA-1 of git's blob and number of
   *            the language, so that the same content is the same document whoever writes it, and lies
   *            in the shard that its hash gives. `k` the key again, as a value; `l` its language; `b` how
   *            many bytes its tokens take; `x` and `r` its fingerprints in the exact and the renamed
   *            channel, `nx` and `nr` how many; `s` the hashes of its names and literals; `t` its tokens;
   *            `c` its text, unless left out; `u` the features of its functions, `p` those again, function
   *            after function; `by` who brought it.
   *   file     one a path of a work, in the shard of its content. `of` the key of its content, `in` the
   *            number of its work, `h` twice that number, plus 1 where its license is permissive, `f` the
   *            record; `o` its id as a value.
   *   work     one a work; `w` the record, `h` its number.
   *   notice   one a distinct license text; its id is its SHA-256; `n` the text.
   *   model    a part of the token model, `m`.
   *   marker   one, `ringfence`: `m` a Marker, `g` its generation, which is a second kind, too, after a
   *            letter g.
   *
   * The name that people use is an alias; behind it is an index with the digest in its name, so that
   * one can be put in place of another at once.
   *
   * A term is the bytes of an index on disk in Base64 for URLs: 7 letters for a fingerprint, 6 for a
   * spelling, 28 for a key. Tokens, texts and records are stored fields with the bytes of an index on
   * disk; features of functions are values of a column. The engine keeps no `_source`: it would hold all of it once more, and a copy that the engine
   * made of it by itself would lack what no source holds. So such a copy is refused by the engine.
   *
   * Nothing is refreshed by time: what was written is not found before the writer says so.
   */

  /// Of this layout.
  static final int VERSION = 2;

  static final String MARKER = "ringfence";
  static final String GENERATION = "g";
  static final String KEY = "k";
  static final String KIND = "kind";
  static final String LANGUAGE = "l";
  static final String TOKEN_BYTES = "b";
  static final String EXACT = "x";
  static final String RENAMED = "r";
  static final String EXACT_COUNT = "nx";
  static final String RENAMED_COUNT = "nr";
  static final String SPELLING = "s";
  static final String TOKENS = "t";
  static final String TEXT = "c";
  static final String FEATURE = "u";
  static final String FUNCTIONS = "p";
  static final String BROUGHT_BY = "by";
  static final String FILE_CONTENT = "of";
  static final String FILE_WORK = "in";
  static final String HOLDER = "h";
  static final String FILE_RECORD = "f";
  static final String ORDER = "o";
  static final String WORK_RECORD = "w";
  static final String NOTICE = "n";
  static final String MODEL = "m";

  /// The bytes of a document of the token model, at most.
  static final int MODEL_BYTES = 8 << 20;

  private static final int FINGERPRINT_BYTES = 5;
  private static final int SPELLING_BYTES = 4;

  private static final Base64.Encoder TERM = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Encoder BINARY = Base64.getEncoder();
  private static final JsonMapper JSON = ClusterClient.JSON;

  private Layout() {}

  /// The body that makes an index.
  ///
  /// @param shards how many
  /// @param replicas copies of each; empty for one where there are two data nodes or more
  static ObjectNode index(int shards, OptionalInt replicas) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode settings = body.putObject("settings").putObject("index");
    settings.put("number_of_shards", shards);
    if (replicas.isPresent()) {
      settings.put("number_of_replicas", replicas.getAsInt());
    } else {
      settings.put("auto_expand_replicas", "0-1");
    }
    settings.put("refresh_interval", "-1");
    settings.put("codec", "best_compression");
    ObjectNode mappings = body.putObject("mappings");
    mappings.put("dynamic", "strict");
    mappings.putObject("_source").put("enabled", false);
    mappings.putObject("_meta").put("ringfence", VERSION);
    ObjectNode fields = mappings.putObject("properties");
    term(fields, KIND);
    term(fields, LANGUAGE);
    term(fields, EXACT);
    term(fields, RENAMED);
    term(fields, SPELLING);
    term(fields, FEATURE);
    term(fields, FILE_WORK);
    fields.putObject(FILE_CONTENT).put("type", "keyword");
    value(fields, KEY, "keyword");
    value(fields, BROUGHT_BY, "keyword");
    value(fields, ORDER, "keyword");
    value(fields, TOKEN_BYTES, "integer");
    value(fields, EXACT_COUNT, "integer");
    value(fields, RENAMED_COUNT, "integer");
    value(fields, HOLDER, "long");
    value(fields, GENERATION, "long");
    // Read of thousands of contents at a time: as a stored field it would bring their texts along.
    fields.putObject(FUNCTIONS).put("type", "binary").put("doc_values", true);
    for (String stored : stored()) {
      fields.putObject(stored).put("type", "binary").put("store", true);
    }
    return body;
  }

  private static List<String> stored() {
    return List.of(TOKENS, TEXT, FILE_RECORD, WORK_RECORD, NOTICE, MODEL);
  }

  /// A field that is looked up, not read.
  private static void term(ObjectNode fields, String name) {
    fields.putObject(name).put("type", "keyword").put("doc_values", false);
  }

  /// A field that is read, not looked up.
  private static void value(ObjectNode fields, String name, String type) {
    fields.putObject(name).put("type", type).put("index", false);
  }

  /// The term of a fingerprint, given as the upper 40 bits of its hash.
  static String fingerprint(long term) {
    return TERM.encodeToString(bytes(term, FINGERPRINT_BYTES));
  }

  static String spelling(int spelling) {
    return TERM.encodeToString(bytes(spelling & 0xffffffffL, SPELLING_BYTES));
  }

  private static byte[] bytes(long value, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (value >>> (8 * (count - 1 - i)));
    }
    return bytes;
  }

  /// The id of a content.
  ///
  /// @param key one character a byte, as indexes name contents
  static String id(String key) {
    return TERM.encodeToString(key.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// The key of a content by its id.
  static String key(String id) {
    return new String(Base64.getUrlDecoder().decode(id), StandardCharsets.ISO_8859_1);
  }

  static ObjectNode content(StoredContent stored, String by) {
    ObjectNode body = document("content");
    body.put(KEY, id(stored.key()));
    body.put(LANGUAGE, stored.language().id());
    body.put(TOKEN_BYTES, stored.content().tokenBytes());
    body.put(EXACT_COUNT, stored.content().exact().length);
    body.put(RENAMED_COUNT, stored.content().renamed().length);
    body.put(BROUGHT_BY, by);
    fingerprints(body.putArray(EXACT), stored.content().exact());
    fingerprints(body.putArray(RENAMED), stored.content().renamed());
    ArrayNode spellings = body.putArray(SPELLING);
    Arrays.stream(stored.content().spellings()).mapToObj(Layout::spelling).forEach(spellings::add);
    body.put(TOKENS, BINARY.encodeToString(stored.content().encodedTokens()));
    stored.functions().ifPresent(functions -> putFunctions(body, functions));
    if (stored.text().length > 0) {
      body.put(TEXT, BINARY.encodeToString(stored.text()));
    }
    return body;
  }

  private static void putFunctions(ObjectNode body, FunctionTerms functions) {
    ArrayNode features = body.putArray(FEATURE);
    Arrays.stream(functions.postings())
        .mapToInt(posting -> (int) (posting >>> Integer.SIZE))
        .distinct()
        .mapToObj(Layout::spelling)
        .forEach(features::add);
    body.put(FUNCTIONS, BINARY.encodeToString(encode(functions)));
  }

  /// Features as bytes: how many functions, the size of each in one byte, then the postings, 4
  /// bytes of the feature and 4 of the function each.
  static byte[] encode(FunctionTerms functions) {
    ByteBuffer bytes =
        ByteBuffer.allocate(
            Integer.BYTES + functions.sizes().length + Long.BYTES * functions.postings().length);
    bytes.putInt(functions.sizes().length).put(functions.sizes());
    bytes.asLongBuffer().put(functions.postings());
    return IndexRecords.deflate(bytes.array());
  }

  /// Reads what [#encode] wrote.
  static FunctionTerms functions(byte[] stored) throws IOException {
    if (stored.length == 0) {
      return new FunctionTerms(new long[0], new byte[0]);
    }
    ByteBuffer bytes = ByteBuffer.wrap(IndexRecords.inflate(stored));
    try {
      byte[] sizes = new byte[bytes.getInt()];
      bytes.get(sizes);
      long[] postings = new long[bytes.remaining() / Long.BYTES];
      bytes.asLongBuffer().get(postings);
      return new FunctionTerms(postings, sizes);
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new IOException("the features of functions are damaged", e);
    }
  }

  private static void fingerprints(ArrayNode array, long[] terms) {
    for (long term : terms) {
      array.add(fingerprint(term));
    }
  }

  private static ObjectNode document(String kind) {
    return JSON.createObjectNode().put(KIND, kind);
  }

  /// The id of a file's content.
  static String contentOf(CorpusFile file) {
    return id(IndexFormat.contentKey(file.swhid(), file.language()));
  }

  /// The id of a file: the same for the same record in the same work.
  ///
  /// @param twin how many equal records of the work came before
  static String fileId(long serial, byte[] record, int twin) {
    return "file:" + serial + ":" + DigestUtils.sha1Hex(record) + (twin == 0 ? "" : ":" + twin);
  }

  static ObjectNode file(long serial, CorpusFile file, byte[] record, String id) {
    ObjectNode body = document("file");
    body.put(FILE_CONTENT, contentOf(file));
    body.put(FILE_WORK, String.valueOf(serial));
    body.put(HOLDER, 2 * serial + (file.license().category().isPermissive() ? 1 : 0));
    body.put(ORDER, id);
    body.put(FILE_RECORD, BINARY.encodeToString(record));
    return body;
  }

  static String workId(long serial) {
    return "work:" + serial;
  }

  static ObjectNode work(long serial, byte[] record) {
    ObjectNode body = document("work");
    body.put(HOLDER, serial);
    body.put(WORK_RECORD, BINARY.encodeToString(record));
    return body;
  }

  static String noticeId(String sha256) {
    return "notice:" + sha256;
  }

  static ObjectNode notice(byte[] deflated) {
    return document("notice").put(NOTICE, BINARY.encodeToString(deflated));
  }

  static ObjectNode model(byte[] part) {
    return document("model").put(MODEL, BINARY.encodeToString(part));
  }

  /// What a state is found by among the kinds of documents.
  static String generation(long generation) {
    return "g" + generation;
  }

  static ObjectNode marker(Marker marker) {
    ObjectNode body = JSON.createObjectNode();
    body.putArray(KIND).add("marker").add(generation(marker.generation()));
    body.put(GENERATION, marker.generation());
    body.put(MODEL, BINARY.encodeToString(JSON.writeValueAsBytes(marker)));
    return body;
  }
}
