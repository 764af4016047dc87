package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.toml.TomlFile;
import java.time.Duration;
import java.util.Optional;
import org.tomlj.TomlTable;

/// Reads values of the tables of `[replay]`.
final class ReplayValues {
  /// The name of an environment variable.
  static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]{0,99}";

  private static final int DAY = 86_400;

  private final TomlFile file;

  ReplayValues(TomlFile file) {
    this.file = file;
  }

  /// A whole number from 1 to a limit.
  int atLeastOne(TomlTable from, String key, int otherwise, int most) {
    int number = (int) file.number(from, key, otherwise, most);
    if (number < 1) {
      throw file.fault(
          from, key, "`" + key + "` must be at least 1", "use a number from 1 to " + most);
    }
    return number;
  }

  /// A time in seconds, more than none and at most a week.
  Duration seconds(TomlTable from, String key, Duration otherwise) {
    double seconds = file.number(from, key, (double) otherwise.toSeconds(), 7 * DAY);
    if (seconds <= 0) {
      throw file.fault(from, key, "`" + key + "` must be more than 0", "give it seconds");
    }
    return Duration.ofMillis((long) Math.ceil(seconds * 1000));
  }

  /// Whether one of two words stands there, and not the other.
  boolean word(TomlTable from, String key, String yes, String no, boolean otherwise) {
    Optional<String> word = file.string(from, key);
    if (word.isPresent() && !word.get().equals(yes) && !word.get().equals(no)) {
      throw file.fault(
          from,
          key,
          "`" + word.get() + "` is no value of `" + key + "`",
          "use `" + yes + "` or `" + no + "`");
    }
    return word.map(yes::equals).orElse(otherwise);
  }
}
