package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
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

  /// Answers a question.
  public static byte[] answer(OriginIndex index, Operation operation, byte[] question)
      throws IOException, InvalidQuestionException {
    return WireAnswers.answer(index, operation, question);
  }
}
