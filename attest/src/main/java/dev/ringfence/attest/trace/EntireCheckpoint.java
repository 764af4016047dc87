package dev.ringfence.attest.trace;

import dev.ringfence.attest.contribution.Commit;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.GitCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A checkpoint of Entire: the sessions behind a commit that has an `Entire-Checkpoint` trailer.
///
/// @param id its id
/// @param files the files that its sessions touched
/// @param tool the tool
/// @param prompts what the tool was asked, a session
public record EntireCheckpoint(String id, List<String> files, ToolUse tool, List<String> prompts) {
  private static final Pattern TRAILER =
      Pattern.compile("(?im)^Entire-Checkpoint[ \\t]*:[ \\t]*([0-9A-Za-z]{12,26})[ \\t]*$");
  private static final Pattern AGENT =
      Pattern.compile("(?im)^Entire-Agent[ \\t]*:[ \\t]*(\\S.*?)[ \\t]*$");
  private static final int MAX_SESSIONS = 100;

  public EntireCheckpoint {
    files = List.copyOf(files);
    prompts = List.copyOf(prompts);
  }

  /// The checkpoint ids in a message.
  public static List<String> ids(String message) {
    List<String> ids = new ArrayList<>();
    Matcher matcher = TRAILER.matcher(message);
    while (matcher.find()) {
      ids.add(matcher.group(1));
    }
    return ids;
  }

  /// The checkpoints of commits, as far as their branch or references are in this clone.
  public static List<EntireCheckpoint> of(GitChanges git, List<Commit> commits) throws IOException {
    List<EntireCheckpoint> found = new ArrayList<>();
    for (Commit commit : commits) {
      for (String id : ids(commit.message())) {
        read(git, id, commit).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<EntireCheckpoint> read(GitChanges git, String id, Commit commit)
      throws IOException {
    String folder = id.substring(0, 2) + "/" + id.substring(2) + "/";
    GitCommand command = new GitCommand(git.directory());
    for (String place :
        List.of(
            "refs/heads/entire/checkpoints/v1:" + folder,
            "refs/remotes/origin/entire/checkpoints/v1:" + folder,
            "refs/entire/checkpoints/" + id.substring(0, 2) + "/" + id + ":" + folder,
            "refs/entire/checkpoints/" + id.substring(0, 2) + "/" + id + ":")) {
      Optional<JsonNode> root =
          command
              .text(List.of("cat-file", "blob", place + "metadata.json"))
              .flatMap(EntireCheckpoint::json);
      if (root.isEmpty()) {
        continue;
      }
      List<String> files = new ArrayList<>();
      root.get().path("files_touched").forEach(file -> files.add(file.asString("")));
      List<String> prompts = new ArrayList<>();
      Matcher agent = AGENT.matcher(commit.message());
      String tool = agent.find() ? agent.group(1) : "";
      String model = "";
      for (int session = 0; session < MAX_SESSIONS; session++) {
        String at = place + session + "/";
        Optional<JsonNode> metadata =
            command
                .text(List.of("cat-file", "blob", at + "metadata.json"))
                .flatMap(EntireCheckpoint::json);
        if (metadata.isEmpty()) {
          break;
        }
        tool = tool.isEmpty() ? metadata.get().path("agent").asString("") : tool;
        model = model.isEmpty() ? metadata.get().path("model").asString("") : model;
        command.text(List.of("cat-file", "blob", at + "prompt.txt")).ifPresent(prompts::add);
      }
      return Optional.of(
          new EntireCheckpoint(
              id,
              files,
              new ToolUse(
                  tool.isEmpty() ? "unknown" : tool,
                  Optional.empty(),
                  model.isEmpty() ? Optional.empty() : Optional.of(model),
                  "Entire checkpoint " + id),
              prompts));
    }
    return Optional.empty();
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(JsonMapper.shared().readTree(text));
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }
}
