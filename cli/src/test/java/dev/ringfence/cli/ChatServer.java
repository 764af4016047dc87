package dev.ringfence.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A server that speaks the protocol of chat completions over real sockets, and does what a test
/// has told it to, request by request.
final class ChatServer implements AutoCloseable {
  /// What it does with a request.
  interface Act {
    void on(HttpExchange exchange, JsonNode request) throws IOException;
  }

  /// What came.
  record Request(JsonNode body, String authorization) {}

  private final HttpServer server;
  private final Deque<Act> acts = new ArrayDeque<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  /// Ends those who are made to wait.
  final CountDownLatch closed = new CountDownLatch(1);

  ChatServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::serve);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /// The next requests are answered so, in this order; the last act is repeated.
  ChatServer then(Act... next) {
    synchronized (acts) {
      acts.addAll(List.of(next));
    }
    return this;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  private void serve(HttpExchange exchange) throws IOException {
    JsonNode body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
    requests.add(
        new Request(body, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
    Act act;
    synchronized (acts) {
      act = acts.size() > 1 ? acts.removeFirst() : acts.getFirst();
    }
    try (exchange) {
      act.on(exchange, body);
    }
  }

  /// Streams an answer, as servers do: a piece a few words, then usage, then the end.
  static Act says(String text) {
    return (exchange, request) -> {
      try (OutputStream out = begin(exchange)) {
        for (int at = 0; at < text.length(); at += 37) {
          event(out, piece(text.substring(at, Math.min(text.length(), at + 37)), ""));
        }
        event(out, piece("", "stop"));
        ObjectNode usage = JsonMapper.shared().createObjectNode();
        usage.put("model", "small-1-2026");
        usage.putArray("choices");
        usage
            .putObject("usage")
            .put("prompt_tokens", 100)
            .put("completion_tokens", 50)
            .put("total_tokens", 150);
        event(out, usage.toString());
        event(out, "[DONE]");
      }
    };
  }

  /// Streams the first words and hangs up.
  static Act cutOff(String text) {
    return (exchange, request) -> {
      OutputStream out = begin(exchange);
      event(out, piece(text, ""));
      out.flush();
      exchange.close();
    };
  }

  /// Streams an answer that ends for a reason.
  static Act endsWith(String text, String reason) {
    return (exchange, request) -> {
      try (OutputStream out = begin(exchange)) {
        event(out, piece(text, ""));
        event(out, piece("", reason));
        event(out, "[DONE]");
      }
    };
  }

  /// Answers with a status and a body, and a header where one is named.
  static Act status(int status, String body, String... header) {
    return (exchange, request) -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      for (int i = 0; i + 1 < header.length; i += 2) {
        exchange.getResponseHeaders().set(header[i], header[i + 1]);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /// Says that something comes, and never says more.
  Act hangs(CountDownLatch reached) {
    return (exchange, request) -> {
      OutputStream out = begin(exchange);
      out.write(": wait\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      reached.countDown();
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static OutputStream begin(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String piece(String text, String finish) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("object", "chat.completion.chunk");
    root.put("model", "small-1-2026");
    root.put("system_fingerprint", "fp_test");
    ObjectNode choice = root.putArray("choices").addObject();
    choice.put("index", 0);
    choice.putObject("delta").put("content", text);
    choice.put("finish_reason", finish.isEmpty() ? null : finish);
    return root.toString();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
