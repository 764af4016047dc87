package dev.ringfence.audit.marks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a record of `ringfence provenance record` says of tools: in-toto Statements, one a line,
/// alone or in a DSSE envelope, whose signature is for `provenance verify` to judge.
///
/// @param blobs git's ids of the files after the change, by path
/// @param lines the lines that came from tools, as they stand in these blobs
record ProvenanceStatement(Map<String, String> blobs, List<AiLines> lines) {
  /// Where they lie in a tree.
  static final String FOLDER = ".provenance";

  static final String SUFFIX = ".intoto.jsonl";
  private static final String TYPE = "https://ringfence.dev/attestation/ai-contribution/v1";

  ProvenanceStatement {
    blobs = Map.copyOf(blobs);
    lines = List.copyOf(lines);
  }

  /// Reads the statements of a file.
  ///
  /// @param path the file
  /// @param faults gets what cannot be read
  static List<ProvenanceStatement> parse(String path, String text, List<String> faults) {
    List<ProvenanceStatement> statements = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        JsonNode json = JsonMapper.shared().readTree(line);
        if (json.has("payload")) {
          byte[] payload = Base64.getDecoder().decode(json.path("payload").asString(""));
          json = JsonMapper.shared().readTree(new String(payload, StandardCharsets.UTF_8));
        }
        if (json.path("predicateType").asString("").equals(TYPE)) {
          statements.add(of(path, json));
        }
      } catch (JacksonException | IllegalArgumentException damaged) {
        faults.add(path + ":" + number + " is damaged");
      }
    }
    return statements;
  }

  private static ProvenanceStatement of(String path, JsonNode json) {
    Map<String, String> blobs = new LinkedHashMap<>();
    for (JsonNode subject : json.path("subject")) {
      String blob = subject.path("digest").path("gitBlob").asString("");
      if (!blob.isEmpty()) {
        blobs.put(subject.path("name").asString(""), blob);
      }
    }
    List<AiLines> lines = new ArrayList<>();
    for (JsonNode each : json.path("predicate").path("contributors")) {
      if (each.path("type").asString("").equals("ai")) {
        String tool =
            (each.path("tool").asString("unknown") + " " + each.path("model_id").asString(""))
                .strip();
        for (JsonNode range : each.path("ranges")) {
          lines.add(
              new AiLines(
                  range.path("path").asString(""),
                  range.path("start_line").asInt(0),
                  range.path("end_line").asInt(0),
                  tool,
                  path));
        }
      }
    }
    return new ProvenanceStatement(blobs, lines);
  }
}
