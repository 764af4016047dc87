package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.winnow.Winnower;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.LeafReaderContext;

/// Checks that an index is whole: the checksums of its files, that every file's content is there
/// and is what its key says, that digests and token model follow from the contents, and that
/// contents are found by their own fingerprints.
public final class IndexVerifier {
  /// How many contents are looked up.
  private static final int QUERIES = 200;

  private static final int MAX_FAULTS = 100;

  /// What a check found.
  ///
  /// @param works works checked
  /// @param files their files
  /// @param contents contents whose tokens were read
  /// @param texts contents whose text was hashed
  /// @param queries contents looked up by their own fingerprints
  /// @param faults what is wrong, for a reader; empty where nothing is
  public record Report(
      int works, int files, int contents, int texts, int queries, List<String> faults) {}

  private final CorpusIndex index;
  private final List<String> faults = new ArrayList<>();
  private int files;
  private int texts;
  private int queries;

  private IndexVerifier(CorpusIndex index) {
    this.index = index;
  }

  /// Checks an index.
  public static Report verify(CorpusIndex index) throws IOException {
    IndexVerifier verifier = new IndexVerifier(index);
    try {
      verifier.checkSegments();
      Set<String> keys = verifier.checkContents();
      verifier.checkWorks(keys);
    } catch (RingfenceException e) {
      verifier.fault("cannot be read on: " + String.join("; ", e.diagnostic().notes()));
    } catch (IOException | RuntimeException e) {
      // Damaged bytes make the decoders fail in many ways.
      verifier.fault("cannot be read on: " + e.getMessage());
    }
    return new Report(
        index.works().size(),
        verifier.files,
        index.blobCount(),
        verifier.texts,
        verifier.queries,
        List.copyOf(verifier.faults));
  }

  private void fault(String what) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(what);
    }
  }

  private void checkSegments() throws IOException {
    for (LeafReaderContext leaf : index.reader().leaves()) {
      if (leaf.reader() instanceof CodecReader segment) {
        segment.checkIntegrity();
      }
    }
  }

  private Set<String> checkContents() throws IOException {
    Set<String> keys = new HashSet<>();
    TokenModel model = new TokenModel();
    int[] blobs = index.blobs();
    int step = Math.max(1, blobs.length / QUERIES);
    OriginSession session = index.session();
    for (int i = 0; i < blobs.length; i++) {
      int blob = blobs[i];
      String key = index.contentKey(blob);
      if (!keys.add(key)) {
        fault("content " + swhid(key) + " is there twice");
      }
      StoredTokens tokens;
      try {
        tokens = index.tokens(blob);
      } catch (RingfenceException e) {
        fault("content " + swhid(key) + ": its tokens are damaged");
        continue;
      }
      Language language = Language.ofNumber(tokens.language());
      model.count(language.kin().number(), tokens.tokens(), 1);
      if (index.hasText(blob)) {
        texts++;
        if (!swhid(key).equals("swh:1:cnt:" + ContentIndexer.gitBlobSha1(index.textBytes(blob)))) {
          fault("content " + swhid(key) + ": its text is another");
        }
      }
      if (i % step == 0) {
        checkLookup(session, blob, key, tokens);
      }
    }
    if (!Arrays.equals(model.encode(), index.copyModel().encode())) {
      fault("the token model does not follow from the contents");
    }
    return keys;
  }

  private static String swhid(String key) {
    StringBuilder hex = new StringBuilder("swh:1:cnt:");
    for (int i = 0; i < 20 && i < key.length(); i++) {
      hex.append(String.format("%02x", (int) key.charAt(i)));
    }
    return hex.toString();
  }

  private void checkLookup(OriginSession session, int blob, String key, StoredTokens tokens)
      throws IOException {
    queries++;
    for (Channel channel : Channel.values()) {
      long[] all = new long[tokens.size()];
      int count =
          new KGramHasher(FingerprintFormat.parameters(channel).k(), channel)
              .hash(tokens.tokens(), all);
      long[] minima = new long[count];
      int kept =
          Winnower.minima(
              all, count, FingerprintFormat.parameters(channel).w(), minima, new long[count]);
      long[] sorted =
          Arrays.stream(minima, 0, kept)
              .map(hash -> hash ^ Long.MIN_VALUE)
              .sorted()
              .map(hash -> hash ^ Long.MIN_VALUE)
              .distinct()
              .toArray();
      long[] none = new long[0];
      Seeds seeds =
          session
              .seeds(
                  channel == Channel.EXACT ? sorted : none,
                  channel == Channel.RENAMED ? sorted : none,
                  Integer.MAX_VALUE)
              .in(channel);
      boolean[] found = new boolean[sorted.length];
      for (int p = 0; p < seeds.size(); p++) {
        if (seeds.blob(p) == blob) {
          found[seeds.fingerprint(p)] = true;
        }
      }
      for (boolean each : found) {
        if (!each) {
          fault("content " + swhid(key) + " is not found by its own fingerprints");
          return;
        }
      }
    }
  }

  private void checkWorks(Set<String> keys) throws IOException {
    Set<String> held = new HashSet<>();
    Set<String> notices = index.noticeKeys();
    for (Work work : index.works()) {
      TreeSet<String> lines = new TreeSet<>();
      int[] count = {0};
      index.forEachFile(
          work,
          file -> {
            count[0]++;
            lines.add(CorpusAdder.digestLine(file));
            String key = IndexFormat.keyText(IndexFormat.blobKey(file.swhid(), file.language()));
            held.add(key);
            if (!keys.contains(key)) {
              fault(work.id() + ": the content of " + file.path() + " is missing");
            }
          });
      files += count[0];
      if (count[0] != work.contents().files()) {
        fault(
            work.id()
                + ": "
                + work.contents().files()
                + " files were added, "
                + count[0]
                + " are there");
      } else if (!CorpusAdder.digest(lines).equals(work.digest())) {
        fault(work.id() + ": its files do not give its digest");
      }
      work.provenance()
          .notices()
          .forEach((path, sha) -> {
            if (!notices.contains(sha)) {
              fault(work.id() + ": the license text " + path + " is missing");
            }
          });
    }
    if (!CommitData.logicalDigest(index.works()).equals(index.digest())) {
      fault("the digest does not follow from the works");
    }
    keys.removeAll(held);
    if (!keys.isEmpty()) {
      fault(keys.size() + " contents belong to no file");
    }
  }
}
