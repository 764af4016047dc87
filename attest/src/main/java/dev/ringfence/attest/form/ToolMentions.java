package dev.ringfence.attest.form;

import dev.ringfence.attest.contribution.ToolUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tools that a text names.
final class ToolMentions {
  private static final String EVIDENCE = "the pull request";

  /* The more special first: a stretch that one has taken is taken. */
  private static final Map<String, Pattern> KNOWN = new LinkedHashMap<>();

  static {
    String[][] names = {
      {"GitHub Copilot", "(?:git\\s?hub\\s+)?copilot(?:\\s+(?:chat|agent|workspace|cli))?"},
      {"Claude Code", "claude[\\s-]+code"},
      {"Gemini CLI", "gemini[\\s-]+cli"},
      {"Gemini Code Assist", "gemini\\s+code\\s+assist"},
      {"Amazon Q", "amazon\\s+q(?:\\s+developer)?"},
      {"JetBrains AI", "jetbrains\\s+(?:ai|junie)|\\bjunie\\b"},
      {"ChatGPT", "chat\\s?-?gpt(?:[-\\s]?\\d[\\w.]*)?"},
      {"Codex", "(?:open\\s?ai\\s+)?codex(?:\\s+cli)?"},
      {
        "Claude",
        "claude(?:[\\s-]+(?:(?:opus|sonnet|haiku|fable)[\\s-]*)?\\d[\\w.-]*|[\\s-]+(?:opus|sonnet|haiku))?"
      },
      {"Gemini", "gemini(?:[\\s-]+\\d[\\w.-]*(?:\\s+(?:pro|flash))?)?"},
      {"GPT", "gpt[\\s-]?\\d[\\w.-]*"},
      {"Cursor", "cursor(?!s\\b)"},
      {"Windsurf", "windsurf|codeium"},
      {"Aider", "aider"},
      {"Cline", "cline"},
      {"Devin", "devin"},
      {"OpenCode", "open\\s?code\\b(?=.*\\b(?:agent|ai|tool)|\\s*[,;/]|\\s*$)"},
      {"DeepSeek", "deep\\s?seek(?:[\\s-]+[\\w.-]*\\d[\\w.]*)?"},
      {"Qwen", "qwen[\\w.-]*"},
      {"Llama", "llama[\\s-]?\\d[\\w.-]*|code\\s?llama"},
      {"Mistral", "mistral|codestral|devstral"},
      {"Grok", "grok"},
      {"Perplexity", "perplexity"},
      {"Tabnine", "tabnine"},
      {"Replit Agent", "replit"},
      {"Sourcegraph Amp", "\\bamp\\s+(?:code|agent)|sourcegraph\\s+(?:amp|cody)"},
      {"Kiro", "kiro"},
    };
    for (String[] name : names) {
      KNOWN.put(name[0], Pattern.compile("(?i)(?<![\\w./@-])(?:" + name[1] + ")(?![\\w/])"));
    }
  }

  /// A tool that is not named, only called what it is.
  private static final Pattern KIND =
      Pattern.compile(
          "(?i)\\b(?:(?:generic|local|internal|in-house)\\s+)?(?:llm|ai|language model)\\s*"
              + "(?:chat\\s?bot|assistant|agent|autocomplete|completion|tool)s?\\b");

  private static final Pattern SENTENCE =
      Pattern.compile("[a-z\\d]\\. +[A-Z]|\\b(?:I|we|was|were|used)\\b");

  private ToolMentions() {}

  /// The tools of a field: `NAME VERSION / MODEL / DAY; ...`.
  static List<ToolUse> ofField(String text) {
    List<ToolUse> tools = new ArrayList<>();
    if (isSentence(text)) {
      tools.addAll(ofProse(text));
      if (!tools.isEmpty()) {
        return tools;
      }
    }
    for (String entry : BodyText.plain(text).split("[;\\n]|(?<=\\w),\\s(?=[A-Z])", -1)) {
      String[] pieces = entry.strip().replaceFirst("^[-*+]\\s+", "").split("\\s+/\\s+", -1);
      String name = pieces[0].strip();
      if (name.isEmpty() || isBlankAnswer(name)) {
        continue;
      }
      Optional<String> model = Optional.empty();
      if (pieces.length > 1 && !pieces[1].isBlank()) {
        model = Optional.of(pieces[1].strip());
      }
      Matcher aside = Pattern.compile("^(.+?)\\s*\\((.+)\\)$").matcher(name);
      if (model.isEmpty() && aside.matches() && aside.group(2).matches(".*\\d.*")) {
        name = aside.group(1);
        model = Optional.of(aside.group(2));
      }
      Matcher version = Pattern.compile("^(.*\\S)\\s+v?(\\d[\\w.+-]*)$").matcher(name);
      // `Claude Opus 4.6` is a model, `Cursor 0.4` a version.
      if (model.isEmpty() && isModel(name)) {
        model = Optional.of(name);
      }
      tools.add(
          version.matches()
              ? new ToolUse(version.group(1), Optional.of(version.group(2)), model, EVIDENCE)
              : new ToolUse(name, Optional.empty(), model, EVIDENCE));
    }
    return tools;
  }

  /// Whether someone wrote sentences where names are asked for.
  static boolean isSentence(String text) {
    return SENTENCE.matcher(text).find();
  }

  /// The tools that a sentence names.
  static List<ToolUse> ofProse(String text) {
    String plain = BodyText.plain(text);
    StringBuilder left = new StringBuilder(plain);
    List<ToolUse> tools = new ArrayList<>();
    for (Map.Entry<String, Pattern> known : KNOWN.entrySet()) {
      Matcher matcher = known.getValue().matcher(left);
      if (matcher.find()) {
        String found = matcher.group().strip();
        tools.add(
            new ToolUse(
                known.getKey(),
                Optional.empty(),
                isModel(found) ? Optional.of(found) : Optional.empty(),
                EVIDENCE));
        for (int i = matcher.start(); i < matcher.end(); i++) {
          left.setCharAt(i, ' ');
        }
      }
    }
    Matcher kind = KIND.matcher(plain);
    if (tools.isEmpty() && kind.find()) {
      tools.add(new ToolUse(kind.group().strip(), Optional.empty(), Optional.empty(), EVIDENCE));
    }
    return tools;
  }

  /// Whether a name says which model, with a number.
  private static boolean isModel(String name) {
    return name.matches(
            "(?i)(?:.*\\b(?:opus|sonnet|haiku|gpt|gemini|deepseek|qwen|llama|o\\d)\\b.*|.*gpt-?)\\d?.*")
        && name.matches(".*\\d.*");
  }

  /// What people write into a field that they leave empty.
  static boolean isBlankAnswer(String text) {
    return BodyText.letters(text)
        .matches(
            "|n a|na|none|no|nothing|no response|tbd|todo|unknown|which tools?|name version model day|fill (?:me )?in");
  }
}
