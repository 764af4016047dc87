package dev.ringfence.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.server.client.RunningServer;
import dev.ringfence.server.scan.LiveIndex;
import dev.ringfence.server.settings.Limits;
import dev.ringfence.server.settings.ServerSettings;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a server starts, is loaded, changes its index and stops.
class LifeTest {
  @TempDir private Path temp;

  private Path index() {
    Path index = temp.resolve("index");
    TestServer.index(index, temp, TestWorks.LOOM);
    return index;
  }

  private static ServerSettings with(
      ServerSettings settings, String host, Optional<String> token, Limits limits) {
    return new ServerSettings(
        settings.index(),
        settings.parameters(),
        settings.repository(),
        settings.audits(),
        settings.reports(),
        host,
        settings.port(),
        token,
        settings.tls(),
        Optional.empty(),
        limits,
        settings.clock(),
        settings.log());
  }

  @Test
  void anOpenIndexStaysUntilItsLastUserIsDone() throws IOException {
    Path index = index();
    String copied = TestServer.lines(TestWorks.WEAVER.resolve("match/BandedAligner.java"), 60, 140);
    try (TestServer server = TestServer.start(index, temp);
        LiveIndex live = LiveIndex.open(index, MatchParameters.shipped())) {
      assertEquals(
          "0",
          server
              .post("/api/v1/scan?path=A.java", "text/plain", copied)
              .headers()
              .firstValue("Ringfence-Exit-Status")
              .orElse(""));
      LiveIndex.Lease before = live.lease();
      TestServer.index(index, temp, TestWorks.WEAVER);
      assertTrue(live.reload());
      assertFalse(live.reload());
      assertEquals(1, before.index().works().size());
      List<CorpusFile> files = new ArrayList<>();
      before.index().forEachFile(before.index().works().getFirst(), files::add);
      assertTrue(before.index().text(files.getFirst()).isPresent());
      try (LiveIndex.Lease after = live.lease()) {
        assertEquals(2, after.index().works().size());
      }
      before.close();
      assertThrows(IllegalStateException.class, before::index);
      assertEquals(200, server.post("/api/v1/index/reload", "application/json", "").statusCode());
      assertEquals(
          "1",
          server
              .post("/api/v1/scan?path=A.java", "text/plain", copied)
              .headers()
              .firstValue("Ringfence-Exit-Status")
              .orElse(""));
    }
  }

  @Test
  void aBrokenIndexDoesNotReplaceAGoodOne() throws IOException {
    Path index = index();
    try (LiveIndex live = LiveIndex.open(index, MatchParameters.shipped())) {
      Files.writeString(index.resolve("segments_zzz"), "no commit");
      assertThrows(RingfenceException.class, live::reload);
      try (LiveIndex.Lease lease = live.lease()) {
        assertEquals(1, lease.engine().index().works());
      }
    }
  }

