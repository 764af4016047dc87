package dev.ringfence.attest.provenance;

import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.contribution.Commit;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.contribution.TracedLines;
import dev.ringfence.attest.form.Attestation;
import dev.ringfence.attest.form.Box;
import dev.ringfence.attest.form.ReceiptNote;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.match.LineRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a provenance record as an in-toto Statement on one line. Equal inputs give equal bytes.
public final class ProvenanceWriter {
  private static final String EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
  private static final int MAX_FILE = 64 << 20;

  /// What is known beside the change.
  ///
  /// @param tools tools that no trace or trailer names
  /// @param prompts the kept prompts
  /// @param redactions how many marks of redaction each has
  /// @param said what the pull request says
  /// @param receipt the receipt of the search
  /// @param pullRequest the name of the pull request
  public record Facts(
      List<ToolUse> tools,
      List<ProvenanceRecord.Prompts> prompts,
      List<Integer> redactions,
      Optional<Attestation> said,
      Optional<ReceiptNote> receipt,
      Optional<String> pullRequest) {
    public Facts {
      tools = List.copyOf(tools);
      prompts = List.copyOf(prompts);
      redactions = List.copyOf(redactions);
    }
  }

  private ProvenanceWriter() {}

  /// The patch id of a change, which names it.
  public static Optional<String> patchId(GitChanges git, CommitRange range) throws IOException {
    return PatchIds.of(git, range.from().orElse(EMPTY_TREE), range.to());
  }

  /// The record of a change.
  ///
  /// @param change all that the range does
  /// @param contribution what of it the policy judges, with its signs and traces
  public static String write(
      GitChanges git, CommitRange range, Change change, Contribution contribution, Facts facts)
      throws IOException {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("_type", ProvenanceRecord.STATEMENT_TYPE);
    Map<String, String> blobs =
        git.isCommit(range.to()) ? git.snapshot(range.to()).blobs() : Map.of();
    ArrayNode subjects = root.putArray("subject");
    for (ChangedFile file : contribution.files()) {
      String blob = blobs.get(file.path());
      if (blob == null) {
        continue;
      }
      ObjectNode subject = subjects.addObject();
      subject.put("name", file.path());
      ObjectNode digest = subject.putObject("digest");
      digest.put("gitBlob", blob);
      git.bytes(blob, MAX_FILE)
          .ifPresent(bytes -> digest.put("sha256", DigestUtils.sha256Hex(bytes)));
      runs(subject.putObject("annotations"), file);
    }
    root.put("predicateType", ProvenanceRecord.PREDICATE_TYPE);
    ObjectNode predicate = root.putObject("predicate");
    ObjectNode node = predicate.putObject("change");
    node.put("baseCommit", range.from().orElse(EMPTY_TREE));
    node.put("headCommit", range.to());
    Set<String> ids = new LinkedHashSet<>();
    patchId(git, range).ifPresent(ids::add);
    // Each commit too: a rebase or a cherry-pick takes them one by one.
    ids.addAll(
        PatchIds.ofHistory(
                git,
                range.to(),
                range.from().isPresent() && git.isCommit(range.from().get())
                    ? range.from()
                    : Optional.empty(),
                List.of())
            .keySet());
    ArrayNode patchIds = node.putArray("patchIds");
    ids.forEach(patchIds::add);
    ArrayNode paths = node.putArray("paths");
    paths(change).forEach(paths::add);
    facts.pullRequest().ifPresent(name -> node.put("pullRequest", name));
    policy(predicate.putObject("policy"), contribution);
    contributors(predicate.putArray("contributors"), contribution, facts);
    ArrayNode prompts = predicate.putArray("prompts");
    for (int i = 0; i < facts.prompts().size(); i++) {
      ProvenanceRecord.Prompts each = facts.prompts().get(i);
      ObjectNode prompt = prompts.addObject();
      if (!each.path().isEmpty()) {
        prompt.put("uri", each.path());
      }
      prompt.putObject("digest").put("sha256", each.sha256());
      prompt.put("redactions", facts.redactions().get(i));
    }
    facts.said().ifPresent(said -> attestation(predicate.putObject("attestation"), said));
    facts
        .receipt()
        .ifPresent(receipt ->
            predicate
                .putObject("search")
                .put("receipt", "sha256:" + receipt.digest())
                .put("index", receipt.indexDigest())
                .put("hunks", receipt.hunks())
                .put("findings", receipt.findings())
                .put("incomplete", receipt.incomplete()));
    return root.toString();
  }

