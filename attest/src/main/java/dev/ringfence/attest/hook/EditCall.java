package dev.ringfence.attest.hook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a coding tool tells a hook after it edited a file.
///
/// @param form how it says it, and how it wants to be answered
/// @param event the event, as the tool calls it
/// @param folder where the tool works
/// @param file the file that it edited
/// @param texts what it wrote, each piece
public record EditCall(Form form, String event, Path folder, Path file, List<String> texts) {
  /// The forms that are known.
  public enum Form {
    /// `tool_name` and `tool_input`, as Claude Code and Gemini CLI send them.
    TOOL_INPUT,
    /// `file_path` and `edits` beside `workspace_roots`, as Cursor sends them.
    EDITS
  }

  public EditCall {
    texts = List.copyOf(texts);
  }

  /// Reads a call; empty where it is of no edit.
  ///
  /// @param here where relative paths count from if the call does not say
  public static Optional<EditCall> read(String json, Path here) {
    JsonNode root;
    try {
      root = JsonMapper.shared().readTree(json);
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
    String event = root.path("hook_event_name").asString("");
    JsonNode input = root.path("tool_input");
    boolean ofTool = input.isObject();
    JsonNode edit = ofTool ? input : root;
    String file = edit.path("file_path").asString(edit.path("notebook_path").asString(""));
    List<String> texts = new ArrayList<>();
    for (String key : List.of("content", "new_string", "new_source")) {
      String text = edit.path(key).asString("");
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    for (JsonNode each : edit.path("edits")) {
      String text = each.path("new_string").asString("");
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    boolean before = event.toLowerCase(Locale.ROOT).startsWith("pre") || event.startsWith("Before");
    if (file.isEmpty() || texts.isEmpty() || before) {
      return Optional.empty();
    }
    String folder = root.path("cwd").asString(root.path("workspace_roots").path(0).asString(""));
    Path base = folder.isEmpty() ? here : Path.of(folder);
    return Optional.of(
        new EditCall(
            ofTool && !root.has("workspace_roots") ? Form.TOOL_INPUT : Form.EDITS,
            event,
            base,
            base.resolve(file).normalize(),
            texts));
  }
}