  @Test
  void whoeverComesWhenAllWaitIsSentAwayAndAllOthersAreAnswered() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    ServerSettings settings = TestServer.settings(index(), temp, log);
    Limits tight = new Limits(8 << 20, 1, 1, Duration.ofMinutes(1), 50);
    String large = TestServer.lines(TestWorks.LOOM.resolve("Normaliser.java"), 1, 200).repeat(20);
    try (TestServer server =
            TestServer.start(with(settings, "127.0.0.1", Optional.empty(), tight), log);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        calls.add(() -> server.post("/api/v1/scan?path=A.java", "text/plain", large));
      }
      int answered = 0;
      int refused = 0;
      for (Future<HttpResponse<String>> each : clients.invokeAll(calls)) {
        HttpResponse<String> answer = each.get();
        if (answer.statusCode() == 429) {
          refused++;
          assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
          assertTrue(answer.body().contains("server/busy"), answer.body());
        } else {
          assertEquals(200, answer.statusCode());
          answered++;
        }
      }
      assertEquals(24, answered + refused);
      assertTrue(answered >= 2, answered + " answered");
      assertTrue(refused >= 1, refused + " refused");
      assertTrue(
          server
              .get("/metrics")
              .body()
              .contains("ringfence_rejected_scans_total " + refused + ".0"));
    }
  }

  @Test
  void aScanUnderWayIsAnsweredThoughTheServerStops() throws Exception {
    String large = TestServer.lines(TestWorks.LOOM.resolve("Normaliser.java"), 1, 200).repeat(30);
    List<String> log = new CopyOnWriteArrayList<>();
    TestServer server = TestServer.start(TestServer.settings(index(), temp, log), log);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> scan =
          clients.submit(() -> server.post("/api/v1/scan?path=A.java", "text/plain", large));
      while (!server.get("/api/v1/ready").body().contains("\"running\":1") && !scan.isDone()) {
        Thread.onSpinWait();
      }
      server.close();
      assertEquals(200, scan.get().statusCode());
    }
    server.close();
  }

  @Test
  void anotherAddressThanThisMachinesOwnTakesAToken() {
    ServerSettings settings = TestServer.settings(index(), temp, new ArrayList<>());
    RingfenceException fault =
        assertThrows(
            RingfenceException.class,
            () ->
                RingfenceServer.start(
                    with(settings, "0.0.0.0", Optional.empty(), TestServer.LIMITS)));
    assertEquals("server/no-token", fault.diagnostic().category());
  }

  @Test
  void withoutTheTokenNothingButHealthAndSignInAnswers() throws IOException {
    List<String> log = new CopyOnWriteArrayList<>();
    String token = "0123456789abcdef0123";
    ServerSettings settings = TestServer.settings(index(), temp, log);
    try (TestServer server =
        TestServer.start(with(settings, "127.0.0.1", Optional.of(token), TestServer.LIMITS), log)) {
      assertEquals(401, server.get("/api/v1/index").statusCode());
      assertEquals(401, server.get("/metrics").statusCode());
      assertEquals(303, server.get("/").statusCode());
      assertEquals(303, server.get("/index").statusCode());
      assertEquals(200, server.get("/api/v1/health").statusCode());
      assertEquals(
          200,
          server
              .send(server.request("/api/v1/index").header("Authorization", "Bearer " + token))
              .statusCode());
      assertEquals(
          401,
          server
              .send(
                  server.request("/api/v1/index").header("Authorization", "Bearer " + token + "0"))
              .statusCode());
      String form = "application/x-www-form-urlencoded";
      assertEquals(401, server.post("/sign-in", form, "token=wrong").statusCode());
      HttpResponse<String> signedIn = server.post("/sign-in", form, "token=" + token);
      String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
      assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
      assertEquals(
          200,
          server
              .send(server.request("/index").header("Cookie", "ringfence=" + token))
              .statusCode());
      assertTrue(log.stream().noneMatch(line -> line.contains(token)));
    }
  }

  @Test
  void aTakenPortIsAFaultOfTheCall() throws IOException {
    List<String> log = new ArrayList<>();
    ServerSettings free = TestServer.settings(index(), temp, log);
    try (TestServer server = TestServer.start(free, log)) {
      ServerSettings taken =
          new ServerSettings(
              free.index(),
              free.parameters(),
              free.repository(),
              free.audits(),
              free.reports(),
              free.host(),
              server.server().address().getPort(),
              free.token(),
              free.tls(),
              Optional.empty(),
              free.limits(),
              free.clock(),
              free.log());
      RingfenceException fault =
          assertThrows(RingfenceException.class, () -> RingfenceServer.start(taken));
      assertEquals("server/address", fault.diagnostic().category());
    }
  }

  @Test
  void aServerIsFoundThroughAFileThatOthersCannotRead() throws IOException {
    Path file = temp.resolve("run/ringfence/server.json");
    RunningServer server =
        new RunningServer(
            URI.create("http://127.0.0.1:4711"), Optional.of("secret"), "key", "/corpus", "1");
    server.write(file);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    assertEquals(Optional.of(server), RunningServer.find(file));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw--w-rw-"));
    assertEquals(Optional.empty(), RunningServer.find(file));
    new RunningServer(URI.create("http://127.0.0.1:9"), Optional.empty(), "key", "/other", "1")
        .remove(file);
    assertTrue(Files.exists(file));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    server.remove(file);
    assertFalse(Files.exists(file));
    assertEquals(Optional.empty(), RunningServer.find(file));
  }
}
