package dev.ringfence.corpus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Archives that no honest release is: what is wrong is refused, counted and named, the rest is
/// read.
class HostileArchiveTest {
  @TempDir Path temp;

  private static final ArchiveLimits SMALL = new ArchiveLimits(10_000, 50, 200_000, 50_000, 20);

  private interface Filler {
    void fill(TarArchiveOutputStream tar) throws IOException;
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, String name, byte kind, String target)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path tar(String name, Filler filler) throws IOException {
    Path file = temp.resolve(name);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream packed = name.endsWith("gz") ? new GzipCompressorOutputStream(raw) : raw;
        TarArchiveOutputStream tar = new TarArchiveOutputStream(packed, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      put(tar, "w/first.c", text("int first;\n"));
      filler.fill(tar);
      put(tar, "w/last.c", text("int last;\n"));
    }
    return file;
  }

  private ArchiveWork open(Path file) {
    return new ArchiveWork(
        List.of(new ArchiveWork.Part(file, "", false)),
        new ArchiveWork.Identity("w", "1", Optional.empty(), List.of(), Optional.empty()),
        SMALL);
  }

  private static Set<String> read(FetchedWork work) throws IOException {
    TreeSet<String> paths = new TreeSet<>();
    work.forEachFile(entry -> {
      entry.bytes();
      paths.add(entry.path());
      return true;
    });
    return paths;
  }

  static Stream<Arguments> tars() {
    return Stream.of(
        Arguments.of("../evil.c", "a path out of the archive"),
        Arguments.of("w/../../evil.c", "a path out of the archive"),
        Arguments.of("w\\..\\..\\evil.c", "a path out of the archive"),
        Arguments.of("/etc/evil.c", "an absolute path"),
        Arguments.of("C:\\evil.c", "an absolute path"),
        Arguments.of("w/ev\nil.c", "a control character in its name"),
        Arguments.of("w/\u001b[2Jevil.c", "a control character in its name"));
  }

  @ParameterizedTest
  @MethodSource("tars")
  void refusesNamesThatLeaveTheArchive(String name, String why) throws IOException {
    Path file = tar("a.tar.gz", tar -> put(tar, name, text("int evil;\n")));
    try (ArchiveWork work = open(file)) {
      assertEquals(new TreeSet<>(List.of("w/first.c", "w/last.c")), read(work));
      assertEquals(1, work.refused());
      assertTrue(
          work.warnings().getFirst().startsWith("1 entries with " + why),
          work.warnings()::toString);
      assertTrue(work.warnings().getFirst().chars().noneMatch(Character::isISOControl));
    }
  }

  @Test
  void refusesLinksOutOfTheTreeAndDevices() throws IOException {
    Path file =
        tar(
            "b.tar",
            tar -> {
              link(tar, "w/inside.c", TarArchiveEntry.LF_SYMLINK, "first.c");
              link(tar, "w/up.c", TarArchiveEntry.LF_SYMLINK, "../../up.c");
              link(tar, "w/root.c", TarArchiveEntry.LF_SYMLINK, "/etc/passwd");
              link(tar, "w/hard.c", TarArchiveEntry.LF_LINK, "../passwd");
              link(tar, "w/pipe.c", TarArchiveEntry.LF_FIFO, "");
              link(tar, "w/device.c", TarArchiveEntry.LF_BLK, "");
            });
    try (ArchiveWork work = open(file)) {
      assertEquals(new TreeSet<>(List.of("w/first.c", "w/last.c")), read(work));
      assertEquals(5, work.refused());
      assertTrue(
          work.warnings()
              .contains("2 entries with a device or pipe in place of a file: w/pipe.c, w/device.c"),
          work.warnings()::toString);
      assertTrue(
          work.warnings()
              .contains("3 entries with a link out of the archive: w/up.c, w/root.c, w/hard.c"),
          work.warnings()::toString);
    }
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    byte[] noise = new byte[12_000];
    new Random(1).nextBytes(noise);
    try (ArchiveWork work = open(tar("c.tar", tar -> put(tar, "w/large.c", noise)))) {
      assertEquals(new TreeSet<>(List.of("w/first.c", "w/last.c")), read(work));
      assertEquals(1, work.refused());
    }
  }

  @Test
  void stopsAtABombByItsRatio() throws IOException {
    Path file =
        tar(
            "d.tar.gz",
            tar -> {
              for (int i = 0; i < 20; i++) {
                put(tar, "w/zero" + i + ".c", new byte[9_000]);
              }
            });
    try (ArchiveWork work = open(file)) {
      assertTrue(read(work).size() < 20);
      assertTrue(
          work.warnings().getFirst().contains("times its size; the rest is not read"),
          work.warnings()::toString);
      assertEquals(1, work.refused());
    }
  }

