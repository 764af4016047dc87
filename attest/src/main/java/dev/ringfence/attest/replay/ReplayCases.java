package dev.ringfence.attest.replay;

import dev.ringfence.attest.contribution.Commit;
import dev.ringfence.attest.provenance.ProvenanceRecord;
import dev.ringfence.attest.provenance.ProvenanceStore;
import dev.ringfence.attest.provenance.ProvenanceVerification;
import dev.ringfence.attest.provenance.SecretScan;
import dev.ringfence.attest.replay.provider.Message;
import dev.ringfence.attest.trace.EntireCheckpoint;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.GitCommand;
import dev.ringfence.scanner.policy.Ring;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds what can be replayed: provenance records with their prompts, and commits with Entire
/// checkpoints.
public final class ReplayCases {
  private static final Set<String> ROLES = Set.of("system", "user", "assistant");
  private static final int MAX_COMMITS = 5_000;

  private final GitChanges git;
  private final String revision;

  private ReplayCases(GitChanges git, String revision) {
    this.git = git;
    this.revision = revision;
  }

  /// What was found.
  ///
  /// @param cases the changes, the oldest first
  /// @param faults what could not be read
  public record Found(List<ReplayCase> cases, List<String> faults) {
    public Found {
      cases = List.copyOf(cases);
      faults = List.copyOf(faults);
    }
  }

  /// What a commit holds and has in its history.
  public static Found of(GitChanges git, String revision) throws IOException {
    ReplayCases reader = new ReplayCases(git, revision);
    ProvenanceStore.Contents contents = ProvenanceStore.read(git, revision);
    List<ReplayCase> cases = new ArrayList<>();
    for (ProvenanceRecord record : contents.records()) {
      cases.add(reader.ofRecord(record, contents));
    }
    cases.addAll(reader.ofCheckpoints());
    cases.sort(java.util.Comparator.comparingLong(ReplayCase::time).thenComparing(ReplayCase::id));
    return new Found(cases, contents.faults());
  }

  /// A dialogue, or why there is none.
  private record Dialogue(
      List<Message> messages, ReplayCase.Replayable replayable, Optional<String> why) {
    static Dialogue none(String why) {
      return new Dialogue(List.of(), ReplayCase.Replayable.NONE, Optional.of(why));
    }
  }

  private ReplayCase ofRecord(ProvenanceRecord record, ProvenanceStore.Contents contents)
      throws IOException {
    List<String> notes = new ArrayList<>();
    Dialogue dialogue = dialogue(record, contents);
    String prompts = String.join("\n", dialogue.messages().stream().map(Message::content).toList());
    int marks = SecretScan.redactions(prompts);
    if (marks > 0) {
      notes.add(
          marks == 1
              ? "one part of the prompt was redacted, and goes out as its mark"
              : marks + " parts of the prompt were redacted, and go out as their marks");
    }
    Optional<String> why = dialogue.why();
    Ends ends = ends(record);
    if (why.isEmpty()) {
      why = ends.why();
    }
    ends.note().ifPresent(notes::add);
    return new ReplayCase(
        record.id(),
        record.file(),
        Ring.ofId(record.statement().path("predicate").path("policy").path("ring").asString("")),
        record.tools().stream()
            .findFirst()
            .map(each -> each.tool().tool() + each.tool().model().map(m -> " / " + m).orElse("")),
        dialogue.replayable(),
        dialogue.messages(),
        ends.base(),
        ends.merged(),
        ends.merged().isEmpty() ? 0 : time(ends.merged()),
        why,
        notes);
  }

  private Dialogue dialogue(ProvenanceRecord record, ProvenanceStore.Contents contents) {
    if (record.prompts().isEmpty()) {
      return Dialogue.none("the record has no prompts");
    }
    for (JsonNode each : record.statement().path("predicate").path("prompts")) {
      if (each.path("replayable").asString("").equals("none")) {
        return Dialogue.none("the record says that its prompts cannot be replayed");
      }
    }
    if (record.prompts().size() > 1) {
      return Dialogue.none(
          "it keeps "
              + record.prompts().size()
              + " prompts, which were asked in turn, and not the answers between them");
    }
    ProvenanceRecord.Prompts prompts = record.prompts().getFirst();
    if (prompts.path().isEmpty()) {
      return Dialogue.none("only the digest of the prompt is kept");
    }
    byte[] kept = contents.kept().get(prompts.path());
    if (kept == null) {
      return Dialogue.none("the prompt at " + prompts.path() + " is gone");
    }
    if (!DigestUtils.sha256Hex(kept).equals(prompts.sha256())) {
      return Dialogue.none("the prompt at " + prompts.path() + " is not the one that was recorded");
    }
    String text = SourceText.decode(kept);
    return prompts.path().endsWith(".jsonl")
        ? ofMessages(text)
        : text.isBlank() ? Dialogue.none("the prompt is empty") : single(text);
  }

  private static Dialogue single(String text) {
    return new Dialogue(
        List.of(new Message("user", text.strip())), ReplayCase.Replayable.SINGLE, Optional.empty());
  }

