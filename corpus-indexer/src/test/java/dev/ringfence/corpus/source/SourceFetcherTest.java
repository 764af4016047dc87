package dev.ringfence.corpus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFetcherTest {
  @TempDir Path temp;

  private static final Map<String, String> FILES =
      new TreeMap<>(Map.of("top/a.c", "int a;\n", "top/sub/b.py", "b = 1\n"));

  private Map<String, String> read(FetchedWork work) throws IOException {
    Map<String, String> read = new TreeMap<>();
    work.forEachFile(file -> {
      read.put(file.path(), new String(file.bytes(), StandardCharsets.UTF_8));
      return true;
    });
    return read;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample-1.2.tar", "sample-1.2.tar.gz", "sample-1.2.tar.xz"})
  void readsTars(String name) throws IOException {
    Path file = temp.resolve(name);
    var raw = Files.newOutputStream(file);
    var packed =
        name.endsWith("gz")
            ? new GzipCompressorOutputStream(raw)
            : name.endsWith("xz") ? new XZCompressorOutputStream(raw) : raw;
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
      for (Map.Entry<String, String> each : FILES.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(each.getKey());
        byte[] bytes = each.getValue().getBytes(StandardCharsets.UTF_8);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
      TarArchiveEntry link = new TarArchiveEntry("top/link.c", TarArchiveEntry.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    try (FetchedWork work = new SourceFetcher(temp).fetch(new CorpusSource.Archive(file))) {
      assertEquals(FILES, read(work));
      assertEquals("sample", work.name());
      assertEquals("1.2", work.version());
    }
  }

  @Test
  void readsJars() throws IOException {
    Path file = temp.resolve("lib-3.0-sources.jar");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      for (Map.Entry<String, String> each : FILES.entrySet()) {
        zip.putArchiveEntry(new ZipArchiveEntry(each.getKey()));
        zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
      }
    }
    try (FetchedWork work = new SourceFetcher(temp).fetch(new CorpusSource.Archive(file))) {
      assertEquals(FILES, read(work));
      assertEquals("lib", work.name());
    }
  }

  @Test
  void readsFoldersWithoutFollowingLinks() throws IOException {
    Path root = temp.resolve("work");
    Files.createDirectories(root.resolve("sub/.git"));
    Files.writeString(root.resolve("a.c"), "int a;\n");
    Files.writeString(root.resolve("sub/.git/b.c"), "int b;\n");
    Files.createSymbolicLink(root.resolve("link.c"), Path.of("/etc/hostname"));
    List<String> paths = new ArrayList<>();
    try (FetchedWork work = new SourceFetcher(temp).fetch(new CorpusSource.Folder(root))) {
      work.forEachFile(file -> paths.add(file.path()));
    }
    assertEquals(List.of("a.c"), paths);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gsl",
        "dir:",
        "ftp:x",
        "maven:a:b",
        "maven:a b:c:1",
        "debian:Bad_Name",
        "debian:--x",
        "debian:a b"
      })
  void refusesOtherSources(String text) {
    RingfenceException fault =
        assertThrows(RingfenceException.class, () -> CorpusSource.parse(text, Path.of(""), false));
    assertEquals("source/invalid", fault.diagnostic().category());
  }

  @Test
  void namesWhatDoesNotExist() {
    for (String text : List.of("dir:/nowhere/at/all", "archive:/nowhere.tar")) {
      RingfenceException fault =
          assertThrows(
              RingfenceException.class,
              () ->
                  new SourceFetcher(temp)
                      .fetch(CorpusSource.parse(text, Path.of(""), false))
                      .close());
      assertEquals("source/not-found", fault.diagnostic().category());
    }
  }
}
