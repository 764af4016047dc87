package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.FingerprintFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An index as one file, for a cache or another machine.
public final class IndexPack {
  /*
   * A zip of
   *   manifest.json      [Manifest]
   *   notices/SHA256     each distinct license text of the works
   *   index/...          the folder of the index, one segment
   * Import takes what the manifest lists, with the sizes and digests that it lists, and nothing else.
   */
  static final String MANIFEST = "manifest.json";
  static final int VERSION = 1;

  /// A file of a pack.
  ///
  /// @param name the name in the zip
  /// @param size its bytes, unpacked
  /// @param sha256 their digest, hex
  public record PackedFile(String name, long size, String sha256) {}

  /// A work of a pack.
  ///
  /// @param id name and version
  /// @param role why it is there
  /// @param purl its package URL
  /// @param source where it was fetched from
  /// @param date when it was published
  /// @param licenses how many files are under each expression
  /// @param notices its license texts: path to the SHA-256 under `notices/`
  public record PackedWork(
      String id,
      String role,
      Optional<String> purl,
      String source,
      Optional<String> date,
      Map<String, Integer> licenses,
      Map<String, String> notices) {}

  /// What a pack says of itself.
  ///
  /// @param version of this layout
  /// @param format the index's format, `3.3`
  /// @param parameters for a reader
  /// @param digest the logical digest of the index
  /// @param text whether the works' text is in it
  /// @param works its works
  /// @param files its files
  public record Manifest(
      int version,
      String format,
      String parameters,
      String digest,
      boolean text,
      List<PackedWork> works,
      List<PackedFile> files) {}

  private IndexPack() {}

  /// The format of the indexes that this version packs.
  static String format() {
    return IndexFormat.VERSION + "." + FingerprintFormat.VERSION;
  }

  /// Writes an index as a pack; a pack of that name is replaced once the new one is whole.
  ///
  /// @param keepText whether the works' text goes with it
  public static Manifest export(CorpusIndex index, Path pack, boolean keepText) throws IOException {
    return PackWriter.export(index, pack, keepText);
  }

  /// Reads what a pack says of itself.
  public static Manifest manifest(Path pack) throws IOException {
    return PackReader.manifest(pack);
  }

  /// Brings an index to what a pack holds, once all of it has been checked; an index that is there
  /// is replaced in one commit.
  ///
  /// @return the manifest of the pack
  public static Manifest importInto(Path pack, Path index) throws IOException {
    return PackReader.importInto(pack, index);
  }

  /// Deletes a folder with all that is in it.
  static void deleteTree(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
