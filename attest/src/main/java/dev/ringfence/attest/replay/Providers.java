package dev.ringfence.attest.replay;

import dev.ringfence.attest.replay.provider.OpenAiChat;
import dev.ringfence.attest.replay.provider.Pace;
import dev.ringfence.attest.replay.provider.Program;
import dev.ringfence.attest.replay.provider.Provider;
import dev.ringfence.attest.replay.provider.RecordedAnswers;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.policy.ReplaySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// Makes the provider that a policy names.
public final class Providers {
  private Providers() {}

  /// The provider.
  ///
  /// @param root the root of the repository
  /// @param environment the environment, for the key
  public static Provider of(
      ReplaySettings settings, Path root, Function<String, Optional<String>> environment) {
    return switch (settings.provider()) {
      case ReplaySettings.OpenAiChat chat -> {
        Optional<String> key = chat.keyEnv().flatMap(environment).filter(text -> !text.isBlank());
        if (chat.keyEnv().isPresent() && key.isEmpty()) {
          throw RingfenceException.usage(
              Diagnostic.of(
                  "replay/no-key",
                  "the environment variable `"
                      + chat.keyEnv().get()
                      + "` is not set; nothing was sent",
                  "put the key of " + chat.endpoint() + " in it, or take `key_env` out"));
        }
        if (key.isPresent() && !key.get().strip().matches("[\\x21-\\x7e]{1,4096}")) {
          throw RingfenceException.usage(
              Diagnostic.of(
                  "replay/no-key",
                  "what the environment variable `"
                      + chat.keyEnv().orElse("")
                      + "` holds is no key; nothing was sent",
                  "a key is one word of plain characters"));
        }
        yield new OpenAiChat(
            chat,
            settings.model().orElse(""),
            settings.sampling(),
            settings.patience(),
            key.map(String::strip),
            Pace.REAL);
      }
      case ReplaySettings.Command command -> new Program(command, root, settings.patience());
      case ReplaySettings.Recorded recorded -> {
        Path folder = root.resolve(recorded.folder());
        if (!Files.isDirectory(folder)) {
          throw RingfenceException.usage(
              Diagnostic.of(
                      "replay/no-answers",
                      "the folder of recorded answers does not exist: `" + recorded.folder() + "`",
                      "put answers there, as RECORD/1.md, or name another folder")
                  .at(folder.toString()));
        }
        yield new RecordedAnswers(folder, recorded.folder());
      }
      case ReplaySettings.None _ ->
          throw RingfenceException.usage(
              Diagnostic.of(
                  "replay/no-provider",
                  "the policy names no provider",
                  "add `provider` to `[replay]`"));
    };
  }
}
