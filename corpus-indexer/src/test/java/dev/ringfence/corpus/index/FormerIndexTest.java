package dev.ringfence.corpus.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.Fingerprints;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Indexes as former versions wrote them, in `indexes/format-A.B.zip`: one work, `weave`, of one
/// file. Each is read with the answers it gave, or refused by its format. Whoever raises a version
/// adds one of the version before.
class FormerIndexTest {
  private static final String DIGEST =
      "1fd09d14c36243fffb6bc75d14ff589befda4b397b01a29a42cd788f235a8d94";

  @TempDir Path temp;

  private Path unpacked(String format) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(format));
    try (InputStream in =
            Objects.requireNonNull(
                FormerIndexTest.class.getResourceAsStream("/indexes/format-" + format + ".zip"));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, folder.resolve(Path.of(entry.getName()).getFileName()));
      }
    }
    return folder;
  }

  private static boolean isReadable(String format) {
    String[] parts = format.split("\\.", -1);
    return IndexFormat.isReadable(parts[0], parts[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = "5.4")
  void isReadOrRefusedByName(String format) throws IOException {
    Path folder = unpacked(format);
    if (!isReadable(format)) {
      RingfenceException refused =
          assertThrows(RingfenceException.class, () -> CorpusIndex.open(folder).close());
      assertEquals("index/format-mismatch", refused.diagnostic().category());
      assertTrue(refused.diagnostic().message().contains("format " + format));
      assertEquals(ExitStatus.INCOMPLETE, refused.status());
      return;
    }
    try (CorpusIndex index = CorpusIndex.openChecked(folder)) {
      assertEquals(DIGEST, index.digest());
      assertEquals(List.of("weave"), index.works().stream().map(Work::id).toList());
      int blob = index.blobs()[0];
      CorpusFile file = index.files(blob).getFirst();
      assertEquals("weave.c", file.path());
      assertEquals("GPL-2.0-or-later", file.license().expression().orElseThrow());
      // What is written in it is what this version looks for.
      String text = index.text(blob).orElseThrow();
      Fingerprints made =
          new Fingerprinter().fingerprint(new SourceText(text, Language.C, "weave.c"));
      assertEquals(made.tokens().size(), index.tokens(blob).size());
      for (Channel channel : Channel.values()) {
        long[] hashes = sorted(made, channel);
        long[] exact = channel == Channel.EXACT ? hashes : new long[0];
        long[] renamed = channel == Channel.RENAMED ? hashes : new long[0];
        Seeds seeds = index.session().seeds(exact, renamed, 10).in(channel);
        assertEquals(hashes.length, seeds.size(), channel.name());
      }
      assertEquals(99, index.works().getFirst().contents().tokens());
    }
  }

  private static long[] sorted(Fingerprints made, Channel channel) {
    return Arrays.stream(made.hashes(channel), 0, made.count(channel))
        .map(hash -> hash ^ Long.MIN_VALUE)
        .sorted()
        .distinct()
        .map(hash -> hash ^ Long.MIN_VALUE)
        .toArray();
  }

  /// The features of functions came without a new format: an index of before has none, also once
  /// works are added to it by this version, and an index of its own has them.
  @Test
  void anIndexOfBeforeHasNoFunctionsAndStaysWithout() throws IOException {
    Path former = unpacked("5.4");
    assertEquals(false, hasFunctions(former));
    commit(former);
    assertEquals(false, hasFunctions(former));
    Path fresh = temp.resolve("fresh");
    commit(fresh);
    assertEquals(true, hasFunctions(fresh));
    commit(fresh);
    assertEquals(true, hasFunctions(fresh));
  }

  private static void commit(Path folder) throws IOException {
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(folder)) {
      writer.commit();
    }
  }

  private static boolean hasFunctions(Path folder) throws IOException {
    try (CorpusIndex index = CorpusIndex.openChecked(folder)) {
      return index.hasFunctions();
    }
  }

  /// A reader keeps at least the format that is written, and says which it takes.
  @ParameterizedTest
  @ValueSource(strings = {"4.4", "5.3", "6.4", "5", "x.4", "5.x", "-5.4", "55555555555.4"})
  void otherFormatsAreNotTaken(String format) {
    String[] parts = (format + ".").split("\\.", -1);
    assertEquals(
        parts[0].equals(String.valueOf(IndexFormat.VERSION))
            && parts[1].equals(String.valueOf(FingerprintFormat.VERSION)),
        IndexFormat.isReadable(parts[0], parts[1]));
  }

  /// The newest format has its index here too: it is what the next version is held to.
  @ParameterizedTest
  @ValueSource(ints = IndexFormat.VERSION)
  void thisFormatIsAmongThem(int version) throws IOException {
    Path resources = Path.of("src/test/resources/indexes");
    try (Stream<Path> files = Files.list(resources)) {
      TreeMap<String, Path> byName = new TreeMap<>();
      files.forEach(file -> byName.put(String.valueOf(file.getFileName()), file));
      String wanted = "format-" + version + "." + FingerprintFormat.VERSION + ".zip";
      assertTrue(byName.containsKey(wanted), byName.keySet() + " lacks " + wanted);
    }
  }
}
