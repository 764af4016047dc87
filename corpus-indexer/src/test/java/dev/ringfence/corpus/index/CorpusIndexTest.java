package dev.ringfence.corpus.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.source.CorpusSource;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusIndexTest {
  @TempDir Path temp;

  private static final String MEDIAN =
      "double median(double *v, int n) {\n  for (int i = 1; i < n; i++) {\n    double x = v[i];\n    int"
          + " j = i - 1;\n    while (j >= 0 && v[j] > x) { v[j + 1] = v[j]; j--; }\n    v[j + 1] = x;\n"
          + "  }\n  return v[n / 2];\n}\n";

  @BeforeEach
  void makeWorks() throws IOException {
    write("one/src/median.c", "// SPDX-License-Identifier: GPL-3.0-only\n" + MEDIAN);
    write("one/src/copy.c", "// SPDX-License-Identifier: GPL-3.0-only\n" + MEDIAN);
    write("one/README", "not code");
    write("one/tiny.c", "int x;");
    // A script that carries a program.
    write("one/install", "#!/bin/sh\n" + "\0\1\2\3\4\5\6\7".repeat(500));
    write("one/min.js", "a=1;".repeat(4000));
    write("two/lib/median.c", "// SPDX-License-Identifier: GPL-3.0-only\n" + MEDIAN);
    write("two/lib/other.py", "def f(a, b):\n    return [x * a for x in b if x > 0]\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Work add(CorpusIndexWriter writer, String folder, Role role) throws IOException {
    try (FetchedWork work =
        new SourceFetcher(temp.resolve("cache"))
            .fetch(new CorpusSource.Folder(temp.resolve(folder)))) {
      return new CorpusAdder(writer, System.err, false)
          .add(work, "dir:" + folder, "", CorpusAdder.Options.of(role, true));
    }
  }

  private Path index(String name, String... folders) throws IOException {
    Path path = temp.resolve(name);
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(path)) {
      for (String folder : folders) {
        add(writer, folder, Role.COPYLEFT);
      }
      writer.commit();
    }
    return path;
  }

  @Test
  void countsWhatItTakesAndWhatItLeaves() throws IOException {
    try (CorpusIndex index = CorpusIndex.open(index("ix", "one"))) {
      Work work = index.works().getFirst();
      assertEquals("one", work.id());
      assertEquals(2, work.contents().files());
      assertEquals(Map.of("GPL-3.0-only", 2), work.contents().licenses());
      assertEquals(
          Map.of(
              SkipReason.NO_LANGUAGE, 1,
              SkipReason.TOO_SHORT, 1,
              SkipReason.BINARY, 1,
              SkipReason.MINIFIED, 1),
          work.contents().skipped());
    }
  }

  /// What a scan reads must be found in an index of it: the same decoder on both sides.
  @Test
  void takesTextOfAnyEncodingAndModeLinesAtTheEndOfLongFiles() throws IOException {
    Path work = Files.createDirectories(temp.resolve("odd"));
    Files.write(work.resolve("wide.c"), ("\ufeff" + MEDIAN).getBytes(StandardCharsets.UTF_16LE));
    Files.writeString(work.resolve("nul.c"), "/* \0 */\n" + MEDIAN);
    Files.writeString(work.resolve("cr.c"), "/* \r */\n" + MEDIAN);
    Files.writeString(
        work.resolve("long.data"), MEDIAN.repeat(60_000 / MEDIAN.length()) + "// vim: ft=c\n");
    Path path = temp.resolve("ix-odd");
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(path)) {
      assertEquals(4, add(writer, "odd", Role.COPYLEFT).contents().files());
      writer.commit();
    }
    try (CorpusIndex index = CorpusIndex.open(path)) {
      assertEquals(4, lookUp(index, MEDIAN).size());
    }
  }

  @Test
  void storesOneContentOnceWithAllFilesThatHoldIt() throws IOException {
    try (CorpusIndex index = CorpusIndex.open(index("ix", "one", "two"))) {
      assertEquals(2, index.blobCount());
      int blob = lookUp(index, MEDIAN).iterator().next();
      assertEquals(
          List.of("one/src/copy.c", "one/src/median.c", "two/lib/median.c"),
          index.files(blob).stream().map(f -> f.workId() + "/" + f.path()).toList());
      assertTrue(index.text(blob).orElseThrow().endsWith(MEDIAN));
      // The SHA-1 that git gives the same bytes.
      assertTrue(index.files(blob).getFirst().swhid().matches("swh:1:cnt:[0-9a-f]{40}"));
    }
  }

  @Test
  void knowsWhoHoldsABlobWithoutReadingItsFiles() throws IOException {
    write("three/LICENSE.txt", "x");
    write("three/lib/median.c", "// SPDX-License-Identifier: GPL-3.0-only\n" + MEDIAN);
    write("four/other.c", "// SPDX-License-Identifier: MIT\n" + MEDIAN.replace("median", "middle"));
    Path path = index("ix", "one", "three", "four");
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(path)) {
      writer.removeWork("three");
      writer.commit();
    }
    try (CorpusIndex index = CorpusIndex.open(path)) {
      for (int blob : index.blobs()) {
        assertEquals(
            index.files(blob).stream()
                .map(f -> f.workId() + " " + f.license().category().isPermissive())
                .sorted()
                .toList(),
            index.holders(blob).stream()
                .map(h -> h.work().id() + " " + h.permissive())
                .sorted()
                .toList());
      }
      int shared = lookUp(index, MEDIAN).stream().mapToInt(b -> b).min().orElseThrow();
      assertEquals(2, index.holders(shared).size());
    }
  }

  @Test
  void handsOverTheBlobsOfASpellingUntilEnough() throws IOException {
    try (CorpusIndex index = CorpusIndex.open(index("ix", "one", "two"))) {
      int blob = lookUp(index, MEDIAN).iterator().next();
      StoredTokens tokens = index.tokens(blob);
      OriginSession session = index.session();
      for (int spelling : tokens.distinctSpellings()) {
        int[] all = session.contentsWith(new int[] {spelling}, 1000)[0];
        assertTrue(Arrays.stream(all).anyMatch(each -> each == blob));
        assertEquals(session.spellingFrequencies(spelling)[0], all.length);
        assertEquals(all.length, Arrays.stream(all).distinct().count());
        int[] first = session.contentsWith(new int[] {spelling}, 0)[0];
        assertEquals(1, first.length);
      }
    }
  }

  private static Set<Integer> lookUp(CorpusIndex index, String text) throws IOException {
    Fingerprinter fingerprinter = new Fingerprinter();
    Tokens tokens = fingerprinter.tokenize(new SourceText(text, Language.C, "query"));
    long[] all = fingerprinter.allHashes(tokens, Channel.RENAMED);
    int count = tokens.size() - FingerprintFormat.RENAMED.k() + 1;
    long[] sorted =
        Arrays.stream(all, 0, count)
            .map(h -> h ^ Long.MIN_VALUE)
            .sorted()
            .map(h -> h ^ Long.MIN_VALUE)
            .toArray();
    OriginSession session = index.session();
    Seeds seeds = session.seeds(new long[0], sorted, 100).renamed();
    Set<Integer> blobs = new HashSet<>();
    for (int p = 0; p < seeds.size(); p++) {
      assertTrue(seeds.frequency(seeds.fingerprint(p)) > 0);
      blobs.add(seeds.blob(p));
    }
    // Above the cap a fingerprint is counted and not followed.
    assertEquals(0, session.seeds(new long[0], sorted, 0).renamed().size());
    return blobs;
  }

  @Test
  void findsARenamedCopyByItsFingerprints() throws IOException {
    try (CorpusIndex index = CorpusIndex.open(index("ix", "one"))) {
      String renamed = MEDIAN.replaceAll("\\bv\\b", "data").replaceAll("\\bx\\b", "key");
      assertEquals(1, lookUp(index, renamed).size());
      assertTrue(lookUp(index, "int main(void) { return puts(\"hello\"), 0; }").isEmpty());
    }
  }

  @Test
  void givesTheSameDigestInAnyOrder() throws IOException {
    try (CorpusIndex forth = CorpusIndex.open(index("a", "one", "two"));
        CorpusIndex back = CorpusIndex.open(index("b", "two", "one"));
        CorpusIndex less = CorpusIndex.open(index("c", "one"))) {
      assertEquals(forth.digest(), back.digest());
      assertFalse(forth.digest().equals(less.digest()));
    }
  }

  @Test
  void replacesAWorkThatIsAddedAgain() throws IOException {
    Path path = index("ix", "one", "two");
    write("two/lib/other.py", "def g(a):\n    while a > 1:\n        a = a - 1\n    return a\n");
    Files.delete(temp.resolve("two/lib/median.c"));
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(path)) {
      add(writer, "two", Role.BACKGROUND);
      writer.commit();
    }
    try (CorpusIndex index = CorpusIndex.open(path)) {
      assertEquals(2, index.works().size());
      assertEquals(Role.BACKGROUND, index.work("two").orElseThrow().role());
      int blob = lookUp(index, MEDIAN).iterator().next();
      assertEquals(2, index.files(blob).size(), "the copy in the second work is gone");
    }
  }

  @Test
  void showsNothingBeforeTheCommit() throws IOException {
    Path path = index("ix", "one");
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(path)) {
      add(writer, "two", Role.COPYLEFT);
      // No commit: the process is cut short.
    }
    try (CorpusIndex index = CorpusIndex.open(path)) {
      assertEquals(1, index.works().size());
    }
  }

  private static RingfenceException fault(Path path) {
    return assertThrows(RingfenceException.class, () -> CorpusIndex.open(path).close());
  }

  @Test
  void namesWhatIsWrongWithAFolder() throws IOException {
    assertEquals("index/not-found", fault(temp.resolve("none")).diagnostic().category());
    assertEquals("index/foreign", fault(temp.resolve("one")).diagnostic().category());
    assertEquals("index/foreign", fault(temp.resolve("one/README")).diagnostic().category());
    assertEquals(ExitStatus.INCOMPLETE, fault(temp.resolve("none")).status());
    Path other = temp.resolve("lucene");
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(other), new IndexWriterConfig())) {
      writer.commit();
    }
    assertEquals("index/foreign", fault(other).diagnostic().category());
    // Whoever reads is not told to make one.
    assertFalse(
        fault(other).diagnostic().help().orElse("").contains("does not exist yet"),
        fault(other).diagnostic().toString());
    RingfenceException writes =
        assertThrows(RingfenceException.class, () -> CorpusIndexWriter.open(temp.resolve("one")));
    assertTrue(writes.diagnostic().help().orElse("").contains("does not exist yet"));
  }

  @Test
  void refusesAnotherFormatByName() throws IOException {
    Path other = temp.resolve("future");
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(other), new IndexWriterConfig())) {
      writer.setLiveCommitData(
          Map.of(
                  IndexFormat.DATA_FORMAT, "99",
                  IndexFormat.DATA_FINGERPRINTS, "1",
                  IndexFormat.DATA_MODEL, "model-1")
              .entrySet());
      writer.commit();
    }
    RingfenceException fault = fault(other);
    assertEquals("index/format-mismatch", fault.diagnostic().category());
    assertTrue(fault.diagnostic().message().contains("99"));
  }

  @Test
  void tellsADamagedIndexFromAForeignOne() throws IOException {
    Path path = index("ix", "one");
    try (var files = Files.list(path)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().matches(".*\\.(cfs|tim|doc|fdt|si)")) {
          byte[] bytes = Files.readAllBytes(file);
          Files.write(file, Arrays.copyOf(bytes, bytes.length / 3));
        }
      }
    }
    assertEquals("index/damaged", fault(path).diagnostic().category());
  }

  @Test
  void refusesASecondWriter() throws IOException {
    Path path = index("ix", "one");
    try (CorpusIndexWriter first = CorpusIndexWriter.open(path)) {
      RingfenceException second =
          assertThrows(RingfenceException.class, () -> CorpusIndexWriter.open(path));
      assertEquals("index/locked", second.diagnostic().category());
      assertTrue(first.works().containsKey("one"));
    }
  }
}
