package dev.ringfence.attest.provenance;

import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.match.LineRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Records in the forms of others.
public final class ProvenanceExport {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_FILE = 64 << 20;

  private ProvenanceExport() {}

  /// Agent Trace records [1], one a tool and line; line numbers are those of the recorded commit.
  ///
  /// [1] Agent Trace 0.1.0, January 2026; the version is written as its schema has it.
  public static String agentTrace(GitChanges git, List<ProvenanceRecord> records)
      throws IOException {
    StringBuilder out = new StringBuilder();
    for (ProvenanceRecord record : records) {
      for (ProvenanceRecord.RecordedTool tool : record.tools()) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "0.1");
        root.put(
            "id",
            UUID.nameUUIDFromBytes(
                    (record.statement() + tool.tool().tool() + tool.tool().model())
                        .getBytes(StandardCharsets.UTF_8))
                .toString());
        root.put("timestamp", time(git, record).toString());
        root.putObject("vcs").put("type", "git").put("revision", record.headCommit());
        ObjectNode name = root.putObject("tool");
        name.put("name", tool.tool().tool());
        tool.tool().version().ifPresent(version -> name.put("version", version));
        Map<String, ArrayNode> files = new LinkedHashMap<>();
        ArrayNode list = root.putArray("files");
        for (ProvenanceRecord.Range range : tool.ranges()) {
          ArrayNode ranges =
              files.computeIfAbsent(
                  range.path(),
                  path -> {
                    ObjectNode file = list.addObject();
                    file.put("path", path);
                    ObjectNode conversation = file.putArray("conversations").addObject();
                    ObjectNode contributor = conversation.putObject("contributor");
                    contributor.put("type", "ai");
                    tool.tool().model().ifPresent(model -> contributor.put("model_id", model));
                    return conversation.putArray("ranges");
                  });
          ObjectNode node = ranges.addObject();
          node.put("start_line", range.lines().firstLine());
          node.put("end_line", range.lines().lastLine());
          record.files().stream()
              .filter(file -> file.path().equals(range.path()))
              .flatMap(file -> file.runs().stream())
              .filter(run -> run.lines().equals(range.lines()))
              .findFirst()
              .ifPresent(
                  run -> node.put("content_hash", LineDigests.FORM + "-sha256:" + run.digest()));
        }
        root.putObject("metadata").putObject("dev.ringfence").put("record", record.id());
        out.append(root).append('\n');
      }
    }
    return out.toString();
  }

  private static Instant time(GitChanges git, ProvenanceRecord record) throws IOException {
    try {
      return Instant.ofEpochSecond(git.snapshot(record.headCommit()).time());
    } catch (RingfenceException notInThisClone) {
      return Instant.EPOCH;
    }
  }

  /// What an export could not tell.
  ///
  /// @param text the export
  /// @param missing what is missing from it
  public record Partial(String text, List<String> missing) {
    public Partial {
      missing = List.copyOf(missing);
    }
  }

  /// An SPDX 2.3 document: a snippet a range that came from a tool, with its bytes and lines in the
  /// file as it was recorded.
  ///
  /// @param toolVersion the version of this program
  public static Partial spdx(GitChanges git, List<ProvenanceRecord> records, String toolVersion)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("spdxVersion", "SPDX-2.3");
    root.put("dataLicense", "CC0-1.0");
    root.put("SPDXID", "SPDXRef-DOCUMENT");
    root.put("name", "provenance");
    StringBuilder all = new StringBuilder();
    records.forEach(record -> all.append(record.statement()));
    root.put(
        "documentNamespace",
        "https://ringfence.dev/spdx/provenance-"
            + DigestUtils.sha256Hex(all.toString().getBytes(StandardCharsets.UTF_8)));
    Instant latest = Instant.EPOCH;
    for (ProvenanceRecord record : records) {
      Instant time = time(git, record);
      latest = time.isAfter(latest) ? time : latest;
    }
    ObjectNode creation = root.putObject("creationInfo");
    creation.put("created", latest.toString());
    creation.putArray("creators").add("Tool: " + toolVersion.replace(' ', '-'));
    ArrayNode described = root.putArray("documentDescribes");
    ArrayNode files = root.putArray("files");
    ArrayNode snippets = root.putArray("snippets");
    Map<String, String> ids = new TreeMap<>();
    Set<String> missing = new LinkedHashSet<>();
    for (ProvenanceRecord record : records) {
      for (ProvenanceRecord.RecordedTool tool : record.tools()) {
        for (ProvenanceRecord.Range range : tool.ranges()) {
          Optional<ProvenanceRecord.RecordedFile> file =
              record.files().stream().filter(each -> each.path().equals(range.path())).findFirst();
          Optional<byte[]> bytes =
              file.isEmpty() ? Optional.empty() : git.bytes(file.get().gitBlob(), MAX_FILE);
          if (bytes.isEmpty()) {
            missing.add(
                record.id() + ": " + range.path() + " as it was recorded is not in this clone");
            continue;
          }
          String key = file.get().path() + "\n" + file.get().gitBlob();
          String id = ids.get(key);
          if (id == null) {
            id = "SPDXRef-File-" + (ids.size() + 1);
            ids.put(key, id);
            ObjectNode node = files.addObject();
            node.put("SPDXID", id);
            node.put("fileName", "./" + file.get().path());
            ArrayNode checksums = node.putArray("checksums");
            checksums
                .addObject()
                .put("algorithm", "SHA1")
                .put("checksumValue", DigestUtils.sha1Hex(bytes.get()));
            checksums
                .addObject()
                .put("algorithm", "SHA256")
                .put("checksumValue", DigestUtils.sha256Hex(bytes.get()));
            node.put("licenseConcluded", "NOASSERTION");
            node.putArray("licenseInfoInFiles").add("NOASSERTION");
            node.put("copyrightText", "NOASSERTION");
            described.add(id);
          }
          snippet(
              snippets.addObject(),
              snippets.size(),
              id,
              range.lines(),
              bytes.get(),
              tool.tool(),
              record);
        }
      }
    }
    return new Partial(
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n",
        List.copyOf(missing));
  }

  private static void snippet(
      ObjectNode node,
      int number,
      String file,
      LineRange lines,
      byte[] bytes,
      ToolUse tool,
      ProvenanceRecord record) {
    node.put("SPDXID", "SPDXRef-Snippet-" + number);
    node.put("snippetFromFile", file);
    int[] range = bytes(bytes, lines);
    ArrayNode ranges = node.putArray("ranges");
    ObjectNode inBytes = ranges.addObject();
    inBytes.putObject("startPointer").put("reference", file).put("offset", range[0]);
    inBytes.putObject("endPointer").put("reference", file).put("offset", range[1]);
    ObjectNode inLines = ranges.addObject();
    inLines.putObject("startPointer").put("reference", file).put("lineNumber", lines.firstLine());
    inLines.putObject("endPointer").put("reference", file).put("lineNumber", lines.lastLine());
    node.put("licenseConcluded", "NOASSERTION");
    node.put("copyrightText", "NOASSERTION");
    node.put(
        "comment",
        "From a coding tool: "
            + tool.nameAndVersion()
            + ", model "
            + tool.model().orElse("unknown")
            + "; provenance record "
            + record.id());
  }

  /// The first and the last byte of lines, from 1.
  private static int[] bytes(byte[] file, LineRange lines) {
    int line = 1;
    int start = 0;
    int end = file.length;
    for (int i = 0; i < file.length; i++) {
      if (file[i] == '\n') {
        if (line == lines.lastLine()) {
          end = i + 1;
          break;
        }
        line++;
        if (line == lines.firstLine()) {
          start = i + 1;
        }
      }
    }
    return new int[] {start + 1, Math.max(start + 1, end)};
  }

  /// The list that the ASF's guidance foresees, from `Generated-by` tokens: a tool with its version
  /// a line, and the files that it had a hand in.
  public static String asf(List<ProvenanceRecord> records) {
    Map<String, Set<String>> paths = new TreeMap<>();
    for (ProvenanceRecord record : records) {
      for (ProvenanceRecord.RecordedTool tool : record.tools()) {
        Set<String> own =
            paths.computeIfAbsent(
                tool.tool().nameAndVersion()
                    + tool.tool().model().map(model -> " (" + model + ")").orElse(""),
                _ -> new LinkedHashSet<>());
        tool.ranges().forEach(range -> own.add(range.path()));
      }
    }
    return paths.entrySet().stream()
        .map(entry ->
            "Generated-by: "
                + entry.getKey()
                + "\n"
                + entry.getValue().stream()
                    .map(path -> "  " + path + "\n")
                    .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }
}
