package dev.ringfence.cli;

import dev.ringfence.cli.demo.Demo;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ringfence demo`: shows the whole way on two real works.
@Command(
    name = "demo",
    description = {
      "Show the whole way on two real works: fetch and index them, rewrite one of their functions as an"
          + " assistant would, and scan it where it lands.",
      "",
      "Needs Maven and its repository. Makes an index and a small git project in a temporary folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ringfence demo", "  ringfence demo --seed 7 --folder /tmp/ringfence-demo"})
public final class DemoCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Picks the function and its new names (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where index and project are made: an empty or new folder.")
  @Nullable Path folder;

  /// The command.
  public DemoCommand() {}

  @Override
  public Integer call() throws IOException {
    Path target = folder == null ? Files.createTempDirectory("ringfence-demo") : folder;
    Files.createDirectories(target);
    try (Stream<Path> entries = Files.list(target)) {
      if (entries.findAny().isPresent()) {
        throw RingfenceException.usage(
            Diagnostic.of(
                "demo/not-empty", "the folder is not empty: `" + target + "`", "name a new one"));
      }
    }
    boolean asExpected =
        new Demo(
                spec.commandLine().getOut(),
                target,
                seed,
                ReportFormats.terminal(false),
                Engines.today())
            .run();
    if (!asExpected) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "demo/unexpected",
              "a verdict differs from what this demonstration is to show",
              "the report above is what was found; try another --seed and report this one"));
    }
    return ExitStatus.CLEAN.code();
  }
}
