package dev.ringfence.cli;

import dev.ringfence.attest.replay.report.ReplayHtml;
import dev.ringfence.attest.replay.report.ReplayJson;
import dev.ringfence.attest.replay.report.ReplayMarkdown;
import dev.ringfence.attest.replay.report.ReplayReport;
import dev.ringfence.attest.replay.report.ReplayStatement;
import dev.ringfence.attest.replay.report.ReplayText;
import dev.ringfence.audit.report.ReportFormat;
import dev.ringfence.corpus.diagnostic.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the report of a replay goes, and in which formats.
final class ReplayOutput {
  private interface Renderer {
    String render(ReplayReport report) throws IOException;
  }

  private final Renderer main;
  private final @Nullable Path output;
  private final Map<Path, Renderer> files;

  /// @param format of what is printed
  /// @param output the file that it goes to in place of standard output
  /// @param reports `FORMAT=FILE`, each
  ReplayOutput(String format, @Nullable Path output, List<String> reports) {
    this.main = renderer(format);
    this.output = output;
    this.files = files(reports);
  }

  /// Writes a report everywhere.
  void write(ReplayReport report, PrintWriter print) throws IOException {
    for (Map.Entry<Path, Renderer> file : files.entrySet()) {
      Files.writeString(file.getKey(), file.getValue().render(report));
    }
    String text = main.render(report);
    if (output != null) {
      Files.writeString(output, text);
      System.err.println(VisibleText.line(report.verdict()));
      return;
    }
    print.print(text);
    print.flush();
  }

  private static Map<Path, Renderer> files(List<String> reports) {
    Map<Path, Renderer> files = new LinkedHashMap<>();
    for (String report : reports) {
      int equals = report.indexOf('=');
      if (equals < 1 || equals + 1 == report.length()) {
        throw ReplayCommand.usage("`" + report + "` names no file", "use --report FORMAT=FILE");
      }
      files.put(Path.of(report.substring(equals + 1)), renderer(report.substring(0, equals)));
    }
    return files;
  }

  private static Renderer renderer(String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "text" -> ReplayText::of;
      case "json" -> ReplayJson::of;
      case "markdown" -> ReplayMarkdown::of;
      case "html" -> report -> ReplayHtml.of(report, style());
      case "statement" -> ReplayStatement::of;
      default ->
          throw ReplayCommand.usage(
              "`" + format + "` is no format",
              "use `text`, `json`, `markdown`, `html` or `statement`");
    };
  }

  /// The style that all pages have.
  private static String style() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ReportFormat.class.getResourceAsStream("report.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
