package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.policy.SeverityTable;
import dev.ringfence.scanner.result.AppliedPolicy;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.Origin;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.ToolIdentity;
import dev.ringfence.scanner.result.Unchecked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The SARIF 2.1.0 report [1]: one rule a license category, one result a finding.
///
/// [1] OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
public final class SarifRenderer implements ReportRenderer {
  /*
   * GitHub takes 25,000 results a run and keeps 5,000, takes 1,000 locations a result and 10 MB after
   * gzip. More is left out here, mildest first, and said, rather than there, where nobody sees it.
   */
  static final int MAX_RESULTS = 5_000;
  static final int MAX_LOCATIONS = 1_000;
  static final int MAX_GZIP_BYTES = 10_000_000;
  private static final int MAX_MESSAGE = 4_000;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final int maxResults;
  private final int maxBytes;

  /// A renderer.
  public SarifRenderer() {
    this(MAX_RESULTS, MAX_GZIP_BYTES);
  }

  SarifRenderer(int maxResults, int maxBytes) {
    this.maxResults = maxResults;
    this.maxBytes = maxBytes;
  }

  @Override
  public String render(ScanReport result) {
    List<ReportedFinding> sorted = result.findings();
    int kept = Math.min(sorted.size(), maxResults);
    String report = render(result, sorted.subList(0, kept));
    while (kept > 1 && gzipped(report) > maxBytes) {
      kept /= 2;
      report = render(result, sorted.subList(0, kept));
    }
    return report;
  }

