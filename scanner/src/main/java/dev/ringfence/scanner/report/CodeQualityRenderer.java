package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.scan.ScanResult;
import dev.ringfence.scanner.scan.Unchecked;
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
  public String render(ScanResult result, CorpusIndex index) {
    ArrayNode all = JSON.createArrayNode();
    Set<String> seen = new HashSet<>();
    for (Finding finding : result.findings()) {
      add(
          all,
          seen,
          SarifRenderer.ruleId(finding.match().origin().license().category()),
          SarifRenderer.message(finding),
          finding.fingerprint(),
          severity(finding),
          finding.path(),
          finding.match().hunkLines().getFirst().firstLine());
    }
    for (Unchecked item : result.unchecked()) {
      if (item.incomplete()) {
        String place = item.path().isEmpty() ? item.change() : item.path();
        add(
            all,
            seen,
            "ringfence/not-checked",
            "NOT CHECKED: " + item.reason(),
            DigestUtils.sha256Hex("not checked " + place + " " + item.reason()),
            "blocker",
            place,
            1);
      }
    }
    return VisibleText.json(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
  }

  private static String severity(Finding finding) {
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
