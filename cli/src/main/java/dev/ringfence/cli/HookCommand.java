package dev.ringfence.cli;

import dev.ringfence.attest.hook.EditCall;
import dev.ringfence.attest.hook.EditScan;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.server.client.RunningServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

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

  /// An edit, as a server is asked of it.
  ///
  /// @param input what the tool told its hook
  /// @param folder where relative paths count from if the tool does not say
  /// @param today the day by which waivers hold
  record Edit(String input, String folder, String today) {
    Optional<EditCall> call() {
      return EditCall.read(input, Path.of(folder));
    }
  }

  @Override
  public Integer call() throws IOException {
    Edit edit =
        new Edit(
            SourceText.decode(System.in.readAllBytes()),
            Path.of("").toAbsolutePath().toString(),
            Engines.today().toString());
    Optional<EditCall> call = edit.call();
    var out = spec.commandLine().getOut();
    out.print(call.isEmpty() ? "{}\n" : answer(edit, call.get()));
    out.flush();
    return 0;
  }

  private String answer(Edit edit, EditCall call) throws IOException {
    Path folder = McpCommand.indexOf(index);
    Optional<RunningServer> server = LocalServer.over(folder);
    if (server.isPresent()) {
      Optional<byte[]> answered =
          LocalServer.run(server.get(), "hook", JsonMapper.shared().writeValueAsBytes(edit));
      if (answered.isPresent()) {
        return new String(answered.get(), StandardCharsets.UTF_8);
      }
    }
    try (ScanEngine engine = Engines.open(folder)) {
      return EditScan.answer(engine, call, Engines.today());
    }
  }

  /// The command as a server runs it. What goes wrong is thrown: the hook then does it by itself,
  /// and says it.
  static byte[] serve(ScanEngine engine, byte[] question) throws IOException {
    Edit edit = JsonMapper.shared().readValue(question, Edit.class);
    Optional<EditCall> call = edit.call();
    return (call.isEmpty()
            ? "{}\n"
            : EditScan.answer(engine, call.get(), LocalDate.parse(edit.today())))
        .getBytes(StandardCharsets.UTF_8);
  }
}
