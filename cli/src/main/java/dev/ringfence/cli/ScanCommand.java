package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.report.Baseline;
import dev.ringfence.scanner.report.SearchReceipt;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanRequest;
import dev.ringfence.scanner.scan.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence scan`: scans a change against an index.
@Command(
    name = "scan",
    description = {
      "Scan a change against an index and report hunks that look like indexed copyleft code.",
      "",
      "The change is one or more patch files, folders of patches (*.patch, *.diff), `-` or nothing for"
          + " standard input, files and folders of code, a range of commits, all of one, or the working"
          + " tree. Only added lines are judged."
          + " Patches are unified, context or normal diffs, or mails with them; what of them cannot be read"
          + " is named and makes the scan incomplete."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence scan corpus change.patch",
      "  git diff main... | ringfence scan corpus",
      "  ringfence scan corpus --diff v1.0..HEAD --format sarif --output ringfence.sarif",
      "  ringfence scan corpus --working-tree",
      "  ringfence scan corpus --paste --language c < suspicious.txt",
      "",
      "Exit status: 0 nothing at or above the fail level, 1 findings, 2 usage or configuration,",
      "3 not everything could be checked."
    })
public final class ScanCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "INDEX",
      description = {
        Engines.INDEX
            + " May be left out where --server, RINGFENCE_INDEX or the user's settings name one and no"
            + " CHANGE is given."
      })
  @Nullable Path named;

  @Parameters(
      index = "1..*",
      paramLabel = "CHANGE",
      description = "Patch files or folders of them; `-` is standard input.")
  List<String> inputs = new ArrayList<>();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ChangeOptions change;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ReportFormats formats;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "Stop after this time; what was not scanned by then counts as not checked (exit status 3).")
  @Nullable Integer timeout;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = {
        "Search the index of a `ringfence serve` in place of INDEX. It is asked by fingerprints; the"
            + " text that is scanned stays here. RINGFENCE_TOKEN holds its token."
      })
  @Nullable String server;

  @Option(
      names = "--index-digest",
      paramLabel = "DIGEST",
      description = "The digest that the index must have, as `index list` prints it.")
  @Nullable String indexDigest;

  @Option(
      names = "--max-index-age",
      paramLabel = "DAYS",
      description = "Refuse an index that was last written or imported longer ago.")
  @Nullable Integer maxIndexAge;

  @Option(
      names = "--min-bits",
      paramLabel = "BITS",
      description = "Report matches from this score on, in place of the shipped threshold.")
  @Nullable Double minBits;

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description = {
        "Write a search receipt, an in-toto Statement: what was searched for, in what, how, and what"
            + " came of it."
      })
  @Nullable Path receipt;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "Write the findings to a file for --baseline.")
  @Nullable Path writeBaseline;

  /// The command.
  public ScanCommand() {}

  /// The index that is meant. With --server the first argument is a change already.
  private Path index() throws IOException {
    if (server != null) {
      Path address = Path.of(server);
      if (Engines.server(address).isEmpty()) {
        throw usage("`" + server + "` is no address of a server", "write it as http://host:port");
      }
      if (named != null) {
        inputs.addFirst(named.toString());
      }
      return address;
    }
    return McpCommand.indexOf(named);
  }

  @Override
  public Integer call() throws IOException {
    Path indexPath = index();
    ReportFormats.Targets targets = formats.targets();
    if (timeout != null && timeout < 0) {
      throw usage("`" + timeout + "` s is no time limit", "give seconds, from 0 on");
    }
    TimeLimit limit =
        timeout == null
            ? TimeLimit.NONE
            : TimeLimit.of(Duration.ofSeconds(timeout), System::nanoTime);
    ScanRequest request =
        limit
            .within(change.named(inputs), () -> change.read(inputs))
            .from(minBits == null ? OptionalDouble.empty() : OptionalDouble.of(minBits))
            .within(limit);
    request.changes().forEach(ScanCommand::sayIfEmpty);
    try (ScanEngine engine = Engines.open(indexPath)) {
      Engines.check(engine, indexPath, indexDigest, maxIndexAge);
      ScanReport report;
      boolean worthIt = ProgressBar.stderrIsTerminal() && request.files() > 20;
      try (ProgressBar bar =
          ProgressBar.onStandardError(worthIt, "scanning", "files", request.files())) {
        report = engine.scan(request, () -> bar.advance(1));
      }
      if (receipt != null) {
        Files.writeString(receipt, SearchReceipt.of(report));
      }
      if (writeBaseline != null) {
        Files.writeString(writeBaseline, Baseline.write(report.findings()));
      }
      formats.write(report, targets, spec);
      return report.exitStatus().code();
    }
  }

  /// A change without any file is no clean pass without a word.
  private static void sayIfEmpty(Change change) {
    if (change.files().isEmpty() && change.faults().isEmpty()) {
      change.notes().forEach(note -> System.err.println("note: " + note));
    }
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-option", message, help));
  }
}
