package dev.ringfence.attest.trace;

import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.scanner.match.LineRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A record of Agent Trace [1]: which lines of a revision's files which tool wrote.
///
/// [1] Agent Trace 0.1.0, January 2026.
///
/// @param revision the commit that its lines count in; empty where it names none
/// @param ranges who wrote which lines
public record AgentTrace(Optional<String> revision, List<Range> ranges) {
  /// Where the reference implementation writes them, one a line.
  public static final String FILE = ".agent-trace/traces.jsonl";

  /// Lines of a file that a tool wrote, alone or with a person.
  ///
  /// @param path the file
  /// @param lines the lines
  /// @param tool the tool
  public record Range(String path, List<LineRange> lines, ToolUse tool) {
    public Range {
      lines = List.copyOf(lines);
    }
  }

  public AgentTrace {
    ranges = List.copyOf(ranges);
  }

  /// Reads records, one a line or one over all lines; what is none is left out.
  ///
  /// @param evidence what to call them
  public static List<AgentTrace> read(String text, String evidence) {
    List<AgentTrace> traces = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank()) {
        json(line).flatMap(json -> record(json, evidence)).ifPresent(traces::add);
      }
    }
    if (traces.isEmpty()) {
      json(text).flatMap(json -> record(json, evidence)).ifPresent(traces::add);
    }
    return traces;
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(JsonMapper.shared().readTree(text));
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }

  private static Optional<AgentTrace> record(JsonNode json, String evidence) {
    if (!json.path("files").isArray() || !json.has("version")) {
      return Optional.empty();
    }
    String name = json.path("tool").path("name").asString("");
    String version = json.path("tool").path("version").asString("");
    List<Range> ranges = new ArrayList<>();
    for (JsonNode file : json.path("files")) {
      for (JsonNode conversation : file.path("conversations")) {
        for (JsonNode range : conversation.path("ranges")) {
          JsonNode own = range.path("contributor");
          JsonNode contributor = own.isObject() ? own : conversation.path("contributor");
          String type = contributor.path("type").asString("unknown");
          int first = range.path("start_line").asInt(0);
          int last = range.path("end_line").asInt(0);
          if (type.equals("human") || first < 1 || last < first) {
            continue;
          }
          String model = contributor.path("model_id").asString("");
          ranges.add(
              new Range(
                  file.path("path").asString(""),
                  List.of(new LineRange(first, last)),
                  new ToolUse(
                      name.isEmpty() ? "unknown" : name,
                      version.isEmpty() ? Optional.empty() : Optional.of(version),
                      model.isEmpty() ? Optional.empty() : Optional.of(model),
                      evidence)));
        }
      }
    }
    JsonNode vcs = json.path("vcs");
    String revision =
        vcs.path("type").asString("").equals("git") ? vcs.path("revision").asString("") : "";
    return Optional.of(
        new AgentTrace(revision.isEmpty() ? Optional.empty() : Optional.of(revision), ranges));
  }
}