  private static Set<String> paths(Change change) {
    Set<String> paths = new TreeSet<>();
    for (FileChange file : change.files()) {
      paths.add(file.path());
      file.oldPath().ifPresent(paths::add);
    }
    paths.removeIf(path -> path.startsWith(ProvenanceStore.FOLDER + "/"));
    return paths;
  }

  private static void runs(ObjectNode annotations, ChangedFile file) {
    ArrayNode runs = annotations.putArray("runs");
    for (ChangedFile.PlacedHunk hunk : file.hunks()) {
      int at = 0;
      for (LineRange range : hunk.added()) {
        int length = range.lastLine() - range.firstLine() + 1;
        List<LineDigests.Line> lines =
            LineDigests.of(hunk.lines().subList(at, at + length), range.firstLine());
        at += length;
        if (!lines.isEmpty()) {
          runs.addObject()
              .put("start_line", range.firstLine())
              .put("end_line", range.lastLine())
              .put("digest", LineDigests.FORM + ":" + LineDigests.ofRun(lines))
              .put("lineDigests", LineDigests.joined(lines));
        }
      }
    }
  }

  private static void policy(ObjectNode policy, Contribution contribution) {
    policy.put("source", contribution.policy().source().file().orElse(null));
    policy.put("ring", contribution.ring().id());
    ArrayNode rules = policy.putArray("rules");
    contribution.filesIn(contribution.ring()).stream()
        .flatMap(file -> file.rules().stream())
        .distinct()
        .forEach(rules::add);
    contribution.files().stream()
        .flatMap(file -> file.blast().stream())
        .mapToDouble(blast -> blast.score())
        .max()
        .ifPresent(score -> policy.put("blastRadius", Math.round(score)));
  }

  private static void contributors(ArrayNode contributors, Contribution contribution, Facts facts) {
    List<ToolUse> tools = new ArrayList<>(contribution.tools());
    for (ToolUse tool : facts.tools()) {
      if (tools.stream().noneMatch(tool::sameAs)) {
        tools.add(tool);
      }
    }
    boolean traced = !contribution.traced().isEmpty();
    for (ToolUse tool : tools) {
      ObjectNode node = contributors.addObject();
      node.put("type", "ai");
      node.put("tool", tool.tool());
      tool.version().ifPresent(version -> node.put("toolVersion", version));
      tool.model().ifPresent(model -> node.put("model_id", model));
      node.put("evidence", tool.evidence());
      ArrayNode ranges = node.putArray("ranges");
      for (TracedLines trace : contribution.traced()) {
        if (trace.tool().sameAs(tool)) {
          trace.lines().forEach(lines -> range(ranges, trace.path(), lines));
        }
      }
      // Without traces, whatever the change adds may be a tool's.
      if (!traced) {
        for (ChangedFile file : contribution.files()) {
          file.added().forEach(lines -> range(ranges, file.path(), lines));
        }
      }
    }
    Set<String> people = new LinkedHashSet<>();
    for (Commit commit : contribution.commits()) {
      people.add(commit.author().replaceFirst("\\s*<[^>]*>$", ""));
    }
    people.forEach(name -> contributors.addObject().put("type", "human").put("name", name));
  }

  private static void range(ArrayNode ranges, String path, LineRange lines) {
    ranges
        .addObject()
        .put("path", path)
        .put("start_line", lines.firstLine())
        .put("end_line", lines.lastLine());
  }

  private static void attestation(ObjectNode node, Attestation said) {
    node.put("decision", said.decision().name().toLowerCase(java.util.Locale.ROOT));
    node.put("understand", said.isTicked(Box.Kind.UNDERSTAND));
    if (!said.explanation().isBlank()) {
      node.putObject("explanation")
          .putObject("digest")
          .put(
              "sha256", DigestUtils.sha256Hex(said.explanation().getBytes(StandardCharsets.UTF_8)));
    }
    node.put("source", "pull-request-body");
  }
}
