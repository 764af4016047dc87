package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.match.Candidates;
import dev.ringfence.scanner.match.MatchExplainer;
import dev.ringfence.scanner.match.MatchParameters;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.FindingJudge;
import dev.ringfence.scanner.report.ExplanationRenderer;
import dev.ringfence.scanner.scan.ChangeScanner;
import dev.ringfence.scanner.scan.ScanResult;
import dev.ringfence.scanner.scan.Unchecked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
      "  ringfence explain 3fa9c1d204 corpus change.patch",
      "  ringfence explain src/lu.c:120 corpus --diff main..HEAD",
      "",
      "Exit status: 0 explained, 1 nothing matches there, 2 usage, 3 could not be checked."
    })
public final class ExplainCommand implements Callable<Integer> {
  private static final Pattern PLACE = Pattern.compile("(.+):([1-9][0-9]{0,8})");
  private static final double LOWEST_BITS = 8;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(
      index = "0",
      paramLabel = "FINDING",
      description = "The id of a finding, or PATH:LINE.")
  @SuppressWarnings("NullAway.Init")
  String wanted;

  @Parameters(index = "1", paramLabel = "INDEX", description = "The folder of the index.")
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  @Parameters(
      index = "2..*",
      paramLabel = "CHANGE",
      description = "Patch files or folders of them; `-` is standard input.")
  List<String> inputs = new ArrayList<>();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ChangeOptions change;

  /// The command.
  public ExplainCommand() {}

  @Override
  public Integer call() throws IOException {
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
    ChangeOptions.Input input = change.read(inputs);
    List<Change> changes = byId ? input.changes() : only(input.changes(), place.group(1));
    Predicate<Finding> isWanted =
        byId
            ? finding -> finding.fingerprint().startsWith(id.get())
            : finding ->
                finding.places().stream()
                    .flatMap(each -> each.match().hunkLines().stream())
                    .anyMatch(range ->
                        range.firstLine() <= Integer.parseInt(place.group(2))
                            && range.lastLine() >= Integer.parseInt(place.group(2)));
    try (CorpusIndex index = SearchedIndex.open(indexPath)) {
      MatchParameters parameters = MatchParameters.shipped();
      Optional<Finding> found = Optional.empty();
      List<Unchecked> unchecked = List.of();
      // Findings first; only then, and at a price, what stayed below the threshold.
      for (double bits : new double[] {parameters.threshold(), LOWEST_BITS}) {
        ScanResult result =
            new ChangeScanner(
                    index,
                    input.policy(),
                    new FindingJudge(input.policy(), Optional.empty()),
                    input.language(),
                    bits)
                .scan(changes, _ -> {});
        unchecked = result.unchecked().stream().filter(Unchecked::incomplete).toList();
        found =
            result.findings().stream()
                .filter(isWanted)
                .max(Comparator.comparingDouble(finding -> finding.match().evidence().score()));
        if (found.isPresent()) {
          break;
        }
      }
      if (found.isEmpty() && !unchecked.isEmpty()) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                    "explain/not-checked",
                    "part of the change could not be checked: " + unchecked.getFirst().reason(),
                    "see what `ringfence scan` says of it")
                .at(unchecked.getFirst().path()));
      }
      if (found.isEmpty()) {
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
      Finding finding = found.get();
      Candidates candidates = new Candidates(index);
      MatchExplainer explainer = new MatchExplainer(candidates, parameters);
      for (Finding.Place each : finding.places()) {
        spec.commandLine()
            .getOut()
            .print(
                ExplanationRenderer.render(
                    index,
                    finding.in(each),
                    explainer.explain(each.hunk(), each.match()),
                    parameters.threshold()));
      }
      return ExitStatus.CLEAN.code();
    }
  }

  private static List<Change> only(List<Change> changes, String path) {
    List<Change> kept = new ArrayList<>();
    boolean any = false;
    for (Change each : changes) {
      var files = each.files().stream().filter(file -> file.path().equals(path)).toList();
      any |= !files.isEmpty();
      kept.add(new Change(each.label(), files, each.faults()));
    }
    if (!any) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "explain/no-such-file",
              "the change does not touch `" + path + "`",
              "name the path as the diff does"));
    }
    return kept;
  }
}