  /// A dialogue with a message a line, up to the last one of the user.
  private static Dialogue ofMessages(String text) {
    List<Message> messages = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      JsonNode node;
      try {
        node = JsonMapper.shared().readTree(line);
      } catch (JacksonException noJson) {
        return Dialogue.none("line " + number + " of the prompts is no JSON");
      }
      String role = node.path("role").asString("");
      Optional<String> content = content(node.path("content"));
      if (!ROLES.contains(role) || content.isEmpty()) {
        return Dialogue.none(
            "line "
                + number
                + " of the prompts is no message with a role and text: a tool's work"
                + " between prompts cannot be replayed");
      }
      messages.add(new Message(role, content.get()));
    }
    while (!messages.isEmpty() && messages.getLast().role().equals("assistant")) {
      messages.removeLast();
    }
    if (messages.isEmpty() || !messages.getLast().role().equals("user")) {
      return Dialogue.none("the prompts hold nothing that a user asks");
    }
    long asked = messages.stream().filter(message -> message.role().equals("user")).count();
    long answered = messages.stream().filter(message -> message.role().equals("assistant")).count();
    if (asked > 1 && answered < asked - 1) {
      return Dialogue.none(
          "it keeps "
              + asked
              + " prompts, which were asked in turn, and not the answers between"
              + " them");
    }
    return new Dialogue(
        messages,
        asked > 1 ? ReplayCase.Replayable.TRANSCRIPT : ReplayCase.Replayable.SINGLE,
        Optional.empty());
  }

  private static Optional<String> content(JsonNode node) {
    if (node.isString()) {
      return Optional.of(node.asString(""));
    }
    if (!node.isArray()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode part : node) {
      if (!part.path("type").asString("").equals("text")) {
        return Optional.empty();
      }
      parts.add(part.path("text").asString(""));
    }
    return Optional.of(String.join("\n", parts));
  }

  /// Where a change began and ended.
  private record Ends(String base, String merged, Optional<String> why, Optional<String> note) {}

  private Ends ends(ProvenanceRecord record) throws IOException {
    if (isCommit(record.baseCommit()) && isCommit(record.headCommit())) {
      return new Ends(record.baseCommit(), record.headCommit(), Optional.empty(), Optional.empty());
    }
    // Squashed or rebased: the commit with the patch id stands for the branch that is gone.
    Optional<String> commit = ProvenanceVerification.commit(git, revision, record);
    if (commit.isEmpty()) {
      return new Ends(
          record.baseCommit(),
          "",
          Optional.of(
              "neither the commit of the change nor one with its patch id is in this clone"
                  + (git.isShallow() ? ", which is shallow" : "")),
          Optional.empty());
    }
    Optional<String> parent = git.resolve(commit.get()).from();
    return parent.isEmpty()
        ? new Ends(
            "", commit.get(), Optional.of("the change has no commit before it"), Optional.empty())
        : new Ends(
            parent.get(),
            commit.get(),
            Optional.empty(),
            Optional.of("the change is told by its patch id: it came in as another commit"));
  }

  private boolean isCommit(String id) throws IOException {
    try {
      return id.matches("[0-9a-f]{40,64}") && git.isCommit(id);
    } catch (RingfenceException notHere) {
      return false;
    }
  }

  private long time(String commit) throws IOException {
    return git.snapshot(commit).time();
  }

  private List<ReplayCase> ofCheckpoints() throws IOException {
    String list =
        new GitCommand(git.directory())
            .text(
                List.of(
                    "log",
                    "--format=%H",
                    "--max-count=" + MAX_COMMITS,
                    "--no-merges",
                    "--regexp-ignore-case",
                    "--grep=^Entire-Checkpoint:",
                    revision,
                    "--"))
            .orElse("");
    List<ReplayCase> cases = new ArrayList<>();
    for (String id : list.split("\n", -1)) {
      if (id.isBlank()) {
        continue;
      }
      var range = git.resolve(id.strip());
      List<Commit> commits =
          Commit.of(git, range).stream().filter(commit -> commit.id().equals(id.strip())).toList();
      for (EntireCheckpoint checkpoint : EntireCheckpoint.of(git, commits)) {
        cases.add(ofCheckpoint(checkpoint, range.from(), range.to()));
      }
    }
    return cases;
  }

  private ReplayCase ofCheckpoint(EntireCheckpoint checkpoint, Optional<String> base, String merged)
      throws IOException {
    List<String> notes = new ArrayList<>();
    List<String> prompts = new ArrayList<>();
    for (String session : checkpoint.prompts()) {
      for (String prompt : session.split("(?m)^---[ \\t]*$", -1)) {
        if (!prompt.isBlank()) {
          prompts.add(prompt.strip());
        }
      }
    }
    Dialogue dialogue =
        prompts.isEmpty()
            ? Dialogue.none("the checkpoint has no prompt")
            : prompts.size() > 1
                ? Dialogue.none(
                    "its session has "
                        + prompts.size()
                        + " prompts, with a tool's work between them")
                : single(redacted(prompts.getFirst(), notes));
    Optional<String> why =
        dialogue
            .why()
            .or(() ->
                base.isEmpty()
                    ? Optional.of("the change has no commit before it")
                    : Optional.empty());
    return new ReplayCase(
        checkpoint.id(),
        "Entire checkpoint of " + merged.substring(0, 12),
        Optional.empty(),
        Optional.of(
            checkpoint.tool().tool() + checkpoint.tool().model().map(m -> " / " + m).orElse("")),
        dialogue.replayable(),
        dialogue.messages(),
        base.orElse(""),
        merged,
        time(merged),
        why,
        notes);
  }

  /// What nobody has searched for secrets before does not leave as it is.
  private static String redacted(String prompt, List<String> notes) {
    List<SecretScan.Hit> hits = SecretScan.scan(prompt);
    if (!hits.isEmpty()) {
      notes.add(
          hits.size()
              + (hits.size() == 1 ? " secret" : " secrets")
              + " or personal data in the prompt go out as marks of redaction");
    }
    return SecretScan.redact(prompt, hits);
  }
}
