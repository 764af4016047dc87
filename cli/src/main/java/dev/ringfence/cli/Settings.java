package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// What a user has set once: the index that is meant where none is named.
final class Settings {
  private Settings() {}

  /// The file: `ringfence/config.toml` under `$XDG_CONFIG_HOME`, or under `~/.config`.
  static Path file() {
    String base = System.getenv("XDG_CONFIG_HOME");
    Path folder =
        base == null || base.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".config")
            : Path.of(base);
    return folder.resolve("ringfence").resolve("config.toml");
  }

  /// The index that is meant where none is named: `RINGFENCE_INDEX`, or `index` in the file.
  static Optional<Path> index() throws IOException {
    String named = System.getenv("RINGFENCE_INDEX");
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    Path file = file();
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    TomlParseResult toml = Toml.parse(file);
    if (toml.hasErrors()) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "settings/invalid",
                  "the settings cannot be read: " + toml.errors().getFirst().getMessage(),
                  "mend the file, or take it away")
              .at(file.toString()));
    }
    return Optional.ofNullable(toml.getString("index"))
        .map(text -> text.startsWith("~/") ? home().resolve(text.substring(2)) : Path.of(text));
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home", "."));
  }
}
