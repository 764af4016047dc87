package dev.ringfence.audit.report;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.audit.answer.Survivor;
import dev.ringfence.audit.triage.Decision;
import dev.ringfence.scanner.result.Lines;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// For code scanning: the findings that are there now, at their lines. Those that are gone have no
/// place to be shown at, and are counted in the run's properties.
final class SarifReport implements ReportFormat.Renderer {
  /// Code scanning keeps this many results.
  private static final int MAX_RESULTS = 5000;

  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public void render(AuditReport report, Writer out) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    root.put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Ringfence audit");
    driver.put("version", report.scan().tool().version());
    driver.put("semanticVersion", report.scan().tool().fullVersion());
    Map<String, ObjectNode> rules = new TreeMap<>();
    List<AuditReport.Row> alive =
        report.rows().stream().filter(row -> !row.places().isEmpty()).toList();
    ArrayNode results = JSON.createArrayNode();
    for (AuditReport.Row row : alive.stream().limit(MAX_RESULTS).toList()) {
      rules.computeIfAbsent(row.first().category(), SarifReport::rule);
      result(results.addObject(), row, report.detail(row).answer());
    }
    ArrayNode ruleNodes = driver.putArray("rules");
    rules.values().forEach(ruleNodes::add);
    run.set("results", results);
    run.putObject("automationDetails").put("id", "ringfence-audit/");
    ObjectNode invocation = run.putArray("invocations").addObject();
    invocation.put("executionSuccessful", !report.isIncomplete());
    ArrayNode notes = invocation.putArray("toolExecutionNotifications");
    for (ReportText.Reason reason : ReportText.reasons(report)) {
      if (reason.incomplete()) {
        notes
            .addObject()
            .put("level", "error")
            .putObject("message")
            .put("text", reason.reason() + " (" + reason.times() + ")");
      }
    }
    report
        .scan()
        .index()
        .withoutBackground()
        .ifPresent(
            said -> notes.addObject().put("level", "note").putObject("message").put("text", said));
    ObjectNode properties = run.putObject("properties");
    properties.put("commit", report.run().head());
    properties.put("index", report.scan().index().digest());
    properties.put("goneFindings", report.rows().size() - alive.size());
    properties.put("leftOut", Math.max(0, alive.size() - MAX_RESULTS));
    out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static String ruleId(String category) {
    return "audit/" + category.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
  }

  private static ObjectNode rule(String category) {
    ObjectNode rule = JSON.createObjectNode();
    rule.put("id", ruleId(category));
    rule.put("name", "Audit" + category.replaceAll("[^A-Za-z]", ""));
    rule.putObject("shortDescription").put("text", "Resembles code of the category " + category);
    rule.putObject("help")
        .put(
            "text",
            "Lines of this history resemble code of an indexed work. See the audit's HTML report for"
                + " both sides, the commit that brought them in and what taking them out would"
                + " touch.");
    return rule;
  }

  private static void result(ObjectNode result, AuditReport.Row row, Answer answer) {
    result.put("ruleId", ruleId(row.first().category()));
    result.put("level", row.worst().severity().equals("none") ? "none" : level(row));
    result
        .putObject("message")
        .put(
            "text",
            row.tokens()
                + " tokens resemble "
                + row.first().work()
                + "/"
                + row.first().originPath()
                + " ("
                + (row.first().license().isEmpty() ? "no stated license" : row.first().license())
                + "), lines "
                + row.originLines()
                + "; brought in by "
                + row.first().commit().hash().substring(0, 12)
                + " on "
                + row.day()
                + ", "
                + ReportText.percent(row.share())
                + " still there");
    ArrayNode locations = result.putArray("locations");
    Survivor first = answer.places().getFirst();
    location(locations.addObject(), first.path(), first.lines());
    if (answer.places().size() > 1) {
      ArrayNode related = result.putArray("relatedLocations");
      for (Survivor place : answer.places().subList(1, Math.min(100, answer.places().size()))) {
        location(related.addObject(), place.path(), place.lines());
      }
    }
    result.putObject("partialFingerprints").put("primaryLocationLineHash", row.id() + ":1");
    row.decision()
        .filter(made -> made.kind() == Decision.Kind.CLEARED)
        .ifPresent(made ->
            result
                .putArray("suppressions")
                .addObject()
                .put("kind", "external")
                .put("status", "accepted")
                .put("justification", made.reason() + " (" + made.name() + ")"));
    ObjectNode properties = result.putObject("properties");
    properties.put("commit", row.first().commit().hash());
    properties.put("author", row.first().commit().author());
    properties.put("ring", row.worst().ring());
    properties.put("score", row.worst().score());
    properties.put("dates", row.dates().text());
    row.mark().ifPresent(mark -> properties.put("aiSign", mark.sign() + " " + mark.strength()));
    properties.put("shippedIn", row.tags());
  }

  private static String level(AuditReport.Row row) {
    return switch (row.worst().severity()) {
      case "error", "warning", "note" -> row.worst().severity();
      default -> "none";
    };
  }

  private static void location(ObjectNode node, String path, List<Lines> lines) {
    ObjectNode physical = node.putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", uri(path)).put("uriBaseId", "%SRCROOT%");
    physical
        .putObject("region")
        .put("startLine", lines.getFirst().first())
        .put("endLine", lines.getLast().last());
  }

  private static String uri(String path) {
    try {
      return new URI(null, null, "/" + path, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}
