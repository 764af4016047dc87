package dev.ringfence.attest.replay;

import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.replay.answer.Answer;
import dev.ringfence.attest.replay.answer.AnswerReader;
import dev.ringfence.attest.replay.answer.FileEdit;
import dev.ringfence.attest.replay.answer.PathRules;
import dev.ringfence.attest.replay.compare.Comparison;
import dev.ringfence.attest.replay.compare.TreeComparison;
import dev.ringfence.attest.replay.provider.Ask;
import dev.ringfence.attest.replay.provider.Message;
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
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.own.OwnSource;
import dev.ringfence.scanner.policy.ReplaySettings;
import dev.ringfence.scanner.scan.Build;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.ChangeSource;
import dev.ringfence.scanner.scan.Judgement;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import dev.ringfence.scanner.scan.TimeLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.codec.digest.DigestUtils;

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
  private Optional<String> hopeless = Optional.empty();
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
            tools.policySource(), tools.judgement().policy().digest().orElse("")),
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
        scan(
            tools.git().range(tools.git().resolve(change.base() + ".." + change.merged())),
            change.base());
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    List<ReplayReport.Sample> samples = new ArrayList<>();
    for (int number = 1; number <= settings.samples(); number++) {
      samples.add(sample(change, written, number, outcomes));
    }
    if (!settings.validations().isEmpty() && !testsOf(change).isEmpty()) {
      notes.add("tests of the merged change were laid over the replayed trees before commands ran");
    }
    return replayed(change, digest(written), Optional.empty(), notes, taint, outcomes, samples);
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

  private String digest(AskWriter.Written written) {
    StringBuilder all = new StringBuilder(AskWriter.FORM);
    for (Message message : written.messages()) {
      all.append('\0').append(message.role()).append('\0').append(message.content());
    }
    return DigestUtils.sha256Hex(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  // ---- one sample ----

  private ReplayReport.Sample sample(
      ReplayCase change, AskWriter.Written written, int number, Map<String, Outcome> merged)
      throws IOException, InterruptedException {
    progress.at(change.id(), number, "asking");
    Reply reply = ask(change, written, number);
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
          scan(answer, change));
    }
    if (answer.refusal().isPresent()) {
      return sampled.refused(
          "model", "the model refused: " + answer.refusal().get(), List.of(), scan(answer, change));
    }
    if (answer.fault().isPresent()) {
      return sampled.diverged(answer.fault().get(), scan(answer, change));
    }
    try (Workspace.Tree tree = workspace.checkOut(change.base())) {
      TreeEditor.Outcome edited = TreeEditor.apply(tree.root(), answer.edits());
      sampled.notes.addAll(edited.notes());
      if (!edited.hostile().isEmpty()) {
        return sampled.refused(
            "ringfence",
            "the answer tries what it may not: " + edited.hostile().getFirst(),
            edited.hostile(),
            scan(answer, change));
      }
      if (!edited.isDone()) {
        return sampled.diverged(
            "the answer does not apply: " + String.join("; ", edited.faults()),
            scan(answer, change));
      }
      return compared(change, tree, answer, sampled, merged);
    }
  }

  private Taint text(Reply reply, ReplayCase change, AskWriter.Written written) throws IOException {
    // What was cut off or filtered may still hold someone's code.
    return reply.text().isBlank()
        ? Taint.NONE
        : scan(AnswerReader.read(reply.text(), written.targets()), change);
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
          scan(git.range(git.resolve(change.base() + ".." + replayed)), change.base())
              .and(scan(answer.code().stream().filter(Answer.Code::loose).toList(), change));
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
      validateMerged(change, merged);
      tree.overlay(change.merged(), testsOf(change));
      String id = tree.treeOf(replayed);
      for (ReplaySettings.Validation command : settings.validations()) {
        progress.at(change.id(), sampled.number, command.name());
        Outcome outcome = validate(command, tree, id + " with tests of " + change.merged());
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

  private Reply ask(ReplayCase change, AskWriter.Written written, int number)
      throws IOException, InterruptedException {
    OptionalLong seed =
        settings.sampling().seed().isPresent()
            ? OptionalLong.of(settings.sampling().seed().getAsLong() + number - 1)
            : OptionalLong.empty();
    String key =
        DigestUtils.sha256Hex(
            (tools.provider().description()
                    + "\0"
                    + settings.sampling()
                    + "\0"
                    + change.id()
                    + "\0"
                    + number
                    + "\0"
                    + digest(written))
                .getBytes(StandardCharsets.UTF_8));
    Optional<Reply> known = state.answer(key);
    if (known.isPresent()) {
      return known.get();
    }
    if (hopeless.isPresent()) {
      return new Reply(
          Reply.Outcome.HOPELESS,
          "",
          hopeless.get() + "; not asked again",
          Optional.empty(),
          Optional.empty(),
          0,
          false,
          0);
    }
    Reply reply =
        tools.provider().ask(new Ask(change.id(), number, written.messages(), seed), spending);
    switch (reply.outcome()) {
      case ANSWERED, REFUSED -> {
        // What is read from a folder can be read again.
        if (reply.requests() > 0) {
          state.keep(key, reply);
        }
      }
      case HOPELESS -> hopeless = Optional.of(reply.reason());
      case FAILED -> {
        // One that came and was cut off was paid for; what never came may come yet.
        if (!reply.text().isEmpty()) {
          state.keep(key, reply);
        }
      }
      case SPENT -> {}
    }
    return reply;
  }

  // ---- commands ----

  private void validateMerged(ReplayCase change, Map<String, Outcome> merged)
      throws IOException, InterruptedException {
    if (!merged.isEmpty()) {
      return;
    }
    try (Workspace.Tree tree = workspace.checkOut(change.merged())) {
      String id = tree.treeOf(change.merged());
      for (ReplaySettings.Validation command : settings.validations()) {
        progress.at(change.id(), 0, command.name());
        merged.put(command.name(), validate(command, tree, id));
      }
    }
  }

  private Outcome validate(ReplaySettings.Validation command, Workspace.Tree tree, String id)
      throws IOException, InterruptedException {
    String key =
        DigestUtils.sha256Hex(
            (id
                    + "\0"
                    + command.name()
                    + "\0"
                    + String.join("\0", command.argv())
                    + "\0"
                    + command.limits()
                    + command.junit()
                    + settings.network())
                .getBytes(StandardCharsets.UTF_8));
    Optional<Outcome> known = state.outcome(key);
    if (known.isPresent()) {
      return known.get();
    }
    Outcome outcome = tools.cage().run(command, tree.root());
    state.keep(key, outcome);
    return outcome;
  }

  /// The tests that the merged change adds or changes.
  private List<String> testsOf(ReplayCase change) throws IOException {
    Map<String, String> before = tools.git().snapshot(change.base()).blobs();
    return tools.git().snapshot(change.merged()).blobs().entrySet().stream()
        .filter(file -> !file.getValue().equals(before.get(file.getKey())))
        .map(Map.Entry::getKey)
        .filter(ChangedFile::isTest)
        .filter(path -> PathRules.refusal(path).isEmpty())
        .toList();
  }

  // ---- taint ----

  private Taint scan(Change change, String base) throws IOException {
    return Taint.of(
        tools
            .engine()
            .scan(
                new ScanRequest(
                    List.of(change),
                    tools.judgement(),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    TimeLimit.NONE,
                    Optional.of(new OwnSource.Commit(tools.git().directory(), base))),
                ScanProgress.NONE));
  }

  /// An answer that there is no tree of.
  private Taint scan(Answer answer, ReplayCase change) throws IOException {
    return scan(answer.code(), change);
  }

  /// Code that is in no tree.
  private Taint scan(List<Answer.Code> pieces, ReplayCase change) throws IOException {
    List<ChangeSource.Input> texts = new ArrayList<>();
    for (Answer.Code code : pieces) {
      if (!code.text().isBlank()) {
        texts.add(
            new ChangeSource.Input(code.path(), code.text().getBytes(StandardCharsets.UTF_8)));
      }
    }
    if (texts.isEmpty()) {
      return Taint.NONE;
    }
    List<Change> changes =
        ChangeResolver.resolve(
                new ChangeSource.Pasted(texts, Optional.empty()),
                new JudgementOptions(
                    dev.ringfence.scanner.scan.PolicyChoice.DEFAULT,
                    List.of(),
                    tools.options().failOn(),
                    tools.options().today()))
            .changes();
    return Taint.of(
        tools
            .engine()
            .scan(
                new ScanRequest(
                    changes,
                    tools.judgement(),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    TimeLimit.NONE,
                    Optional.of(new OwnSource.Commit(tools.git().directory(), change.base()))),
                ScanProgress.NONE));
  }

  /// A sample in the making.
  private static final class Sampled {
    private final int number;
    private final Reply reply;
    private final List<String> notes = new ArrayList<>();

    Sampled(int number, Reply reply) {
      this.number = number;
      this.reply = reply;
    }

    private ReplayReport.Sample make(
        Classification classification,
        String reason,
        Optional<String> refusedBy,
        List<String> hostile,
        Optional<Comparison> comparison,
        Map<String, Outcome> outcomes,
        List<Verdict> verdicts,
        Taint taint) {
      return new ReplayReport.Sample(
          number,
          classification,
          reason,
          refusedBy,
          hostile,
          reply,
          reply.text().isEmpty()
              ? ""
              : DigestUtils.sha256Hex(reply.text().getBytes(StandardCharsets.UTF_8)),
          comparison,
          outcomes,
          verdicts,
          taint,
          notes);
    }

    ReplayReport.Sample refused(String by, String reason, List<String> hostile, Taint taint) {
      return make(
          Classification.REFUSED,
          reason,
          Optional.of(by),
          hostile,
          Optional.empty(),
          Map.of(),
          List.of(),
          taint);
    }

    ReplayReport.Sample unavailable(String reason, Taint taint) {
      return make(
          Classification.UNAVAILABLE,
          reason,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Map.of(),
          List.of(),
          taint);
    }

    ReplayReport.Sample diverged(String reason, Taint taint) {
      return make(
          Classification.DIVERGED,
          reason,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Map.of(),
          List.of(),
          taint);
    }

    ReplayReport.Sample done(
        Classification classification,
        String reason,
        Comparison comparison,
        Taint taint,
        Map<String, Outcome> outcomes,
        List<Verdict> verdicts) {
      return make(
          classification,
          reason,
          Optional.empty(),
          List.of(),
          Optional.of(comparison),
          outcomes,
          verdicts,
          taint);
    }
  }
}
