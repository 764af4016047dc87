package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexPack;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.WorkIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Brings indexes from folders and packs to where they are no folder, and back.
final class IndexTransfer {
  private IndexTransfer() {}

  /// Works in a folder that is gone afterwards.
  @FunctionalInterface
  interface InFolder<T> {
    T with(Path folder) throws IOException;
  }

  /// Does something in a folder of its own, beside a file or in the place for temporary ones.
  static <T> T inFolder(Path beside, InFolder<T> work) throws IOException {
    Path parent = beside.toAbsolutePath().getParent();
    Path folder =
        parent != null && Files.isWritable(parent)
            ? Files.createTempDirectory(parent, ".ringfence-transfer-")
            : Files.createTempDirectory("ringfence-transfer-");
    try {
      return work.with(folder);
    } finally {
      List<Path> all;
      try (Stream<Path> tree = Files.walk(folder)) {
        all = tree.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : all) {
        Files.deleteIfExists(path);
      }
    }
  }

  /// Brings an index to what one in a folder holds.
  static void put(CorpusIndex from, IndexStore store, String address) throws IOException {
    try (ProgressBar bar = bar(from)) {
      store.put(from, address, bar::advance);
    }
  }

  private static ProgressBar bar(WorkIndex index) {
    return ProgressBar.onStandardError(
        ProgressBar.stderrIsTerminal(), "copying", "documents", IndexStore.size(index));
  }

  /// Writes an index to a folder.
  static void copy(IndexStore store, String address, Path folder) throws IOException {
    long size;
    try (WorkIndex index = store.open(address)) {
      size = IndexStore.size(index);
    }
    try (ProgressBar bar =
        ProgressBar.onStandardError(ProgressBar.stderrIsTerminal(), "copying", "documents", size)) {
      store.copy(address, folder, bar::advance);
    }
  }

  /// Brings an index to what a pack holds, once all of that has been checked.
  static IndexPack.Manifest unpack(Path pack, IndexStore store, String address) throws IOException {
    return inFolder(
        pack,
        folder -> {
          Path unpacked = folder.resolve("index");
          IndexPack.Manifest manifest = IndexPack.importInto(pack, unpacked);
          try (CorpusIndex from = CorpusIndex.open(unpacked)) {
            put(from, store, address);
          }
          return manifest;
        });
  }

  /// Writes an index as a pack.
  static IndexPack.Manifest pack(IndexStore store, String address, Path pack, boolean keepText)
      throws IOException {
    return inFolder(
        pack,
        folder -> {
          Path copy = folder.resolve("index");
          copy(store, address, copy);
          try (CorpusIndex index = CorpusIndex.open(copy)) {
            return IndexPack.export(index, pack, keepText);
          }
        });
  }
}
