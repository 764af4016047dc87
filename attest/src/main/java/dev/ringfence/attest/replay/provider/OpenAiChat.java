package dev.ringfence.attest.replay.provider;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.policy.ReplaySettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An endpoint that speaks the protocol of chat completions, streamed.
public final class OpenAiChat implements Provider, AutoCloseable {
  /* What may pass when the same is asked again. */
  private static final Set<Integer> PASSING =
      Set.of(408, 409, 425, 429, 500, 502, 503, 504, 522, 524, 529);

  /* With another key, model or address only. */
  private static final Set<Integer> HOPELESS = Set.of(401, 402, 403, 404, 405, 410);
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final int SHOWN = 300;
  private static final String NEWER_NAME = "max_completion_tokens";

  private final ReplaySettings.OpenAiChat where;
  private final String model;
  private final ReplaySettings.Sampling sampling;
  private final ReplaySettings.Patience patience;
  private final Optional<String> key;
  private final Pace pace;
  private final URI target;
  private final HttpClient client;

  /* Some servers know the one name only, others the other. */
  private String lengthName = "max_tokens";

  /// @param key the key; empty for none. It goes to the endpoint and nowhere else
  public OpenAiChat(
      ReplaySettings.OpenAiChat where,
      String model,
      ReplaySettings.Sampling sampling,
      ReplaySettings.Patience patience,
      Optional<String> key,
      Pace pace) {
    this.where = where;
    this.model = model;
    this.sampling = sampling;
    this.patience = patience;
    this.key = key;
    this.pace = pace;
    this.target = URI.create(where.endpoint() + "/chat/completions");
    if (key.isPresent() && "http".equals(target.getScheme()) && !isHere(target.getHost())) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "replay/plain-http",
              "the key of `"
                  + where.keyEnv().orElse("")
                  + "` would go over plain HTTP to `"
                  + target.getHost()
                  + "`; nothing was sent",
              "use an `https` endpoint, or take `key_env` out of the policy"));
    }
    // Redirects are not followed: the key would go along.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(
                CONNECT.compareTo(patience.timeout()) < 0 ? CONNECT : patience.timeout())
            .build();
  }

  private static boolean isHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String description() {
    return "openai-chat " + model + " at " + where.endpoint();
  }

  /// How one request ended.
  private record Try(Optional<Reply> reply, String fault, Optional<Duration> pause) {}

  @Override
  public Reply ask(Ask ask, Spending spending) throws IOException, InterruptedException {
    long wanted = ask.estimatedTokens() + sampling.maxTokens();
    String fault = "";
    for (int tried = 0; ; tried++) {
      Optional<String> refusal = spending.refusal(wanted);
      if (refusal.isPresent()) {
        return Reply.without(
            Reply.Outcome.SPENT,
            tried == 0 ? refusal.get() : refusal.get() + ", after " + fault,
            tried);
      }
      spending.send(wanted);
      Try last = request(ask, spending, tried + 1);
      if (last.reply().isPresent()) {
        return last.reply().get();
      }
      fault = last.fault();
      Duration wait = patience.backoff().multipliedBy(1L << Math.min(tried, 16));
      if (last.pause().isPresent() && last.pause().get().compareTo(wait) > 0) {
        wait = last.pause().get();
      }
      if (tried >= patience.retries()) {
        return Reply.without(
            Reply.Outcome.FAILED,
            tried == 0 ? fault : fault + "; asked " + (tried + 1) + " times",
            tried + 1);
      }
      if (wait.compareTo(spending.left()) > 0) {
        return Reply.without(
            Reply.Outcome.SPENT,
            fault
                + "; it asks to wait "
                + wait.toSeconds()
                + " seconds, longer than the budget of time allows",
            tried + 1);
      }
      pace.sleep(wait);
    }
  }

  private Try request(Ask ask, Spending spending, int requests)
      throws IOException, InterruptedException {
    Duration limit =
        patience.timeout().compareTo(spending.left()) < 0 ? patience.timeout() : spending.left();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream, application/json")
            .header("User-Agent", "ringfence-replay")
            .POST(HttpRequest.BodyPublishers.ofString(body(ask), StandardCharsets.UTF_8));
    key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    Future<HttpResponse<InputStream>> sent =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    long deadline = System.nanoTime() + limit.toNanos();
    HttpResponse<InputStream> response;
    try {
      response = sent.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      sent.cancel(true);
      return new Try(Optional.empty(), "no answer within " + seconds(limit), Optional.empty());
    } catch (ExecutionException failed) {
      return new Try(
          Optional.empty(),
          "no connection to " + where.endpoint() + ": " + why(failed),
          Optional.empty());
    }
    try (InputStream body = response.body()) {
      // What trickles in can take any time: whoever waits for it is cut off.
      Thread watchdog =
          Thread.startVirtualThread(() -> {
            try {
              Thread.sleep(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
              hangUp(body);
            } catch (InterruptedException inTime) {
              // Read.
            } catch (IOException closed) {
              // What reads it says so.
            }
          });
      try {
        return response.statusCode() == 200
            ? answer(ask, response, body, spending, requests)
            : fault(response, body, spending, requests);
      } catch (IOException cut) {
        return new Try(
            Optional.empty(),
            System.nanoTime() >= deadline
                ? "the answer was not complete within " + seconds(limit)
                : cut instanceof ChatStream.DamagedException
                    ? String.valueOf(cut.getMessage())
                    : "the answer was cut off: " + hidden(String.valueOf(cut.getMessage())),
            Optional.empty());
      } finally {
        watchdog.interrupt();
      }
    }
  }

  private static void hangUp(InputStream body) throws IOException {
    body.close();
  }

  private Try answer(
      Ask ask,
      HttpResponse<InputStream> response,
      InputStream body,
      Spending spending,
      int requests)
      throws IOException {
    String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    ChatStream read =
        type.startsWith("text/event-stream") ? ChatStream.ofEvents(body) : ChatStream.ofJson(body);
    if (read.error.isPresent()) {
      return new Try(
          Optional.empty(), "the provider says: " + shown(read.error.get()), Optional.empty());
    }
    String text = read.text.toString();
    boolean counted = read.tokens >= 0;
    long tokens = counted ? read.tokens : ask.estimatedTokens() + Ask.estimate(text);
    spending.settle(tokens);
    boolean refused = !read.refusal.isEmpty() || read.finish.equals("content_filter");
    boolean cut = read.finish.equals("length");
    boolean empty = text.isBlank();
    return new Try(
        Optional.of(
            new Reply(
                refused
                    ? Reply.Outcome.REFUSED
                    : cut || empty ? Reply.Outcome.FAILED : Reply.Outcome.ANSWERED,
                text,
                refused
                    ? "the model refused: "
                        + shown(read.refusal.isEmpty() ? read.finish : read.refusal.toString())
                    : cut
                        ? "the answer ends at " + sampling.maxTokens() + " tokens (`max_tokens`)"
                        : empty ? "the answer is empty" : "",
                read.model,
                read.fingerprint,
                tokens,
                !counted,
                requests)),
        "",
        Optional.empty());
  }

  private Try fault(
      HttpResponse<InputStream> response, InputStream body, Spending spending, int requests)
      throws IOException {
    int status = response.statusCode();
    String text = new String(body.readNBytes(64 << 10), StandardCharsets.UTF_8);
    String said = text;
    String code = "";
    try {
      var error = ChatStream.json(text).path("error");
      said = error.isString() ? error.asString("") : error.path("message").asString(text);
      code = error.path("code").asString("");
    } catch (IOException noJson) {
      // It is shown as it is.
    }
    String message = "HTTP " + status + (said.isBlank() ? "" : ": " + shown(said));
    // A request that was turned away cost nothing.
    spending.settle(0);
    boolean quota = code.equals("insufficient_quota");
    if (HOPELESS.contains(status) || quota) {
      return new Try(
          Optional.of(Reply.without(Reply.Outcome.HOPELESS, message, requests)),
          "",
          Optional.empty());
    }
    if (status == 400 && said.contains(NEWER_NAME) && !lengthName.equals(NEWER_NAME)) {
      lengthName = NEWER_NAME;
      return new Try(Optional.empty(), message, Optional.empty());
    }
    if (PASSING.contains(status)) {
      return new Try(Optional.empty(), message, retryAfter(response));
    }
    return new Try(
        Optional.of(Reply.without(Reply.Outcome.FAILED, message, requests)), "", Optional.empty());
  }

  /// What `Retry-After` asks for: seconds, or a day and time.
  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    Optional<String> header = response.headers().firstValue("Retry-After").map(String::strip);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    if (header.get().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      return Optional.of(Duration.ofMillis((long) (1000 * Double.parseDouble(header.get()))));
    }
    try {
      Duration until =
          Duration.between(
              Instant.now(),
              ZonedDateTime.parse(header.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return until.isNegative() ? Optional.empty() : Optional.of(until);
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private String body(Ask ask) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("model", model);
    ArrayNode messages = root.putArray("messages");
    for (Message message : ask.messages()) {
      messages.addObject().put("role", message.role()).put("content", message.content());
    }
    root.put("stream", true);
    root.putObject("stream_options").put("include_usage", true);
    root.put(lengthName, sampling.maxTokens());
    if (sampling.temperature().isPresent()) {
      root.put("temperature", sampling.temperature().getAsDouble());
    }
    if (ask.seed().isPresent()) {
      root.put("seed", ask.seed().getAsLong());
    }
    return root.toString();
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f seconds", time.toMillis() / 1000.0);
  }

  private String why(ExecutionException failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    String message = cause.getMessage();
    return hidden(message == null ? cause.getClass().getSimpleName() : message);
  }

  private String shown(String text) {
    String line = VisibleText.line(hidden(text).strip());
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
  }

  /// A text of the provider without the key, which some send back.
  private String hidden(String text) {
    return key.isPresent() ? text.replace(key.get(), "[key]") : text;
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
