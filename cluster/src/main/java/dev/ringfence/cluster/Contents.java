package dev.ringfence.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringfence.corpus.index.FunctionTerms;
import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.IndexedContent;
import dev.ringfence.corpus.index.StoredTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// The contents of an index that were met so far, numbered as they were, and what is read of them.
/// Safe for use by several threads.
final class Contents {
  /// Postings of functions that are kept, up to a sixteenth of the heap: a hunk asks for those of
  /// thousands of contents, and the next one for mostly the same.
  private static final long FUNCTIONS =
      Math.min(8L << 20, Runtime.getRuntime().maxMemory() / 16 / Long.BYTES);

  private static final FunctionTerms NO_FUNCTIONS = new FunctionTerms(new long[0], new byte[0]);

  private final ClusterClient client;
  private final Searches searches;
  private final boolean hasFunctions;
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private final Map<Integer, Known> known = new ConcurrentHashMap<>();
  private final AtomicInteger lastNumber = new AtomicInteger();

  /// What was read last of the functions of contents, and how many postings they have.
  private final Cache<Integer, FunctionTerms> functions =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumWeight(FUNCTIONS)
          .weigher((Integer _, FunctionTerms each) -> each.postings().length)
          .build();

  /// What is known of a content that was met.
  ///
  /// @param id of its document
  /// @param tokenBytes how many bytes its tokens take
  private record Known(String id, int tokenBytes) {}

  Contents(ClusterClient client, Searches searches, boolean hasFunctions) {
    this.client = client;
    this.searches = searches;
    this.hasFunctions = hasFunctions;
  }

  /// The number of a content that a hit names.
  int number(JsonNode hit) {
    String id = Searches.text(hit, Layout.KEY);
    Integer number = numbers.get(id);
    if (number != null) {
      return number;
    }
    long tokenBytes = Searches.number(hit, Layout.TOKEN_BYTES);
    if (id.isEmpty() || tokenBytes < 0) {
      throw ClusterIndex.damaged(client, "a content without a key");
    }
    return numbers.computeIfAbsent(
        id,
        _ -> {
          int next = lastNumber.incrementAndGet();
          known.put(next, new Known(id, (int) tokenBytes));
          return next;
        });
  }

  private Known known(int number) {
    Known found = known.get(number);
    if (found == null) {
      throw new IllegalArgumentException("no content " + number);
    }
    return found;
  }

  List<String> ids(int... blobs) {
    List<String> ids = new ArrayList<>(blobs.length);
    for (int blob : blobs) {
      ids.add(known(blob).id());
    }
    return ids;
  }

  int[] tokenBytes(int... blobs) {
    int[] bytes = new int[blobs.length];
    for (int i = 0; i < blobs.length; i++) {
      bytes[i] = known(blobs[i]).tokenBytes();
    }
    return bytes;
  }

  List<StoredTokens> tokens(int... blobs) throws IOException {
    List<StoredTokens> tokens = new ArrayList<>(blobs.length);
    for (byte[] stored : searches.fetch(ids(blobs), Layout.TOKENS)) {
      tokens.add(decode(stored));
    }
    return tokens;
  }

  private StoredTokens decode(byte[] stored) throws IOException {
    try {
      return new IndexedContent(new long[0], new long[0], new int[0], stored).tokens();
    } catch (UncheckedIOException | IndexOutOfBoundsException e) {
      // What damaged bytes make of the decoder.
      throw ClusterIndex.damaged(client, "the tokens of a content cannot be read");
    }
  }

  List<Optional<String>> texts(int... blobs) throws IOException {
    List<Optional<String>> texts = new ArrayList<>(blobs.length);
    for (byte[] stored : searches.fetch(ids(blobs), Layout.TEXT)) {
      texts.add(stored.length == 0 ? Optional.empty() : Optional.of(IndexRecords.text(stored)));
    }
    return texts;
  }

  /// The features of the functions of contents, those that were read lately from memory.
  List<FunctionTerms> functions(int... blobs) throws IOException {
    Map<Integer, FunctionTerms> found =
        new HashMap<>(functions.getAllPresent(Arrays.stream(blobs).boxed().toList()));
    int[] asked =
        Arrays.stream(blobs).filter(blob -> !found.containsKey(blob)).distinct().toArray();
    List<byte[]> stored = hasFunctions ? searches.columns(ids(asked), Layout.FUNCTIONS) : List.of();
    for (int i = 0; i < stored.size(); i++) {
      FunctionTerms read = Layout.functions(stored.get(i));
      found.put(asked[i], read);
      functions.put(asked[i], read);
    }
    List<FunctionTerms> all = new ArrayList<>(blobs.length);
    for (int blob : blobs) {
      all.add(found.getOrDefault(blob, NO_FUNCTIONS));
    }
    return all;
  }
}
