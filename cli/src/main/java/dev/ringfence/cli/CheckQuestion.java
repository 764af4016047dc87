package dev.ringfence.cli;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.report.CheckJson;
import dev.ringfence.scanner.report.CheckRenderer;
import dev.ringfence.scanner.report.MarkdownRenderer;
import dev.ringfence.scanner.result.Explained;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.ChangeSource;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.PolicyChoice;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What `check` was asked, complete: it can be answered by another process of the same user.
///
/// @param index the index, as it was named
/// @param named the file, lines of one, or `-`, as it was named
/// @param label what messages call the code
/// @param code the code or diff
/// @param diff whether it is a diff
/// @param file the file that it is from, absolute; empty where it is from none
/// @param at the path that it is judged at; empty where its own
/// @param first the first line that is meant
/// @param last the last line that is meant
/// @param repository where the policy is looked for, absolute
/// @param language the language; empty where it is told by name and text
/// @param today the day by which waivers hold
/// @param shown how the answer is shown
record CheckQuestion(
    String index,
    String named,
    String label,
    byte[] code,
    boolean diff,
    String file,
    String at,
    int first,
    int last,
    String repository,
    String language,
    String today,
    Shown shown) {
  private static final int NEAREST = 3;

  /// How an answer is shown.
  ///
  /// @param format text, json or markdown
  /// @param full whether all lines and tokens are
  /// @param columns the width
  /// @param color whether it goes to a terminal that shows colors
  record Shown(String format, boolean full, int columns, boolean color) {}

  /// An answer.
  ///
  /// @param status the exit status
  /// @param out what goes to standard output
  /// @param err what goes to standard error
  record Answer(int status, String out, String err) {}

  private ChangeSource source() throws IOException {
    ChangeSource.Input input = new ChangeSource.Input(label, code);
    Path place = Path.of(repository);
    return diff
        ? new ChangeSource.Patches(List.of(input), OptionalInt.empty(), Optional.of(place))
        : new ChangeSource.Stretch(input, path(place), first, last, Optional.of(place));
  }

  /// The path as the repository has it: rings go by it.
  private String path(Path place) throws IOException {
    if (!at.isEmpty()) {
      return at;
    }
    if (file.isEmpty()) {
      return label;
    }
    Path root = ChangeResolver.root(place).toAbsolutePath().normalize();
    Path absolute = Path.of(file).normalize();
    return absolute.startsWith(root)
        ? root.relativize(absolute).toString().replace('\\', '/')
        : label;
  }

  /// Answers it.
  Answer answer(ScanEngine engine) throws IOException {
    ScanRequest request =
        ScanRequest.of(
                ChangeResolver.resolve(
                    source(),
                    new JudgementOptions(
                        PolicyChoice.FOUND, List.of(), Optional.empty(), LocalDate.parse(today))))
            .in(language.isEmpty() ? Optional.empty() : Language.ofId(language));
    ScanReport report = engine.scan(request, ScanProgress.NONE);
    List<ReportedFinding> nearest =
        report.findings().isEmpty() ? engine.nearest(request, NEAREST) : List.of();
    String out =
        switch (shown.format()) {
          case "json" -> CheckJson.write(report, nearest);
          case "markdown" -> new MarkdownRenderer().render(report);
          default -> text(engine, request, report, nearest);
        };
    return new Answer(report.exitStatus().code(), out, "");
  }

  private String text(
      ScanEngine engine, ScanRequest request, ScanReport report, List<ReportedFinding> nearest)
      throws IOException {
    CheckRenderer renderer = new CheckRenderer(shown.columns(), shown.color(), shown.full());
    String text = renderer.render(report, nearest, next(report));
    if (!shown.full() || report.findings().isEmpty()) {
      return text;
    }
    String id = report.findings().getFirst().id();
    Optional<Explained> explained =
        engine.explain(request, finding -> finding.id().equals(id), _ -> false).found();
    return text + explained.map(renderer::tokens).orElse("");
  }

  /// Commands that go on from here.
  private List<String> next(ScanReport report) {
    if (report.findings().isEmpty()) {
      return List.of();
    }
    String piped =
        named.equals("-") ? " --paste < CODE" : " --paste " + (file.isEmpty() ? named : label);
    String lexer = " --language " + report.findings().getFirst().place().hunk().language();
    return List.of(
        "ringfence explain " + index + " " + report.findings().getFirst().shortId() + piped + lexer,
        "ringfence index show " + index + " " + report.findings().getFirst().origin().work());
  }
}
