package dev.ringfence.corpus.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.source.CorpusSource;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Works come and go, packs travel, and what is damaged says so.
class IndexLifecycleTest {
  private static final int WORKS = 4;

  @TempDir Path temp;

  private static String function(int seed) {
    Random random = new Random(seed);
    StringBuilder out = new StringBuilder("double f" + seed + "(double *v, int n) {\n");
    for (int i = 0; i < 12; i++) {
      out.append(
          String.format(
              "  for (int i%d = %d; i%d < n; i%d += %d) v[i%d] = v[i%d] * %d.5 - c%d(%d);\n",
              i,
              random.nextInt(9),
              i,
              i,
              1 + random.nextInt(5),
              i,
              i,
              random.nextInt(90),
              random.nextInt(500),
              random.nextInt(700)));
    }
    return out.append("  return v[0];\n}\n").toString();
  }

  /// Work N holds functions N to N + 2, so neighbours share contents; each has a license text.
  @BeforeEach
  void makeWorks() throws IOException {
    for (int work = 0; work < WORKS; work++) {
      Path folder = Files.createDirectories(temp.resolve("w" + work));
      Files.writeString(
          folder.resolve("COPYING"), "GNU GENERAL PUBLIC LICENSE version " + (2 + work % 2));
      for (int i = work; i < work + 3; i++) {
        Files.writeString(folder.resolve("f" + i + ".c"), function(i));
      }
    }
  }

  private Work add(CorpusIndexWriter writer, int work, Role role) throws IOException {
    try (FetchedWork fetched =
        new SourceFetcher(temp.resolve("cache"))
            .fetch(new CorpusSource.Folder(temp.resolve("w" + work)))) {
      return new CorpusAdder(writer, System.err, false)
          .add(fetched, "dir:w" + work, "", CorpusAdder.Options.of(role, true));
    }
  }

