package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.Unchecked;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The report as GitLab's Code Quality reads it: an array of findings with unique fingerprints.
/// What was not checked is a finding of its own there, since the format has no other place for it.
public final class CodeQualityRenderer implements ReportRenderer {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// A renderer.
  public CodeQualityRenderer() {}

  @Override
  public String render(ScanReport result) {
    ArrayNode all = JSON.createArrayNode();
    Set<String> seen = new HashSet<>();
    for (ReportedFinding finding : result.findings()) {
      add(
          all,
          seen,
          SarifRenderer.ruleId(finding.origin().license().category()),
          SarifRenderer.message(finding),
          finding.id(),
          severity(finding),
          finding.path(),
          finding.firstLine());
    }
    for (Unchecked item : result.unchecked()) {
      if (item.incomplete()) {
        add(
            all,
            seen,
            "ringfence/not-checked",
            "NOT CHECKED: " + item.reason(),
            DigestUtils.sha256Hex("not checked " + item.place() + " " + item.reason()),
            "blocker",
            item.place(),
            1);
      }
    }
    for (String replaced : result.tool().matching().replaced()) {
      add(
          all,
          seen,
          "ringfence/replaced",
          "This scan did not match by what was shipped: " + replaced,
          DigestUtils.sha256Hex("replaced " + replaced),
          "info",
          result.hunks().isEmpty() ? "." : result.hunks().getFirst().path(),
          1);
    }
    return VisibleText.json(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
  }

  private static String severity(ReportedFinding finding) {
    if (finding.isAccepted()) {
      return "info";
    }
    if (finding.severity() == Severity.ERROR) {
      return finding.fails() ? "blocker" : "critical";
    }
    return finding.severity() == Severity.WARNING ? "major" : "info";
  }

  private static void add(
      ArrayNode all,
      Set<String> seen,
      String check,
      String description,
      String fingerprint,
      String severity,
      String path,
      int line) {
    // The same lines may be found in two files.
    String unique = fingerprint;
    for (int i = 2; !seen.add(unique); i++) {
      unique = DigestUtils.sha256Hex(fingerprint + " " + path + " " + line + " " + i);
    }
    ObjectNode node = all.addObject();
    node.put("description", VisibleText.line(description));
    node.put("check_name", check);
    node.put("fingerprint", unique);
    node.put("severity", severity);
    ObjectNode location = node.putObject("location");
    location.put("path", path.startsWith("./") ? path.substring(2) : path);
    location.putObject("lines").put("begin", line);
  }
}
