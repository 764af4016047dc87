package dev.ringfence.attest.replay.report;

import dev.ringfence.attest.replay.compare.Comparison;
import dev.ringfence.attest.replay.provider.Reply;
import dev.ringfence.attest.replay.state.Past;
import dev.ringfence.attest.replay.validate.Outcome;
import dev.ringfence.attest.replay.validate.Verdict;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.scanner.policy.ReplaySettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The outcome of a replay.
///
/// @param tool the version of this program
/// @param run the run's number
/// @param day when it began
/// @param provider who was asked
/// @param policy the policy and its digest
/// @param index the digest of the index that was searched
/// @param works how many works it holds
/// @param samples how often each prompt is asked
/// @param named whether the records were named one by one, so that none may be left out
/// @param spent what was spent
/// @param budget what might have been spent
/// @param records the records
/// @param history what came of this and earlier runs, the oldest first
/// @param notes what else a reader should know
public record ReplayReport(
    String tool,
    String run,
    String day,
    String provider,
    Policy policy,
    String index,
    int works,
    int samples,
    boolean named,
    Spent spent,
    ReplaySettings.Budget budget,
    List<Replayed> records,
    List<Past> history,
    List<String> notes) {
  public ReplayReport {
    records = List.copyOf(records);
    history = List.copyOf(history);
    notes = List.copyOf(notes);
  }

  /// The policy that was followed.
  ///
  /// @param source where it comes from
  /// @param digest its digest, `sha256:` and hex
  public record Policy(String source, String digest) {}

  /// What was spent.
  ///
  /// @param estimated whether some of the tokens were not counted by the provider
  public record Spent(int requests, long tokens, double seconds, boolean estimated) {}

  /// A record that was replayed, or why it was not.
  ///
  /// @param id its name
  /// @param source the file or commit that it comes from
  /// @param ring the ring that it was recorded in
  /// @param tool the tool that it names
  /// @param prompt SHA-256 of what was sent, without what tells samples apart
  /// @param replayable `single`, `transcript` or `none`
  /// @param base the commit that the change went onto
  /// @param merged the commit that brought it in
  /// @param why why it was not replayed; empty where it was
  /// @param notes what a reader should know
  /// @param taint what the scan found in the merged code
  /// @param outcomes how commands ended on the merged tree
  /// @param samples what was asked and came back
  public record Replayed(
      String id,
      String source,
      Optional<String> ring,
      Optional<String> tool,
      String prompt,
      String replayable,
      String base,
      String merged,
      Optional<String> why,
      List<String> notes,
      Taint taint,
      Map<String, Outcome> outcomes,
      List<Sample> samples) {
    public Replayed {
      notes = List.copyOf(notes);
      outcomes = new LinkedHashMap<>(outcomes);
      samples = List.copyOf(samples);
    }

    /// The mean similarity of its samples that were compared; below 0 for none.
    public double similarity() {
      return samples.stream()
          .flatMap(sample -> sample.comparison().stream())
          .mapToDouble(Comparison::similarity)
          .average()
          .orElse(-1);
    }

    /// The most tainted of its samples beside the merged code.
    public Taint.Drift drift() {
      return samples.stream()
          .filter(sample -> sample.reply().outcome() == Reply.Outcome.ANSWERED)
          .map(sample -> sample.taint().beside(taint))
          .max(java.util.Comparator.naturalOrder())
          .orElse(taint.findings().isEmpty() ? Taint.Drift.CLEAN : Taint.Drift.LESS);
    }

    /// The score of its samples' worst finding.
    public double worst() {
      return samples.stream().mapToDouble(sample -> sample.taint().worst()).max().orElse(0);
    }

    /// How many findings of its samples fail.
    public int fails() {
      return samples.stream().mapToInt(sample -> sample.taint().fails()).sum();
    }
  }

  /// One answer.
  ///
  /// @param number which of the samples it is, from 1
  /// @param classification what it is beside the merged change
  /// @param reason why, for a reader
  /// @param refusedBy `model` or `ringfence` where it is refused
  /// @param hostile what the answer tries and may not
  /// @param reply what came back
  /// @param answerDigest SHA-256 of the answer
  /// @param comparison how alike it is; empty where there is no tree to compare
  /// @param outcomes how commands ended on its tree
  /// @param verdicts what that says
  /// @param taint what the scan found in it
  /// @param notes what a reader should know
  public record Sample(
      int number,
      Classification classification,
      String reason,
      Optional<String> refusedBy,
      List<String> hostile,
      Reply reply,
      String answerDigest,
      Optional<Comparison> comparison,
      Map<String, Outcome> outcomes,
      List<Verdict> verdicts,
      Taint taint,
      List<String> notes) {
    public Sample {
      hostile = List.copyOf(hostile);
      outcomes = new LinkedHashMap<>(outcomes);
      verdicts = List.copyOf(verdicts);
      notes = List.copyOf(notes);
    }
  }

  /// The records that were replayed.
  public List<Replayed> replayed() {
    return records.stream().filter(record -> record.why().isEmpty()).toList();
  }

  /// What could not be checked, for a reader.
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Replayed record : replayed()) {
      record
          .taint()
          .notChecked()
          .forEach(part -> missing.add(record.id() + ", merged code: " + part));
      for (Sample sample : record.samples()) {
        if (sample.classification() == Classification.UNAVAILABLE) {
          missing.add(record.id() + ", sample " + sample.number() + ": " + sample.reason());
        }
        sample
            .taint()
            .notChecked()
            .forEach(
                part -> missing.add(record.id() + ", sample " + sample.number() + ": " + part));
      }
    }
    if (named) {
      records.stream()
          .filter(record -> record.why().isPresent())
          .forEach(record -> missing.add(record.id() + ": " + record.why().get()));
    }
    if (replayed().isEmpty() && missing.isEmpty()) {
      missing.add("no record could be replayed");
    }
    return missing;
  }

  /// How many samples are of a class.
  public long count(Classification wanted) {
    return replayed().stream()
        .flatMap(record -> record.samples().stream())
        .filter(sample -> sample.classification() == wanted)
        .count();
  }

  /// How many findings fail, in merged code and in answers.
  public int fails() {
    return replayed().stream().mapToInt(record -> record.taint().fails() + record.fails()).sum();
  }

  /// How the process ends. What could not be checked beats findings, which are shown all the same.
  public ExitStatus exitStatus() {
    if (!missing().isEmpty()) {
      return ExitStatus.INCOMPLETE;
    }
    return fails() > 0 ? ExitStatus.FINDINGS : ExitStatus.CLEAN;
  }

  /// The outcome in a sentence.
  public String verdict() {
    List<String> parts = new ArrayList<>();
    for (Classification each : Classification.values()) {
      long count = count(each);
      if (count > 0) {
        parts.add(count + " " + each.id());
      }
    }
    long more = replayed().stream().filter(r -> r.drift() == Taint.Drift.MORE).count();
    String taint =
        fails() == 0
            ? "no finding at the fail level"
            : fails() + (fails() == 1 ? " finding" : " findings") + " at the fail level";
    return (parts.isEmpty() ? "nothing was replayed" : String.join(", ", parts))
        + "; "
        + taint
        + (more == 0
            ? ""
            : "; more taint than in the merged code in "
                + more
                + (more == 1 ? " record" : " records"))
        + (missing().isEmpty() ? "" : "; NOT everything could be checked");
  }
}
