package dev.ringfence.audit.report;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.audit.triage.Decision;
import dev.ringfence.corpus.license.SpdxExpression;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// SPDX 2.3, JSON: the findings that are there now as snippets of the files they live in, each with
/// its lines and bytes and with the file of the work that it resembles.
///
/// A tool finds that code is alike, and does not conclude a license from it: the concluded license
/// of a snippet is its origin's only where someone has confirmed the finding, and is not asserted
/// else. What the origin is under is said of the origin.
final class SpdxReport implements ReportFormat.Renderer {
  private static final String NOT_ASSERTED = "NOASSERTION";
  private static final Pattern REFERENCE = Pattern.compile("LicenseRef-[A-Za-z0-9.-]+");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, String> works = new TreeMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Set<String> references = new TreeSet<>();

  @Override
  public void render(AuditReport report, Writer out) throws IOException {
    new SpdxReport().write(report, out);
  }

  private void write(AuditReport report, Writer out) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("spdxVersion", "SPDX-2.3");
    root.put("dataLicense", "CC0-1.0");
    root.put("SPDXID", "SPDXRef-DOCUMENT");
    root.put("name", "Ringfence audit of " + report.run().repository());
    root.put(
        "documentNamespace",
        "https://spdx.org/spdxdocs/ringfence-audit-"
            + report.run().head()
            + "-"
            + report.scan().index().digest().replaceFirst("^sha256:", "").substring(0, 16));
    ObjectNode creation = root.putObject("creationInfo");
    creation.put("created", report.run().day() + "T00:00:00Z");
    creation.putArray("creators").add("Tool: ringfence-" + report.scan().tool().fullVersion());
    creation.put("comment", String.join("\n\n", ReportText.method(report)));
    ArrayNode packages = root.putArray("packages");
    ArrayNode fileNodes = root.putArray("files");
    ArrayNode snippets = root.putArray("snippets");
    ArrayNode relations = root.putArray("relationships");
    ObjectNode own = packages.addObject();
    own.put("SPDXID", "SPDXRef-Repository");
    own.put("name", report.run().repository());
    own.put("versionInfo", report.run().head());
    own.put("downloadLocation", NOT_ASSERTED);
    own.put("filesAnalyzed", false);
    own.put("licenseConcluded", NOT_ASSERTED);
    own.put("licenseDeclared", NOT_ASSERTED);
    own.put("copyrightText", NOT_ASSERTED);
    relate(relations, "SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-Repository", "");
    int number = 0;
    for (AuditReport.Row row : report.rows()) {
      if (row.places().isEmpty()) {
        continue;
      }
      Answer answer = report.detail(row).answer();
      String work = work(row, packages);
      for (Answer.TouchedFile file : answer.rollback().files()) {
        String id = file(file, fileNodes, relations);
        for (Answer.Stretch stretch : file.lines()) {
          String snippet = "SPDXRef-Snippet-" + ++number;
          snippet(snippets.addObject(), snippet, id, stretch, row);
          relate(
              relations,
              snippet,
              "OTHER",
              work,
              "resembles "
                  + row.first().originPath()
                  + ", lines "
                  + row.originLines()
                  + "; finding sha256:"
                  + row.id());
        }
      }
    }
    ArrayNode licenses = root.putArray("hasExtractedLicensingInfos");
    for (String reference : references) {
      licenses
          .addObject()
          .put("licenseId", reference)
          .put("name", reference.substring("LicenseRef-".length()))
          .put("extractedText", "The text is in the work; the index names it " + reference + ".");
    }
    if (licenses.isEmpty()) {
      root.remove("hasExtractedLicensingInfos");
    }
    out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static void relate(
      ArrayNode relations, String from, String type, String to, String comment) {
    ObjectNode node = relations.addObject();
    node.put("spdxElementId", from);
    node.put("relationshipType", type);
    node.put("relatedSpdxElement", to);
    if (!comment.isEmpty()) {
      node.put("comment", comment);
    }
  }

