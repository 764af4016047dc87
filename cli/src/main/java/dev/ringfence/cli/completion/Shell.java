package dev.ringfence.cli.completion;

import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/// The shells that a completion script is made for.
public enum Shell {
  /// Bash, by the command-line library.
  BASH("ringfence.bash"),
  /// Zsh; the name of the file is the one that its function path asks for.
  ZSH("_ringfence"),
  /// Fish.
  FISH("ringfence.fish");

  private final String file;

  Shell(String file) {
    this.file = file;
  }

  /// What its script is called.
  public String file() {
    return file;
  }

  /// Its script.
  ///
  /// @param commands the command line with all commands
  public String script(CommandSpec commands) {
    return switch (this) {
      case BASH -> bash(commands);
      case ZSH -> new ZshScript(commands).write();
      case FISH -> new FishScript(commands).write();
    };
  }

  private static String bash(CommandSpec commands) {
    // The day on which it was made would make each build another one.
    return AutoComplete.bash(commands.name(), commands.commandLine())
        .lines()
        .filter(line -> !line.startsWith("# Date: "))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
