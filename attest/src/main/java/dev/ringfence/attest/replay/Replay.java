package dev.ringfence.attest.replay;

import dev.ringfence.attest.replay.answer.Answer;
import dev.ringfence.attest.replay.answer.AnswerReader;
import dev.ringfence.attest.replay.answer.FileEdit;
import dev.ringfence.attest.replay.compare.Comparison;
import dev.ringfence.attest.replay.compare.TreeComparison;
import dev.ringfence.attest.replay.provider.Pace;
import dev.ringfence.attest.replay.provider.Provider;
import dev.ringfence.attest.replay.provider.Reply;
import dev.ringfence.attest.replay.provider.Spending;
import dev.ringfence.attest.replay.report.Classification;
import dev.ringfence.attest.replay.report.ReplayReport;
import dev.ringfence.attest.replay.report.Taint;
import dev.ringfence.attest.replay.state.Past;
import dev.ringfence.attest.replay.state.ReplayState;
import dev.ringfence.attest.replay.tree.TreeEditor;
import dev.ringfence.attest.replay.tree.Workspace;
import dev.ringfence.attest.replay.validate.Cage;
import dev.ringfence.attest.replay.validate.Outcome;
import dev.ringfence.attest.replay.validate.Verdict;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.ReplaySettings;
import dev.ringfence.scanner.scan.Build;
import dev.ringfence.scanner.scan.Judgement;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.ScanEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/// Asks the prompts of kept records again, makes trees of the answers, and compares, runs and scans
/// them beside what was merged. What the answers are is never asked to be the same: models do not
/// repeat themselves.
public final class Replay {
  /// What a replay works with.
  ///
  /// @param git the repository
  /// @param policySource where the policy comes from, for a reader
  /// @param judgement what judges findings
  /// @param options what whoever asks says of that
  /// @param engine what scans
  /// @param provider who is asked
  /// @param cage where commands run
  public record Tools(
      GitChanges git,
      String policySource,
      Judgement judgement,
      JudgementOptions options,
      ScanEngine engine,
      Provider provider,
      Cage cage) {}

  private final Tools tools;
  private final ReplaySettings settings;
  private final ReplayState state;
  private final Workspace workspace;
  private final Spending spending;
  private final ReplayProgress progress;
  private final TaintScan taints;
  private final Validations validations;
  private final Asker asker;
  private boolean estimated;

  private Replay(
      Tools tools,
      ReplaySettings settings,
      ReplayState state,
      Workspace workspace,
      ReplayProgress progress) {
    this.tools = tools;
    this.settings = settings;
    this.state = state;
    this.workspace = workspace;
    this.progress = progress;
    this.taints = new TaintScan(tools);
    this.validations = new Validations(tools, settings, state, workspace, progress);
    AtomicReference<Spending> self = new AtomicReference<>();
    this.spending =
        new Spending(
            settings.budget(),
            state.ledger(() -> {
              Spending known = self.get();
              return known == null ? 0 : known.time().toMillis();
            }),
            Pace.REAL,
            state.requests(),
            state.tokens(),
            state.time());
    self.set(spending);
    this.asker = new Asker(tools, settings, state, spending);
  }

  /// Replays records.
  ///
  /// @param settings how
  /// @param state where a run has begun
  /// @param named whether the records were named one by one
  public static ReplayReport run(
      Tools tools,
      ReplaySettings settings,
      ReplayState state,
      Workspace workspace,
      ReplayProgress progress,
      List<ReplayCase> cases,
      boolean named)
      throws IOException, InterruptedException {
    Replay replay = new Replay(tools, settings, state, workspace, progress);
    List<ReplayReport.Replayed> records = new ArrayList<>();
    for (ReplayCase each : cases) {
      records.add(replay.record(each));
    }
    return replay.report(records, named);
  }

