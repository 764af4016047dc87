package dev.ringfence.attest.trace;

import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.scanner.match.LineRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A note of git-ai, `authorship/3.0.0` [1]: which lines of a commit's files which session wrote.
/// Lines without an entry are not known to be anyone's.
///
/// [1] git-ai standard v3.0.0.
///
/// @param entries who wrote which lines, a file
public record GitAiNote(Map<String, List<Entry>> entries) {
  /// Lines of a file that a tool wrote.
  ///
  /// @param lines the lines in the commit's file
  /// @param tool the tool
  public record Entry(List<LineRange> lines, ToolUse tool) {
    public Entry {
      lines = List.copyOf(lines);
    }
  }

  private static final Pattern LINES = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  public GitAiNote {
    entries = Map.copyOf(entries);
  }

  /// Reads a note; empty where it is none.
  ///
  /// @param evidence what to call it
  public static Optional<GitAiNote> read(String note, String evidence) {
    String text = note.replace("\r\n", "\n");
    int end = text.startsWith("---\n") ? 0 : text.indexOf("\n---\n");
    if (end < 0) {
      return Optional.empty();
    }
    JsonNode json;
    try {
      json = JsonMapper.shared().readTree(text.substring(text.indexOf("---\n", end) + 4));
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
    if (!json.path("schema_version").asString("").startsWith("authorship/")) {
      return Optional.empty();
    }
    Map<String, List<Entry>> entries = new LinkedHashMap<>();
    String path = "";
    for (String line : text.substring(0, end).split("\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      if (!line.startsWith(" ")) {
        path =
            line.length() > 1 && line.startsWith("\"") && line.endsWith("\"")
                ? line.substring(1, line.length() - 1)
                : line;
        continue;
      }
      String[] parts = line.strip().split("\\s+", 2);
      Optional<ToolUse> tool = parts.length < 2 ? Optional.empty() : tool(parts[0], json, evidence);
      if (tool.isPresent()) {
        entries
            .computeIfAbsent(path, _ -> new ArrayList<>())
            .add(new Entry(lines(parts[1]), tool.get()));
      }
    }
    return Optional.of(new GitAiNote(entries));
  }

  /// The tool behind a key; empty for people.
  private static Optional<ToolUse> tool(String key, JsonNode json, String evidence) {
    if (key.startsWith("h_")) {
      return Optional.empty();
    }
    int colons = key.indexOf("::");
    String id = colons < 0 ? key : key.substring(0, colons);
    JsonNode record = json.path(id.startsWith("s_") ? "sessions" : "prompts").path(id);
    JsonNode agent = record.path("agent_id");
    String name = agent.path("tool").asString("");
    String model = agent.path("model").asString("");
    return Optional.of(
        new ToolUse(
            name.isEmpty() ? "unknown" : name,
            Optional.empty(),
            model.isEmpty() || model.equals("unknown") ? Optional.empty() : Optional.of(model),
            evidence));
  }

  private static List<LineRange> lines(String text) {
    List<LineRange> lines = new ArrayList<>();
    Matcher matcher = LINES.matcher(text);
    while (matcher.find()) {
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (first >= 1 && last >= first) {
        lines.add(new LineRange(first, last));
      }
    }
    return lines;
  }
}
