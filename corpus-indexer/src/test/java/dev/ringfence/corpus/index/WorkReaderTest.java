package dev.ringfence.corpus.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.license.LicenseDetector;
import dev.ringfence.corpus.source.CorpusSource;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An archive that is read once gives what one that is read twice gives, wherever in it the files
/// stand that speak for others.
class WorkReaderTest {
  @TempDir Path temp;

  private final Map<String, String> files = new LinkedHashMap<>();

  private static String code(int seed) {
    return "int f"
        + seed
        + "(int a) {\n  int b = a * "
        + seed
        + " + 17;\n  while (b > a) {\n    b = b / 2 - a % 3;\n  }\n  return a + b;\n}\n";
  }

  @BeforeEach
  void makeFiles() {
    files.put("a.c", code(1));
    files.put("b.c", "/* SPDX-License-Identifier: MIT */\n" + code(2));
    files.put("again.c", code(1));
    files.put("short.c", "int a;\n");
    files.put("sub/c.c", code(3));
    files.put("sub/d.c", code(4));
    files.put("notes.txt", "what a release brings\n");
    files.put("sub/LICENSE", "Licensed under the Apache License, Version 2.0\n");
    files.put("d.c.license", "SPDX-License-Identifier: GPL-2.0-only\n");
    files.put("d.c", code(5));
    files.put("LICENSE", "GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n");
  }

  private Path archive() throws IOException {
    Path file = temp.resolve("sample-1.2.tar.xz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZCompressorOutputStream(Files.newOutputStream(file)))) {
      for (Map.Entry<String, String> each : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry("sample-1.2/" + each.getKey());
        byte[] bytes = each.getValue().getBytes(StandardCharsets.UTF_8);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  private Path folder() throws IOException {
    Path folder = temp.resolve("folder");
    for (Map.Entry<String, String> each : files.entrySet()) {
      Path file = folder.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.getValue());
    }
    return folder;
  }

  private static String told(WorkTotals totals) {
    Work.Contents contents = totals.contents();
    return String.join("\n", totals.digestLines)
        + "\n"
        + contents.files()
        + " "
        + contents.lines()
        + " "
        + contents.tokens()
        + " "
        + contents.bytes()
        + " "
        + new TreeMap<>(contents.licenses())
        + " "
        + new TreeMap<>(contents.skipped());
  }

  private String read(CorpusSource source, int maxAhead) throws IOException {
    Path index = Files.createTempDirectory(temp, "index");
    try (FetchedWork work = new SourceFetcher(temp.resolve("cache")).fetch(source);
        CorpusIndexWriter writer = CorpusIndexWriter.open(index.resolve("i"));
        ProgressBar bar =
            new ProgressBar(
                new PrintStream(OutputStream.nullOutputStream()), false, "", "bytes", 0)) {
      CorpusAdder.Options options = CorpusAdder.Options.of(Role.COPYLEFT, true);
      WorkReader reader = new WorkReader(writer, "sample", 1, options, maxAhead);
      WorkSurvey survey = new WorkSurvey();
      if (maxAhead > 0) {
        assertTrue(work.streamLength() > 0);
        reader.readAhead(work, survey, bar);
        assertEquals(work.streamLength(), work.streamPosition());
      } else {
        work.forEachFile(entry -> {
          survey.see(entry);
          return true;
        });
      }
      reader.conclude(
          work, new LicenseDetector(survey.speaking, work.metadata(), Optional.empty()), bar);
      return told(reader.totals());
    }
  }

  @Test
  void oneReadingGivesWhatTwoGive() throws IOException {
    CorpusSource archive = new CorpusSource.Archive(archive());
    String expected = read(archive, 0);
    assertTrue(expected.contains("sub/c.c\t"), expected);
    assertTrue(expected.contains("Apache-2.0=2"), expected);
    assertTrue(expected.contains("GPL-2.0-only=1"), expected);
    assertTrue(expected.contains("MIT=1"), expected);
    assertTrue(expected.contains("TOO_SHORT=1"), expected);
    for (int ahead = 1; ahead <= files.size() + 1; ahead++) {
      assertEquals(expected, read(archive, ahead), ahead + " ahead");
    }
    assertEquals(expected.replace("sample-1.2/", ""), read(new CorpusSource.Folder(folder()), 0));
  }
}
