package dev.ringfence.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A connection that is used again. What a client sends may arrive after the answer is known: the
/// next request on the connection must not find it closed without a word, nor find the rest of the
/// last one.
final class ConnectionTest {
  private static final String BODY = "x".repeat(2000);

  @TempDir Path temp;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    Path index = temp.resolve("index");
    Path sources = Files.createDirectories(temp.resolve("sources"));
    Files.writeString(sources.resolve("a.c"), "int add(int a, int b) { return a + b; }\n");
    TestServer.index(index, temp, sources);
    server = TestServer.start(index, temp);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/nothing, '', 404",
    "PUT, /api/v1/scan, '', 405",
    "POST, /api/v1/scan, 'Origin: https://elsewhere.example', 403",
    "POST, /api/v1/scan, 'Content-Type: application/x-none', 415",
    "GET, /api/v1/health, '', 200"
  })
  void anAnswerBeforeTheBodyLeavesTheConnectionUsable(
      String method, String path, String header, int status) throws Exception {
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String host = "Host: " + address.getAuthority() + "\r\n";
      send(
          out,
          method
              + " "
              + path
              + " HTTP/1.1\r\n"
              + host
              + (header.isEmpty() ? "" : header + "\r\n")
              + "Content-Length: "
              + BODY.length()
              + "\r\n\r\n");
      // Two writes of a client may lie far apart.
      Thread.sleep(300);
      send(out, BODY);
      assertEquals(status, answer(in));
      send(out, "GET /api/v1/health HTTP/1.1\r\n" + host + "\r\n");
      assertEquals(200, answer(in));
    }
  }

  /// A client that asks before it sends is answered without its body, and told that the connection
  /// ends.
  @ParameterizedTest
  @CsvSource({"/api/v1/nothing, 404", "/, 405"})
  void whoAsksFirstIsNotMadeToSend(String path, int status) throws Exception {
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      send(
          socket.getOutputStream(),
          "POST "
              + path
              + " HTTP/1.1\r\nHost: "
              + address.getAuthority()
              + "\r\nExpect: 100-continue\r\nContent-Length: 2000\r\n\r\n");
      String first = in.readLine();
      assertTrue(first.startsWith("HTTP/1.1 " + status), first);
      boolean closes = false;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        closes |= line.equalsIgnoreCase("Connection: close");
      }
      assertTrue(closes);
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /// Reads one answer with a length; its status.
  private static int answer(BufferedReader in) throws IOException {
    String first = in.readLine();
    assertTrue(first != null && first.startsWith("HTTP/1.1 "), "no answer: " + first);
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    for (int i = 0; i < length; i++) {
      assertTrue(in.read() >= 0);
    }
    return Integer.parseInt(first.substring(9, 12));
  }
}
