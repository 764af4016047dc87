package dev.ringfence.attest.contribution;

import dev.ringfence.scanner.policy.AiMarks;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which tool a mark in a commit message speaks of.
public final class ToolNames {
  private static final Map<String, String> BY_ADDRESS =
      Map.ofEntries(
          Map.entry("noreply@anthropic.com", "Claude Code"),
          Map.entry("cursoragent@cursor.com", "Cursor"),
          Map.entry("noreply@aider.chat", "Aider"),
          Map.entry("noreply@openai.com", "Codex"),
          Map.entry("codex@openai.com", "Codex"),
          Map.entry("amp@ampcode.com", "Amp"),
          Map.entry("noreply@opencode.ai", "OpenCode"),
          Map.entry("gemini-cli-agent@google.com", "Gemini CLI"),
          Map.entry("noreply@cline.bot", "Cline"),
          Map.entry("opensource@block.xyz", "Goose"),
          Map.entry("noreply@codeium.com", "Windsurf"),
          Map.entry("copilot@github.com", "GitHub Copilot"));
  private static final Map<String, String> BY_BOT =
      Map.of(
          "copilot", "GitHub Copilot",
          "claude", "Claude Code",
          "cursor", "Cursor",
          "chatgpt-codex-connector", "Codex",
          "openai-codex", "Codex",
          "gemini-code-assist", "Gemini Code Assist",
          "devin-ai-integration", "Devin",
          "amazon-q-developer", "Amazon Q Developer");

  private static final Pattern PERSON = Pattern.compile("^([^<]*)<([^>]+)>");
  private static final Pattern BOT =
      Pattern.compile("^\\d+\\+([\\w-]+?)(?:\\[bot\\])?@users\\.noreply\\.github\\.com$");
  private static final Pattern TOOL_AND_MODEL = Pattern.compile("^([^:(]+?):([^\\s:/][^\\s]*)");
  private static final Pattern MODEL_IN_PARENTHESES = Pattern.compile("^(.+?)\\s*\\(([^)]+)\\)");
  private static final Pattern VERSION =
      Pattern.compile("^(.*\\S)\\s+v?(\\d+(?:\\.\\d+)+(?:[-+.\\w]*)?|\\d+)$");

  private ToolNames() {}

  /// The tool that a mark names; empty where it names none.
  public static Optional<ToolUse> of(AiMarks.Mark mark, String evidence) {
    String lower = mark.text().toLowerCase(Locale.ROOT);
    int colon = mark.text().indexOf(':');
    String value = colon < 0 ? "" : mark.text().substring(colon + 1).strip();
    return switch (mark.key().toLowerCase(Locale.ROOT)) {
      case "" -> ofProse(lower).map(name -> tool(name, evidence));
      case "co-authored-by", "co-developed-by", "signed-off-by" -> ofPerson(value, evidence);
      case "agent-logs-url" -> Optional.of(tool("GitHub Copilot", evidence));
      case "replit-commit-author" -> Optional.of(tool("Replit Agent", evidence));
      case "ai-assisted",
          "entire-checkpoint",
          "entire-session",
          "entire-metadata",
          "entire-agent" ->
          Optional.empty();
      default -> ofValue(value, evidence);
    };
  }

  private static ToolUse tool(String name, String evidence) {
    return new ToolUse(name, Optional.empty(), Optional.empty(), evidence);
  }

  private static Optional<String> ofProse(String line) {
    if (line.contains("claude code")) {
      return Optional.of("Claude Code");
    }
    return line.contains("aider") ? Optional.of("Aider") : Optional.empty();
  }

  private static Optional<ToolUse> ofPerson(String value, String evidence) {
    Matcher person = PERSON.matcher(value);
    if (!person.find()) {
      return Optional.empty();
    }
    String shown = person.group(1).strip();
    String address = person.group(2).strip().toLowerCase(Locale.ROOT);
    Matcher bot = BOT.matcher(address);
    String known =
        bot.matches() ? BY_BOT.get(bot.group(1).toLowerCase(Locale.ROOT)) : BY_ADDRESS.get(address);
    String name = known == null ? shown : known;
    // Some tools put the model where a person's name stands.
    boolean saysMore =
        known != null
            && shown.matches(".*\\d.*")
            && !shown.toLowerCase(Locale.ROOT).contains("[bot]");
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ToolUse(
                name,
                Optional.empty(),
                saysMore ? Optional.of(shown) : Optional.empty(),
                evidence));
  }

  /// `Claude:claude-3-opus coccinelle`, `Cursor (gpt-5)`, `GPT-5.5`, `Aider 0.86`, `Name
  /// <address>`.
  static Optional<ToolUse> ofValue(String value, String evidence) {
    Matcher person = PERSON.matcher(value);
    if (person.find()) {
      Optional<ToolUse> known = ofPerson(value, evidence);
      if (known.isPresent()) {
        return known;
      }
    }
    String text = value.strip();
    Optional<String> model = Optional.empty();
    Matcher pair = TOOL_AND_MODEL.matcher(text);
    Matcher aside = MODEL_IN_PARENTHESES.matcher(text);
    if (pair.find()) {
      model = Optional.of(pair.group(2));
      text = pair.group(1).strip();
    } else if (aside.find()) {
      model = Optional.of(aside.group(2).strip());
      text = aside.group(1).strip();
    }
    Matcher version = VERSION.matcher(text);
    Optional<String> number = Optional.empty();
    if (version.matches()) {
      text = version.group(1);
      number = Optional.of(version.group(2));
    }
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new ToolUse(text, number, model, evidence));
  }
}
