package dev.ringfence.attest.replay.provider;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/// One question.
///
/// @param record the record that it is about
/// @param sample which of its samples this is, from 1
/// @param messages the dialogue
/// @param seed the seed; empty for none
public record Ask(String record, int sample, List<Message> messages, OptionalLong seed) {
  /* A token of code is about this many bytes; only to stay within a budget. */
  private static final int BYTES_A_TOKEN = 3;

  public Ask {
    messages = List.copyOf(messages);
  }

  /// About how many tokens it has.
  public long estimatedTokens() {
    return messages.stream().mapToLong(message -> estimate(message.content())).sum();
  }

  /// About how many tokens a text has.
  static long estimate(String text) {
    return 4L + text.getBytes(StandardCharsets.UTF_8).length / BYTES_A_TOKEN;
  }

  /// The dialogue as one text, for programs that read a text.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Message message : messages) {
      if (messages.size() > 1) {
        text.append("### ").append(message.role()).append("\n\n");
      }
      text.append(message.content().stripTrailing()).append("\n\n");
    }
    return text.toString();
  }
}
