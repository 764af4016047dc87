package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.policy.Reach;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.Waiver;
import dev.ringfence.scanner.policy.WaiverFile;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence waive`: accepts a finding until a day.
@Command(
    name = "waive",
    description = {
      "Accept a finding until a day, with a reason and someone who answers for it.",
      "",
      "Writes to .github/ai-waivers.toml of the repository; commit it. The waiver names the content, so"
          + " it survives moved and reformatted lines and ends with the first token that changes. It"
          + " holds at the path it was given for and up to that path's ring. The change is named as"
          + " for `scan`."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ringfence waive corpus 3fa9c1d204 --diff main..HEAD --owner @ada \\",
      "      --reason 'own derivation, see gh-12345' --until 2027-06-30"
    })
public final class WaiveCommand implements Callable<Integer> {
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
        "FINDING: the id of a finding.",
        "CHANGE: patch files or folders of them; `-` is standard input."
      })
  List<String> arguments = new ArrayList<>();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ChangeOptions change;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  @SuppressWarnings("NullAway.Init")
  String reason;

  @Option(
      names = "--owner",
      required = true,
      paramLabel = "WHO",
      description = "Who answers for it: a person or a team.")
  @SuppressWarnings("NullAway.Init")
  String owner;

  @Option(
      names = "--until",
      required = true,
      paramLabel = "DAY",
      description = "The last day it holds: 2027-06-30.")
  @SuppressWarnings("NullAway.Init")
  String until;

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "Which one, where the same code stands at several places.")
  @Nullable String path;

  @Option(
      names = "--anywhere",
      description = "Let it hold wherever the same code stands, in every ring.")
  boolean anywhere;

  /// The command.
  public WaiveCommand() {}

  @Override
  public Integer call() throws IOException {
    IndexFirst named =
        IndexFirst.read(arguments, "FINDING", text -> FindingId.parse(text).isPresent());
    String id = FindingId.require(named.subject());
    LocalDate day = day();
    if (reason.isBlank() || owner.isBlank()) {
      throw usage("the reason or the owner is empty", "say why, and who answers for it");
    }
    ScanRequest request = change.read(named.changes());
    List<ReportedFinding> found;
    try (ScanEngine engine = Engines.open(named.index())) {
      found =
          engine.scan(request, ScanProgress.NONE).findings().stream()
              .filter(finding -> finding.isCalled(id))
              .toList();
    }
    long distinct = found.stream().map(ReportedFinding::id).distinct().count();
    if (distinct != 1) {
      throw usage(
          distinct == 0
              ? "no finding of this change has the id `" + id + "`"
              : distinct + " findings have ids that start with `" + id + "`",
          distinct == 0
              ? "check that index, change and policy are those of the report"
              : "give more of it");
    }
    ReportedFinding finding = chosen(id, found);
    Ring ring = finding.zone().ring();
    Reach reach =
        anywhere
            ? new Reach(Optional.of(finding.path()), Optional.empty(), true)
            : Reach.of(finding.path(), ring);
    Path file = ChangeResolver.root(change.repository).resolve(WaiverFile.NAME);
    String text = Files.isRegularFile(file) ? Files.readString(file) : "version = 1\n";
    // What is there must be sound before anything is added to it.
    for (Waiver waiver : WaiverFile.parse(file.toString(), text)) {
      if (waiver.fingerprint().equals(finding.id())
          && !waiver.hasExpired(Engines.today())
          && (waiver.reach().anywhere()
              || (!anywhere && waiver.reach().covers(finding.path(), ring)))) {
        throw usage(
            "this finding is waived already, at " + waiver.place(),
            "change that waiver, or take it out");
      }
    }
    String entry = (text.endsWith("\n") ? "" : "\n") + entry(finding, day);
    WaiverFile.parse(file.toString(), text + entry);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text + entry);
    var out = spec.commandLine().getOut();
    out.printf(
        "%s: waived %s in %s until %s; commit it%n", file, finding.shortId(), finding.path(), day);
    out.printf("it holds for %s, and covers in this change:%n", reach);
    for (ReportedFinding each : found) {
      if (reach.covers(each.path(), each.zone().ring())) {
        out.printf("  %s%n", place(each));
      }
    }
    List<ReportedFinding> left =
        found.stream().filter(each -> !reach.covers(each.path(), each.zone().ring())).toList();
    if (!left.isEmpty()) {
      out.println("and not:");
      left.forEach(each -> out.printf("  %s%n", place(each)));
    }
    out.flush();
    return ExitStatus.CLEAN.code();
  }

  /*
   * The same code may stand where it matters little and where it matters much. One command must not accept
   * the second by naming the first.
   */
  private ReportedFinding chosen(String id, List<ReportedFinding> found) {
    if (path != null) {
      return found.stream()
          .filter(each -> each.path().equals(path))
          .max(Comparator.comparing(each -> each.zone().ring()))
          .orElseThrow(() ->
              usage("`" + path + "` has no finding `" + id + "`", "it stands at " + places(found)));
    }
    long rings = found.stream().map(each -> each.zone().ring()).distinct().count();
    if (rings > 1 && !anywhere) {
      throw usage(
          "`" + id + "` stands in several rings: " + places(found),
          "name one with --path, or accept all of them with --anywhere");
    }
    return found.getFirst();
  }

  private static String places(List<ReportedFinding> found) {
    return String.join(", ", found.stream().map(WaiveCommand::place).toList());
  }

  private static String place(ReportedFinding finding) {
    return finding.path()
        + ":"
        + finding.firstLine()
        + " ("
        + finding.zone().ring().id()
        + " ring, "
        + finding.severity().id()
        + ")";
  }

  private String entry(ReportedFinding finding, LocalDate day) {
    return "\n[[waiver]]\nfingerprint = \"sha256:"
        + finding.id()
        + "\"\norigin = "
        + quoted(finding.origin().name())
        + "\npath = "
        + quoted(finding.path())
        + (anywhere ? "\nanywhere = true" : "\nring = \"" + finding.zone().ring().id() + "\"")
        + "\nreason = "
        + quoted(reason)
        + "\nowner = "
        + quoted(owner)
        + "\nuntil = "
        + day
        + "\n";
  }

  private static String quoted(String text) {
    return "\"" + Toml.tomlEscape(text) + "\"";
  }

  private LocalDate day() {
    try {
      LocalDate day = LocalDate.parse(until);
      if (Engines.today().isAfter(day)) {
        throw usage("`" + until + "` is over", "name a day to come");
      }
      return day;
    } catch (DateTimeParseException e) {
      throw usage("`" + until + "` is no day", "write it as 2027-06-30");
    }
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("waive/refused", message, help));
  }
}
