package dev.ringfence.attest.hook;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.result.Excerpt;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.ChangeSource;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Scans what a coding tool wrote, and answers it: the finding goes to the person.
public final class EditScan {
  /// What every answer with a finding ends with.
  public static final String RULE =
      "Stop and show this to the user, both sides, before you go on. Do not rename, reorder, reformat"
          + " or rewrite the code to make the finding disappear: what was copied stays copied.";

  private static final int MAX_FINDINGS = 3;
  private static final int MAX_LINES = 8;
  private static final int MAX_FILE = 16 << 20;

  private EditScan() {}

  /// The findings in code at a path.
  ///
  /// @param root the folder that the path is relative to, whose policy judges
  public static ScanReport scan(
      ScanEngine engine, Path root, String path, String code, LocalDate today) throws IOException {
    return engine.scan(
        ScanRequest.of(
            ChangeResolver.resolve(
                new ChangeSource.Pasted(
                    List.of(new ChangeSource.Input(path, code.getBytes(StandardCharsets.UTF_8))),
                    Optional.of(root)),
                JudgementOptions.on(today))),
        ScanProgress.NONE);
  }

  /// The answer to an edit, as its tool reads it.
  public static String answer(ScanEngine engine, EditCall call, LocalDate today)
      throws IOException {
    Path root = ChangeResolver.root(call.folder()).toAbsolutePath().normalize();
    Path file = call.file().toAbsolutePath().normalize();
    String path =
        file.startsWith(root)
            ? root.relativize(file).toString().replace('\\', '/')
            : String.valueOf(file.getFileName());
    Optional<String> now = text(file);
    List<String> found = new ArrayList<>();
    for (String written : call.texts()) {
      ScanReport report = scan(engine, root, path, written, today);
      int above = now.map(text -> linesAbove(text, written)).orElse(0);
      report.findings().stream()
          .filter(finding -> !finding.isAccepted())
          .limit(MAX_FINDINGS)
          .forEach(finding -> found.add(describe(finding, above)));
      report.unchecked().stream()
          .filter(part -> part.incomplete())
          .forEach(part -> found.add("NOT checked: " + part.path() + ": " + part.reason()));
    }
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    if (found.isEmpty()) {
      return answer + "\n";
    }
    String text = VisibleText.lines(String.join("\n\n", found) + "\n\n" + RULE);
    switch (call.form()) {
      case TOOL_INPUT -> {
        answer.put("decision", "block");
        answer.put("reason", text);
        answer
            .putObject("hookSpecificOutput")
            .put("hookEventName", call.event())
            .put("additionalContext", text);
      }
      case EDITS -> answer.put("additional_context", text);
    }
    return answer + "\n";
  }

  private static Optional<String> text(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MAX_FILE
        ? Optional.of(SourceText.decode(Files.readAllBytes(file)))
        : Optional.empty();
  }

  private static int linesAbove(String text, String written) {
    int at = Math.max(0, text.indexOf(written));
    return (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  /// A finding in words.
  ///
  /// @param above how many lines stand above the code in its file
  public static String describe(ReportedFinding finding, int above) {
    Place place = finding.place();
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%s[%.1f]: %s:%d looks like %s code: %s match\n",
            finding.severity().id(),
            finding.score(),
            place.path(),
            place.firstLine() + above,
            finding.origin().licenseOr("unlicensed"),
            finding.summary()));
    out.append("  origin: ").append(finding.origin().name()).append('\n');
    place.hunk().text().stream().findFirst().ifPresent(text -> lines(out, "yours ", text, above));
    place.origin().text().stream().findFirst().ifPresent(text -> lines(out, "origin", text, 0));
    return out.toString().stripTrailing();
  }

  private static void lines(StringBuilder out, String side, Excerpt excerpt, int above) {
    int number = excerpt.firstLine() + above;
    for (String line : excerpt.lines().stream().limit(MAX_LINES).toList()) {
      out.append("  ")
          .append(side)
          .append(' ')
          .append(number++)
          .append(": ")
          .append(line)
          .append('\n');
    }
  }
}
