package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.statement.Feature;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/// Opens the last commit of an index on disk and checks what it says of itself.
final class IndexOpener {
  /// How often a commit may come between opening the index and reading its model.
  private static final int TRIES = 5;

  private IndexOpener() {}

  /// What is wrong with the folder is a [RingfenceException].
  static CorpusIndex open(Path path, CheckedFiles memory) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return openOnce(path, memory);
      } catch (NoSuchFileException e) {
        if (tries == TRIES) {
          throw IndexFaults.damaged(path, e);
        }
      }
    }
  }

  private static CorpusIndex openOnce(Path path, CheckedFiles memory) throws IOException {
    if (!Files.exists(path)) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "index/not-found",
              "no index at `" + path + "`; nothing was checked",
              "make one with `ringfence index add " + path + " SOURCE...`"));
    }
    if (!Files.isDirectory(path)) {
      throw IndexFaults.foreign(path, "it is a file");
    }
    DirectoryReader reader;
    try {
      reader = DirectoryReader.open(FSDirectory.open(path));
    } catch (IndexNotFoundException e) {
      throw IndexFaults.foreign(path, "no commit is in it");
    } catch (IndexFormatTooNewException | IndexFormatTooOldException e) {
      throw IndexFaults.foreign(path, "another version of Lucene wrote it");
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException | RuntimeException | AssertionError e) {
      throw IndexFaults.damaged(path, e);
    }
    try {
      Map<String, String> data = reader.getIndexCommit().getUserData();
      String format = data.get(IndexFormat.DATA_FORMAT);
      String fingerprints = data.get(IndexFormat.DATA_FINGERPRINTS);
      String modelFile = data.get(IndexFormat.DATA_MODEL);
      if (format == null || fingerprints == null || modelFile == null) {
        throw IndexFaults.foreign(path, "another program wrote it");
      }
      if (!IndexFormat.isReadable(format, fingerprints)) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                    "index/format-mismatch",
                    "the index has format "
                        + format
                        + "."
                        + fingerprints
                        + ", this version reads "
                        + IndexFormat.VERSION
                        + "."
                        + FingerprintFormat.VERSION
                        + "; nothing was checked",
                    "build the index again")
                .at(path.toString()));
      }
      FileIntegrity.check(reader.directory(), path, reader.getIndexCommit(), memory);
      // Read now: the next commit of another process deletes the file.
      byte[] model = Files.readAllBytes(path.resolve(modelFile));
      String modelDigest = data.get(IndexFormat.DATA_MODEL_DIGEST);
      if (modelDigest != null && !modelDigest.equals(DigestUtils.sha256Hex(model))) {
        throw new CorruptIndexException("not the file that was written", modelFile);
      }
      List<Work> works = readWorks(reader);
      String digest = CommitData.logicalDigest(works);
      if (!digest.equals(data.get(IndexFormat.DATA_DIGEST))) {
        throw new CorruptIndexException("its digest does not follow from its works", "works");
      }
      boolean functions =
          String.valueOf(Feature.VERSION).equals(data.get(IndexFormat.DATA_FUNCTIONS));
      return new CorpusIndex(new IndexCommit(path, reader), works, digest, functions, model);
    } catch (RingfenceException | FileSystemException e) {
      reader.close();
      throw e;
    } catch (IOException | RuntimeException | AssertionError e) {
      // Damaged bytes make the decoders fail in many ways; by assertions too, where they are on.
      reader.close();
      throw IndexFaults.damaged(path, e);
    }
  }

  private static List<Work> readWorks(DirectoryReader reader) throws IOException {
    List<Work> works = new ArrayList<>();
    StoredFields stored = reader.storedFields();
    for (LeafReaderContext leaf : reader.leaves()) {
      Terms terms = leaf.reader().terms(IndexFormat.WORK);
      if (terms == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      TermsEnum each = terms.iterator();
      while (each.next() != null) {
        PostingsEnum postings = each.postings(null, PostingsEnum.NONE);
        for (int d = postings.nextDoc();
            d != DocIdSetIterator.NO_MORE_DOCS;
            d = postings.nextDoc()) {
          if (live == null || live.get(d)) {
            BytesRef json =
                stored
                    .document(leaf.docBase + d, Set.of(IndexFormat.WORK_RECORD))
                    .getBinaryValue(IndexFormat.WORK_RECORD);
            works.add(Records.decode(json.bytes, json.offset, json.length, Work.class));
          }
        }
      }
    }
    works.sort(Comparator.comparing(Work::id));
    return works;
  }
}
