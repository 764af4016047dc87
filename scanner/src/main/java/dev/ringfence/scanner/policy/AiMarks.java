package dev.ringfence.scanner.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Signs of AI in a commit message, as tools leave them. That there is none proves nothing.
public final class AiMarks {
  /// A sign.
  ///
  /// @param line the line, from 1
  /// @param key the trailer's key; empty for a sign that is no trailer
  /// @param text the line
  public record Mark(int line, String key, String text) {}

  private static final Pattern TRAILER =
      Pattern.compile("^([A-Za-z][A-Za-z0-9-]*)[ \\t]*:[ \\t]*(\\S.*)$");
  private static final Set<String> KEYS =
      Set.of(
          "assisted-by",
          "generated-by",
          "made-with",
          "co-authored-by-ai",
          "ai-assisted",
          "agent-logs-url",
          "entire-checkpoint",
          "entire-session",
          "replit-commit-author");
  private static final Set<String> PEOPLE =
      Set.of("co-authored-by", "co-developed-by", "signed-off-by");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)<(?:noreply@anthropic\\.com|cursoragent@cursor\\.com|noreply@aider\\.chat"
              + "|(?:noreply|codex)@openai\\.com|amp@ampcode\\.com|noreply@opencode\\.ai"
              + "|gemini-cli-agent@google\\.com|noreply@cline\\.bot|opensource@block\\.xyz"
              + "|noreply@codeium\\.com|copilot@github\\.com"
              + "|\\d+\\+(?:copilot|claude|cursor|chatgpt-codex-connector|openai-codex"
              + "|gemini-code-assist|devin-ai-integration|amazon-q-developer)"
              + "(?:\\[bot\\])?@users\\.noreply\\.github\\.com)>");
  private static final Pattern PROSE =
      Pattern.compile("(?i)generated with \\[?claude code\\]?|^aider:|\\(aider\\)\\s*<");

  private AiMarks() {}

  /// The signs in a message, by line; comment lines are left out, as git does.
  public static List<Mark> find(String message, Disclosure disclosure) {
    List<Mark> found = new ArrayList<>();
    List<String> lines = message.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("# ------------------------ >8")) {
        break;
      }
      if (line.startsWith("#")) {
        continue;
      }
      Matcher trailer = TRAILER.matcher(line);
      String key = trailer.matches() ? trailer.group(1) : "";
      String lower = key.toLowerCase(Locale.ROOT);
      boolean named = KEYS.contains(lower) || (!key.isEmpty() && disclosure.names(key));
      boolean tool = PEOPLE.contains(lower) && ADDRESS.matcher(line).find();
      boolean prose =
          PROSE.matcher(line).find()
              || disclosure.extraMarkers().stream().anyMatch(marker -> marker.matcher(line).find());
      if (named || tool || prose) {
        found.add(new Mark(i + 1, named || tool ? key : "", line.strip()));
      }
    }
    return found;
  }
}
