package dev.ringfence.server.client;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.corpus.index.OriginWire;
import dev.ringfence.corpus.index.RemoteIndex;
import dev.ringfence.corpus.source.TrustedAuthorities;
import dev.ringfence.server.web.OriginApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The index of a server, for scans that run here. Whatever keeps it from answering is a fault that
/// says "not checked"; what may pass, as a restart does, is tried again first.
public final class ServerIndex implements RemoteIndex.Wire {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final int TRIES = 4;
  private static final long FIRST_WAIT_MILLIS = 250;

  private final URI server;
  private final Optional<String> token;
  private final HttpClient client;

  private ServerIndex(URI server, Optional<String> token, HttpClient client) {
    this.server = server;
    this.token = token;
    this.client = client;
  }

  /// How a server is reached.
  ///
  /// @param address `http://host:port` or `https://host:port`
  /// @param token what it wants to be told
  /// @param authorities certificates that may vouch for it, PEM; empty for those of this Java
  public record Access(URI address, Optional<String> token, Optional<Path> authorities) {}

  /// Opens the index of a server.
  public static OriginIndex open(Access access) throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER);
    if (access.authorities().isPresent()) {
      builder.sslContext(TrustedAuthorities.of(access.authorities().get(), "server/certificates"));
    }
    ServerIndex wire = new ServerIndex(access.address(), access.token(), builder.build());
    try {
      return RemoteIndex.open(wire);
    } catch (IOException e) {
      wire.close();
      throw incomplete(
          "server/no-index",
          access.address() + " serves no index for this program: " + e.getMessage(),
          "use the same version of Ringfence on both sides");
    } catch (RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  private static RingfenceException incomplete(String category, String message, String help) {
    return RingfenceException.incomplete(
        Diagnostic.of(category, message + "; nothing was checked", help));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER);
    token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
    return request;
  }

  @Override
  public byte[] about() throws IOException {
    return send(request("/api/v1/origin").GET().build());
  }

  @Override
  public byte[] ask(String state, OriginWire.Operation operation, byte[] question)
      throws IOException {
    return send(
        request("/api/v1/origin/" + state + "/" + operation.id())
            .header("Content-Type", OriginApi.TYPE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(question))
            .build());
  }

  private byte[] send(HttpRequest request) throws IOException {
    long wait = FIRST_WAIT_MILLIS;
    for (int tried = 1; ; tried++) {
      String why;
      try {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        switch (answer.statusCode()) {
          case 200 -> {
            return answer.body();
          }
          case 429, 502, 503, 504 -> why = "it answers " + answer.statusCode();
          default -> throw refused(answer);
        }
      } catch (SSLException e) {
        throw incomplete(
            "server/tls",
            "no safe connection to " + server + ": " + e.getMessage(),
            "name the certificate that vouches for it in RINGFENCE_CA_FILE, PEM");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw incomplete("server/interrupted", "the scan was stopped", "run it again");
      } catch (IOException e) {
        why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      }
      if (tried == TRIES) {
        throw incomplete(
            "server/unreachable",
            server + " cannot be asked: " + why,
            "see that `ringfence serve` runs there, and that this machine reaches it");
      }
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw incomplete("server/interrupted", "the scan was stopped", "run it again");
      }
      wait *= 2;
    }
  }

  private RingfenceException refused(HttpResponse<byte[]> answer) {
    String said = "";
    try {
      JsonNode problem = JsonMapper.shared().readTree(answer.body());
      said = problem.path("title").asString("");
    } catch (JacksonException _) {
      // It is no server of ours; the status says what there is to say.
    }
    String reason = said.isEmpty() ? "" : ": " + said;
    return switch (answer.statusCode()) {
      case 401 ->
          incomplete(
              "server/token",
              server + " wants a token, or another one",
              "put it into the environment as RINGFENCE_TOKEN");
      case 409 -> incomplete("index/replaced", server + " has another index now", "scan again");
      default ->
          incomplete(
              "server/refused",
              server + " answers " + answer.statusCode() + reason,
              "see that it is a `ringfence serve` of this version");
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