  private static int gzipped(String report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(report.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size();
  }

  private static String render(ScanReport result, List<ReportedFinding> findings) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    root.put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Ringfence");
    driver.put("version", result.tool().version() + " (commit " + result.tool().commit() + ")");
    driver.put("semanticVersion", result.tool().fullVersion());
    ArrayNode rules = driver.putArray("rules");
    for (Category category : Category.values()) {
      rule(rules.addObject(), category);
    }
    run.putObject("automationDetails").put("id", "ringfence/");
    ObjectNode base = run.putObject("originalUriBaseIds").putObject("%SRCROOT%");
    base.putObject("description").put("text", "The root of the repository.");
    ObjectNode invocation = run.putArray("invocations").addObject();
    invocation.put("executionSuccessful", !result.isIncomplete());
    ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
    for (Unchecked item : result.unchecked()) {
      ObjectNode notification = notifications.addObject();
      notification.put("level", item.incomplete() ? "error" : "note");
      notification
          .putObject("message")
          .put("text", "not checked: " + item.place() + ": " + item.reason());
    }
    for (String note : result.notes()) {
      ObjectNode notification = notifications.addObject();
      notification.put("level", "note");
      notification.putObject("message").put("text", note);
    }
    int left = result.findings().size() - findings.size();
    if (left > 0) {
      ObjectNode notification = notifications.addObject();
      notification.put("level", "warning");
      notification
          .putObject("message")
          .put(
              "text",
              left
                  + " of "
                  + result.findings().size()
                  + " findings, the mildest, are left out of this file, which would exceed what"
                  + " code scanning takes; the JSON report has all");
    }
    ArrayNode results = run.putArray("results");
    for (ReportedFinding finding : findings) {
      result(results.addObject(), finding);
    }
    ObjectNode properties = run.putObject("properties");
    properties.put("indexDigest", result.index().digest());
    digests(properties, result);
    properties.put("hunks", result.scanned().hunks());
    properties.put("tooShortToJudge", result.tooShort().size());
    properties.put("findings", result.findings().size());
    properties.put("findingsLeftOut", left);
    return VisibleText.json(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  /// What decided, by its digests.
  private static void digests(ObjectNode properties, ScanReport result) {
    AppliedPolicy policy = result.policy();
    policy.source().ifPresent(source -> properties.put("policy", source));
    policy.digest().ifPresent(digest -> properties.put("policyDigest", digest));
    policy.waivers().ifPresent(digest -> properties.put("waiversDigest", digest));
    policy.attributes().ifPresent(digest -> properties.put("attributesDigest", digest));
    policy.baseline().ifPresent(digest -> properties.put("baselineDigest", digest));
    properties.put("judgementDigest", policy.judgement());
    ToolIdentity.Matching matching = result.tool().matching();
    properties.put("parametersDigest", matching.parameters());
    properties.put("idiomsDigest", matching.idioms());
    properties.put("phrasesDigest", matching.phrases());
    ArrayNode replaced = properties.putArray("replaced");
    matching.replaced().forEach(replaced::add);
  }

  static String ruleId(Category category) {
    return "ringfence/" + category.label().toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static void rule(ObjectNode rule, Category category) {
    rule.put("id", ruleId(category));
    rule.put("name", category.label().replace(" ", "").replace("-", ""));
    rule.putObject("shortDescription")
        .put("text", "Looks like code under a license of the category " + category.label());
    rule.putObject("fullDescription")
        .put(
            "text",
            "The hunk matches code of an indexed work whose license is of the category "
                + category.label()
                + ". The match is measured overlap of tokens, not a legal judgement.");
    rule.putObject("help")
        .put(
            "text",
            "Compare the hunk with its origin side by side. If it was derived from it, remove it or"
                + " write it anew from a specification; do not rename or reorder it to make the finding"
                + " disappear.");
    SeverityTable.Entry worst = SeverityTable.of(category, Ring.INNER);
    rule.putObject("defaultConfiguration").put("level", worst.severity().id());
    ObjectNode properties = rule.putObject("properties");
    properties.put("security-severity", String.valueOf(worst.score()));
    properties.put("precision", "high");
    properties.putArray("tags").add("license").add("provenance");
  }

  private static void result(ObjectNode node, ReportedFinding finding) {
    Place place = finding.place();
    Origin origin = finding.origin();
    node.put("ruleId", ruleId(origin.license().category()));
    node.put("level", finding.severity() == Severity.NONE ? "none" : finding.severity().id());
    String message = VisibleText.line(message(finding, link(origin.swhid())));
    ObjectNode text = node.putObject("message");
    text.put(
        "text",
        message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…");
    ArrayNode locations = node.putArray("locations");
    for (Place each : finding.places()) {
      for (Lines range : each.hunk().lines()) {
        if (locations.size() == MAX_LOCATIONS) {
          break;
        }
        ObjectNode location = locations.addObject().putObject("physicalLocation");
        location
            .putObject("artifactLocation")
            .put("uri", uri(each.path()))
            .put("uriBaseId", "%SRCROOT%");
        location.putObject("region").put("startLine", range.first()).put("endLine", range.last());
      }
    }
    node.putObject("partialFingerprints")
        .put("primaryLocationLineHash", finding.id().substring(0, 32) + ":1")
        .put("ringfenceFinding/v2", finding.id())
        .put("ringfenceFinding/v1", finding.formerId());
    if (finding.isAccepted()) {
      node.putArray("suppressions")
          .addObject()
          .put("kind", "external")
          .put("status", "accepted")
          .put(
              "justification",
              finding
                  .waiver()
                  .filter(_ -> finding.isWaived())
                  .map(waiver -> waiver.reason() + " (" + waiver.owner() + ")")
                  .orElse("in the baseline"));
    }
    ObjectNode properties = node.putObject("properties");
    properties.put("origin", origin.name());
    properties.put("originSwhid", origin.swhid());
    properties.put("license", origin.licenseOr("none stated"));
    properties.put("ring", finding.zone().ring().id());
    properties.put("severityScore", finding.score());
    properties.put("matchedTokens", finding.amount().tokens());
    properties.put("containment", finding.amount().containment());
    properties.put("commentWords", place.match().commentWords());
    properties.put("bits", place.match().bits().score());
    place
        .renames()
        .ifPresent(map -> {
          ObjectNode renames = properties.putObject("renames");
          map.names().stream()
              .limit(20)
              .forEach(rename -> renames.put(rename.hunk(), rename.origin()));
        });
  }

  /// What was found, without markup.
  static String message(ReportedFinding finding) {
    return message(finding, finding.origin().swhid());
  }

  private static String message(ReportedFinding finding, String swhid) {
    Origin origin = finding.origin();
    return finding.summary()
        + " match "
        + origin.name()
        + " from line "
        + finding.place().origin().lines().getFirst().first()
        + " ("
        + origin.licenseOr("no stated license")
        + ", "
        + origin.license().category().label()
        + "; "
        + swhid
        + "). "
        + (finding.isSum() ? "Places: " + places(finding) + ". " : "")
        + String.join("; ", finding.reasons())
        + ".";
  }

  private static String places(ReportedFinding finding) {
    return finding.places().stream()
        .map(place -> place.path() + ":" + place.firstLine())
        .collect(Collectors.joining(", "));
  }

  /// Where the origin's very text can be read, as SARIF writes links: the archive that resolves
  /// SWHIDs has most of what distributions ship.
  private static String link(String swhid) {
    return "[" + swhid + "](https://archive.softwareheritage.org/" + swhid + ")";
  }

  /// A path as a relative URI reference.
  static String uri(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c < 128 && (Character.isLetterOrDigit(c) || "-._~/!$&'()*+,;=@".indexOf(c) >= 0);
      uri.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return uri.toString();
  }
}
