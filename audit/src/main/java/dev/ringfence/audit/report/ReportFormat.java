package dev.ringfence.audit.report;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The formats of an audit's report.
public enum ReportFormat {
  /// A page for a browser, complete in itself.
  HTML(new HtmlReport()),
  /// A row a finding, to be filled in with decisions.
  CSV(new CsvReport()),
  /// All there is, for programs.
  JSON(new JsonReport()),
  /// For code scanning.
  SARIF(new SarifReport()),
  /// The findings as snippets of the files they live in, for license tools.
  SPDX(new SpdxReport()),
  /// For an issue or a mail.
  MARKDOWN(new MarkdownReport());

  /// Writes a report.
  interface Renderer {
    void render(AuditReport report, Writer out) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // renderers hold nothing
  private final Renderer renderer;

  ReportFormat(Renderer renderer) {
    this.renderer = renderer;
  }

  /// The format of a name.
  public static ReportFormat of(String name) {
    for (ReportFormat format : values()) {
      if (format.id().equalsIgnoreCase(name)) {
        return format;
      }
    }
    throw RingfenceException.usage(
        Diagnostic.of(
            "audit/unknown-format",
            "no report format is called `" + name + "`",
            "use one of "
                + Arrays.stream(values()).map(ReportFormat::id).collect(Collectors.joining(", "))));
  }

  /// Its name on the command line.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Writes a report.
  public void render(AuditReport report, Writer out) throws IOException {
    renderer.render(report, out);
  }
}
