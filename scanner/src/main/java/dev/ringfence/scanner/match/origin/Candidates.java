package dev.ringfence.scanner.match.origin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.Holder;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.corpus.index.Role;
import dev.ringfence.corpus.index.StoredTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the matcher knows of the blobs of an index, read once and kept while it is in use. Safe for
/// several threads.
public final class Candidates {
  private static final int KEPT_BLOBS = 20_000;

  /// Token streams are kept up to an eighth of the heap, whatever the size of the index; a token
  /// takes 13 bytes.
  private static final long KEPT_TOKENS =
      Math.min(20_000_000, Runtime.getRuntime().maxMemory() / 8 / 13);

  /// What the works that hold a blob make it.
  ///
  /// @param findable whether a match with it is evidence: some file of a corpus work is not
  ///   permissive
  /// @param workNames the names of the works that hold it; none where all were removed
  public record Blob(boolean findable, TreeSet<String> workNames) {}

  private final OriginIndex index;
  private final Cache<Integer, Blob> blobs = recent();
  private final Cache<Integer, List<CorpusFile>> files = recent();
  private final Cache<Integer, String> orders = recent();
  private final Cache<Integer, Integer> lengths = recent();
  private final Cache<Integer, StoredTokens> tokens =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumWeight(KEPT_TOKENS)
          .weigher((Integer _, StoredTokens kept) -> kept.size())
          .build();

  private static <V> Cache<Integer, V> recent() {
    return Caffeine.newBuilder().executor(Runnable::run).maximumSize(KEPT_BLOBS).build();
  }

  /// The blobs of an index.
  public Candidates(OriginIndex index) {
    this.index = index;
  }

  /// The index.
  public OriginIndex index() {
    return index;
  }

  /// What is known of a blob.
  public Blob blob(int blob) throws IOException {
    @Nullable Blob known = blobs.getIfPresent(blob);
    if (known != null) {
      return known;
    }
    Blob read = of(index.holders(new int[] {blob}).getFirst());
    blobs.put(blob, read);
    return read;
  }

  private static Blob of(List<Holder> holders) {
    boolean findable = false;
    TreeSet<String> names = new TreeSet<>();
    for (Holder holder : holders) {
      names.add(holder.work().identity().name());
      findable |= !holder.permissive() && holder.work().role() == Role.COPYLEFT;
    }
    return new Blob(findable, names);
  }

  /// Reads who holds blobs and how long they are, of those that are not known yet, at once.
  public void know(Collection<Integer> wanted) throws IOException {
    int[] unknown = unknown(wanted, blobs);
    if (unknown.length > 0) {
      List<List<Holder>> holders = index.holders(unknown);
      for (int i = 0; i < unknown.length; i++) {
        blobs.put(unknown[i], of(holders.get(i)));
      }
    }
  }

  /// Reads the tokens of blobs, of those that are not kept, at once.
  public void load(Collection<Integer> wanted) throws IOException {
    int[] unknown = unknown(wanted, tokens);
    if (unknown.length > 0) {
      List<StoredTokens> read = index.tokens(unknown);
      for (int i = 0; i < unknown.length; i++) {
        tokens.put(unknown[i], read.get(i));
      }
    }
  }

  /// Reads the files that hold blobs, of those that are not known yet, at once.
  public void readFiles(Collection<Integer> wanted) throws IOException {
    int[] unknown = unknown(wanted, files);
    if (unknown.length > 0) {
      List<List<CorpusFile>> read = index.files(unknown);
      for (int i = 0; i < unknown.length; i++) {
        files.put(unknown[i], read.get(i));
      }
    }
  }

  private static int[] unknown(Collection<Integer> wanted, Cache<Integer, ?> known) {
    return wanted.stream()
        .filter(blob -> known.getIfPresent(blob) == null)
        .mapToInt(blob -> blob)
        .distinct()
        .toArray();
  }

  /// Blobs in an order in which they may not all be wanted: who holds them is read ahead, more each
  /// time.
  ///
  /// @param sure how many are wanted in any case
  public Iterator<Integer> ahead(List<Integer> ordered, int sure) {
    return new Ahead(ordered, sure);
  }

  private final class Ahead implements Iterator<Integer> {
    private final List<Integer> ordered;
    private int next;
    private int known;
    private int step;

    Ahead(List<Integer> ordered, int sure) {
      this.ordered = ordered;
      this.step = Math.max(1, sure);
    }

    @Override
    public boolean hasNext() {
      return next < ordered.size();
    }

    @Override
    public Integer next() {
      if (next == known) {
        int end = Math.min(ordered.size(), known + step);
        try {
          know(ordered.subList(known, end));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        known = end;
        step *= 2;
      }
      return ordered.get(next++);
    }
  }

  /// The files that hold a blob, by work and path.
  public List<CorpusFile> files(int blob) throws IOException {
    @Nullable List<CorpusFile> known = files.getIfPresent(blob);
    if (known != null) {
      return known;
    }
    List<CorpusFile> read = index.files(new int[] {blob}).getFirst();
    files.put(blob, read);
    return read;
  }

  /// What ties between origins go by: the first work and path that hold the blob.
  public String originOrder(int blob) {
    try {
      CorpusFile first = files(blob).getFirst();
      return first.workId() + "\t" + first.path();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What ties between blobs go by: their content, which is the same in every index.
  public String contentOrder(int blob) {
    @Nullable String known = orders.getIfPresent(blob);
    if (known != null) {
      return known;
    }
    try {
      String read = index.contentKeys(blob).getFirst();
      orders.put(blob, read);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How long a blob is, in bytes of its tokens.
  public int length(int blob) throws IOException {
    @Nullable Integer known = lengths.getIfPresent(blob);
    if (known != null) {
      return known;
    }
    int read = index.tokenBytes(blob)[0];
    lengths.put(blob, read);
    return read;
  }

  /// A blob's tokens.
  public StoredTokens tokens(int blob) throws IOException {
    @Nullable StoredTokens known = tokens.getIfPresent(blob);
    if (known != null) {
      return known;
    }
    StoredTokens read = index.tokens(new int[] {blob}).getFirst();
    tokens.put(blob, read);
    return read;
  }
}
