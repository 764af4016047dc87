package dev.ringfence.attest.replay.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the body of a chat completion: one JSON object, or a stream of events [1] with a piece of
/// the answer each.
///
/// [1] WHATWG HTML, server-sent events.
final class ChatStream {
  /// The longest body.
  static final int MAX_BYTES = 16 << 20;

  private static final String DONE = "[DONE]";

  final StringBuilder text = new StringBuilder();
  final StringBuilder refusal = new StringBuilder();
  String finish = "";
  Optional<String> model = Optional.empty();
  Optional<String> fingerprint = Optional.empty();
  long tokens = -1;

  /// What the provider says went wrong, in the body of an answer that began well.
  Optional<String> error = Optional.empty();

  private boolean done;

  private ChatStream() {}

  /// What is no answer of this protocol.
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }
  }

  static ChatStream ofJson(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new DamagedException("the answer is larger than " + (MAX_BYTES >> 20) + " MB");
    }
    ChatStream stream = new ChatStream();
    JsonNode root = json(new String(bytes, StandardCharsets.UTF_8));
    stream.take(root, "message");
    if (stream.error.isEmpty() && !root.path("choices").path(0).path("message").isObject()) {
      throw new DamagedException("the answer has no message");
    }
    return stream;
  }

  static ChatStream ofEvents(InputStream in) throws IOException {
    ChatStream stream = new ChatStream();
    StringBuilder data = new StringBuilder();
    int left = MAX_BYTES;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int events = 0;
    for (int next = in.read(); next >= 0 && !stream.done; next = in.read()) {
      if (--left < 0) {
        throw new DamagedException("the answer is larger than " + (MAX_BYTES >> 20) + " MB");
      }
      if (next != '\n') {
        line.write(next);
        continue;
      }
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      if (text.isEmpty()) {
        events += data.isEmpty() ? 0 : 1;
        stream.event(data.toString());
        data.setLength(0);
      } else if (text.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(text.substring(5).stripLeading());
      } else if (!text.startsWith(":")
          && !text.startsWith("event:")
          && !text.startsWith("id:")
          && !text.startsWith("retry:")) {
        throw new DamagedException("the answer is no stream of events");
      }
    }
    if (!data.isEmpty() && !stream.done) {
      // Some end without the blank line that ends an event.
      events++;
      stream.event(data.toString());
    }
    if (stream.error.isEmpty() && !stream.done && stream.finish.isEmpty()) {
      throw new DamagedException(
          events == 0
              ? "the answer is empty"
              : "the answer was cut off after " + events + " events");
    }
    return stream;
  }

  private void event(String data) throws DamagedException {
    if (data.isEmpty()) {
      return;
    }
    if (data.strip().equals(DONE)) {
      done = true;
      return;
    }
    take(json(data), "delta");
  }

  private void take(JsonNode root, String piece) {
    JsonNode failed = root.path("error");
    if (!failed.isMissingNode() && !failed.isNull()) {
      error =
          Optional.of(
              failed.isString()
                  ? failed.asString("")
                  : failed.path("message").asString("it says no more"));
      return;
    }
    text(root, "model").ifPresent(name -> model = Optional.of(name));
    text(root, "system_fingerprint").ifPresent(name -> fingerprint = Optional.of(name));
    JsonNode usage = root.path("usage");
    if (usage.path("total_tokens").isNumber()) {
      tokens = Math.max(0, usage.path("total_tokens").asLong(0));
    }
    JsonNode choice = root.path("choices").path(0);
    text.append(choice.path(piece).path("content").asString(""));
    refusal.append(choice.path(piece).path("refusal").asString(""));
    text(choice, "finish_reason").ifPresent(reason -> finish = reason);
  }

  private static Optional<String> text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isString() && !value.asString("").isEmpty()
        ? Optional.of(value.asString(""))
        : Optional.empty();
  }

  static JsonNode json(String text) throws DamagedException {
    try {
      JsonNode root = JsonMapper.shared().readTree(text);
      if (root.isObject()) {
        return root;
      }
    } catch (JacksonException damaged) {
      // Said below.
    }
    throw new DamagedException("the answer is no JSON of this protocol");
  }
}
