package dev.ringfence.cli;

import dev.ringfence.audit.Audit;
import dev.ringfence.audit.AuditProgress;
import dev.ringfence.audit.AuditRequest;
import dev.ringfence.audit.report.AuditReport;
import dev.ringfence.audit.report.ReportFormat;
import dev.ringfence.audit.report.RollbackFiles;
import dev.ringfence.audit.state.AuditState;
import dev.ringfence.audit.state.StateView;
import dev.ringfence.audit.triage.Triage;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.PolicyChoice;
import dev.ringfence.scanner.scan.ScanEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence audit`: a whole history against an index.
@Command(
    name = "audit",
    description = {
      "Audit a whole history: scan what each commit adds, and tell of each finding who brought it in and"
          + " when, whether it is still there, in which releases it went out, and what taking it out would"
          + " touch.",
      "",
      "The state is kept in a folder, step by step: a run that was ended goes on where it was, and a new"
          + " commit costs only itself. Reports are made from it at any time, without the repository."
    },
    subcommands = {AuditReportCommand.class, AuditTriageCommand.class},
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence audit corpus . --out audit                     the history of HEAD",
      "  ringfence audit corpus . --out audit --all --since 2024-01-01",
      "  ringfence audit report audit --format html -o audit.html",
      "  ringfence audit triage export audit -o findings.csv      a table for counsel to fill in",
      "  ringfence audit triage import audit findings.csv",
      "",
      "Exit status: 0 nothing at or above the fail level, 1 findings, 2 usage or configuration,",
      "3 not everything could be checked."
    })
public final class AuditCommand implements Callable<Integer> {
  /// The report that each run writes.
  private static final String PAGE = "report.html";

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "INDEX",
      description = {
        Engines.INDEX + " May be left out where RINGFENCE_INDEX or the user's settings name one."
      })
  @Nullable Path index;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "REPO",
      description = "The git repository; a bare one will do.")
  @Nullable Path repository;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description =
          "The folder of the audit; made where it is not there, gone on with where it is.")
  @Nullable Path out;

  @Option(
      names = "--ref",
      paramLabel = "REF",
      description =
          "A branch, tag or commit whose history counts (default: HEAD). May be given again.")
  List<String> refs = new ArrayList<>();

  @Option(names = "--all", description = "All branches and tags.")
  boolean all;

  @Option(
      names = "--since",
      paramLabel = "DAY",
      description =
          "The first day that counts, such as 2024-01-31, by when a commit was committed.")
  @Nullable String since;

  @Option(names = "--until", paramLabel = "DAY", description = "The last day that counts.")
  @Nullable String until;

  @Option(
      names = "--path",
      paramLabel = "PATTERN",
      description = "Files that count, as .gitignore has them. May be given again.")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "--author",
      paramLabel = "TEXT",
      description = "A part of the name or address of the authors that count.")
  @Nullable String author;

  @Option(
      names = "--ring",
      completionCandidates = Choices.Rings.class,
      paramLabel = "RING",
      description = "Findings count from this ring inwards: outer, middle or inner.")
  @Nullable String ring;

  @Option(
      names = "--ai-only",
      description =
          "Scan only commits with signs of AI. Signs are rare, and lost when commits are squashed:"
              + " without this they are a column.")
  boolean aiOnly;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy file; `none` for the default policy (default: the repository's).")
  @Nullable String policy;

  @Option(
      names = "--policy-as-of",
      paramLabel = "TIME",
      description =
          "Whose policy judges what a commit adds: `now`, that of the tip (default), or `commit`, that of"
              + " the commit itself.")
  String policyAsOf = "now";

  @Option(
      names = "--fail-on",
      completionCandidates = Choices.Severity.class,
      paramLabel = "LEVEL",
      description =
          "Fail from this severity on, in place of the policy's: note, warning, error or none.")
  @Nullable String failOn;

  /// The command.
  public AuditCommand() {}

  @Override
  public Integer call() throws IOException {
    if (index != null && repository == null) {
      // One name is the repository's, where the index goes without saying.
      Optional<Path> usual = Settings.index();
      if (usual.isPresent()) {
        repository = index;
        index = usual.get();
      }
    }
    if (index == null || repository == null || out == null) {
      throw usage(
          "an audit needs an index, a repository and a folder to keep its state in",
          "ringfence audit INDEX REPO --out DIR");
    }
    AuditRequest request = request(repository);
    JudgementOptions options =
        new JudgementOptions(
            policy == null ? PolicyChoice.FOUND : ChangeOptions.policyNamed(policy),
            List.of(),
            failOn == null
                ? Optional.empty()
                : Optional.of(one("--fail-on", failOn, Severity.values(), Severity::id)),
            Engines.today());
    try (ScanEngine engine = Engines.open(index);
        Line line = new Line()) {
      new Audit(request, options, engine, line).run(out);
    }
    try (AuditState state = AuditState.openExisting(out)) {
      AuditReport report = AuditReport.read(state, Triage.read(out));
      RollbackFiles.write(report, out);
      Path page = out.resolve(PAGE);
      Path fresh = out.resolve(PAGE + ".new");
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        ReportFormat.HTML.render(report, writer);
      }
      Files.move(fresh, page, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      summary(report, page);
      return report.exitStatus().code();
    }
  }

  private AuditRequest request(Path root) {
    if (all && !refs.isEmpty()) {
      throw usage("--all and --ref exclude each other", "leave one out");
    }
    return new AuditRequest(
        root,
        all ? List.of(AuditRequest.ALL) : refs,
        day("--since", since),
        day("--until", until),
        paths,
        Optional.ofNullable(author),
        ring == null ? Optional.empty() : Optional.of(one("--ring", ring, Ring.values(), Ring::id)),
        aiOnly,
        one(
            "--policy-as-of",
            policyAsOf,
            AuditRequest.PolicyAsOf.values(),
            value -> value.name().toLowerCase(Locale.ROOT)));
  }

  private static Optional<LocalDate> day(String option, @Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      throw usage("`" + text + "` is no day", "give " + option + " a day such as 2024-01-31");
    }
  }

  private static <T> T one(
      String option, String text, T[] values, java.util.function.Function<T, String> id) {
    for (T value : values) {
      if (id.apply(value).equalsIgnoreCase(text)) {
        return value;
      }
    }
    throw usage(
        "`" + text + "` is not known to " + option,
        "use one of " + Arrays.stream(values).map(id).collect(Collectors.joining(", ")));
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-option", message, help));
  }

  private void summary(AuditReport report, Path page) {
    PrintWriter print = spec.commandLine().getOut();
    StateView.Totals totals = report.totals();
    print.printf(
        Locale.ROOT,
        "%,d commits, %,d added regions scanned (%,d known already), %,d commits with signs of AI%n",
        totals.scanned(),
        totals.hunks(),
        totals.known(),
        totals.marked());
    print.println(report.verdict());
    for (AuditReport.Row row : report.rows().stream().limit(10).toList()) {
      print.printf(
          "  %s  %-7s %s:%d  %s/%s  %s  %s%n",
          row.shortId(),
          row.worst().severity(),
          row.first().path(),
          row.first().firstLine(),
          row.first().work(),
          row.first().originPath(),
          row.day(),
          row.first().commit().hash().substring(0, 12));
    }
    if (report.rows().size() > 10) {
      print.printf("  and %,d more%n", report.rows().size() - 10);
    }
    print.printf("report: %s%n", page);
    if (report.exitStatus() == ExitStatus.INCOMPLETE) {
      report.unchecked().stream()
          .filter(StateView.Unchecked::incomplete)
          .limit(5)
          .forEach(each ->
              print.printf(
                  "not checked: %s%n",
                  (each.commit().isEmpty() ? "" : each.commit().substring(0, 12) + " ")
                      + (each.path().isEmpty() ? "" : each.path() + ": ")
                      + each.reason()));
    }
  }

  /// Shows how far the audit is, where standard error is a terminal.
  private static final class Line implements AuditProgress, AutoCloseable {
    private @Nullable ProgressBar bar;
    private long hunks;

    @Override
    public void begin(Stage stage, int commits) {
      close();
      String label =
          switch (stage) {
            case WALK -> "walking";
            case SCAN -> "scanning";
            case ANSWER -> "following";
          };
      hunks = 0;
      bar =
          ProgressBar.onStandardError(
              ProgressBar.stderrIsTerminal(),
              label,
              stage == Stage.ANSWER ? "findings" : "commits",
              commits);
    }

    @Override
    public void advance(int commits, int more) {
      ProgressBar shown = bar;
      if (shown != null) {
        hunks += more;
        if (hunks > 0) {
          shown.note(String.format(Locale.ROOT, "%,d hunks", hunks));
        }
        shown.advance(commits);
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
