package dev.ringfence.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether what goes to standard output is colored: as `--color` says, else as the environment does
/// (`NO_COLOR` [1], `FORCE_COLOR` [2], `CLICOLOR_FORCE`), else on a terminal that can.
///
/// [1] no-color.org. [2] force-color.org.
final class Colors {
  private static volatile @Nullable Boolean chosen;

  private Colors() {}

  /// Takes what the command line says, before it is read in full: help is colored too.
  static void read(String... arguments) {
    chosen = null;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--color") && i + 1 < arguments.length) {
        choose(arguments[i + 1]);
      } else if (arguments[i].startsWith("--color=")) {
        choose(arguments[i].substring("--color=".length()));
      }
    }
  }

  private static void choose(String word) {
    chosen =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "always" -> true;
          case "never" -> false;
          default -> null;
        };
  }

  /// Whether it is a word that `--color` takes.
  static boolean isKnown(String word) {
    return word.toLowerCase(Locale.ROOT).matches("auto|always|never");
  }

  /// Whether standard output is a terminal.
  static boolean isTerminal() {
    return "1".equals(System.getenv("RINGFENCE_STDOUT_TTY"));
  }

  /// Whether it is colored.
  static boolean isOn() {
    Boolean said = chosen;
    if (said != null) {
      return said;
    }
    if (isSet("NO_COLOR")) {
      return false;
    }
    String forced = System.getenv("FORCE_COLOR");
    if ((forced != null && !forced.isEmpty() && !forced.equals("0"))
        || "1".equals(System.getenv("CLICOLOR_FORCE"))) {
      return true;
    }
    return isTerminal() && !"dumb".equals(System.getenv("TERM"));
  }

  private static boolean isSet(String name) {
    String value = System.getenv(name);
    return value != null && !value.isEmpty();
  }
}
