package dev.ringfence.cli;

import dev.ringfence.cli.completion.Shell;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence completion`: prints the completion script of a shell.
@Command(
    name = "completion",
    description = {
      "Print what lets a shell complete commands, options and their values.",
      "",
      "The archive holds the same scripts in share/completion."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(ringfence completion bash)                    in ~/.bashrc",
      "  ringfence completion zsh >~/.zfunc/_ringfence          with ~/.zfunc in $fpath",
      "  ringfence completion fish >~/.config/fish/completions/ringfence.fish"
    })
public final class CompletionCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  /// The shells, for completion.
  static final class Shells implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Shell.values())
          .map(shell -> shell.name().toLowerCase(Locale.ROOT))
          .iterator();
    }
  }

  @Parameters(
      paramLabel = "SHELL",
      completionCandidates = Shells.class,
      description = "bash, zsh or fish.")
  @SuppressWarnings("NullAway.Init")
  String shell;

  /// The command.
  public CompletionCommand() {}

  @Override
  public Integer call() {
    Shell wanted =
        Arrays.stream(Shell.values())
            .filter(each -> each.name().equalsIgnoreCase(shell))
            .findFirst()
            .orElseThrow(() ->
                RingfenceException.usage(
                    Diagnostic.of(
                        "usage/invalid-arguments",
                        "no completion for `" + shell + "`",
                        "there is bash, zsh and fish")));
    var out = spec.commandLine().getOut();
    out.print(wanted.script(Main.commandLine().getCommandSpec()));
    out.flush();
    return ExitStatus.CLEAN.code();
  }
}
