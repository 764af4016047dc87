package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.report.ExplanationRenderer;
import dev.ringfence.scanner.result.Explained;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.Unchecked;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence explain`: shows how the score of a finding came about.
@Command(
    name = "explain",
    description = {
      "Show how a match was found and scored: seeds, chain, alignment, each term of the score, and what"
          + " decided.",
      "",
      "FINDING is the id that a report shows (six characters or more of it), or PATH:LINE for the best"
          + " match of a place, also where it stayed below the threshold. The change is named as for"
          + " `scan`."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence explain corpus 3fa9c1d204 change.patch",
      "  ringfence explain corpus src/lu.c:120 --diff main..HEAD",
      "",
      "Exit status: 0 explained, 1 nothing matches there, 2 usage, 3 could not be checked."
    })
public final class ExplainCommand implements Callable<Integer> {
  private static final Pattern PLACE = Pattern.compile("(.+):([1-9][0-9]{0,8})");

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(
      arity = "1..*",
      paramLabel = "[INDEX] FINDING [CHANGE]",
      hideParamSyntax = true,
      description = {
        "INDEX: " + Engines.INDEX + " Default: RINGFENCE_INDEX, or the user's settings.",
        "FINDING: the id of a finding, or PATH:LINE.",
        "CHANGE: patch files or folders of them; `-` is standard input."
      })
  List<String> arguments = new ArrayList<>();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ChangeOptions change;

  /// The command.
  public ExplainCommand() {}

  @Override
  public Integer call() throws IOException {
    IndexFirst named =
        IndexFirst.read(
            arguments,
            "FINDING",
            text -> FindingId.parse(text).isPresent() || PLACE.matcher(text).matches());
    String wanted = named.subject();
    Optional<String> id = FindingId.parse(wanted);
    Matcher place = PLACE.matcher(wanted);
    boolean byId = id.isPresent();
    if (!byId && !place.matches()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-finding",
              "`" + wanted + "` is neither the id of a finding nor PATH:LINE",
              "copy the id from a report, or name a place such as `src/a.c:12`"));
    }
    ScanRequest request = change.read(named.changes());
    if (!byId) {
      requireTouched(request, place.group(1));
    }
    Predicate<ReportedFinding> isWanted =
        byId
            ? finding -> finding.isCalled(id.get())
            : finding -> lies(finding, place.group(1), Integer.parseInt(place.group(2)));
    try (ScanEngine engine = Engines.open(named.index())) {
      ScanEngine.Explanation explanation =
          engine.explain(request, isWanted, path -> byId || path.equals(place.group(1)));
      Optional<Explained> found = explanation.found();
      if (found.isPresent()) {
        spec.commandLine().getOut().print(ExplanationRenderer.render(found.get()));
        return ExitStatus.CLEAN.code();
      }
      for (Unchecked unchecked : explanation.report().unchecked()) {
        if (unchecked.incomplete()) {
          throw RingfenceException.incomplete(
              Diagnostic.of(
                      "explain/not-checked",
                      "part of the change could not be checked: " + unchecked.reason(),
                      "see what `ringfence scan` says of it")
                  .at(unchecked.place()));
        }
      }
      spec.commandLine()
          .getErr()
          .print(
              Diagnostic.of(
                      "explain/not-found",
                      byId
                          ? "no match of this change has the id `" + id.get() + "`"
                          : "nothing in the index resembles `" + wanted + "`",
                      "check that index, change and policy are those of the report")
                  .render("note"));
      spec.commandLine().getErr().flush();
      return ExitStatus.FINDINGS.code();
    }
  }

  private static boolean lies(ReportedFinding finding, String path, int line) {
    return finding.places().stream()
        .anyMatch(place ->
            place.path().equals(path)
                && place.hunk().lines().stream().anyMatch(range -> range.contains(line)));
  }

  private static void requireTouched(ScanRequest request, String path) {
    boolean isTouched =
        request.changes().stream()
            .flatMap(each -> each.files().stream())
            .anyMatch(file -> file.path().equals(path));
    if (!isTouched) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "explain/no-such-file",
              "the change does not touch `" + path + "`",
              "name the path as the diff does"));
    }
  }
}
