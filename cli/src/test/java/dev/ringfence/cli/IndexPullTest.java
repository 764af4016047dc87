package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.source.PackDownload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexPullTest {
  @TempDir Path temp;
  private HttpServer server;
  private final List<String> ranges = new ArrayList<>();
  private byte[] body = {};
  private int breakAfter = Integer.MAX_VALUE;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/corpus.pack",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(String.valueOf(range));
          int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
          if (from >= body.length) {
            exchange.sendResponseHeaders(416, -1);
            exchange.close();
            return;
          }
          byte[] rest = Arrays.copyOfRange(body, from, body.length);
          exchange.sendResponseHeaders(from == 0 ? 200 : 206, rest.length);
          exchange.getResponseBody().write(rest, 0, Math.min(rest.length, breakAfter));
          exchange.getResponseBody().flush();
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address() {
    return "http://localhost:" + server.getAddress().getPort() + "/corpus.pack";
  }

  private String export() throws IOException {
    Path work = Files.createDirectories(temp.resolve("work"));
    Files.writeString(
        work.resolve("a.c"),
        """
        int sum(const int *values, int count) {
          int total = 0;
          for (int i = 0; i < count; i++) {
            if (values[i] > 0) {
              total += values[i] * 2;
            }
          }
          return total;
        }
        """);
    String index = temp.resolve("index").toString();
    String pack = temp.resolve("corpus.pack").toString();
    assertEquals(0, Ringfence.run("index", "add", index, "dir:" + work).status());
    Ringfence.Result exported = Ringfence.run("index", "export", index, pack);
    assertEquals(0, exported.status());
    body = Files.readAllBytes(Path.of(pack));
    String digest = DigestUtils.sha256Hex(body);
    assertTrue(exported.out().contains("pack sha256:" + digest), exported.out());
    return digest;
  }

  @Test
  void fetchesAndImportsAPack() throws IOException {
    String digest = export();
    for (String url : List.of(address(), temp.resolve("corpus.pack").toUri().toString())) {
      Path into = temp.resolve("pulled-" + url.length());
      Ringfence.Result pulled =
          Ringfence.run("index", "pull", into.toString(), url, "--sha256", "sha256:" + digest);
      assertEquals(0, pulled.status(), pulled.err());
      assertTrue(pulled.out().contains("1 works, with text"), pulled.out());
      assertEquals(
          0,
          Ringfence.run("index", "diff", temp.resolve("index").toString(), into.toString())
              .status());
    }
  }

  @Test
  void refusesAnotherDigestAndImportsNothing() throws IOException {
    export();
    Path into = temp.resolve("pulled");
    String other = DigestUtils.sha256Hex("other");
    Ringfence.Result pulled =
        Ringfence.run("index", "pull", into.toString(), address(), "--sha256", other);
    assertEquals(3, pulled.status());
    assertTrue(pulled.err().contains("pack/wrong-digest"), pulled.err());
    assertTrue(pulled.err().contains(DigestUtils.sha256Hex(body)), pulled.err());
    assertFalse(Files.exists(into));
  }

  @Test
  void saysWhatIsWrongWithTheArguments() {
    for (List<String> wrong :
        List.of(List.of("ftp://host/x", "0".repeat(64)), List.of(address(), "12ab"))) {
      Ringfence.Result result =
          Ringfence.run("index", "pull", "idx", wrong.get(0), "--sha256", wrong.get(1));
      assertEquals(2, result.status(), result.err());
    }
    Ringfence.Result gone =
        Ringfence.run(
            "index",
            "pull",
            "idx",
            address().replace("corpus", "gone"),
            "--sha256",
            "0".repeat(64));
    assertEquals(3, gone.status());
    assertTrue(gone.err().contains("status 404"), gone.err());
  }

  @Test
  void goesOnWhereADownloadBrokeOff() throws IOException {
    body = "a pack that comes in pieces".repeat(1000).getBytes(StandardCharsets.UTF_8);
    String digest = DigestUtils.sha256Hex(body);
    breakAfter = 10_000;
    for (int i = 0; i < 2; i++) {
      assertEquals("pack/fetch-failed", fault(digest));
    }
    breakAfter = Integer.MAX_VALUE;
    Path pack =
        PackDownload.fetch(
            URI.create(address()), digest, temp.resolve("packs"), Duration.ofMinutes(1), n -> {});
    assertArrayEquals(body, Files.readAllBytes(pack));
    assertEquals(List.of("null", "bytes=10000-", "bytes=20000-"), ranges);
    // What is whole is not fetched again.
    assertEquals(
        pack,
        PackDownload.fetch(
            URI.create(address()), digest, temp.resolve("packs"), Duration.ofMinutes(1), n -> {}));
    // What began as another file is thrown away, so that the next try begins anew.
    Files.writeString(pack, "something else");
    assertEquals("pack/wrong-digest", fault(digest));
    assertFalse(Files.exists(pack));
  }

  private String fault(String digest) {
    try {
      PackDownload.fetch(
          URI.create(address()), digest, temp.resolve("packs"), Duration.ofMinutes(1), n -> {});
      return "";
    } catch (RingfenceException e) {
      return e.diagnostic().category();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
