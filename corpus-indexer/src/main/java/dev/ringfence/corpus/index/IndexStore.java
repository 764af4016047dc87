package dev.ringfence.corpus.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/// Where indexes are kept that are no folder. Found by [java.util.ServiceLoader].
public interface IndexStore {
  /// Whether a text names an index of this kind, well or not.
  boolean takes(String address);

  /// An address as it was written, before it was taken as a path.
  String name(String address);

  /// Opens an index. What is wrong with it is a
  /// [dev.ringfence.corpus.diagnostic.RingfenceException].
  WorkIndex open(String address) throws IOException;

  /// The works of an index, also while others are being added; none where there is no index.
  List<Work> works(String address) throws IOException;

  /// Names the state of an index, to tell whether it was written since.
  String state(String address) throws IOException;

  /// Brings an index to what one in a folder holds; one that is there is replaced at once, when all
  /// of it has arrived.
  ///
  /// @param done told of contents and files as they arrive
  void put(CorpusIndex from, String address, LongConsumer done) throws IOException;

  /// Adds the works of an index in a folder, each in place of one with the same id.
  void merge(CorpusIndex from, String address, LongConsumer done) throws IOException;

  /// Takes works out, and contents that no other holds.
  void remove(String address, List<Work> works) throws IOException;

  /// Writes what is known of a work anew, in place of the one with its id; its files stay.
  void replaceRecord(String address, Work work) throws IOException;

  /// Writes an index to a folder that does not exist yet.
  void copy(String address, Path folder, LongConsumer done) throws IOException;

  /// Rewrites an index without what was taken out.
  void compact(String address) throws IOException;

  /// What a check found: as [IndexVerifier] does, of an index that is read over a network.
  IndexVerifier.Report verify(String address) throws IOException;

  /// How many contents and files an index has, to show progress by.
  static long size(WorkIndex index) {
    return index.blobCount()
        + index.works().stream().mapToLong(work -> work.contents().files()).sum();
  }
}
