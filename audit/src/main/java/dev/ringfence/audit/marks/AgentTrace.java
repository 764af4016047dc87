package dev.ringfence.audit.marks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Records of Agent Trace 0.1, one a line of `.agent-trace/traces.jsonl`: which lines of a revision
/// which conversation wrote.
final class AgentTrace {
  private static final String SOURCE = "agent-trace record";

  private AgentTrace() {}

  /// What a file of records says.
  ///
  /// @param lines the lines that tools wrote, by revision
  /// @param unread how many records could not be read or name no revision
  record Reading(Map<String, List<AiLines>> lines, int unread) {}

  static Reading parse(String text) {
    Map<String, List<AiLines>> lines = new LinkedHashMap<>();
    int unread = 0;
    for (String line : text.lines().toList()) {
      if (line.isBlank()) {
        continue;
      }
      try {
        JsonNode record = JsonMapper.shared().readTree(line);
        String revision = record.path("vcs").path("revision").asString("");
        if (revision.isEmpty()) {
          unread++;
          continue;
        }
        lines.computeIfAbsent(revision, _ -> new ArrayList<>()).addAll(lines(record));
      } catch (JacksonException broken) {
        unread++;
      }
    }
    return new Reading(lines, unread);
  }

  private static List<AiLines> lines(JsonNode record) {
    List<AiLines> lines = new ArrayList<>();
    String tool = record.path("tool").path("name").asString("");
    for (JsonNode file : record.path("files")) {
      String path = file.path("path").asString("");
      for (JsonNode conversation : file.path("conversations")) {
        for (JsonNode range : conversation.path("ranges")) {
          JsonNode contributor =
              range.has("contributor")
                  ? range.path("contributor")
                  : conversation.path("contributor");
          String type = contributor.path("type").asString("unknown");
          int first = range.path("start_line").asInt(0);
          int last = range.path("end_line").asInt(0);
          if ((type.equals("ai") || type.equals("mixed")) && first > 0 && last >= first) {
            String model = contributor.path("model_id").asString("");
            String named = (tool + " " + model).strip();
            lines.add(
                new AiLines(path, first, last, named.isEmpty() ? "not named" : named, SOURCE));
          }
        }
      }
    }
    return lines;
  }
}
