package dev.ringfence.attest.check;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A pull request as the event of a forge tells it: GitHub's `pull_request`, or GitLab's merge
/// request.
///
/// @param body its text
/// @param base the commit that it goes onto, where the event names it
/// @param head the commit that it ends with
/// @param author who opened it
/// @param byBot whether that is no person
public record PullRequestEvent(
    String body,
    Optional<String> base,
    Optional<String> head,
    Optional<String> author,
    boolean byBot) {
  /// Reads an event.
  ///
  /// @param label what to call it
  public static PullRequestEvent read(String label, String text) {
    JsonNode root;
    try {
      root = JsonMapper.shared().readTree(text);
    } catch (JacksonException noJson) {
      throw none(label, "the event is no JSON");
    }
    JsonNode request = root.path("pull_request");
    if (request.isObject()) {
      String login = request.path("user").path("login").asString("");
      return new PullRequestEvent(
          request.path("body").asString(""),
          commit(request.path("base").path("sha")),
          commit(request.path("head").path("sha")),
          login.isEmpty() ? Optional.empty() : Optional.of(login),
          request.path("user").path("type").asString("").equals("Bot")
              || login.toLowerCase(Locale.ROOT).endsWith("[bot]"));
    }
    JsonNode merge = root.path("object_attributes");
    if (merge.isObject() && root.path("object_kind").asString("").equals("merge_request")) {
      String login = root.path("user").path("username").asString("");
      return new PullRequestEvent(
          merge.path("description").asString(""),
          Optional.empty(),
          commit(merge.path("last_commit").path("id")),
          login.isEmpty() ? Optional.empty() : Optional.of(login),
          false);
    }
    throw none(label, "the event is of no pull request");
  }

  private static Optional<String> commit(JsonNode node) {
    String id = node.asString("");
    return id.matches("[0-9a-f]{40}([0-9a-f]{24})?") ? Optional.of(id) : Optional.empty();
  }

  private static RingfenceException none(String label, String message) {
    return RingfenceException.usage(
        Diagnostic.of(
                "attest/event",
                message,
                "give the file that $GITHUB_EVENT_PATH names in a job of `pull_request`, or the text"
                    + " of the pull request with --body")
            .at(label));
  }
}
