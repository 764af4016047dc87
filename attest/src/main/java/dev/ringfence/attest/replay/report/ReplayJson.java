package dev.ringfence.attest.replay.report;

import dev.ringfence.attest.replay.compare.Comparison;
import dev.ringfence.attest.replay.state.Past;
import dev.ringfence.attest.replay.validate.Outcome;
import dev.ringfence.attest.replay.validate.Verdict;
import dev.ringfence.corpus.diagnostic.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The outcome as JSON; `replay-report.schema.json` describes it.
public final class ReplayJson {
  private ReplayJson() {}

  /// The report.
  public static String of(ReplayReport report) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("version", 1);
    root.putObject("tool").put("name", "ringfence").put("version", report.tool());
    root.put("status", status(report));
    root.put("verdict", report.verdict());
    root.putObject("run").put("id", report.run()).put("day", report.day());
    root.put("provider", report.provider());
    root.putObject("policy")
        .put("source", report.policy().source())
        .put("digest", report.policy().digest());
    root.putObject("index").put("digest", report.index()).put("works", report.works());
    root.put("samples", report.samples());
    root.putObject("spent")
        .put("requests", report.spent().requests())
        .put("tokens", report.spent().tokens())
        .put("seconds", round(report.spent().seconds()))
        .put("estimated", report.spent().estimated());
    root.putObject("budget")
        .put("requests", report.budget().requests())
        .put("tokens", report.budget().tokens())
        .put("seconds", report.budget().time().toSeconds());
    ArrayNode records = root.putArray("records");
    report.records().forEach(record -> record(records.addObject(), record));
    strings(root, "not_checked", report.missing());
    strings(root, "notes", report.notes());
    ArrayNode history = root.putArray("history");
    for (Past past : report.history()) {
      ObjectNode node = history.addObject();
      node.put("run", past.run());
      node.put("day", past.day());
      node.put("record", past.record());
      strings(node, "classes", past.classes());
      if (past.similarity() >= 0) {
        node.put("similarity", round(past.similarity()));
      }
      node.putObject("merged").put("worst", past.mergedTaint()).put("fails", past.mergedFails());
      node.putObject("replayed")
          .put("worst", past.replayedTaint())
          .put("fails", past.replayedFails());
      node.put("model", past.model());
      node.put("index", past.index());
    }
    return VisibleText.json(
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  /// The outcome in a word.
  static String status(ReplayReport report) {
    return switch (report.exitStatus()) {
      case INCOMPLETE -> "incomplete";
      case FINDINGS -> "findings";
      case CLEAN, USAGE -> "clean";
    };
  }

  private static void record(ObjectNode node, ReplayReport.Replayed record) {
    node.put("id", record.id());
    node.put("source", record.source());
    record.ring().ifPresent(ring -> node.put("ring", ring));
    record.tool().ifPresent(tool -> node.put("tool", tool));
    node.put("replayable", record.replayable());
    if (!record.prompt().isEmpty()) {
      node.put("prompt", "sha256:" + record.prompt());
    }
    node.put("base", record.base());
    node.put("merged", record.merged());
    strings(node, "notes", record.notes());
    record.why().ifPresent(why -> node.put("not_replayed", why));
    if (record.why().isPresent()) {
      return;
    }
    if (record.similarity() >= 0) {
      node.put("similarity", round(record.similarity()));
    }
    node.put("taint_drift", record.drift().id());
    ObjectNode merged = node.putObject("merged_code");
    taint(merged.putObject("taint"), record.taint());
    outcomes(merged, record.outcomes());
    ArrayNode samples = node.putArray("samples");
    for (ReplayReport.Sample sample : record.samples()) {
      sample(samples.addObject(), record, sample);
    }
  }

  private static void sample(
      ObjectNode node, ReplayReport.Replayed record, ReplayReport.Sample sample) {
    node.put("number", sample.number());
    node.put("class", sample.classification().id());
    node.put("reason", sample.reason());
    sample.refusedBy().ifPresent(by -> node.put("refused_by", by));
    strings(node, "hostile", sample.hostile());
    ObjectNode reply = node.putObject("reply");
    reply.put("outcome", sample.reply().outcome().name().toLowerCase(Locale.ROOT));
    sample.reply().model().ifPresent(model -> reply.put("model", model));
    sample.reply().fingerprint().ifPresent(print -> reply.put("system_fingerprint", print));
    reply.put("tokens", sample.reply().tokens());
    reply.put("estimated", sample.reply().estimated());
    reply.put("requests", sample.reply().requests());
    if (!sample.answerDigest().isEmpty()) {
      reply.put("digest", "sha256:" + sample.answerDigest());
    }
    sample
        .comparison()
        .ifPresent(comparison -> comparison(node.putObject("comparison"), comparison));
    outcomes(node, sample.outcomes());
    ArrayNode verdicts = node.putArray("verdicts");
    for (Verdict verdict : sample.verdicts()) {
      verdicts
          .addObject()
          .put("name", verdict.name())
          .put("state", verdict.state().id())
          .put("reason", verdict.reason());
    }
    taint(node.putObject("taint"), sample.taint());
    node.put("taint_beside_merged", sample.taint().beside(record.taint()).id());
    strings(node, "notes", sample.notes());
  }

  private static void comparison(ObjectNode node, Comparison comparison) {
    node.put("identical", comparison.identical());
    node.put("structurally_equal", comparison.structural());
    node.put("similarity", round(comparison.similarity()));
    overlap(node.putObject("fingerprints_exact"), comparison.exact());
    overlap(node.putObject("fingerprints_renamed"), comparison.renamed());
    ArrayNode files = node.putArray("files");
    for (Comparison.ComparedFile file : comparison.files()) {
      ObjectNode each = files.addObject().put("path", file.path()).put("state", file.state());
      file.ast().ifPresent(ast -> each.put("ast", ast));
    }
    ArrayNode functions = node.putArray("functions");
    for (Comparison.FunctionPair pair : comparison.functions()) {
      ObjectNode each = functions.addObject();
      place(each, "merged", pair.merged());
      place(each, "replayed", pair.replayed());
      each.put("share", round(pair.share()));
      each.put("state", pair.state());
    }
    ObjectNode api = node.putObject("api");
    strings(api, "added", comparison.api().added());
    strings(api, "removed", comparison.api().removed());
    strings(node, "left_out", comparison.leftOut());
  }

  private static void place(ObjectNode node, String key, Optional<Comparison.Place> place) {
    place.ifPresent(at -> {
      ObjectNode each = node.putObject(key).put("path", at.path());
      if (at.firstLine() > 0) {
        each.put("name", at.name());
        each.put("start_line", at.firstLine());
        each.put("end_line", at.lastLine());
      }
    });
  }

  private static void overlap(ObjectNode node, Comparison.Overlap overlap) {
    node.put("jaccard", round(overlap.jaccard()));
    node.put("containment", round(overlap.containment()));
  }

  private static void outcomes(ObjectNode node, Map<String, Outcome> outcomes) {
    ArrayNode array = node.putArray("validations");
    outcomes.forEach((name, outcome) -> {
      ObjectNode each = array.addObject();
      each.put("name", name);
      each.put("end", outcome.end().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      outcome.status().ifPresent(status -> each.put("status", status));
      each.put("seconds", round(outcome.seconds()));
      if (!outcome.tests().isEmpty()) {
        ObjectNode tests = each.putObject("tests");
        for (Outcome.TestState state : Outcome.TestState.values()) {
          tests.put(state.name().toLowerCase(Locale.ROOT), outcome.count(state));
        }
      }
      if (outcome.figure().isPresent()) {
        each.put("figure", outcome.figure().getAsDouble());
      }
      strings(each, "notes", outcome.notes());
    });
  }

  private static void taint(ObjectNode node, Taint taint) {
    node.put("worst", taint.worst());
    node.put("fails", taint.fails());
    node.put("too_short_to_judge", taint.tooShort());
    ArrayNode findings = node.putArray("findings");
    for (Taint.Finding finding : taint.findings()) {
      findings
          .addObject()
          .put("fingerprint", finding.id())
          .put("severity", finding.severity())
          .put("score", finding.score())
          .put("fails", finding.fails())
          .put("path", finding.path())
          .put("lines", finding.lines())
          .put("origin", finding.origin())
          .put("license", finding.license())
          .put("tokens", finding.tokens())
          .put("containment", round(finding.containment()));
    }
    strings(node, "not_checked", taint.notChecked());
  }

  private static void strings(ObjectNode node, String key, List<String> values) {
    ArrayNode array = node.putArray(key);
    values.forEach(array::add);
  }

  private static double round(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
