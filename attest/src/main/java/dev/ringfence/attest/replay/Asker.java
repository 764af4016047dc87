package dev.ringfence.attest.replay;

import dev.ringfence.attest.replay.provider.Ask;
import dev.ringfence.attest.replay.provider.Message;
import dev.ringfence.attest.replay.provider.Reply;
import dev.ringfence.attest.replay.provider.Spending;
import dev.ringfence.attest.replay.state.ReplayState;
import dev.ringfence.scanner.policy.ReplaySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.codec.digest.DigestUtils;

/// Asks the provider, and never twice what was paid for.
final class Asker {
  private final Replay.Tools tools;
  private final ReplaySettings settings;
  private final ReplayState state;
  private final Spending spending;
  private Optional<String> hopeless = Optional.empty();

  Asker(Replay.Tools tools, ReplaySettings settings, ReplayState state, Spending spending) {
    this.tools = tools;
    this.settings = settings;
    this.state = state;
    this.spending = spending;
  }

  Reply ask(ReplayCase change, AskWriter.Written written, int number)
      throws IOException, InterruptedException {
    OptionalLong seed =
        settings.sampling().seed().isPresent()
            ? OptionalLong.of(settings.sampling().seed().getAsLong() + number - 1)
            : OptionalLong.empty();
    String key =
        DigestUtils.sha256Hex(
            (tools.provider().description()
                    + "\0"
                    + settings.sampling()
                    + "\0"
                    + change.id()
                    + "\0"
                    + number
                    + "\0"
                    + digest(written))
                .getBytes(StandardCharsets.UTF_8));
    Optional<Reply> known = state.answer(key);
    if (known.isPresent()) {
      return known.get();
    }
    if (hopeless.isPresent()) {
      return new Reply(
          Reply.Outcome.HOPELESS,
          "",
          hopeless.get() + "; not asked again",
          Optional.empty(),
          Optional.empty(),
          0,
          false,
          0);
    }
    Reply reply =
        tools.provider().ask(new Ask(change.id(), number, written.messages(), seed), spending);
    switch (reply.outcome()) {
      case ANSWERED, REFUSED -> {
        // What is read from a folder can be read again.
        if (reply.requests() > 0) {
          state.keep(key, reply);
        }
      }
      case HOPELESS -> hopeless = Optional.of(reply.reason());
      case FAILED -> {
        // One that came and was cut off was paid for; what never came may come yet.
        if (!reply.text().isEmpty()) {
          state.keep(key, reply);
        }
      }
      case SPENT -> {}
    }
    return reply;
  }

  static String digest(AskWriter.Written written) {
    StringBuilder all = new StringBuilder(AskWriter.FORM);
    for (Message message : written.messages()) {
      all.append('\0').append(message.role()).append('\0').append(message.content());
    }
    return DigestUtils.sha256Hex(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
