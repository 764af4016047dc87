package dev.ringfence.scanner.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.testkit.OriginIndexContract;
import dev.ringfence.testkit.TestIndex;
import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The own code beside an index answers as a background work in it would.
class WithOwnCodeTest {
  @TempDir Path temp;

  private TestRepository repository;
  private Path corpus;

  private static String program(Random random, int functions) {
    StringBuilder text = new StringBuilder();
    for (int f = 0; f < functions; f++) {
      Random own = random.nextInt(3) == 0 ? new Random(random.nextInt(5)) : random;
      text.append("int fn").append(own.nextInt(500)).append("(int a, int b) {\n");
      for (int s = 0; s < 8; s++) {
        text.append("  v").append(own.nextInt(9)).append(" = w").append(own.nextInt(30));
        text.append(" * f").append(own.nextInt(9)).append("(b, ").append(own.nextInt(40));
        text.append(");\n");
      }
      text.append("  return a;\n}\n");
    }
    return text.toString();
  }

  @BeforeEach
  void makeWorks() throws IOException {
    repository = new TestRepository(temp.resolve("repo"));
    corpus = Files.createDirectories(temp.resolve("corpus"));
    for (int f = 0; f < 6; f++) {
      Files.writeString(corpus.resolve("c" + f + ".c"), program(new Random(f), 6));
      repository.write("src/own" + f + ".c", program(new Random(50 + f), 6));
    }
    // The same content twice, and what is no code.
    repository.write("lib/again.c", program(new Random(50), 6));
    repository.write("README.md", "Not code.\n").write("data.bin", "\u0000\u0001\u0002");
    repository.commit(LocalDate.of(2026, 3, 4));
  }

  private OwnCode own(String revision) throws IOException {
    try (GitChanges git = GitChanges.open(repository.root())) {
      return OwnCode.of(git, revision);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void answersAsABackgroundWorkWould(long seed) throws IOException {
    String alone = temp.resolve("alone").toString();
    String both = temp.resolve("both").toString();
    for (String path : List.of(alone, both)) {
      TestIndex.add(Path.of(path), corpus, "GPL-3.0-only");
    }
    TestIndex.add(Path.of(both), repository.root(), "MIT", "--role", "background");
    try (CorpusIndex reference = CorpusIndex.open(Path.of(both));
        CorpusIndex index = CorpusIndex.open(Path.of(alone))) {
      WithOwnCode with = new WithOwnCode(index, own("HEAD"));
      List<String> differences =
          OriginIndexContract.differences(reference, reference.blobs(), with, seed, 80);
      // The own code is no work of the index, has no texts, and is known by the commit.
      differences.removeIf(each ->
          each.startsWith("works: ")
              || each.startsWith("digest: ")
              || each.contains(", texts: ")
              || each.contains(", files: ")
              || each.contains(", holders: ")
              // Nor are there features of its functions.
              || each.contains(", holders of feature ")
              || each.contains(", functions: ")
              || each.contains(", functions of chosen contents: "));
      assertEquals(List.of(), differences);
      differences =
          OriginIndexContract.differences(index, index.blobs(), with, seed, 20).stream()
              .filter(each -> each.contains("function") || each.contains("feature"))
              .toList();
      assertEquals(List.of(), differences);
    }
  }

  @Test
  void knowsItsFilesAndDay() throws IOException {
    OwnCode own = own("HEAD");
    assertEquals("2026-03-04", own.date());
    assertEquals(7, own.files());
    assertEquals(0, own.unread());
    assertTrue(own.paths().containsAll(Set.of("lib/again.c", "src/own0.c", "src/own5.c")));
    assertEquals(6, own.contents().size());
  }

  @Test
  void readsABlobOnce() throws IOException {
    String first = repository.git("rev-parse", "HEAD").trim();
    OwnCode cold = own("HEAD");
    Path folder = repository.root().resolve(".git/ringfence");
    Path cache = onlyFile(folder);
    byte[] written = Files.readAllBytes(cache);
    assertEquals(cold.paths(), own("HEAD").paths());
    assertTrue(Arrays.equals(written, Files.readAllBytes(cache)), "nothing was new");
    // What is not read again cannot be missed: the blob is gone, its tokens are kept.
    String blob = repository.git("rev-parse", "HEAD:src/own1.c").trim();
    Files.delete(
        repository
            .root()
            .resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
    assertTrue(own(first).paths().contains("src/own1.c"));
    // Damage costs time, not answers.
    written[written.length / 2] ^= 1;
    Files.write(cache, written);
    assertFalse(own(first).paths().contains("src/own1.c"));
  }

  @Test
  void aRepositoryThatCannotBeWrittenIsReadAllTheSame() throws IOException {
    Path git = repository.root().resolve(".git");
    // Root may write anywhere, but not into a folder that is a file.
    Files.writeString(git.resolve("ringfence"), "in the way");
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertEquals(7, own("HEAD").files());
      assertEquals(7, own("HEAD").files());
    } finally {
      Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void theCacheDoesNotGrowWithTheHistory() throws IOException {
    own("HEAD");
    Path cache = onlyFile(repository.root().resolve(".git/ringfence"));
    long size = Files.size(cache);
    for (int turn = 0; turn < 6; turn++) {
      for (int f = 0; f < 6; f++) {
        repository.write("src/own" + f + ".c", program(new Random(1000 + 10L * turn + f), 6));
      }
      repository.commit(LocalDate.of(2026, 4, 1 + turn));
      own("HEAD");
    }
    assertTrue(Files.size(cache) < 4 * size, Files.size(cache) + " of " + size);
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all.toString());
      return all.getFirst();
    }
  }
}
