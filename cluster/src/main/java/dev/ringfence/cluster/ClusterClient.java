package dev.ringfence.cluster;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.source.TrustedAuthorities;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks the nodes of a cluster. Any request may be sent again: what is asked and what is written
/// here has the same outcome once and twice. Safe for use by several threads.
final class ClusterClient implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int CONNECT_SECONDS = 5;
  private static final int ANSWER_SECONDS = 120;

  /// The oldest engine whose answers are understood.
  private static final int OLDEST = 2;

  /// Milliseconds to wait before each next try: about 13 seconds, in which a cluster finds that a
  /// node is gone and lets a copy take its place.
  static final List<Integer> PATIENCE = List.of(100, 200, 400, 800, 1600, 3200, 6400);

  /// An answer.
  ///
  /// @param status of HTTP
  /// @param body its JSON; a missing node where it has none
  record Answer(int status, JsonNode body) {
    boolean isOk() {
      return status < 300;
    }

    /// The type of the fault that a body tells of; empty where it tells of none.
    String fault() {
      JsonNode error = body.path("error");
      return error.isString() ? error.asString() : error.path("type").asString("");
    }

    /// Whether the index takes no writes, which no other try mends: as a rule a disk is full.
    boolean isBlocked() {
      return (status == 403 || status == 429) && fault().equals("cluster_block_exception");
    }

    String reason() {
      JsonNode error = body.path("error");
      JsonNode root = error.path("root_cause").path(0);
      String reason = root.path("reason").asString(error.path("reason").asString(""));
      return reason.isEmpty() ? "status " + status : reason;
    }
  }

  private final ClusterAddress address;
  private final HttpClient client;

  /// The node that answered last; the next one is asked where it does not.
  private final AtomicInteger node = new AtomicInteger();

  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private volatile boolean answered;

  private final List<Integer> patience;

  private ClusterClient(ClusterAddress address, HttpClient client, List<Integer> patience) {
    this.address = address;
    this.client = client;
    this.patience = patience;
  }

  /// Connects to a cluster, of a version that is known.
  static ClusterClient connect(ClusterAddress address) throws IOException {
    return connect(address, PATIENCE);
  }

  /// @param patience milliseconds to wait before each next try
  static ClusterClient connect(ClusterAddress address, List<Integer> patience) throws IOException {
    ClusterClient connected = new ClusterClient(address, client(address), patience);
    try {
      connected.checkVersion();
      return connected;
    } catch (IOException | RuntimeException e) {
      connected.close();
      throw e;
    }
  }

  private static HttpClient client(ClusterAddress address) throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(CONNECT_SECONDS));
    if (address.authority().isPresent()) {
      builder.sslContext(TrustedAuthorities.of(address.authority().get(), "cluster/tls"));
    }
    return builder.build();
  }

  private void checkVersion() throws IOException {
    JsonNode version = expect(call("GET", "/", null, null)).path("version");
    String distribution = version.path("distribution").asString("elasticsearch");
    String number = version.path("number").asString("unknown");
    boolean known =
        distribution.equals("opensearch")
            && number.matches("[0-9]{1,4}\\..*")
            && Integer.parseInt(number.substring(0, number.indexOf('.'))) >= OLDEST;
    if (!known) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "cluster/wrong-version",
                  "an engine that is not known answers: "
                      + distribution
                      + " "
                      + number
                      + "; nothing was checked",
                  "use OpenSearch " + OLDEST + " or newer")
              .at(address.where()));
    }
  }

  /// What went over the network so far.
  Traffic traffic() {
    return new Traffic(requests.get(), sent.get(), received.get());
  }

  /// The address that messages name.
  ClusterAddress address() {
    return address;
  }

  Answer get(String path) throws IOException {
    return call("GET", path, null, null);
  }

  Answer send(String method, String path, JsonNode body) throws IOException {
    return call(method, path, JSON.writeValueAsBytes(body), "application/json");
  }

  Answer send(String method, String path) throws IOException {
    return call(method, path, null, null);
  }

  /// Sends lines of JSON, each ended by LF.
  Answer sendLines(String path, byte[] lines) throws IOException {
    return call("POST", path, lines, "application/x-ndjson");
  }

  /// The body of an answer without a fault.
  JsonNode expect(Answer answer) {
    if (!answer.isOk()) {
      throw refused(answer);
    }
    return answer.body();
  }

  private Answer call(String method, String path, byte @Nullable [] body, @Nullable String type)
      throws IOException {
    for (int tries = 0; ; tries++) {
      try {
        Answer answer = callOnce(method, path, body, type);
        answered = true;
        if (!isBusy(answer) || tries == patience.size()) {
          return answer;
        }
      } catch (SSLException e) {
        throw failed(e);
      } catch (IOException e) {
        // Before a first answer the address is more likely wrong than the cluster in trouble.
        if (!answered || tries == patience.size()) {
          throw failed(e);
        }
      }
      boolean _ = pause(tries);
    }
  }

  /// Waits before another try.
  ///
  /// @param tries how many there were
  /// @return whether there may be another
  boolean pause(int tries) throws IOException {
    if (tries >= patience.size()) {
      return false;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(patience.get(tries));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// What another try may mend: the cluster has too much to do, or looks for a copy.
  static boolean isBusy(Answer answer) {
    return isBusy(answer.status()) && !answer.isBlocked();
  }

  static boolean isBusy(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }

  private Answer callOnce(String method, String path, byte @Nullable [] body, @Nullable String type)
      throws IOException {
    HttpResponse<byte[]> response = anyNode(method, path, body, type);
    int status = response.statusCode();
    byte[] bytes = response.body();
    received.addAndGet(bytes.length);
    if (bytes.length == 0) {
      return new Answer(status, JSON.missingNode());
    }
    try {
      return new Answer(status, JSON.readTree(bytes));
    } catch (JacksonException e) {
      if (status >= 300) {
        return new Answer(status, JSON.missingNode());
      }
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "cluster/no-answer",
                  "what answers is no OpenSearch: its answer is no JSON; nothing was checked",
                  "check host and port")
              .at(address.where()));
    }
  }

  /// Asks the node that answered last, and, where it does not, one after the other.
  private HttpResponse<byte[]> anyNode(
      String method, String path, byte @Nullable [] body, @Nullable String type)
      throws IOException {
    int nodes = address.hosts().size();
    int first = Math.floorMod(node.get(), nodes);
    for (int i = 0; ; i++) {
      int asked = (first + i) % nodes;
      try {
        HttpResponse<byte[]> response = ask(address.hosts().get(asked), method, path, body, type);
        node.set(asked);
        return response;
      } catch (SSLException e) {
        throw e;
      } catch (IOException e) {
        if (i + 1 == nodes) {
          throw e;
        }
      }
    }
  }

  private HttpResponse<byte[]> ask(
      URI host, String method, String path, byte @Nullable [] body, @Nullable String type)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(host + path))
            .timeout(Duration.ofSeconds(ANSWER_SECONDS))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    address.authorization().ifPresent(value -> request.header("Authorization", value));
    requests.incrementAndGet();
    sent.addAndGet(body == null ? 0 : body.length);
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// The fault for an answer that refuses.
  RingfenceException refused(Answer answer) {
    Diagnostic fault = answer.isBlocked() ? blocked(answer) : refusal(answer);
    return RingfenceException.incomplete(fault.at(address.where()));
  }

  private static Diagnostic blocked(Answer answer) {
    return Diagnostic.of(
        "cluster/blocked",
        "the cluster takes no writes to the index: " + answer.reason(),
        "most likely a disk is above its watermark: make room, then run the command again");
  }

  private Diagnostic refusal(Answer answer) {
    return switch (answer.status()) {
      case 401 ->
          Diagnostic.of(
              "cluster/credentials",
              address.authorization().isPresent()
                  ? "the cluster does not know this user, password or token; nothing was checked"
                  : "the cluster asks who this is; nothing was checked",
              "set "
                  + ClusterAddress.USER
                  + " and "
                  + ClusterAddress.PASSWORD
                  + ", or "
                  + ClusterAddress.TOKEN
                  + ", or the variables that the profile names");
      case 403 ->
          Diagnostic.of(
              "cluster/credentials",
              "this user may not do that: " + answer.reason() + "; nothing was checked",
              "give the user the rights that docs/cluster.md lists");
      case 413 ->
          Diagnostic.of(
              "cluster/too-large",
              "the cluster refuses a request as too large",
              "raise http.max_content_length, 100mb by default");
      case 429 ->
          Diagnostic.of(
              "cluster/overloaded",
              "the cluster has too much to do, and had for some time: " + answer.reason(),
              "try again later, or with fewer at once");
      case 502, 503, 504 ->
          Diagnostic.of(
              "cluster/shards-missing",
              "a part of the index does not answer: " + answer.reason() + "; nothing was checked",
              "see `_cluster/allocation/explain` of the cluster, and start the node that is"
                  + " missing");
      default ->
          Diagnostic.of(
              "cluster/refused",
              "the cluster refused a request: " + answer.fault() + ": " + answer.reason(),
              "see the log of the cluster; the versions that work are in docs/cluster.md");
    };
  }

  private RingfenceException failed(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return RingfenceException.incomplete(
            Diagnostic.of(
                    "cluster/tls",
                    "no trusted connection: " + cause.getMessage() + "; nothing was checked",
                    "name the authority's certificate as `authority` in a profile; without TLS the"
                        + " address is opensearch://")
                .at(address.where()));
      }
    }
    String why =
        switch (e) {
          case UnknownHostException _ -> "there is no such host";
          case HttpTimeoutException _ -> "no answer came in time";
          case ConnectException unknown
              when unknown.getCause() instanceof ConnectException deeper
                  && deeper.getCause() instanceof UnresolvedAddressException ->
              "there is no such host";
          case ConnectException _ -> "nothing listens there, or a firewall is between";
          default -> String.valueOf(e.getMessage());
        };
    return RingfenceException.incomplete(
        Diagnostic.of(
                "cluster/unreachable",
                "the cluster does not answer: "
                    + why.toLowerCase(Locale.ROOT)
                    + "; nothing was checked",
                "check host and port, that the cluster runs, and http or https")
            .at(address.where()));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
