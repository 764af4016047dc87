package dev.ringfence.scanner.own;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.Holder;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Seeds;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.fingerprints.source.Language;
import java.util.List;
import java.util.Optional;

/// An index without works, for own code to stand alone in.
///
/// @param works what stands alone
/// @param model how surprising tokens are
record NoWorks(List<Work> works, TokenModel model) implements OriginIndex {
  @Override
  public String digest() {
    return "";
  }

  @Override
  public int blobCount() {
    return 0;
  }

  @Override
  public int blobCount(Language language) {
    return 0;
  }

  @Override
  public OriginSession session() {
    return new OriginSession() {
      private final Found nothing = new Found(new Seeds(), new Seeds());

      @Override
      public Found seeds(long[] exact, long[] renamed, int maxFrequency) {
        nothing.exact().begin(exact.length);
        nothing.renamed().begin(renamed.length);
        return nothing;
      }

      @Override
      public int[] spellingFrequencies(int... spellings) {
        return new int[spellings.length];
      }

      @Override
      public int[][] contentsWith(int[] spellings, int most) {
        return new int[spellings.length][0];
      }
    };
  }

  @Override
  public List<String> contentKeys(int... blobs) {
    return List.of();
  }

  @Override
  public int[] tokenBytes(int... blobs) {
    return new int[0];
  }

  @Override
  public List<StoredTokens> tokens(int... blobs) {
    return List.of();
  }

  @Override
  public List<Optional<String>> texts(int... blobs) {
    return List.of();
  }

  @Override
  public List<List<Holder>> holders(int... blobs) {
    return List.of();
  }

  @Override
  public List<List<CorpusFile>> files(int... blobs) {
    return List.of();
  }

  @Override
  public void close() {
    // There is nothing.
  }
}
