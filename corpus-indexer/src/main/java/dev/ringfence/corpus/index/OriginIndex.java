package dev.ringfence.corpus.index;

import dev.ringfence.corpus.source.Revision;
import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// An index as a scan sees it: works, and their distinct contents, each known by a number. Open at
/// one state, which does not change while it is open. Safe for use by several threads.
///
/// A number means a content within one open index and nothing outside of it; [#contentKeys] are the
/// same in every index. What reads contents takes many at a time, since the index may stand behind
/// a network. Answers come in the order of the question.
///
/// [CorpusIndex] is the one on disk.
public interface OriginIndex extends AutoCloseable {
  /// The logical digest of the works, hex: the same for the same works in any order, on any
  /// machine.
  String digest();

  /// The works, by id.
  List<Work> works();

  /// The work with an id.
  default Optional<Work> work(String id) {
    return works().stream().filter(work -> work.id().equals(id)).findFirst();
  }

  /// When a file was published: with its commit, where the index has its history, else with its
  /// work.
  default Optional<String> dateOf(CorpusFile file) {
    return file.revision()
        .map(Revision::date)
        .or(() -> work(file.workId()).flatMap(work -> work.provenance().date()));
  }

  /// How surprising tokens are in it.
  TokenModel model();

  /// How many distinct contents it holds.
  int blobCount();

  /// How many contents are in a language or one of its kin.
  int blobCount(Language language) throws IOException;

  /// A search; one instance per thread.
  OriginSession session();

  /// The keys of contents: of content and language, the same in every index.
  List<String> contentKeys(int... blobs) throws IOException;

  /// How many bytes the tokens of contents take before compression, some three a token: their
  /// length without the cost of reading them.
  int[] tokenBytes(int... blobs) throws IOException;

  /// The tokens of contents.
  List<StoredTokens> tokens(int... blobs) throws IOException;

  /// The texts of contents; empty where the index was made without.
  List<Optional<String>> texts(int... blobs) throws IOException;

  /// The works that hold contents, one entry a file, in no order: [#files] without their records.
  List<List<Holder>> holders(int... blobs) throws IOException;

  /// Whether all contents can be searched by the features of their functions. An index that was
  /// made before there were any cannot.
  default boolean hasFunctions() {
    return false;
  }

  /// The weight of each function of contents, as [FunctionTerms] codes them; none where there are
  /// no features.
  default List<byte[]> functionSizes(int... blobs) throws IOException {
    return Collections.nCopies(blobs.length, new byte[0]);
  }

  /// The files that hold contents, in [CorpusFile#ORDER]; at least one each.
  List<List<CorpusFile>> files(int... blobs) throws IOException;

  @Override
  void close() throws IOException;
}