  private Path index(String name, Integer... works) throws IOException {
    Path path = temp.resolve(name);
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(path)) {
      for (int work : works) {
        add(writer, work, Role.COPYLEFT);
      }
      writer.commit();
    }
    return path;
  }

  private static void assertWhole(Path index) throws IOException {
    try (CorpusIndex open = CorpusIndex.open(index)) {
      assertEquals(List.of(), IndexVerifier.verify(open).faults());
    }
  }

  /// Same works, same digest, contents, counts and model.
  private static void assertSame(Path expected, Path actual) throws IOException {
    try (CorpusIndex a = CorpusIndex.open(expected);
        CorpusIndex b = CorpusIndex.open(actual)) {
      assertEquals(a.digest(), b.digest());
      assertEquals(a.blobCount(), b.blobCount());
      assertEquals(a.blobKeys(), b.blobKeys());
      assertEquals(a.noticeKeys(), b.noticeKeys());
      assertArrayEquals(a.copyModel().encode(), b.copyModel().encode());
    }
  }

  @Test
  void givesTheSameWhateverTheOrderAndWhatWasThereBefore() throws IOException {
    Path straight = index("straight", 0, 1, 2);
    Path reordered = index("reordered", 2, 0, 1);
    assertSame(straight, reordered);
    Path detour = index("detour", 3, 1, 0);
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(detour)) {
      writer.removeWork("w3");
      add(writer, 1, Role.COPYLEFT);
      writer.commit();
    }
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(detour)) {
      add(writer, 2, Role.COPYLEFT);
      writer.commit();
    }
    assertSame(straight, detour);
    assertWhole(detour);
  }

  /// What is deleted but not yet merged away is not counted: the same frequencies before and after
  /// compacting.
  @Test
  void countsWhatIsThereAlone() throws IOException {
    Path path = index("ix", 0, 1, 2, 3);
    Path fresh = index("fresh", 0);
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(path)) {
      for (int work = 1; work < WORKS; work++) {
        writer.removeWork("w" + work);
      }
      writer.commit();
    }
    List<List<Integer>> seen = new ArrayList<>();
    for (Path each : List.of(fresh, path)) {
      seen.add(frequencies(each));
    }
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(path)) {
      writer.compact();
    }
    seen.add(frequencies(path));
    assertEquals(seen.get(0), seen.get(1));
    assertEquals(seen.get(0), seen.get(2));
    assertSame(fresh, path);
  }

  private static List<Integer> frequencies(Path path) throws IOException {
    List<Integer> frequencies = new ArrayList<>();
    try (CorpusIndex index = CorpusIndex.open(path)) {
      frequencies.add(index.blobCount());
      frequencies.add(index.blobCount(dev.ringfence.fingerprints.source.Language.C));
      OriginSession session = index.session();
      for (int blob : index.blobs()) {
        StoredTokens tokens = index.tokens(blob);
        for (int frequency : session.spellingFrequencies(tokens.distinctSpellings())) {
          frequencies.add(frequency);
        }
      }
    }
    Collections.sort(frequencies);
    return frequencies;
  }

  @Test
  void keepsTheOldWorkWhereTheNewOneFails() throws IOException {
    Path path = index("ix", 0, 1);
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(path)) {
      FetchedWork broken =
          new SourceFetcher(temp.resolve("cache"))
              .fetch(new CorpusSource.Folder(temp.resolve("w2")));
      FetchedWork failing = new FailingWork(broken, "w0");
      assertThrows(
          IOException.class,
          () ->
              new CorpusAdder(writer, System.err, false)
                  .add(failing, "dir:w2", "", CorpusAdder.Options.of(Role.COPYLEFT, true)));
      writer.commit();
    }
    assertWhole(path);
    assertSame(index("same", 0, 1), path);
  }

  @Test
  void namesTheOtherWriter() throws IOException {
    Path path = index("ix", 0);
    try (CorpusIndexWriter first = CorpusIndexWriter.open(path)) {
      add(first, 1, Role.COPYLEFT);
      RingfenceException refused =
          assertThrows(RingfenceException.class, () -> CorpusIndexWriter.open(path));
      assertEquals(ExitStatus.USAGE, refused.status());
      assertTrue(
          refused
              .diagnostic()
              .message()
              .startsWith(
                  "another process is writing this index: process "
                      + ProcessHandle.current().pid()
                      + " of user "),
          refused.diagnostic()::message);
      // Readers go on at the last commit.
      try (CorpusIndex reader = CorpusIndex.open(path)) {
        first.commit();
        assertEquals(1, reader.works().size());
        assertEquals(List.of(), IndexVerifier.verify(reader).faults());
      }
    }
    try (CorpusIndexWriter again = CorpusIndexWriter.open(path)) {
      assertEquals(2, again.works().size());
    }
  }

  @Test
  void takesUpAFolderThatAFirstRunLeftBehind() throws IOException {
    Path path = temp.resolve("ix");
    Files.createDirectories(path);
    Files.createFile(path.resolve("write.lock"));
    for (String name :
        List.of("writer.txt", "_0.fdt", "_0_Lucene90_0.dvd", "pending_segments_1", "model-1.tmp")) {
      Files.writeString(path.resolve(name), "cut short");
    }
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(path)) {
      add(writer, 0, Role.COPYLEFT);
      writer.commit();
    }
    assertWhole(path);
    Files.createDirectories(temp.resolve("other"));
    Files.writeString(temp.resolve("other/notes.txt"), "mine");
    assertThrows(RingfenceException.class, () -> CorpusIndexWriter.open(temp.resolve("other")));
  }

  @Test
  void travelsAsAPackWithAndWithoutText() throws IOException {
    Path path = index("ix", 0, 1, 2);
    for (boolean text : List.of(true, false)) {
      Path pack = temp.resolve(text + ".pack");
      try (CorpusIndex index = CorpusIndex.open(path)) {
        IndexPack.Manifest manifest = IndexPack.export(index, pack, text);
        assertEquals(3, manifest.works().size());
        assertEquals(text, manifest.text());
      }
      Path copy = temp.resolve("copy-" + text);
      IndexPack.importInto(pack, copy);
      assertSame(path, copy);
      assertWhole(copy);
      try (CorpusIndex index = CorpusIndex.open(copy)) {
        assertEquals(text, index.text(index.blobs()[0]).isPresent());
        Work work = index.works().getFirst();
        String notice = work.provenance().notices().get("COPYING");
        assertEquals(
            Optional.of("GNU GENERAL PUBLIC LICENSE version 2"),
            index.notice(String.valueOf(notice)));
      }
    }
    assertTrue(Files.size(temp.resolve("false.pack")) < Files.size(temp.resolve("true.pack")));
  }

  @Test
  void replacesAnIndexUnderItsReaders() throws IOException {
    Path pack = temp.resolve("x.pack");
    try (CorpusIndex index = CorpusIndex.open(index("from", 2, 3))) {
      IndexPack.export(index, pack, true);
    }
    Path path = index("ix", 0);
    try (CorpusIndex reader = CorpusIndex.open(path)) {
      IndexPack.importInto(pack, path);
      assertEquals("w0", reader.works().getFirst().id());
      assertEquals(List.of(), IndexVerifier.verify(reader).faults());
    }
    assertSame(temp.resolve("from"), path);
    assertWhole(path);
    // And it can be added to.
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(path)) {
      add(writer, 0, Role.COPYLEFT);
      writer.commit();
    }
    assertSame(index("all", 0, 2, 3), path);
    assertWhole(path);
  }

  /// The last record of a zip says where all else is; it ends the file.
  @Test
  void refusesAPackWithADamagedEnd() throws IOException {
    Path whole = temp.resolve("x.pack");
    try (CorpusIndex index = CorpusIndex.open(index("from", 2, 3))) {
      IndexPack.export(index, whole, true);
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path pack = temp.resolve("damaged.pack");
    int refused = 0;
    // Counts, length and offset of the directory, length of the comment.
    for (int i = bytes.length - 14; i < bytes.length; i++) {
      for (int flip : new int[] {0x01, 0x55, 0x80}) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= (byte) flip;
        Files.write(pack, damaged);
        try {
          IndexPack.importInto(pack, temp.resolve("to"));
        } catch (RingfenceException e) {
          refused++;
          assertTrue(e.diagnostic().category().startsWith("pack/"), e.diagnostic()::toString);
        }
      }
    }
    assertTrue(refused >= 30, "only " + refused + " refused");
  }

  /// No damaged pack is taken, and none changes the index that is there.
  @Test
  void refusesADamagedPack() throws IOException {
    Path whole = temp.resolve("x.pack");
    try (CorpusIndex index = CorpusIndex.open(index("from", 2, 3))) {
      IndexPack.export(index, whole, true);
    }
    Path path = index("ix", 0);
    String before;
    try (CorpusIndex index = CorpusIndex.open(path)) {
      before = index.digest();
    }
    byte[] bytes = Files.readAllBytes(whole);
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 40; round++) {
      byte[] damaged = bytes.clone();
      if (round % 4 == 0) {
        damaged = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length));
      } else {
        for (int i = 0; i < 30; i++) {
          damaged[random.nextInt(damaged.length)] ^= 0x55;
        }
      }
      Path pack = temp.resolve("damaged.pack");
      Files.write(pack, damaged);
      try {
        IndexPack.importInto(pack, path);
        // Flips in what the zip format ignores.
        Files.delete(pack);
        path = index("ix" + round, 0);
      } catch (RingfenceException e) {
        refused++;
        assertTrue(e.diagnostic().category().startsWith("pack/"), e.diagnostic()::toString);
      }
      try (CorpusIndex index = CorpusIndex.open(path)) {
        assertEquals(before, index.digest());
      }
    }
    assertTrue(refused >= 35, "refused " + refused);
    try (Stream<Path> left = Files.list(temp)) {
      assertEquals(0, left.filter(p -> p.toString().contains(".ringfence-import")).count());
    }
  }

  @Test
  void seesDamage() throws IOException {
    int seen = 0;
    Random random = new Random(11);
    for (int round = 0; round < 40; round++) {
      Path path = index("ix" + round, 0, 1);
      List<Path> files;
      try (Stream<Path> all = Files.list(path)) {
        files =
            all.filter(p -> p.toString().matches(".*(cfs|dvd|fdt|tim|doc|model-1)$"))
                .sorted()
                .toList();
      }
      Path victim = files.get(random.nextInt(files.size()));
      try (RandomAccessFile file = new RandomAccessFile(victim.toFile(), "rw")) {
        long at = (long) (file.length() * (0.1 + 0.8 * random.nextDouble()));
        file.seek(at);
        int old = file.read();
        file.seek(at);
        file.write(old ^ 0x40);
      }
      try (CorpusIndex index = CorpusIndex.open(path)) {
        seen += IndexVerifier.verify(index).faults().isEmpty() ? 0 : 1;
      } catch (RingfenceException e) {
        // A damaged version number reads as that of another Lucene.
        assertTrue(
            Set.of("index/damaged", "index/foreign").contains(e.diagnostic().category()),
            e.diagnostic()::toString);
        seen++;
      }
    }
    assertEquals(40, seen);
  }

  @Test
  void tellsWhatDiffers() throws IOException {
    Path first = index("first", 0, 1, 2);
    Path second = index("second", 1, 3);
    Files.writeString(temp.resolve("w2/f2.c"), function(99));
    Files.delete(temp.resolve("w2/f3.c"));
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(second)) {
      add(writer, 2, Role.BACKGROUND);
      writer.commit();
    }
    try (CorpusIndex a = CorpusIndex.open(first);
        CorpusIndex b = CorpusIndex.open(second)) {
      IndexDiff diff = IndexDiff.of(a, b);
      assertEquals(List.of("w0"), diff.onlyInFirst().stream().map(Work::id).toList());
      assertEquals(List.of("w3"), diff.onlyInSecond().stream().map(Work::id).toList());
      assertEquals(1, diff.equal());
      assertEquals(
          List.of("~ role copyleft -> background", "~ f2.c content", "- f3.c"),
          diff.changed().getFirst().changes());
      assertNotEquals(a.digest(), b.digest());
    }
  }

  @Test
  void showsTheMostWidespreadCode() throws IOException {
    for (int work = 0; work < WORKS; work++) {
      Files.writeString(
          temp.resolve("w" + work + "/common" + work + ".c"),
          "int only" + work + ";\n" + function(500) + "\nint last" + work + ";\n");
    }
    try (CorpusIndex index = CorpusIndex.open(index("ix", 0, 1, 2, 3))) {
      List<CommonCode.Common> common = CommonCode.of(index, Channel.EXACT, 3);
      assertFalse(common.isEmpty());
      int previous = Integer.MAX_VALUE;
      for (CommonCode.Common each : common) {
        assertTrue(each.contents() >= 4 && each.contents() <= previous);
        previous = each.contents();
        Path file = temp.resolve(each.example().workId()).resolve(each.example().path());
        assertEquals(
            Files.readAllLines(file).subList(each.firstLine() - 1, each.lastLine()), each.lines());
      }
    }
  }

  /// A work whose last file cannot be read.
  private record FailingWork(FetchedWork work, String name) implements FetchedWork {
    @Override
    public String version() {
      return "";
    }

    @Override
    public Optional<String> purl() {
      return Optional.empty();
    }

    @Override
    public List<dev.ringfence.corpus.license.LicenseEvidence> metadata() {
      return List.of();
    }

    @Override
    public String state() {
      return "broken";
    }

    @Override
    public void forEachFile(dev.ringfence.corpus.source.SourceEntry.Visitor visitor)
        throws IOException {
      work.forEachFile(visitor);
      throw new IOException("the disk is gone");
    }

    @Override
    public Optional<String> date() {
      return Optional.empty();
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }

    @Override
    public int refused() {
      return 0;
    }

    @Override
    public void close() {
      work.close();
    }
  }
}
