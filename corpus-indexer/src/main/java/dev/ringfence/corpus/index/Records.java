package dev.ringfence.corpus.index;

import org.apache.lucene.index.CorruptIndexException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The JSON records of an index.
final class Records {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Records() {}

  static byte[] encode(Object value) {
    return JSON.writeValueAsBytes(value);
  }

  static <T> T decode(byte[] json, int offset, int length, Class<T> type)
      throws java.io.IOException {
    try {
      return JSON.readValue(json, offset, length, type);
    } catch (JacksonException e) {
      throw new CorruptIndexException("a record of the index is damaged", "record", e);
    }
  }
}
