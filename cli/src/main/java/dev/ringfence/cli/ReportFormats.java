package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.report.AnnotationRenderer;
import dev.ringfence.scanner.report.CodeQualityRenderer;
import dev.ringfence.scanner.report.ConciseRenderer;
import dev.ringfence.scanner.report.MarkdownRenderer;
import dev.ringfence.scanner.report.ReportJson;
import dev.ringfence.scanner.report.ReportRenderer;
import dev.ringfence.scanner.report.SarifRenderer;
import dev.ringfence.scanner.report.SearchReceipt;
import dev.ringfence.scanner.report.StatisticsRenderer;
import dev.ringfence.scanner.report.TerminalRenderer;
import dev.ringfence.scanner.result.ScanReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// How and where a report is written: what `scan` and `report` share.
final class ReportFormats {
  private static final int DEFAULT_COLUMNS = 120;
  private static final int MAX_COLUMNS = 240;

  @Option(
      names = "--format",
      completionCandidates = Choices.ReportFormat.class,
      paramLabel = "FORMAT",
      description =
          "text (default), concise (a line a finding), statistics (how many of each kind), json, sarif, markdown for a comment on a change, codequality for GitLab,"
              + " annotations for GitHub Actions, or receipt for the search receipt.")
  String format = "text";

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      description = "Write the report to a file in another format too. May be given again.")
  List<String> reports = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report to a file; a summary still goes to standard error.")
  @Nullable Path output;

  @Option(names = "--statistics", description = "The same as --format statistics.")
  boolean statistics;

  @Option(
      names = {"-q", "--quiet"},
      description = "Write nothing where everything was checked and nothing fails.")
  boolean quiet;

  ReportFormats() {}

  /// What is written where, checked before anything is done.
  ///
  /// @param main what the command puts out
  /// @param files the files beside
  record Targets(ReportRenderer main, Map<Path, ReportRenderer> files) {}

  Targets targets() {
    Map<Path, ReportRenderer> files = new LinkedHashMap<>();
    for (String report : reports) {
      int equals = report.indexOf('=');
      if (equals < 1 || equals + 1 == report.length()) {
        throw usage("`" + report + "` names no file", "use --report FORMAT=FILE");
      }
      files.put(Path.of(report.substring(equals + 1)), renderer(report.substring(0, equals), true));
    }
    return new Targets(renderer(statistics ? "statistics" : format, output != null), files);
  }

  /// Writes a report.
  void write(ScanReport report, Targets targets, CommandSpec spec) throws IOException {
    for (Map.Entry<Path, ReportRenderer> file : targets.files().entrySet()) {
      Files.writeString(file.getKey(), file.getValue().render(report));
    }
    String text = targets.main().render(report);
    boolean silent = quiet && report.exitStatus() == ExitStatus.CLEAN;
    if (output != null) {
      Files.writeString(output, text);
      if (silent) {
        return;
      }
      System.err.println(TerminalRenderer.summary(report));
      return;
    }
    if (silent) {
      return;
    }
    spec.commandLine().getOut().flush();
    if (targets.main() instanceof AnnotationRenderer) {
      ((Main) spec.root().userObject()).printCommands(text);
    } else {
      spec.commandLine().getOut().print(text);
    }
    spec.commandLine().getOut().flush();
  }

  private static ReportRenderer renderer(String format, boolean toFile) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "text" -> terminal(toFile);
      case "concise" -> new ConciseRenderer();
      case "statistics" -> new StatisticsRenderer();
      case "json" -> new ReportJson();
      case "sarif" -> new SarifRenderer();
      case "markdown" -> new MarkdownRenderer();
      case "codequality" -> new CodeQualityRenderer();
      case "annotations" -> new AnnotationRenderer();
      case "receipt" -> SearchReceipt::of;
      default ->
          throw usage(
              "`" + format + "` is no format",
              "use `text`, `concise`, `statistics`, `json`, `sarif`, `markdown`, `codequality`, `annotations` or `receipt`");
    };
  }

  /// Whether standard output is a terminal that shows colors.
  static boolean isColored() {
    return Colors.isOn();
  }

  /// The renderer for standard output as the launcher found it, or for a file.
  static TerminalRenderer terminal(boolean toFile) {
    return new TerminalRenderer(!toFile && Colors.isOn(), columns(DEFAULT_COLUMNS));
  }

  static int columns(int unknown) {
    int columns = unknown;
    String text = System.getenv("COLUMNS");
    if (text != null && text.trim().matches("[1-9][0-9]{0,3}")) {
      columns = Math.min(MAX_COLUMNS, Integer.parseInt(text.trim()));
    }
    return columns;
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-option", message, help));
  }
}
