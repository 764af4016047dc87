package dev.ringfence.attest.provenance;

import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/// Writes a record and the prompts that go with it; nothing is written before all of it was
/// searched for secrets.
public final class ProvenanceRecorder {
  private static final int SHOWN = 12;

  /* Stands where a path would, of prompts that are not kept. */
  private static final String BY_DIGEST = "digest-of:";

  private final GitChanges git;
  private final CommitRange commits;
  private final Contribution change;
  private final String id;
  private final Map<String, String> prompts = new LinkedHashMap<>();

  private ProvenanceRecorder(GitChanges git, CommitRange commits, Contribution change, String id) {
    this.git = git;
    this.commits = commits;
    this.change = change;
    this.id = id;
  }

  /// A recorder of a change.
  ///
  /// @param named the record's name; null for one by the patch id
  public static ProvenanceRecorder of(
      GitChanges git, CommitRange commits, Contribution change, @Nullable String named)
      throws IOException {
    Optional<String> patchId = ProvenanceWriter.patchId(git, commits);
    if (patchId.isEmpty()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "provenance/empty",
              "the range changes nothing; nothing was recorded",
              "name the commits of the change with --diff BASE..HEAD"));
    }
    if (named != null && !named.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "`" + named + "` is no name for a record",
              "use letters, digits, `.`, `_` and `-`, for example `gh-31000`"));
    }
    return new ProvenanceRecorder(
        git, commits, change, named == null ? "p-" + patchId.get().substring(0, SHOWN) : named);
  }

  /// Takes prompts on.
  ///
  /// @param texts the prompts, each by the name that messages call it
  /// @param redact puts a mark in place of each secret; without it one is a fault
  /// @param byDigest keeps their digest alone
  public void addPrompts(Map<String, String> texts, boolean redact, boolean byDigest) {
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, String> each : texts.entrySet()) {
      String name = each.getKey();
      String text = each.getValue();
      List<SecretScan.Hit> hits = byDigest ? List.of() : SecretScan.scan(text);
      if (redact) {
        text = SecretScan.redact(text, hits);
      } else {
        hits.forEach(hit -> faults.add(name + ":" + hit.line() + ": " + hit.rule()));
      }
      String suffix = prompts.isEmpty() ? "" : "-" + (prompts.size() + 1);
      String ending = name.endsWith(".jsonl") ? ".jsonl" : name.endsWith(".txt") ? ".txt" : ".md";
      prompts.put(
          byDigest
              ? BY_DIGEST + prompts.size()
              : ProvenanceStore.FOLDER + "/" + id + "/prompts" + suffix + ending,
          text);
    }
    if (!faults.isEmpty()) {
      throw secrets(faults);
    }
  }

  private static RingfenceException secrets(List<String> faults) {
    Diagnostic fault =
        Diagnostic.of(
            "provenance/secret",
            "there are secrets or personal data in what would be kept for good; nothing was written",
            "take them out, or let --redact put `[redacted: ...]` in their place; then change the"
                + " secret where it is used");
    for (String each : faults) {
      fault = fault.note(each);
    }
    return RingfenceException.usage(fault);
  }

  /// A private key.
  ///
  /// @param label what to call its file
  /// @param pem the key
  public record Key(String label, String pem) {}

  /// The prompts as a record names them.
  public List<ProvenanceRecord.Prompts> prompts() {
    List<ProvenanceRecord.Prompts> named = new ArrayList<>();
    prompts.forEach((path, text) ->
        named.add(
            new ProvenanceRecord.Prompts(
                path.startsWith(BY_DIGEST) ? "" : path,
                DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8)))));
    return named;
  }

  /// How many marks of redaction each has.
  public List<Integer> redactions() {
    return prompts.values().stream().map(SecretScan::redactions).toList();
  }

  /// Writes the record.
  ///
  /// @param key the private key to sign with, PEM
  /// @param mirror whether to mirror it in notes
  public Path write(ProvenanceWriter.Facts facts, Optional<Key> key, boolean mirror)
      throws IOException {
    String statement = ProvenanceWriter.write(git, commits, git.range(commits), change, facts);
    List<String> faults = new ArrayList<>();
    for (SecretScan.Hit hit : SecretScan.scan(statement)) {
      faults.add("the record itself: " + hit.rule());
    }
    if (!faults.isEmpty()) {
      throw secrets(faults);
    }
    String line = key.map(k -> Dsse.sign(k.label(), k.pem(), statement)).orElse(statement);
    Path root = git.workTree().orElseThrow(() -> bare());
    for (Map.Entry<String, String> each : prompts.entrySet()) {
      if (!each.getKey().startsWith(BY_DIGEST)) {
        Path file = root.resolve(each.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, each.getValue());
      }
    }
    Path file = root.resolve(ProvenanceStore.FOLDER).resolve(id + ProvenanceStore.SUFFIX);
    Files.createDirectories(file.getParent());
    Files.writeString(file, line + "\n");
    if (mirror) {
      ProvenanceStore.mirror(git, commits.to(), line);
    }
    return file;
  }

  private static RingfenceException bare() {
    return RingfenceException.usage(
        Diagnostic.of(
            "provenance/bare",
            "the repository is bare: there is no working tree to write the record to",
            "run the command in a clone"));
  }

  /// The line of a form that names the kept prompts.
  public Optional<String> promptsLine() {
    StringBuilder line = new StringBuilder();
    for (ProvenanceRecord.Prompts each : prompts()) {
      line.append(line.isEmpty() ? "" : "; ")
          .append(each.path().isEmpty() ? "by digest" : each.path())
          .append(" (sha256:")
          .append(each.sha256())
          .append(')');
    }
    return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
  }
}