  /// The package of an origin's work and license: files of one work may be under several.
  private String work(AuditReport.Row row, ArrayNode packages) {
    String key = row.first().work() + "\n" + row.first().license();
    String known = works.get(key);
    if (known != null) {
      return known;
    }
    String id = "SPDXRef-Origin-" + (works.size() + 1);
    works.put(key, id);
    String work = row.first().work();
    String name = row.workName();
    ObjectNode node = packages.addObject();
    node.put("SPDXID", id);
    node.put("name", name);
    if (work.length() > name.length() + 1) {
      node.put("versionInfo", work.substring(name.length() + 1));
    }
    node.put("downloadLocation", NOT_ASSERTED);
    node.put("filesAnalyzed", false);
    node.put("licenseConcluded", NOT_ASSERTED);
    node.put("licenseDeclared", license(row.first().license()));
    node.put("copyrightText", NOT_ASSERTED);
    node.put("comment", "An indexed work; the license is that of the files that resemble.");
    return id;
  }

  private String license(String expression) {
    if (SpdxExpression.parse(expression).isEmpty()) {
      return NOT_ASSERTED;
    }
    Matcher reference = REFERENCE.matcher(expression);
    while (reference.find()) {
      references.add(reference.group());
    }
    return expression;
  }

  private String file(Answer.TouchedFile file, ArrayNode nodes, ArrayNode relations) {
    String known = files.get(file.path());
    if (known != null) {
      return known;
    }
    String id = "SPDXRef-File-" + (files.size() + 1);
    files.put(file.path(), id);
    ObjectNode node = nodes.addObject();
    node.put("SPDXID", id);
    node.put("fileName", "./" + file.path());
    node.putArray("checksums")
        .addObject()
        .put("algorithm", "SHA1")
        .put("checksumValue", file.sha1());
    node.put("licenseConcluded", NOT_ASSERTED);
    node.putArray("licenseInfoInFiles").add(NOT_ASSERTED);
    node.put("copyrightText", NOT_ASSERTED);
    // Not of the package: it does not list all of its files.
    relate(relations, "SPDXRef-DOCUMENT", "DESCRIBES", id, "");
    return id;
  }

  private void snippet(
      ObjectNode node, String id, String file, Answer.Stretch stretch, AuditReport.Row row) {
    node.put("SPDXID", id);
    node.put("snippetFromFile", file);
    node.put("name", row.first().work() + "/" + row.first().originPath());
    ArrayNode ranges = node.putArray("ranges");
    range(ranges.addObject(), "offset", file, stretch.firstByte(), stretch.lastByte());
    range(ranges.addObject(), "lineNumber", file, stretch.first(), stretch.last());
    boolean confirmed =
        row.decision().map(made -> made.kind() == Decision.Kind.CONFIRMED).orElse(false);
    node.put("licenseConcluded", confirmed ? license(row.first().license()) : NOT_ASSERTED);
    node.putArray("licenseInfoInSnippets").add(NOT_ASSERTED);
    node.put("copyrightText", NOT_ASSERTED);
    node.put(
        "licenseComments",
        "Resembles "
            + row.first().work()
            + "/"
            + row.first().originPath()
            + ", lines "
            + row.originLines()
            + ", which is under "
            + (row.first().license().isEmpty() ? "no stated license" : row.first().license())
            + ": "
            + row.tokens()
            + " tokens match. "
            + row.decision()
                .map(made ->
                    "Decided: " + made.kind().id() + " by " + made.name() + ", " + made.reason())
                .orElse("Not decided."));
    node.put(
        "comment",
        "Brought in by commit " + row.first().commit().hash() + " of " + row.day() + ".");
  }

  private static void range(ObjectNode node, String unit, String file, int first, int last) {
    node.putObject("startPointer").put(unit, first).put("reference", file);
    node.putObject("endPointer").put(unit, last).put("reference", file);
  }
}
