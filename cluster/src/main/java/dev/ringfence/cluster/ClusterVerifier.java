package dev.ringfence.cluster;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.IndexFormat;
import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.IndexVerifier;
import dev.ringfence.corpus.index.IndexedContent;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Seeds;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Checks that an index on a cluster is whole, as [IndexVerifier] does for one in a folder:
/// contents against their keys, works against their digests, the token model against the contents,
/// and contents found by their own fingerprints.
final class ClusterVerifier {
  private static final int QUERIES = 200;
  private static final int BATCH = 100;
  private static final int MAX_FAULTS = 100;
  private static final int TERM_SHIFT = 24;
  private static final int SHA1_BYTES = 20;

  private final ClusterIndex index;
  private final OriginSession session;
  private final List<String> faults = new ArrayList<>();
  private final TokenModel model = new TokenModel();
  private int files;
  private int texts;
  private int queries;

  private ClusterVerifier(ClusterIndex index) {
    this.index = index;
    this.session = index.session();
  }

  static IndexVerifier.Report verify(ClusterIndex index) throws IOException {
    ClusterVerifier verifier = new ClusterVerifier(index);
    try {
      Set<String> ids = verifier.checkContents();
      verifier.checkWorks(ids);
      index.checkState();
    } catch (RingfenceException e) {
      if (!e.diagnostic().category().equals("index/damaged")) {
        throw e;
      }
      verifier.fault("cannot be read on: " + String.join("; ", e.diagnostic().notes()));
    }
    return new IndexVerifier.Report(
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

  private static String swhid(String id) {
    byte[] key = Layout.key(id).getBytes(StandardCharsets.ISO_8859_1);
    return "swh:1:cnt:" + HexFormat.of().formatHex(key, 0, SHA1_BYTES);
  }

  private Set<String> checkContents() throws IOException {
    List<String> ids = new ArrayList<>();
    index.forEachContent(ids::add);
    if (ids.size() != index.blobCount()) {
      fault(index.blobCount() + " contents were counted, " + ids.size() + " are there");
    }
    int step = Math.max(1, ids.size() / QUERIES);
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<String> some = ids.subList(from, Math.min(from + BATCH, ids.size()));
      List<byte[]> tokens = index.searches().fetch(some, Layout.TOKENS);
      List<byte[]> stored = index.searches().fetch(some, Layout.TEXT);
      for (int i = 0; i < some.size(); i++) {
        String id = some.get(i);
        StoredTokens decoded;
        try {
          decoded =
              new IndexedContent(new long[0], new long[0], new int[0], tokens.get(i)).tokens();
        } catch (IOException | RuntimeException e) {
          fault("content " + swhid(id) + ": its tokens are damaged");
          continue;
        }
        Language language = Language.ofNumber(decoded.language());
        model.count(language.kin().number(), decoded.tokens(), 1);
        if (stored.get(i).length > 0) {
          checkText(id, stored.get(i));
        }
        if ((from + i) % step == 0) {
          checkLookup(id, decoded);
        }
      }
    }
    TokenModel written =
        ClusterIndex.readModel(index.client(), index.searches(), index.marker().model());
    if (!Arrays.equals(IndexRecords.encode(written), IndexRecords.encode(model))) {
      fault("the token model does not follow from the contents");
    }
    return new HashSet<>(ids);
  }

  private void checkText(String id, byte[] stored) {
    texts++;
    try {
      if (swhid(id).equals("swh:1:cnt:" + IndexRecords.gitBlobSha1(IndexRecords.inflate(stored)))) {
        return;
      }
    } catch (IOException e) {
      // Damaged bytes are another text, too.
    }
    fault("content " + swhid(id) + ": its text is another");
  }

  private void checkLookup(String id, StoredTokens tokens) throws IOException {
    queries++;
    IndexedContent content = IndexedContent.of(tokens);
    OriginSession.Found found =
        session.seeds(hashes(content.exact()), hashes(content.renamed()), Integer.MAX_VALUE - 1);
    String key = Layout.key(id);
    for (Channel channel : Channel.values()) {
      Seeds seeds = found.in(channel);
      Set<Integer> own = new HashSet<>();
      for (int p = 0; p < seeds.size(); p++) {
        if (index.contentKeys(seeds.blob(p)).getFirst().equals(key)) {
          own.add(seeds.fingerprint(p));
        }
      }
      int all = channel == Channel.EXACT ? content.exact().length : content.renamed().length;
      if (own.size() != all) {
        fault("content " + swhid(id) + " is not found by its own fingerprints");
        return;
      }
    }
  }

  private static long[] hashes(long[] terms) {
    return Arrays.stream(terms).map(term -> term << TERM_SHIFT).toArray();
  }

  private void checkWorks(Set<String> ids) throws IOException {
    Set<String> held = new HashSet<>();
    for (Work work : index.works()) {
      TreeSet<String> lines = new TreeSet<>();
      int[] count = {0};
      index.forEachFile(
          work,
          file -> {
            count[0]++;
            lines.add(IndexRecords.digestLine(file));
            String id = Layout.id(IndexFormat.contentKey(file.swhid(), file.language()));
            held.add(id);
            if (!ids.contains(id)) {
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
      } else if (!IndexRecords.digest(lines).equals(work.digest())) {
        fault(work.id() + ": its files do not give its digest");
      }
      for (String sha : work.provenance().notices().values()) {
        if (index.notice(sha).isEmpty()) {
          fault(work.id() + ": the license text " + sha + " is missing");
        }
      }
    }
    ids.removeAll(held);
    if (!ids.isEmpty()) {
      fault(ids.size() + " contents belong to no file");
    }
  }
}
