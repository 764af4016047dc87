package dev.ringfence.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/// Stands between a client and a node, and changes what comes back.
final class TamperingProxy implements AutoCloseable {
  /// An answer.
  record Answer(int status, String body) {}

  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int node;
  private volatile BiFunction<String, Answer, Answer> change = (_, answer) -> answer;

  TamperingProxy(int node) throws IOException {
    this.node = node;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  /// Changes answers from now on.
  ///
  /// @param change of path and answer, what is answered
  void answer(BiFunction<String, Answer, Answer> change) {
    this.change = change;
  }

  ClusterAddress address(String name) throws IOException {
    return ClusterAddress.parse(
        "opensearch://127.0.0.1:" + server.getAddress().getPort() + "/" + name, _ -> null);
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + node + exchange.getRequestURI().toString()))
            .header("Content-Type", type == null ? "application/json" : type)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (OutputStream out = exchange.getResponseBody()) {
      HttpResponse<String> came = http.send(request, HttpResponse.BodyHandlers.ofString());
      Answer answer =
          change.apply(
              exchange.getRequestURI().getPath(), new Answer(came.statusCode(), came.body()));
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      out.write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
