package dev.ringfence.attest.replay.report;

import dev.ringfence.attest.provenance.ProvenanceRecord;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The outcome as a Statement with a test result [1]: its subjects are the merged commits, its
/// tests the samples.
///
/// [1] in-toto Attestation Framework, predicate `test-result/v0.1`.
public final class ReplayStatement {
  /// The type of its predicate.
  public static final String PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1";

  private ReplayStatement() {}

  /// The Statement, on one line.
  public static String of(ReplayReport report) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("_type", ProvenanceRecord.STATEMENT_TYPE);
    ArrayNode subjects = root.putArray("subject");
    Set<String> commits = new LinkedHashSet<>();
    report.replayed().forEach(record -> commits.add(record.merged()));
    commits.forEach(commit ->
        subjects.addObject().put("name", "commit").putObject("digest").put("gitCommit", commit));
    root.put("predicateType", PREDICATE_TYPE);
    ObjectNode predicate = root.putObject("predicate");
    boolean changed =
        report.count(Classification.DIVERGED) + report.count(Classification.REFUSED) > 0;
    predicate.put(
        "result",
        report.fails() > 0
            ? "FAILED"
            : report.exitStatus() == ExitStatus.INCOMPLETE || changed ? "WARNED" : "PASSED");
    ArrayNode configuration = predicate.putArray("configuration");
    resource(configuration, report.policy().source(), report.policy().digest());
    resource(configuration, "index", report.index());
    for (ReplayReport.Replayed record : report.replayed()) {
      resource(configuration, "prompt of " + record.id(), record.prompt());
    }
    ArrayNode passed = predicate.putArray("passedTests");
    ArrayNode warned = predicate.putArray("warnedTests");
    ArrayNode failed = predicate.putArray("failedTests");
    for (ReplayReport.Replayed record : report.replayed()) {
      add(
          record.taint().fails() > 0
              ? failed
              : record.taint().notChecked().isEmpty() ? passed : warned,
          record.id() + "/merged-code/taint");
      for (ReplayReport.Sample sample : record.samples()) {
        String name = record.id() + "/sample-" + sample.number();
        switch (sample.classification()) {
          case IDENTICAL, STRUCTURALLY_EQUAL, TESTS_EQUIVALENT ->
              add(passed, name + "/" + sample.classification().id());
          case DIVERGED, REFUSED, UNAVAILABLE ->
              add(warned, name + "/" + sample.classification().id());
        }
        add(
            sample.taint().fails() > 0
                ? failed
                : sample.taint().notChecked().isEmpty()
                        && sample.classification() != Classification.UNAVAILABLE
                    ? passed
                    : warned,
            name + "/taint");
      }
    }
    return root + "\n";
  }

  private static void add(ArrayNode array, String name) {
    array.add(name);
  }

  private static void resource(ArrayNode configuration, String name, String digest) {
    ObjectNode node = configuration.addObject().put("name", name);
    if (!digest.isEmpty()) {
      node.putObject("digest").put("sha256", digest.replaceFirst("^sha256:", ""));
    }
  }
}