  private ReplayReport report(List<ReplayReport.Replayed> records, boolean named)
      throws IOException {
    List<String> notes = new ArrayList<>();
    if (!settings.validations().isEmpty()) {
      notes.addAll(tools.cage().notes());
    } else {
      notes.add(
          "the policy names no validation commands: nothing can show that another way does the"
              + " same");
    }
    List<Past> results = new ArrayList<>();
    for (ReplayReport.Replayed record : records) {
      if (record.why().isEmpty()) {
        results.add(
            new Past(
                state.runId(),
                state.day(),
                record.id(),
                record.samples().stream().map(sample -> sample.classification().id()).toList(),
                record.similarity(),
                record.taint().worst(),
                record.worst(),
                record.taint().fails(),
                record.fails(),
                record.samples().stream()
                    .flatMap(sample -> sample.reply().model().stream())
                    .findFirst()
                    .orElse(settings.model().orElse("")),
                tools.engine().index().digest()));
      }
    }
    state.finish(results);
    List<Past> history = state.history(notes);
    return new ReplayReport(
        Build.version() + "+" + Build.commit(),
        state.runId(),
        state.day(),
        tools.provider().description(),
        new ReplayReport.Policy(
            tools.policySource(), tools.judgement().policy().source().digest().orElse("")),
        tools.engine().index().digest(),
        tools.engine().index().works(),
        settings.samples(),
        named,
        new ReplayReport.Spent(
            spending.requests(), spending.tokens(), spending.time().toMillis() / 1000.0, estimated),
        settings.budget(),
        records,
        history,
        notes);
  }

  private ReplayReport.Replayed record(ReplayCase change) throws IOException, InterruptedException {
    Optional<String> why = change.why();
    if (why.isEmpty() && change.ring().filter(settings.forbidden()::contains).isPresent()) {
      why = Optional.of("the policy forbids replay in the " + change.ring().get().id() + " ring");
    }
    if (why.isPresent()) {
      return replayed(change, "", why, change.notes(), Taint.NONE, Map.of(), List.of());
    }
    progress.at(change.id(), 0, "scanning the merged code");
    AskWriter.Written written = AskWriter.write(tools.git(), change, settings.context());
    List<String> notes = new ArrayList<>(change.notes());
    notes.addAll(written.notes());
    Taint taint =
        taints.of(
            tools.git().range(tools.git().resolve(change.base() + ".." + change.merged())),
            change.base());
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    List<ReplayReport.Sample> samples = new ArrayList<>();
    for (int number = 1; number <= settings.samples(); number++) {
      samples.add(sample(change, written, number, outcomes));
    }
    if (!settings.validations().isEmpty() && !validations.testsOf(change).isEmpty()) {
      notes.add("tests of the merged change were laid over the replayed trees before commands ran");
    }
    return replayed(
        change, Asker.digest(written), Optional.empty(), notes, taint, outcomes, samples);
  }

  private static ReplayReport.Replayed replayed(
      ReplayCase change,
      String prompt,
      Optional<String> why,
      List<String> notes,
      Taint taint,
      Map<String, Outcome> outcomes,
      List<ReplayReport.Sample> samples) {
    return new ReplayReport.Replayed(
        change.id(),
        change.source(),
        change.ring().map(ring -> ring.id()),
        change.tool(),
        prompt,
        change.replayable().id(),
        change.base(),
        change.merged(),
        why,
        notes,
        taint,
        outcomes,
        samples);
  }

  // ---- one sample ----

  private ReplayReport.Sample sample(
      ReplayCase change, AskWriter.Written written, int number, Map<String, Outcome> merged)
      throws IOException, InterruptedException {
    progress.at(change.id(), number, "asking");
    Reply reply = asker.ask(change, written, number);
    estimated |= reply.estimated() && reply.tokens() > 0;
    Sampled sampled = new Sampled(number, reply);
    switch (reply.outcome()) {
      case REFUSED -> {
        return sampled.refused("model", reply.reason(), List.of(), text(reply, change, written));
      }
      case FAILED, SPENT, HOPELESS -> {
        return sampled.unavailable(reply.reason(), text(reply, change, written));
      }
      case ANSWERED -> {}
    }
    Answer answer = AnswerReader.read(reply.text(), written.targets());
    sampled.notes.addAll(answer.notes());
    if (!answer.hostile().isEmpty()) {
      return sampled.refused(
          "ringfence",
          "the answer tries what it may not: " + answer.hostile().getFirst(),
          answer.hostile(),
          taints.of(answer, change));
    }
    if (answer.refusal().isPresent()) {
      return sampled.refused(
          "model",
          "the model refused: " + answer.refusal().get(),
          List.of(),
          taints.of(answer, change));
    }
    if (answer.fault().isPresent()) {
      return sampled.diverged(answer.fault().get(), taints.of(answer, change));
    }
    try (Workspace.Tree tree = workspace.checkOut(change.base())) {
      TreeEditor.Outcome edited = TreeEditor.apply(tree.root(), answer.edits());
      sampled.notes.addAll(edited.notes());
      if (!edited.hostile().isEmpty()) {
        return sampled.refused(
            "ringfence",
            "the answer tries what it may not: " + edited.hostile().getFirst(),
            edited.hostile(),
            taints.of(answer, change));
      }
      if (!edited.isDone()) {
        return sampled.diverged(
            "the answer does not apply: " + String.join("; ", edited.faults()),
            taints.of(answer, change));
      }
      return compared(change, tree, answer, sampled, merged);
    }
  }

