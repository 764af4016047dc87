package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.match.MatchParameters;
import dev.ringfence.scanner.policy.FindingJudge;
import dev.ringfence.scanner.policy.KnownFinding;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.report.AnnotationRenderer;
import dev.ringfence.scanner.report.Baseline;
import dev.ringfence.scanner.report.CodeQualityRenderer;
import dev.ringfence.scanner.report.JsonRenderer;
import dev.ringfence.scanner.report.MarkdownRenderer;
import dev.ringfence.scanner.report.ReportRenderer;
import dev.ringfence.scanner.report.SarifRenderer;
import dev.ringfence.scanner.report.SearchReceipt;
import dev.ringfence.scanner.report.TerminalRenderer;
import dev.ringfence.scanner.scan.ChangeScanner;
import dev.ringfence.scanner.scan.ScanResult;
import dev.ringfence.scanner.scan.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
      description =
          "text (default), json, sarif, markdown for a comment on a change, codequality for GitLab, or"
              + " annotations for GitHub Actions.")
  String format = "text";

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      description = "Write the report to a file in another format too. May be given again.")
  List<String> reports = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "Stop after this time; what was not scanned by then counts as not checked (exit status 3).")
  @Nullable Integer timeout;

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
    ReportRenderer renderer = renderer(format, output != null);
    Map<Path, ReportRenderer> files = new LinkedHashMap<>();
    for (String report : reports) {
      int equals = report.indexOf('=');
      if (equals < 1 || equals + 1 == report.length()) {
        throw usage("`" + report + "` names no file", "use --report FORMAT=FILE");
      }
      files.put(Path.of(report.substring(equals + 1)), renderer(report.substring(0, equals), true));
    }
    Optional<Severity> level = failLevel();
    if (timeout != null && timeout < 0) {
      throw usage("`" + timeout + "` s is no time limit", "give seconds, from 0 on");
    }
    TimeLimit limit = TimeLimit.of(Optional.ofNullable(timeout).map(Duration::ofSeconds));
    List<KnownFinding> known = baseline == null ? List.of() : Baseline.read(baseline);
    ChangeOptions.Input input = limit.within(change.named(inputs), () -> change.read(inputs));
    input.changes().forEach(ScanCommand::sayIfEmpty);
    try (CorpusIndex index = SearchedIndex.open(indexPath)) {
      SearchedIndex.check(index, indexPath, indexDigest, maxIndexAge);
      double threshold = minBits != null ? minBits : MatchParameters.shipped().threshold();
      ChangeScanner scanner =
          new ChangeScanner(
                  index,
                  input.policy(),
                  new FindingJudge(input.policy(), level, known),
                  input.language(),
                  threshold)
              .withTimeLimit(limit);
      long changed = input.changes().stream().mapToLong(change -> change.files().size()).sum();
      ScanResult result;
      boolean worthIt = ProgressBar.stderrIsTerminal() && changed > 20;
      try (ProgressBar bar = ProgressBar.onStandardError(worthIt, "scanning", "files", changed)) {
        result = scanner.scan(input.changes(), input.blast(), bar::advance);
      }
      if (receipt != null) {
        Files.writeString(receipt, SearchReceipt.of(result, index, Main.Version.text()));
      }
      if (writeBaseline != null) {
        Files.writeString(writeBaseline, Baseline.write(result.findings()));
      }
      for (Map.Entry<Path, ReportRenderer> file : files.entrySet()) {
        Files.writeString(file.getKey(), file.getValue().render(result, index));
      }
      String report = renderer.render(result, index);
      if (output != null) {
        Files.writeString(output, report);
        System.err.println(TerminalRenderer.summary(result));
      } else {
        spec.commandLine().getOut().flush();
        if (renderer instanceof AnnotationRenderer) {
          ((Main) spec.root().userObject()).printCommands(report);
        } else {
          spec.commandLine().getOut().print(report);
        }
        spec.commandLine().getOut().flush();
      }
      return result.exitStatus().code();
    }
  }

  /// A change without any file is no clean pass without a word.
  private static void sayIfEmpty(Change change) {
    if (change.files().isEmpty() && change.faults().isEmpty()) {
      change.notes().forEach(note -> System.err.println("note: " + note));
    }
  }

  private static ReportRenderer renderer(String format, boolean toFile) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "text" -> TerminalRenderer.forStandardOutput(toFile);
      case "json" -> new JsonRenderer();
      case "sarif" -> new SarifRenderer();
      case "markdown" -> new MarkdownRenderer(Main.Version.text());
      case "codequality" -> new CodeQualityRenderer();
      case "annotations" -> new AnnotationRenderer();
      default ->
          throw usage(
              "`" + format + "` is no format",
              "use `text`, `json`, `sarif`, `markdown`, `codequality` or `annotations`");
    };
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
