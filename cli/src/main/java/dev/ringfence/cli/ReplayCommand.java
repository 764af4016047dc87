package dev.ringfence.cli;

import dev.ringfence.attest.replay.Providers;
import dev.ringfence.attest.replay.Replay;
import dev.ringfence.attest.replay.ReplayCase;
import dev.ringfence.attest.replay.ReplayCases;
import dev.ringfence.attest.replay.provider.Provider;
import dev.ringfence.attest.replay.report.ReplayReport;
import dev.ringfence.attest.replay.state.ReplayState;
import dev.ringfence.attest.replay.tree.Workspace;
import dev.ringfence.attest.replay.validate.Cage;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.ReplaySettings;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.Judgement;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.PolicyChoice;
import dev.ringfence.scanner.scan.ScanEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence replay`: asks the prompts of kept records again.
@Command(
    name = "replay",
    description = {
      "Ask the prompts of provenance records and Entire checkpoints again: would the same prompt still"
          + " give this code, and would it be cleaner or more tainted?",
      "",
      "Each answer becomes a tree of the commit before the change, is compared with what was merged,"
          + " put through the policy's validation commands, and scanned. Nothing is sent and nothing is run"
          + " unless the policy says `enabled = true` in `[replay]` and the command says --run; without it"
          + " the command says what it would do. A run that was ended goes on where it was."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence replay --index corpus --all                        what would be asked",
      "  ringfence replay --index corpus --all --run --out replay",
      "  ringfence replay gh-31000 --index corpus --run --report html=replay.html",
      "  ringfence replay --index corpus --all --since 2026-01-01 --run --new",
      "",
      "Exit status: 0 nothing at the fail level, 1 taint at the fail level, in merged code or in an answer,",
      "2 usage or configuration, 3 not everything could be asked, compared or scanned."
    })
public final class ReplayCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(
      arity = "0..*",
      paramLabel = "RECORD",
      description =
          "Provenance records, as `ringfence provenance show` lists them, or checkpoints.")
  List<String> ids = new ArrayList<>();

  @Option(names = "--all", description = "All records and checkpoints.")
  boolean all;

  @Option(
      names = "--since",
      paramLabel = "DAY",
      description = "Only changes that were committed on this day, such as 2026-01-31, or later.")
  @Nullable String since;

  @Option(
      names = "--run",
      description = "Send the prompts, and run what the policy says. Without it nothing is done.")
  boolean run;

  @Option(
      names = "--new",
      description =
          "Begin a new run, with a budget of its own. Without it the last one goes on: what was answered"
              + " is not asked again.")
  boolean fresh;

  @Option(
      names = "--index",
      paramLabel = "DIR",
      description =
          "The index that answers are scanned against (default: RINGFENCE_INDEX, or `index` in the"
              + " user's settings).")
  @Nullable Path index;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where runs are kept (default: replay).")
  Path out = Path.of("replay");

  @Option(
      names = "--at",
      paramLabel = "REVISION",
      description =
          "The commit whose records, policy and waivers count (default: HEAD, as it is committed).")
  String revision = "HEAD";

  @Option(names = "--repo", paramLabel = "DIR", description = "The git repository (default: here).")
  Path repository = Path.of(".");

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy file (default: the one of the commit).")
  @Nullable String policyFile;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "How often each prompt is asked, in place of the policy's figure.")
  @Nullable Integer samples;

  @Option(
      names = "--format",
      completionCandidates = Choices.ReplayFormat.class,
      paramLabel = "FORMAT",
      description =
          "text (default), json, markdown, html, or statement (in-toto, test-result/v0.1).")
  String format = "text";

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      description = "Write the report to a file in another format too. May be given again.")
  List<String> reports = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report to a file.")
  @Nullable Path output;

  /// The command.
  public ReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    ReplayOutput to = new ReplayOutput(format, output, reports);
    if (ids.isEmpty() && !all && since == null) {
      throw usage("no record is named", "name records, or --all, or --since DAY");
    }
    try (GitChanges git = GitChanges.open(repository)) {
      String commit = git.whole(revision).to();
      JudgementOptions options =
          new JudgementOptions(
              policyFile == null ? PolicyChoice.FOUND : ChangeOptions.policyNamed(policyFile),
              List.of(),
              Optional.empty(),
              Engines.today());
      Judgement judgement = ChangeResolver.judgement(git, commit, options);
      ReplaySettings settings = settings(judgement.policy());
      ReplayCases.Found found = ReplayCases.of(git, commit);
      List<ReplayCase> cases = chosen(found.cases());
      Path root = git.workTree().orElse(repository).toAbsolutePath().normalize();
      if (!run) {
        plan(cases, settings);
        throw RingfenceException.usage(
            Diagnostic.of(
                "replay/not-run",
                "nothing was sent and nothing was run",
                "add --run to do what is said above"));
      }
      ReplayReport report = replay(git, root, judgement, options, settings, cases);
      found.faults().forEach(fault -> System.err.println("not read: " + VisibleText.line(fault)));
      to.write(report, spec.commandLine().getOut());
      return found.faults().isEmpty() ? report.exitStatus().code() : 3;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "replay/interrupted", "interrupted", "run the same command again: it goes on"));
    }
  }

  private ReplaySettings settings(ZonePolicy policy) {
    ReplaySettings settings = policy.ai().replay();
    if (!settings.enabled()) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "replay/not-enabled",
                  "the policy does not enable replay; nothing was sent",
                  "set `enabled = true` in `[replay]`, and commit it; docs/replay.md has the table")
              .at(policy.source().file().orElse(PolicyFile.NAMES.getFirst())));
    }
    if (samples != null && (samples < 1 || samples > 50)) {
      throw usage("`" + samples + "` is no number of samples", "use a number from 1 to 50");
    }
    return samples == null
        ? settings
        : new ReplaySettings(
            settings.enabled(),
            settings.provider(),
            settings.model(),
            settings.sampling(),
            samples,
            settings.context(),
            settings.budget(),
            settings.patience(),
            settings.validations(),
            settings.network(),
            settings.forbidden());
  }

  private List<ReplayCase> chosen(List<ReplayCase> cases) {
    LocalDate first;
    try {
      first = since == null ? LocalDate.EPOCH : LocalDate.parse(since);
    } catch (DateTimeParseException e) {
      throw usage("`" + since + "` is no day", "give --since a day such as 2026-01-31");
    }
    List<ReplayCase> chosen = new ArrayList<>();
    for (String id : ids) {
      ReplayCase named =
          cases.stream()
              .filter(each -> each.id().equals(id))
              .findFirst()
              .orElseThrow(() ->
                  RingfenceException.usage(
                      Diagnostic.of(
                          "provenance/not-found",
                          "there is no record and no checkpoint `" + id + "` at " + revision,
                          "`ringfence provenance show` lists the records")));
      if (!chosen.contains(named)) {
        chosen.add(named);
      }
    }
    if (ids.isEmpty()) {
      chosen.addAll(cases);
    }
    chosen.removeIf(each ->
        LocalDate.ofInstant(java.time.Instant.ofEpochSecond(each.time()), ZoneOffset.UTC)
            .isBefore(first));
    if (chosen.isEmpty()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "provenance/none",
              since == null
                  ? "there are no records at " + revision + ", neither in the tree nor in notes"
                  : "no change with a record was committed since " + since,
              "keep one with `ringfence provenance record --prompts FILE`"));
    }
    return chosen;
  }

  private void plan(List<ReplayCase> cases, ReplaySettings settings) {
    PrintWriter print = spec.commandLine().getOut();
    int asked = 0;
    for (ReplayCase each : cases) {
      Optional<String> why = each.why();
      if (why.isEmpty() && each.ring().filter(settings.forbidden()::contains).isPresent()) {
        why = Optional.of("the policy forbids replay in its ring");
      }
      asked += why.isEmpty() ? 1 : 0;
      print.println(
          VisibleText.line(
              each.id()
                  + ": "
                  + why.map(text -> "cannot be replayed: " + text)
                      .orElse("would be asked " + settings.samples() + " times")));
    }
    print.printf(
        Locale.ROOT,
        "provider: %s; at most %d requests, %,d tokens, %d seconds%n",
        settings.provider().id() + settings.model().map(model -> " " + model).orElse(""),
        settings.budget().requests(),
        settings.budget().tokens(),
        settings.budget().time().toSeconds());
    print.printf("records to be asked: %d of %d%n", asked, cases.size());
    for (ReplaySettings.Validation command : settings.validations()) {
      print.println(
          VisibleText.line("would be run on each tree: " + String.join(" ", command.argv())));
    }
    print.flush();
  }

  private ReplayReport replay(
      GitChanges git,
      Path root,
      Judgement judgement,
      JudgementOptions options,
      ReplaySettings settings,
      List<ReplayCase> cases)
      throws IOException, InterruptedException {
    Function<String, Optional<String>> environment =
        name -> Optional.ofNullable(System.getenv(name));
    Path folder =
        index != null
            ? index
            : Settings.index()
                .orElseThrow(() ->
                    usage(
                        "no index is named: answers are scanned as well as compared",
                        "name one with --index DIR, or in RINGFENCE_INDEX"));
    Provider provider = Providers.of(settings, root, environment);
    Thread end = null;
    try (ScanEngine engine = Engines.open(folder);
        ReplayState state = ReplayState.open(out);
        ReplayProgressBar line = new ReplayProgressBar(cases.size() * settings.samples())) {
      state.begin(fresh, Engines.today().toString());
      try (Workspace workspace = Workspace.open(state.trees(), git)) {
        Cage cage = new Cage(environment, settings.network());
        // Ctrl-C: what runs is ended, and its trees go. What came back is on the disk already.
        end =
            new Thread(() -> {
              cage.stop();
              try {
                takeAway(workspace);
              } catch (IOException left) {
                // The next run takes them away.
              }
            });
        Runtime.getRuntime().addShutdownHook(end);
        return Replay.run(
            new Replay.Tools(
                git,
                judgement.policy().source().file().orElse("default policy"),
                judgement,
                options,
                engine,
                provider,
                cage),
            settings,
            state,
            workspace,
            line,
            cases,
            !ids.isEmpty());
      }
    } finally {
      if (end != null) {
        removeHook(end);
      }
      if (provider instanceof AutoCloseable closeable) {
        close(closeable);
      }
    }
  }

  private static void takeAway(Workspace workspace) throws IOException {
    workspace.close();
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It runs.
    }
  }

  private static void close(AutoCloseable provider) throws IOException {
    try {
      provider.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-option", message, help));
  }
}
