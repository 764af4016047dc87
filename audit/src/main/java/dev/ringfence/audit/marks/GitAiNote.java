package dev.ringfence.audit.marks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A note of the Git AI standard, version 3.0.0, as it lies at `refs/notes/ai`: which lines of a
/// commit which session of which tool wrote.
///
/// Lines without an entry are not tracked, which is not to say that a person wrote them.
final class GitAiNote {
  /*
   * Text, a line `---`, then JSON. A path stands at the start of a line, in quotes where it has white
   * space; below it, two spaces in, `KEY RANGES` with ranges such as `1-4,9`. A key is a session
   * (`s_...::t_...`), a person (`h_...`) or, as in older versions, a prompt (16 hex digits or 7).
   */
  private static final Pattern ENTRY = Pattern.compile("^  (\\S+) ([0-9][0-9,-]*)$");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
  private static final String SOURCE = "git-ai authorship note";

  private GitAiNote() {}

  /// What a note says.
  ///
  /// @param lines the lines that tools wrote
  /// @param tools the tools, as `tool model`
  /// @param fault what of it could not be read
  record Reading(List<AiLines> lines, List<String> tools, Optional<String> fault) {}

  static Reading parse(String note) {
    int end = note.startsWith("---\n") ? 0 : note.indexOf("\n---\n");
    String attestation = end < 0 ? note : note.substring(0, end);
    JsonNode json = JsonMapper.shared().createObjectNode();
    Optional<String> fault = Optional.empty();
    if (end < 0) {
      fault = Optional.of("no line `---` between lines and records");
    } else {
      try {
        json = JsonMapper.shared().readTree(note.substring(note.indexOf("---\n", end) + 4));
        if (!json.path("schema_version").asString("").startsWith("authorship/3.")) {
          fault =
              Optional.of("schema " + json.path("schema_version").asString("without a version"));
        }
      } catch (JacksonException broken) {
        fault = Optional.of("the records are no JSON");
      }
    }
    List<AiLines> lines = new ArrayList<>();
    List<String> tools = new ArrayList<>();
    String path = "";
    for (String line : attestation.lines().toList()) {
      Matcher entry = ENTRY.matcher(line);
      if (!entry.matches()) {
        path = unquoted(line);
        continue;
      }
      String key = entry.group(1);
      if (key.startsWith("h_")) {
        continue;
      }
      String tool = tool(json, key);
      if (!tools.contains(tool)) {
        tools.add(tool);
      }
      Matcher range = RANGE.matcher(entry.group(2));
      while (range.find()) {
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        lines.add(new AiLines(path, first, last, tool, SOURCE));
      }
    }
    return new Reading(lines, tools, fault);
  }

  private static String unquoted(String path) {
    return path.length() > 1 && path.startsWith("\"") && path.endsWith("\"")
        ? path.substring(1, path.length() - 1)
        : path;
  }

  private static String tool(JsonNode json, String key) {
    int part = key.indexOf("::");
    JsonNode record =
        key.startsWith("s_")
            ? json.path("sessions").path(part < 0 ? key : key.substring(0, part))
            : json.path("prompts").path(key);
    JsonNode agent = record.path("agent_id");
    String name =
        (agent.path("tool").asString("") + " " + agent.path("model").asString("")).strip();
    return name.isEmpty() ? "not named" : name;
  }
}
