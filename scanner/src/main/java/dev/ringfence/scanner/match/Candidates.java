package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.Role;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What the matcher knows of the blobs of an index, read once and kept while it is in use. Safe for
/// several threads.
public final class Candidates {
  private static final int KEPT_TOKEN_STREAMS = 2000;

  /// A blob's files and what they make it.
  ///
  /// @param files the files that hold it
  /// @param findable whether a match with it is evidence: some file of a corpus work is not
  ///   permissive
  /// @param permissive whether some file that holds it is permissive
  /// @param workNames the names of the works that hold it
  public record Blob(
      List<CorpusFile> files, boolean findable, boolean permissive, TreeSet<String> workNames) {}

  private final CorpusIndex index;
  private final Map<Integer, Blob> blobs = new java.util.concurrent.ConcurrentHashMap<>();
  private final Map<Integer, String> orders = new java.util.concurrent.ConcurrentHashMap<>();
  private final Map<Integer, StoredTokens> tokens =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, StoredTokens> eldest) {
          return size() > KEPT_TOKEN_STREAMS;
        }
      };

  /// The blobs of an index.
  public Candidates(CorpusIndex index) {
    this.index = index;
  }

  /// The index.
  public CorpusIndex index() {
    return index;
  }

  /// A blob's files.
  public Blob blob(int blob) throws IOException {
    Blob known = blobs.get(blob);
    if (known != null) {
      return known;
    }
    List<CorpusFile> files = index.files(blob);
    boolean findable = false;
    boolean permissive = false;
    TreeSet<String> names = new TreeSet<>();
    for (CorpusFile file : files) {
      Work work = index.work(file.workId()).orElse(null);
      if (work == null) {
        continue;
      }
      names.add(work.name());
      if (file.license().category().isPermissive()) {
        permissive = true;
      } else if (work.role() == Role.COPYLEFT) {
        findable = true;
      }
    }
    Blob read = new Blob(files, findable, permissive, names);
    blobs.put(blob, read);
    return read;
  }

  /// What ties between origins go by: the first work and path that hold the blob.
  String originOrder(int blob) {
    try {
      CorpusFile first = blob(blob).files().getFirst();
      return first.workId() + "\t" + first.path();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What ties between blobs go by: their content, which is the same in every index.
  String contentOrder(int blob) {
    return orders.computeIfAbsent(
        blob,
        b -> {
          try {
            return index.contentKey(b);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /// A blob's tokens.
  public StoredTokens tokens(int blob) throws IOException {
    synchronized (tokens) {
      StoredTokens known = tokens.get(blob);
      if (known != null) {
        return known;
      }
    }
    StoredTokens read = index.tokens(blob);
    synchronized (tokens) {
      tokens.put(blob, read);
    }
    return read;
  }
}
