package dev.ringfence.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What completion asks of commands and options.
final class Commands {
  private static final int MAX_DESCRIPTION = 70;

  private Commands() {}

  /// The commands below a command, by name.
  static List<CommandSpec> below(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(each -> !each.usageMessage().hidden())
        .sorted(Comparator.comparing(CommandSpec::name))
        .toList();
  }

  /// The options of a command that help shows.
  static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream().filter(option -> !option.hidden()).toList();
  }

  /// The names that lead to a command, without the program's.
  static List<String> path(CommandSpec command) {
    List<String> path = new ArrayList<>();
    for (CommandSpec each = command; each.parent() != null; each = each.parent()) {
      path.addFirst(each.name());
    }
    return path;
  }

  /// The first sentence of a description, short enough for a line.
  static String description(String... lines) {
    String first = lines.length == 0 ? "" : lines[0].replace("%n", " ").replace("%%", "%");
    int end = first.indexOf(". ");
    String sentence = (end < 0 ? first : first.substring(0, end)).strip().replaceFirst("\\.$", "");
    return sentence.length() <= MAX_DESCRIPTION
        ? sentence
        : sentence.substring(0, sentence.lastIndexOf(' ', MAX_DESCRIPTION)) + " ...";
  }

  /// The values that an option takes; empty where they cannot be counted.
  static List<String> values(OptionSpec option) {
    List<String> values = new ArrayList<>();
    Optional.ofNullable(option.completionCandidates()).ifPresent(each -> each.forEach(values::add));
    return values;
  }

  /// Whether a value must follow the option.
  static boolean takesValue(OptionSpec option) {
    return option.arity().min() > 0;
  }

  /// Whether what follows names a file or folder.
  static boolean isFile(ArgSpec argument) {
    Class<?> type =
        argument.auxiliaryTypes().length > 0 ? argument.auxiliaryTypes()[0] : argument.type();
    return type == Path.class || argument.paramLabel().matches("(?i).*(FILE|DIR|FOLDER|PATH).*");
  }
}
