package dev.ringfence.benchmarks.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What the JSON report of one commit says, less what hangs on how the commit was given.
///
/// @param status the exit status
/// @param hunks how many hunks were looked up
/// @param findings each finding: where, from where, how much, how severe
/// @param severities how many findings of each severity there are
/// @param incomplete why not everything could be checked, each reason with a path
/// @param seconds how long it took
public record CommitScan(
    int status,
    int hunks,
    List<String> findings,
    TreeMap<String, Integer> severities,
    List<String> incomplete,
    double seconds) {
  /// What a report says.
  ///
  /// @param report the JSON report; a missing node where there is none
  static CommitScan of(int status, JsonNode report, double seconds) {
    List<String> findings = new ArrayList<>();
    TreeMap<String, Integer> severities = new TreeMap<>();
    for (JsonNode finding : report.path("findings")) {
      JsonNode hunk = finding.path("hunk");
      JsonNode origin = finding.path("origin");
      String severity = finding.path("severity").asString("");
      severities.merge(severity, 1, Integer::sum);
      findings.add(
          String.join(
              " ",
              severity,
              finding.path("severity_score").asString(""),
              hunk.path("path").asString("") + lines(hunk.path("lines")),
              finding.path("match").path("tokens").asString(""),
              origin.path("work").asString("")
                  + "/"
                  + origin.path("path").asString("")
                  + lines(origin.path("lines"))));
    }
    List<String> incomplete = new ArrayList<>();
    for (JsonNode part : report.path("not_checked")) {
      if (part.path("incomplete").asBoolean(false)) {
        incomplete.add(part.path("path").asString("") + ": " + part.path("reason").asString(""));
      }
    }
    if (report.isMissingNode() && status != 0) {
      incomplete.add("no report");
    }
    findings.sort(null);
    return new CommitScan(
        status,
        report.path("scanned").path("hunks").asInt(0),
        findings,
        severities,
        incomplete,
        seconds);
  }

  private static String lines(JsonNode ranges) {
    StringBuilder text = new StringBuilder();
    for (JsonNode range : ranges) {
      text.append(':').append(range.toString());
    }
    return text.toString();
  }

  /// Whether another way of giving the commit comes to the same.
  boolean agrees(CommitScan other) {
    return status == other.status && findings.equals(other.findings);
  }
}
