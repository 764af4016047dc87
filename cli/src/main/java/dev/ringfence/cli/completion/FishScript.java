package dev.ringfence.cli.completion;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Writes the completion script of fish.
final class FishScript {
  private static final String HELPERS =
      """
      # Completion of ringfence for fish; put it into ~/.config/fish/completions.

      # Whether the words so far lead to the command that the arguments name.
      function __ringfence_at
          set -l words (commandline -opc)
          set -e words[1]
          set -l path
          for word in $words
              if string match -q -- '-*' $word
                  continue
              end
              if not contains -- (string join ' ' -- $path $word) $__ringfence_commands
                  break
              end
              set -a path $word
          end
          test "$path" = "$argv"
      end

      """;

  private final CommandSpec root;
  private final StringBuilder out = new StringBuilder(HELPERS);
  private final StringBuilder names = new StringBuilder();

  FishScript(CommandSpec root) {
    this.root = root;
  }

  String write() {
    StringBuilder lines = new StringBuilder();
    command(root, lines);
    return out.append("set -g __ringfence_commands")
        .append(names)
        .append("\n\n")
        .append(lines)
        .toString();
  }

  private void command(CommandSpec command, StringBuilder lines) {
    List<String> path = Commands.path(command);
    String condition = " -n " + quoted(("__ringfence_at " + String.join(" ", path)).strip());
    for (CommandSpec each : Commands.below(command)) {
      names.append(' ').append(quoted(String.join(" ", Commands.path(each))));
      lines
          .append("complete -c ringfence")
          .append(condition)
          .append(" -f -a ")
          .append(quoted(each.name()))
          .append(" -d ")
          .append(quoted(Commands.description(each.usageMessage().description())))
          .append('\n');
    }
    for (OptionSpec option : Commands.options(command)) {
      option(option, condition, lines);
    }
    for (CommandSpec each : Commands.below(command)) {
      command(each, lines);
    }
  }

  private static void option(OptionSpec option, String condition, StringBuilder lines) {
    lines.append("complete -c ringfence").append(condition);
    for (String name : option.names()) {
      lines.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    List<String> values = Commands.values(option);
    if (!values.isEmpty()) {
      lines.append(" -x -a ").append(quoted(String.join(" ", values)));
    } else if (Commands.takesValue(option)) {
      lines.append(Commands.isFile(option) ? " -r -F" : " -x");
    }
    lines.append(" -d ").append(quoted(Commands.description(option.description()))).append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