  @Test
  void stopsAtTooManyBytesAndTooManyEntries() throws IOException {
    byte[] noise = new byte[9_000];
    new Random(2).nextBytes(noise);
    Path large =
        tar(
            "e.tar.gz",
            tar -> {
              for (int i = 0; i < 40; i++) {
                put(tar, "w/" + i + ".c", noise);
              }
            });
    try (ArchiveWork work = open(large)) {
      assertTrue(read(work).size() < 40);
      assertTrue(
          work.warnings().getFirst().contains("the rest is not read"), work.warnings()::toString);
    }
    Path many =
        tar(
            "f.tar",
            tar -> {
              for (int i = 0; i < 60; i++) {
                put(tar, "w/" + i + ".c", text("int i" + i + ";\n"));
              }
            });
    try (ArchiveWork work = open(many)) {
      assertEquals(50, read(work).size());
      assertTrue(
          work.warnings().getFirst().contains("more than 50 entries"), work.warnings()::toString);
    }
  }

  @Test
  void refusesTheSameInZips() throws IOException {
    Path file = temp.resolve("g.zip");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      for (String name : List.of("w/first.c", "../evil.c", "/abs.c", "w/last.c")) {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(text("int x;\n"));
        zip.closeArchiveEntry();
      }
      ZipArchiveEntry link = new ZipArchiveEntry("w/link.c");
      link.setUnixMode(0120777);
      zip.putArchiveEntry(link);
      zip.write(text("../../../etc/passwd"));
      zip.closeArchiveEntry();
      zip.putArchiveEntry(new ZipArchiveEntry("w/zero.c"));
      zip.write(new byte[12_000]);
      zip.closeArchiveEntry();
    }
    try (ArchiveWork work = open(file)) {
      assertEquals(new TreeSet<>(List.of("w/first.c", "w/last.c")), read(work));
      assertEquals(4, work.refused());
    }
  }

  @Test
  void readsNamesInOddEncodings() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "ISO-8859-1")) {
      put(tar, "w/gr\u00fc\u00dfe.c", text("int a;\n"));
    }
    Path file = temp.resolve("h.tar");
    Files.write(file, bytes.toByteArray());
    try (ArchiveWork work = open(file)) {
      assertEquals(1, read(work).size());
      assertEquals(0, work.refused());
    }
  }

  /// Whatever happens to the bytes: an entry list, or one fault that names the archive.
  @Test
  void saysThatADamagedArchiveIsDamaged() throws IOException {
    byte[] noise = new byte[5_000];
    new Random(3).nextBytes(noise);
    for (String name : List.of("i.tar.gz", "i.tar")) {
      byte[] whole = Files.readAllBytes(tar(name, tar -> put(tar, "w/noise.c", noise)));
      Random random = new Random(4);
      int faults = 0;
      for (int round = 0; round < 150; round++) {
        byte[] bytes = whole.clone();
        if (round % 3 == 0) {
          bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        } else {
          for (int flips = 0; flips <= random.nextInt(20); flips++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          }
        }
        Path file = temp.resolve("damaged-" + name);
        Files.write(file, bytes);
        try (ArchiveWork work = open(file)) {
          read(work);
        } catch (RingfenceException e) {
          faults++;
          assertEquals("source/damaged", e.diagnostic().category());
          assertEquals(ExitStatus.INCOMPLETE, e.status());
          assertEquals(Optional.of(file.toString()), e.diagnostic().location());
        }
      }
      assertTrue(faults > 20, name + ": " + faults);
    }
  }

  @Test
  void readsGemsAndNamesOneWithoutFiles() throws IOException {
    Path data = tar("data.tar.gz", tar -> {});
    Path gem = temp.resolve("thing-1.0.gem");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(gem))) {
      put(tar, "metadata.gz", new byte[0]);
      put(tar, "data.tar.gz", Files.readAllBytes(data));
    }
    try (FetchedWork work = new SourceFetcher(temp).fetch(new CorpusSource.Archive(gem))) {
      assertEquals("thing", work.name());
      assertEquals(new TreeSet<>(List.of("w/first.c", "w/last.c")), read(work));
    }
    Path empty = tar("empty-1.gem", tar -> {});
    try (FetchedWork work = new SourceFetcher(temp).fetch(new CorpusSource.Archive(empty))) {
      assertThrows(RingfenceException.class, () -> read(work));
    }
  }
}
