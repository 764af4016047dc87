package dev.ringfence.cli;

import dev.ringfence.attest.hook.EditCall;
import dev.ringfence.attest.hook.EditScan;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.scan.ScanEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence hook`: answers a coding tool after an edit.
@Command(
    name = "hook",
    description = {
      "Read from standard input what a coding tool tells its hook after an edit, scan what it wrote,"
          + " and answer on standard output: the finding goes to the person.",
      "",
      "Knows the hooks of Claude Code and Gemini CLI (`tool_input`) and of Cursor (`edits`). Anything"
          + " else is answered with `{}`."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ringfence hook corpus < event.json",
      "",
      "Exit status: 0 answered, 2 usage or configuration, 3 the edit was not checked."
    })
public final class HookCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(
      arity = "0..1",
      paramLabel = "INDEX",
      description =
          "The index: its folder, or its address on a cluster (default: RINGFENCE_INDEX, or the user's settings).")
  @Nullable Path index;

  /// The command.
  public HookCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<EditCall> call =
        EditCall.read(SourceText.decode(System.in.readAllBytes()), Path.of("."));
    var out = spec.commandLine().getOut();
    if (call.isEmpty()) {
      out.print("{}\n");
    } else {
      try (ScanEngine engine = Engines.open(McpCommand.indexOf(index))) {
        out.print(EditScan.answer(engine, call.get(), Engines.today()));
      }
    }
    out.flush();
    return 0;
  }
}
