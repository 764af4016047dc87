package dev.ringfence.audit.report;

import dev.ringfence.audit.answer.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what taking a finding out would touch, and the patch that does it, a file each.
public final class RollbackFiles {
  private static final String FOLDER = "rollback";

  private RollbackFiles() {}

  static String patch(AuditReport.Row row) {
    return FOLDER + "/" + row.shortId() + ".patch";
  }

  /// Writes them into the folder of an audit; those of findings that are none any more go.
  public static void write(AuditReport report, Path folder) throws IOException {
    Path target = Files.createDirectories(folder.resolve(FOLDER));
    Set<Path> written = new HashSet<>();
    for (AuditReport.Row row : report.rows()) {
      if (row.places().isEmpty()) {
        continue;
      }
      AuditReport.Detail detail = report.detail(row);
      Path patch = folder.resolve(patch(row));
      Files.write(patch, detail.patch());
      written.add(patch);
      Path plan = target.resolve(row.shortId() + ".json");
      Files.write(plan, plan(detail).getBytes(StandardCharsets.UTF_8));
      written.add(plan);
    }
    try (Stream<Path> files = Files.list(target)) {
      for (Path file : files.filter(each -> !written.contains(each)).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String plan(AuditReport.Detail detail) {
    AuditReport.Row row = detail.row();
    Answer answer = detail.answer();
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("version", 1);
    root.put("finding", "sha256:" + row.id());
    root.put("commit", answer.head());
    root.put("introduced_by", row.first().commit().hash());
    root.put("origin", row.first().work() + "/" + row.first().originPath());
    root.put("license", row.first().license());
    root.put("share", answer.share());
    root.put("patch", row.shortId() + ".patch");
    ArrayNode files = root.putArray("files");
    for (Answer.TouchedFile file : answer.rollback().files()) {
      ObjectNode node = files.addObject();
      node.put("path", file.path());
      node.put("of_lines", file.ofLines());
      ArrayNode lines = node.putArray("lines");
      for (Answer.Stretch stretch : file.lines()) {
        lines.addObject().put("first", stretch.first()).put("last", stretch.last());
      }
      strings(node, "dependents", file.dependents());
      strings(node, "tests", file.tests());
    }
    strings(root, "releases", answer.tags().stream().map(Answer.Shipped::name).toList());
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void strings(ObjectNode node, String name, List<String> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(array::add);
  }
}
