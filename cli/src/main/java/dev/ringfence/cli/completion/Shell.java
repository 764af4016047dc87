package dev.ringfence.cli.completion;

import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/// The shells that a completion script is made for.
public enum Shell {
  /// Bash, by the command-line library.
  BASH("ringfence.bash", Shell::bash),
  /// Zsh; the name of the file is the one that its function path asks for.
  ZSH("_ringfence", commands -> new ZshScript(commands).write()),
  /// Fish.
  FISH("ringfence.fish", commands -> new FishScript(commands).write());

  private final String file;
  private final Function<CommandSpec, String> writer;

  Shell(String file, Function<CommandSpec, String> writer) {
    this.file = file;
    this.writer = writer;
  }

  /// What its script is called.
  public String file() {
    return file;
  }

  /// Its script.
  ///
  /// @param commands the command line with all commands
  public String script(CommandSpec commands) {
    return writer.apply(commands);
  }

  private static String bash(CommandSpec commands) {
    // The day on which it was made would make each build another one.
    return AutoComplete.bash(commands.name(), commands.commandLine())
        .lines()
        .filter(line -> !line.startsWith("# Date: "))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
