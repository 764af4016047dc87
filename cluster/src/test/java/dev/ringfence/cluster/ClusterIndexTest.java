package dev.ringfence.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusAdder;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.CorpusIndexWriter;
import dev.ringfence.corpus.index.IndexVerifier;
import dev.ringfence.corpus.index.Role;
import dev.ringfence.corpus.source.CorpusSource;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.testkit.OriginIndexContract;
import dev.ringfence.testkit.TestCluster;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds indexes on a cluster of a real node to what one in a folder answers.
class ClusterIndexTest {
  @TempDir static Path shared;

  private static TestCluster cluster;
  private static final ClusterStore STORE = new ClusterStore();

  @BeforeAll
  static void makeIndexes() throws IOException {
    cluster = TestCluster.shared();
    // Copies within and between works: contents with many files, and files that are twins.
    Path mixed = Files.createDirectories(shared.resolve("mixed/deep"));
    Path one = TestWorks.LOOM.resolve("Winnower.java");
    for (int i = 0; i < 7; i++) {
      Files.copy(one, mixed.resolve("Copy" + i + ".java"));
    }
    Files.writeString(shared.resolve("mixed/COPYING"), "SPDX-License-Identifier: GPL-3.0-only\n");
    Files.copy(TestWorks.WEAVER.resolve("match/Chains.java"), mixed.resolve("Chains.java"));
    add(shared, "all", TestWorks.WEAVER, TestWorks.LOOM, shared.resolve("mixed"));
    add(shared, "weaver", TestWorks.WEAVER);
    add(shared, "others", TestWorks.LOOM, shared.resolve("mixed"));
  }

  static void add(Path shared, String index, Path... works) throws IOException {
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(shared.resolve(index))) {
      CorpusAdder adder =
          new CorpusAdder(writer, new PrintStream(PrintStream.nullOutputStream()), false);
      for (Path work : works) {
        CorpusSource source = CorpusSource.parseAll("dir:" + work, Path.of(""), false).getFirst();
        try (FetchedWork fetched = new SourceFetcher(shared.resolve("cache")).fetch(source)) {
          adder.add(fetched, "dir:" + work, "", CorpusAdder.Options.of(Role.COPYLEFT, true));
        }
      }
      writer.commit();
    }
  }

  private static String address(String name) {
    return cluster.index(name);
  }

  private static ClusterIndex open(String name, int window) throws IOException {
    return ClusterIndex.open(ClusterAddress.parse(address(name), _ -> null), window, List.of(10));
  }

  private static long put(String folder, String name) throws IOException {
    AtomicLong done = new AtomicLong();
    try (CorpusIndex from = CorpusIndex.open(shared.resolve(folder))) {
      STORE.put(from, address(name), done::addAndGet);
    }
    return done.get();
  }

  private static void assertAlike(String folder, String name, int window, int rounds)
      throws IOException {
    try (CorpusIndex reference = CorpusIndex.open(shared.resolve(folder));
        ClusterIndex tested = open(name, window)) {
      assertEquals(
          List.of(),
          OriginIndexContract.differences(reference, reference.blobs(), tested, 11, rounds));
      for (Channel channel : Channel.values()) {
        assertEquals(reference.fingerprintCount(channel), tested.fingerprintCount(channel));
      }
    }
  }

  @Test
  void answersAsOneInAFolder() throws IOException {
    put("all", "alike?shards=3");
    assertAlike("all", "alike", ClusterIndex.WINDOW, 30);
  }

  @Test
  void answersAsOneInAFolderPageByPage() throws IOException {
    put("all", "pages?shards=2");
    assertAlike("all", "pages", 3, 5);
  }

  @Test
  void worksAddedOneAfterTheOtherAreTheSameIndex() throws IOException {
    put("weaver", "grown");
    try (CorpusIndex from = CorpusIndex.open(shared.resolve("others"))) {
      STORE.merge(from, address("grown"), _ -> {});
    }
    IndexVerifier.Report report = STORE.verify(address("grown"));
    assertEquals(List.of(), report.faults());
    assertTrue(report.queries() > 0);
    try (CorpusIndex whole = CorpusIndex.open(shared.resolve("all"));
        ClusterIndex grown = open("grown", ClusterIndex.WINDOW)) {
      assertEquals(whole.digest(), grown.digest());
      assertEquals(whole.blobCount(), grown.blobCount());
    }
  }

  @Test
  void manyAddAtTheSameTime() throws IOException {
    add(shared, "loom", TestWorks.LOOM);
    add(shared, "copies", shared.resolve("mixed"));
    List<Callable<Void>> adders = new ArrayList<>();
    for (String folder : List.of("weaver", "loom", "copies")) {
      adders.add(() -> {
        try (CorpusIndex from = CorpusIndex.open(shared.resolve(folder))) {
          STORE.merge(from, address("crowd?shards=2"), _ -> {});
        }
        return null;
      });
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(adders.size())) {
      for (Future<Void> adder : pool.invokeAll(adders)) {
        adder.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
    assertEquals(List.of(), STORE.verify(address("crowd")).faults());
    try (CorpusIndex whole = CorpusIndex.open(shared.resolve("all"));
        ClusterIndex crowd = open("crowd", ClusterIndex.WINDOW)) {
      assertEquals(whole.digest(), crowd.digest());
      assertEquals(whole.blobCount(), crowd.blobCount());
    }
  }

  /// What was cut short is not read, and goes on where it stopped.
  @Test
  void anAddThatWasCutShortGoesOn() throws IOException {
    put("weaver", "cut");
    try (CorpusIndex from = CorpusIndex.open(shared.resolve("others"))) {
      long[] left = {from.blobCount() + 3L};
      assertThrows(
          IllegalStateException.class,
          () ->
              STORE.merge(
                  from,
                  address("cut"),
                  done -> {
                    left[0] -= done;
                    if (left[0] <= 0) {
                      throw new IllegalStateException("power is out");
                    }
                  }));
      RingfenceException unread =
          assertThrows(RingfenceException.class, () -> open("cut", ClusterIndex.WINDOW).close());
      assertEquals("index/being-written", unread.diagnostic().category());
      STORE.merge(from, address("cut"), _ -> {});
    }
    assertEquals(List.of(), STORE.verify(address("cut")).faults());
    try (CorpusIndex whole = CorpusIndex.open(shared.resolve("all"));
        ClusterIndex cut = open("cut", ClusterIndex.WINDOW)) {
      assertEquals(whole.digest(), cut.digest());
    }
  }
}
