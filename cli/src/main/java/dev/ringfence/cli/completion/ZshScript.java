package dev.ringfence.cli.completion;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Writes the completion function of zsh.
final class ZshScript {
  private final CommandSpec root;
  private final StringBuilder out = new StringBuilder();

  ZshScript(CommandSpec root) {
    this.root = root;
  }

  String write() {
    out.append("#compdef ringfence\n")
        .append("# Completion of ringfence for zsh; put it into a folder of $fpath.\n\n");
    function(root);
    // Read as an autoloaded function it is called at once; sourced it is bound.
    out.append("if [[ $funcstack[1] == _ringfence ]]; then\n")
        .append("  _ringfence \"$@\"\n")
        .append("else\n")
        .append("  compdef _ringfence ringfence\n")
        .append("fi\n");
    return out.toString();
  }

  private static String name(CommandSpec command) {
    return "_ringfence"
        + String.join("", Commands.path(command).stream().map(word -> "_" + word).toList());
  }

  private void function(CommandSpec command) {
    List<CommandSpec> below = Commands.below(command);
    for (CommandSpec each : below) {
      function(each);
    }
    out.append(name(command)).append("() {\n");
    if (!below.isEmpty()) {
      out.append("  local state line\n  local -a commands\n");
    }
    out.append("  _arguments -s ").append(below.isEmpty() ? "" : "-C ").append("\\\n");
    for (OptionSpec option : Commands.options(command)) {
      option(option);
    }
    if (below.isEmpty()) {
      out.append("    '*:argument:_files'\n}\n\n");
      return;
    }
    out.append("    '1: :->command' \\\n    '*:: :->argument'\n");
    out.append("  case $state in\n  command)\n    commands=(\n");
    for (CommandSpec each : below) {
      out.append("      ")
          .append(
              quoted(
                  each.name()
                      + ":"
                      + Commands.description(each.usageMessage().description())
                          .replace(":", "\\:")))
          .append('\n');
    }
    out.append("    )\n    _describe -t commands command commands\n    ;;\n");
    out.append("  argument)\n    case $line[1] in\n");
    for (CommandSpec each : below) {
      out.append("    ").append(each.name()).append(") ").append(name(each)).append(" ;;\n");
    }
    out.append("    esac\n    ;;\n  esac\n}\n\n");
  }

  private void option(OptionSpec option) {
    String description =
        Commands.description(option.description())
            .replace("\\", "\\\\")
            .replace("[", "\\[")
            .replace("]", "\\]")
            .replace(":", "\\:");
    List<String> values = Commands.values(option);
    String value = "";
    if (!values.isEmpty()) {
      value = ":" + option.paramLabel().replace(":", "\\:") + ":(" + String.join(" ", values) + ")";
    } else if (Commands.takesValue(option)) {
      value =
          ":"
              + option.paramLabel().replace(":", "\\:")
              + ":"
              + (Commands.isFile(option) ? "_files" : " ");
    }
    for (String name : option.names()) {
      String takes = !value.isEmpty() && name.startsWith("--") ? "=" : "";
      String again = option.isMultiValue() ? "*" : "";
      out.append("    ")
          .append(quoted(again + name + takes + "[" + description + "]" + value))
          .append(" \\\n");
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
