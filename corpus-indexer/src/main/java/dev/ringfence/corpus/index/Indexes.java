package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// Indexes as they are named on the command line: a folder, or an address of an [IndexStore].
///
/// An address is taken as a path, as folders are, in which `opensearch://host/name` loses a slash:
/// a store knows it both ways.
public final class Indexes {
  /*
   * Found once: to look through the class path takes some milliseconds, which a command with a folder
   * should not pay. A folder has no colon before its first slash, unless someone is looking for it.
   */
  private static final class Stores {
    static final List<IndexStore> ALL =
        ServiceLoader.load(IndexStore.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  private Indexes() {}

  /// The store that an address names; empty for a folder.
  public static Optional<IndexStore> store(Path index) {
    String address = index.toString();
    if (!address.matches("[a-z][a-z+-]+:.*")) {
      return Optional.empty();
    }
    return Stores.ALL.stream().filter(store -> store.takes(address)).findFirst();
  }

  /// An index as messages name it.
  public static String name(Path index) {
    return store(index).map(store -> store.name(index.toString())).orElse(index.toString());
  }

  /// Opens an index.
  public static WorkIndex open(Path index) throws IOException {
    Optional<IndexStore> store = store(index);
    return store.isPresent() ? store.get().open(index.toString()) : CorpusIndex.open(index);
  }

  /// Whether a path names an index: an address, or a folder that holds one.
  public static boolean exists(Path index) throws IOException {
    return store(index).isPresent() || CorpusIndex.exists(index);
  }

  /// Names the state of an index, to tell whether it was written since; empty where there is none.
  public static String state(Path index) throws IOException {
    Optional<IndexStore> store = store(index);
    return store.isPresent() ? store.get().state(index.toString()) : folderState(index);
  }

  /// The file of Lucene that lists the last commit, with its time, since an index that is made anew
  /// counts from the beginning.
  private static String folderState(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return "";
    }
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> last =
          files
              .filter(file -> fileName(file).startsWith("segments_"))
              .max(
                  java.util.Comparator.comparingInt((Path file) -> fileName(file).length())
                      .thenComparing(Indexes::fileName));
      return last.isEmpty()
          ? ""
          : fileName(last.get()) + " " + Files.getLastModifiedTime(last.get());
    }
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  /// A folder, for what takes nothing else.
  ///
  /// @param what the command or option that asks
  public static Path folder(Path index, String what) {
    if (store(index).isPresent()) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "usage/not-on-a-cluster",
                  what + " takes an index in a folder, not one on a cluster",
                  "copy it to a folder first: `ringfence index copy " + name(index) + " FOLDER`")
              .at(name(index)));
    }
    return index;
  }
}