  private Taint text(Reply reply, ReplayCase change, AskWriter.Written written) throws IOException {
    // What was cut off or filtered may still hold someone's code.
    return reply.text().isBlank()
        ? Taint.NONE
        : taints.of(AnswerReader.read(reply.text(), written.targets()), change);
  }

  private ReplayReport.Sample compared(
      ReplayCase change,
      Workspace.Tree tree,
      Answer answer,
      Sampled sampled,
      Map<String, Outcome> merged)
      throws IOException, InterruptedException {
    Set<String> paths = new TreeSet<>();
    for (FileEdit edit : answer.edits()) {
      paths.add(edit.path());
      if (edit instanceof FileEdit.Patch patch) {
        patch.from().ifPresent(paths::add);
      }
    }
    String replayed = tree.commit(List.copyOf(paths));
    progress.at(change.id(), sampled.number, "comparing and scanning");
    Comparison comparison;
    Taint taint;
    try (GitChanges git = tree.open()) {
      comparison = TreeComparison.of(git, change.base(), change.merged(), replayed);
      taint =
          taints
              .of(git.range(git.resolve(change.base() + ".." + replayed)), change.base())
              .and(taints.of(answer.code().stream().filter(Answer.Code::loose).toList(), change));
    }
    if (comparison.identical()) {
      return sampled.done(
          Classification.IDENTICAL,
          "all files are the same",
          comparison,
          taint,
          Map.of(),
          List.of());
    }
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    List<Verdict> verdicts = new ArrayList<>();
    if (!settings.validations().isEmpty()) {
      validations.ofMerged(change, merged);
      tree.overlay(change.merged(), validations.testsOf(change));
      String id = tree.treeOf(replayed);
      for (ReplaySettings.Validation command : settings.validations()) {
        progress.at(change.id(), sampled.number, command.name());
        Outcome outcome = validations.of(command, tree, id + " with tests of " + change.merged());
        outcomes.put(command.name(), outcome);
        verdicts.add(
            Verdict.of(command, Objects.requireNonNull(merged.get(command.name())), outcome));
      }
    }
    if (comparison.structural()) {
      return sampled.done(
          Classification.STRUCTURALLY_EQUAL,
          Classification.STRUCTURALLY_EQUAL.words(),
          comparison,
          taint,
          outcomes,
          verdicts);
    }
    if (Verdict.areEquivalent(verdicts)) {
      return sampled.done(
          Classification.TESTS_EQUIVALENT,
          verdicts.stream()
              .filter(verdict -> verdict.state() == Verdict.State.HOLDS)
              .findFirst()
              .map(verdict -> verdict.name() + ": " + verdict.reason())
              .orElse(""),
          comparison,
          taint,
          outcomes,
          verdicts);
    }
    return sampled.done(
        Classification.DIVERGED,
        Verdict.worst(verdicts)
            .map(verdict -> verdict.name() + ": " + verdict.reason())
            .orElse(
                settings.validations().isEmpty()
                    ? "the code differs, and no command says whether it does the same"
                    : "the code differs, and on the merged tree no command passes that could say"
                        + " whether it does the same"),
        comparison,
        taint,
        outcomes,
        verdicts);
  }
}
