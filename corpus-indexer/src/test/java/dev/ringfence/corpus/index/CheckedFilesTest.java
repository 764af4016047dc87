package dev.ringfence.corpus.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.source.CorpusSource;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is remembered of an index spares reading it again, and nothing else.
class CheckedFilesTest {
  private static final String BOOT = "boot-1";

  @TempDir Path temp;
  private Path index;

  /// Later than the files were made, so that they count as settled.
  private final Instant later = Instant.now().plus(Duration.ofMinutes(1));

  private CheckedFiles memory(Instant now, String boot) {
    return new CheckedFiles(temp.resolve("memory"), now, boot, 0);
  }

  @BeforeEach
  void makeIndex() throws IOException {
    Random random = new Random(5);
    for (int work = 0; work < 2; work++) {
      Path folder = Files.createDirectories(temp.resolve("w" + work));
      for (int i = 0; i < 20; i++) {
        StringBuilder text = new StringBuilder("int f" + i + "(int n) {\n");
        for (int line = 0; line < 10; line++) {
          text.append("  n = n * ")
              .append(random.nextInt(999))
              .append(" + g")
              .append(random.nextInt(99));
          text.append("(n - ").append(random.nextInt(99)).append(");\n");
        }
        Files.writeString(folder.resolve("f" + i + ".c"), text.append("  return n;\n}\n"));
      }
    }
    index = temp.resolve("index");
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(index)) {
      for (int work = 0; work < 2; work++) {
        try (FetchedWork fetched =
            new SourceFetcher(temp.resolve("cache"))
                .fetch(new CorpusSource.Folder(temp.resolve("w" + work)))) {
          new CorpusAdder(writer, System.err, false)
              .add(fetched, "dir:w" + work, "", CorpusAdder.Options.of(Role.COPYLEFT, true));
        }
        writer.commit();
      }
      // Deletions are files of their own.
      writer.removeWork("w0");
      writer.commit();
    }
  }

  private Path victim() throws IOException {
    try (var files = Files.list(index)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("_"))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  /// The file that holds tokens, texts and keys; what look-ups read is in others.
  private Path values() throws IOException {
    try (var files = Files.list(index)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(".dvd"))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private static void zero(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() / 2);
      bytes.write(new byte[512]);
    }
  }

  private void assertWhole(CheckedFiles memory) throws IOException {
    CorpusIndex.open(index, memory).close();
  }

  private void assertDamaged(CheckedFiles memory) {
    RingfenceException fault =
        assertThrows(RingfenceException.class, () -> CorpusIndex.open(index, memory).close());
    assertEquals("index/damaged", fault.diagnostic().category());
  }

  /// Makes the memory say that the files are whole as they are now.
  private void pretend(CheckedFiles memory, Function<CheckedFiles.State, CheckedFiles.State> change)
      throws IOException {
    Map<String, CheckedFiles.Whole> whole = new HashMap<>();
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(index))) {
      String written =
          reader.getIndexCommit().getUserData().getOrDefault(IndexFormat.DATA_FILES, "");
      for (String name : reader.getIndexCommit().getFileNames()) {
        String entry =
            written
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
        CheckedFiles.State state = CheckedFiles.State.of(index.resolve(name));
        whole.put(name, new CheckedFiles.Whole(change.apply(state), entry));
      }
    }
    memory.store(index, whole);
  }

  @Test
  void aCommitNamesTheChecksumsOfAllItsFiles() throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(index))) {
      String written =
          reader.getIndexCommit().getUserData().getOrDefault(IndexFormat.DATA_FILES, "");
      for (String name : reader.getIndexCommit().getFileNames()) {
        assertTrue(
            name.startsWith("segments") || ("\n" + written).contains("\n" + name + " "),
            name + " in\n" + written);
      }
    }
  }

  @Test
  void whatWasWholeIsNotReadAgain() throws IOException {
    zero(victim());
    pretend(memory(later, BOOT), state -> state);
    assertWhole(memory(later, BOOT));
    // And is read again after a restart, after a week, and by who asks for it.
    assertDamaged(memory(later, "boot-2"));
    assertDamaged(memory(later.plus(Duration.ofDays(8)), BOOT));
    assertDamaged(CheckedFiles.none());
    assertThrows(RingfenceException.class, () -> CorpusIndex.openChecked(index).close());
  }

  @Test
  void aWriteThatHidesItsTimeIsSeen() throws IOException {
    assertWhole(memory(later, BOOT));
    Path victim = victim();
    FileTime modified = Files.getLastModifiedTime(victim);
    zero(victim);
    Files.setLastModifiedTime(victim, modified);
    assertDamaged(memory(later, BOOT));
  }

  @Test
  void aCopyThatKeepsItsTimesIsRead() throws IOException {
    assertWhole(memory(later, BOOT));
    Path victim = victim();
    Path copy = temp.resolve("copy");
    Files.copy(victim, copy, StandardCopyOption.COPY_ATTRIBUTES);
    FileTime modified = Files.getLastModifiedTime(victim);
    zero(copy);
    Files.setLastModifiedTime(copy, modified);
    Files.move(copy, victim, StandardCopyOption.REPLACE_EXISTING);
    assertDamaged(memory(later, BOOT));
  }

  @Test
  void whatChangedJustNowIsNotRemembered() throws IOException {
    zero(victim());
    pretend(memory(Instant.now(), BOOT), state -> state);
    assertDamaged(memory(Instant.now(), BOOT));
  }

  @Test
  void aFileThatIsNotOfTheCommitIsSeen() throws IOException {
    zero(victim());
    pretend(
        memory(later, BOOT),
        state ->
            new CheckedFiles.State(
                state.size() + 1, state.modified(), state.changed(), state.id()));
    assertDamaged(memory(later, BOOT));
  }

  @Test
  void aMemoryThatCannotBeReadOrWrittenIsNone() throws IOException {
    assertWhole(memory(later, BOOT));
    try (var notes = Files.list(temp.resolve("memory"))) {
      for (Path note : (Iterable<Path>) notes::iterator) {
        Files.writeString(note, "ringfence-checked 1\n" + BOOT + "\n" + later + "\nx\t1\n");
      }
    }
    assertWhole(memory(later, BOOT));
    assertWhole(new CheckedFiles(Path.of("/dev/null/no"), later, BOOT, 0));
  }

  /// With the checksums believed, what is read is what was written, or the index is called damaged.
  @Test
  void damageThatPassesTheChecksumsIsStillNoEmptyRecord() throws IOException {
    Map<String, StoredTokens> before = new HashMap<>();
    try (CorpusIndex open = CorpusIndex.openChecked(index)) {
      for (int blob : open.blobs()) {
        before.put(open.contentKey(blob), open.tokens(blob));
      }
    }
    Path kept = temp.resolve("kept");
    Files.copy(values(), kept);
    Random random = new Random(17);
    int seen = 0;
    for (int round = 0; round < 60; round++) {
      Path victim = values();
      Files.copy(kept, victim, StandardCopyOption.REPLACE_EXISTING);
      try (RandomAccessFile file = new RandomAccessFile(victim.toFile(), "rw")) {
        int length = 64 + random.nextInt(4096);
        file.seek((long) ((file.length() - length) * random.nextDouble()));
        file.write(new byte[length]);
      }
      try {
        pretend(memory(later, BOOT), state -> state);
      } catch (IOException | RuntimeException e) {
        // Not even opened.
        seen++;
        continue;
      }
      try (CorpusIndex open = CorpusIndex.open(index, memory(later, BOOT))) {
        Map<String, StoredTokens> after = new HashMap<>();
        for (int blob : open.blobs()) {
          after.put(open.contentKey(blob), open.tokens(blob));
          assertTrue(open.tokenBytes(blob)[0] > 0);
          assertFalse(open.holders(blob).isEmpty());
          assertFalse(open.files(blob).isEmpty());
          open.text(blob);
        }
        assertEquals(before.size(), after.size());
      } catch (RingfenceException e) {
        assertEquals("index/damaged", e.diagnostic().category());
        assertEquals(index.toString(), e.diagnostic().location().orElse(""));
        seen++;
      }
    }
    assertTrue(seen > 20, "only " + seen);
  }
}
