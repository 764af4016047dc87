package dev.ringfence.scanner.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.scanner.match.MatchParameters;
import dev.ringfence.scanner.policy.FindingJudge;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.report.Baseline;
import dev.ringfence.scanner.report.JsonRenderer;
import dev.ringfence.scanner.report.MarkdownRenderer;
import dev.ringfence.scanner.report.ReportRenderer;
import dev.ringfence.scanner.report.SarifRenderer;
import dev.ringfence.scanner.report.SearchReceipt;
import dev.ringfence.scanner.report.TerminalRenderer;
import dev.ringfence.scanner.scan.ChangeScanner;
import dev.ringfence.scanner.scan.ScanResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
          + " standard input, a range of commits, or the working tree. Only added lines are judged."
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

  @Parameters(index = "0", paramLabel = "INDEX", description = "The folder of the index.")
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  @Parameters(
      index = "1..*",
      paramLabel = "CHANGE",
      description = "Patch files or folders of them; `-` is standard input.")
  List<String> inputs = new ArrayList<>();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ChangeOptions change;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text (default), json, sarif, or markdown for a comment on a change.")
  String format = "text";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report to a file; a summary still goes to standard error.")
  @Nullable Path output;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "Fail on findings of this severity: none, note, warning or error, in any ring.")
  @Nullable String failOn;

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
      names = "--baseline",
      paramLabel = "FILE",
      description = "Findings that are in this file are shown and do not fail.")
  @Nullable Path baseline;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "Write the findings to a file for --baseline.")
  @Nullable Path writeBaseline;

  /// The command.
  public ScanCommand() {}

  @Override
  public Integer call() throws IOException {
    ReportRenderer renderer =
        switch (format.toLowerCase(Locale.ROOT)) {
          case "text" -> TerminalRenderer.forStandardOutput(output != null);
          case "json" -> new JsonRenderer();
          case "sarif" -> new SarifRenderer();
          case "markdown" -> new MarkdownRenderer(Main.Version.text());
          default ->
              throw usage(
                  "`" + format + "` is no format", "use `text`, `json`, `sarif` or `markdown`");
        };
    Optional<Severity> level = failLevel();
    Set<String> known = baseline == null ? Set.of() : Baseline.read(baseline);
    ChangeOptions.Input input = change.read(inputs);
    try (CorpusIndex index = SearchedIndex.open(indexPath)) {
      double threshold = minBits != null ? minBits : MatchParameters.shipped().threshold();
      ChangeScanner scanner =
          new ChangeScanner(
              index,
              input.policy(),
              new FindingJudge(input.policy(), level, known),
              input.language(),
              threshold);
      long files = input.changes().stream().mapToLong(change -> change.files().size()).sum();
      ScanResult result;
      boolean worthIt = ProgressBar.stderrIsTerminal() && files > 20;
      try (ProgressBar bar = ProgressBar.onStandardError(worthIt, "scanning", "files", files)) {
        result = scanner.scan(input.changes(), input.blast(), bar::advance);
      }
      if (receipt != null) {
        Files.writeString(receipt, SearchReceipt.of(result, index, Main.Version.text()));
      }
      if (writeBaseline != null) {
        Files.writeString(writeBaseline, Baseline.write(result.findings()));
      }
      String report = renderer.render(result, index);
      if (output != null) {
        Files.writeString(output, report);
        System.err.println(TerminalRenderer.summary(result));
      } else {
        spec.commandLine().getOut().print(report);
        spec.commandLine().getOut().flush();
      }
      return result.exitStatus().code();
    }
  }

  private Optional<Severity> failLevel() {
    if (failOn == null) {
      return Optional.empty();
    }
    return Optional.of(
        Severity.ofId(failOn.toLowerCase(Locale.ROOT))
            .orElseThrow(() ->
                usage(
                    "`" + failOn + "` is no severity",
                    "use `none`, `note`, `warning` or `error`")));
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-option", message, help));
  }
}
