package dev.ringfence.attest.form;

import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.scanner.policy.Disclosure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a pull request says about AI, as people write it: with edited templates, lost
/// markers, boxes in any style, or a sentence somewhere.
public final class AttestationReader {
  private static final Pattern BOX =
      Pattern.compile(
          "^(?:\\s|>)*(?:(?:[-*+•]|\\d{1,3}[.)])\\s*)?(?:\\\\?\\[\\s*([xX✓✔vV*]?)\\s*\\\\?\\]|\\(\\s*([xX✓✔])\\s*\\)|([☑☒✅☐⬜🗹]))\\uFE0F?\\s*(\\S.*)$");

  private static final Pattern FIELD =
      Pattern.compile(
          "^(?:\\s|>)*(?:[-*+]\\s+)?[*_]{0,3}(AI tools?|Tools?|Tools? used|Models?|Parts?|Prompts?|Search|Tests?|Ring|Explanation)[*_]{0,3}\\s*(?:\\\\?\\[(?:tool|human)\\\\?\\])?\\s*[*_]{0,3}\\s*[:=][*_]{0,3}\\s*(.*)$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SUMMARY =
      Pattern.compile(
          "(?i)<summary>(.*?(?:algorithm|invariant|own words|explanation|alternatives).*?)(?:</summary>|$)");

  private static final Pattern SENTENCE_OF_AI =
      Pattern.compile(
          "(?i)\\b(?:generated|written|drafted|created|made|produced|implemented|assist\\w*|help\\w*|used?|using|with)\\b.{0,60}"
              + "\\b(?:AI|LLMs?|copilot|claude|chat\\s?gpt|gpt-?\\d\\S*|codex|cursor|gemini|aider|windsurf)\\b"
              + "|\\b(?:AI|LLM)-(?:generated|assisted|written)\\b|🤖 generated with");

  private final Disclosure disclosure;

  private AttestationReader(Disclosure disclosure) {
    this.disclosure = disclosure;
  }

  /// What a pull request's text says about AI.
  public static Attestation read(String body, Disclosure disclosure) {
    return new AttestationReader(disclosure).read(BodyText.of(body));
  }

  /// The tools of a field: `NAME VERSION / MODEL; ...`.
  public static List<ToolUse> tools(String field) {
    return ToolMentions.ofField(field);
  }

  private Attestation read(BodyText body) {
    Optional<FormFinder.Extent> extent = new FormFinder(disclosure).find(body);
    if (extent.isPresent()) {
      return read(body, extent.get());
    }
    return sentence(body);
  }

  /// No section: a sentence may say it.
  private Attestation sentence(BodyText body) {
    for (int i = 0; i < body.lines(); i++) {
      String line = body.seen(i);
      if (body.isCode(i) || line.isBlank() || line.startsWith("    ")) {
        continue;
      }
      Matcher box = BOX.matcher(line);
      String text = box.matches() ? box.group(4) : line;
      if (box.matches() && !isTick(box)) {
        continue;
      }
      boolean none =
          saysNone(text)
              && BodyText.letters(text).matches(".*\\b(?:ai|llms?|claude|copilot|chatgpt)\\b.*");
      boolean used = !none && SENTENCE_OF_AI.matcher(text).find();
      if (none || used) {
        return new Attestation(
            Attestation.Form.SENTENCE,
            i + 1,
            Optional.empty(),
            none ? Attestation.Decision.NONE : Attestation.Decision.USED,
            List.of(),
            used ? ToolMentions.ofProse(text) : List.of(),
            "",
            List.of(),
            "",
            "",
            "",
            "",
            BodyText.plain(text));
      }
    }
    return Attestation.NOTHING;
  }

  /// The fields of a block.
  private enum Field {
    TOOLS,
    MODEL,
    PARTS,
    PROMPTS,
    SEARCH,
    TESTS,
    RING,
    EXPLANATION;

    static Field of(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.contains("tool")) {
        return TOOLS;
      }
      for (Field field : values()) {
        if (lower.startsWith(field.name().toLowerCase(Locale.ROOT).replaceFirst("s$", ""))) {
          return field;
        }
      }
      throw new IllegalArgumentException(name);
    }
  }

  private Attestation read(BodyText body, FormFinder.Extent extent) {
    List<Box> boxes = new ArrayList<>();
    Map<Field, StringBuilder> fields = new EnumMap<>(Field.class);
    StringBuilder prose = new StringBuilder();
    StringBuilder explanation = new StringBuilder();
    Field open = null;
    boolean explains = false;
    for (int i = extent.from(); i < extent.to(); i++) {
      String line = body.seen(i);
      if (explains) {
        int end = line.toLowerCase(Locale.ROOT).indexOf("</details>");
        String text = end < 0 ? line : line.substring(0, end);
        if (end < 0 && isBox(body, i)) {
          explains = false;
        } else {
          if (!body.isCode(i)) {
            explanation.append(BodyText.plain(text)).append('\n');
          }
          explains = end < 0;
          continue;
        }
      }
      if (body.isCode(i)) {
        continue;
      }
      Matcher summary = SUMMARY.matcher(line);
      boolean heading =
          body.heading(i)
              .filter(h -> FormFinder.EXPLANATION_HEADING.matcher(h.text()).matches())
              .isPresent();
      if (summary.find() || heading) {
        explains = true;
        open = null;
        if (!heading && summary.end() < line.length()) {
          explanation.append(BodyText.plain(line.substring(summary.end()))).append('\n');
        }
        continue;
      }
      Matcher box = BOX.matcher(line);
      if (box.matches()) {
        boxes.add(new Box(kind(box.group(4)), isTick(box), BodyText.plain(box.group(4)), i + 1));
        open = null;
        continue;
      }
      Matcher field = FIELD.matcher(line);
      if (field.matches()) {
        open = Field.of(field.group(1));
        fields.computeIfAbsent(open, _ -> new StringBuilder()).append(field.group(2)).append('\n');
        continue;
      }
      if (open != null && !line.isBlank() && (line.startsWith(" ") || line.startsWith("\t"))) {
        StringBuilder text = fields.computeIfAbsent(open, _ -> new StringBuilder());
        text.append(line.strip()).append('\n');
        continue;
      }
      if (open == Field.EXPLANATION) {
        explanation.append(BodyText.plain(line)).append('\n');
        continue;
      }
      open = line.isBlank() ? open : null;
      boolean isHeading = body.heading(i).filter(h -> h.level() < BodyText.LOWEST).isPresent();
      if (!line.isBlank() && !isHeading && !line.matches("\\s*</?\\w[^>]*>\\s*")) {
        prose.append(BodyText.plain(line)).append('\n');
      }
    }
    if (fields.containsKey(Field.EXPLANATION)) {
      explanation.insert(0, value(fields, Field.EXPLANATION) + "\n");
    }
    String answer = answer(prose.toString());
    List<ToolUse> tools = tools(fields, boxes, answer);
    String partsText = value(fields, Field.PARTS);
    List<Part> parts = PartMentions.ofField(partsText);
    // Who writes sentences names parts in them, also beside a tool.
    String spoken =
        ToolMentions.isSentence(value(fields, Field.TOOLS))
            ? value(fields, Field.TOOLS) + "\n" + answer
            : answer;
    return new Attestation(
        extent.form(),
        extent.from() + 1,
        extent.ring(),
        decision(boxes, answer, tools),
        boxes,
        tools,
        partsText.isEmpty() ? spoken.strip() : partsText,
        parts.isEmpty() ? PartMentions.ofProse(spoken) : parts,
        value(fields, Field.PROMPTS),
        value(fields, Field.SEARCH),
        value(fields, Field.TESTS),
        explanation.toString().strip(),
        answer);
  }

  private static boolean isBox(BodyText body, int line) {
    return !body.isCode(line) && BOX.matcher(body.seen(line)).matches();
  }

  private static boolean isTick(Matcher box) {
    String square = box.group(1);
    if (square != null) {
      return !square.isEmpty();
    }
    return box.group(2) != null || "☑☒✅🗹".contains(box.group(3));
  }

  private static String value(Map<Field, StringBuilder> fields, Field field) {
    StringBuilder text = fields.get(field);
    String value = text == null ? "" : text.toString().strip();
    return ToolMentions.isBlankAnswer(value) ? "" : value;
  }

  /// What people wrote, without the template's own words.
  private static String answer(String prose) {
    StringBuilder own = new StringBuilder();
    for (String line : prose.split("\n", -1)) {
      String letters = BodyText.letters(line);
      if (!letters.isEmpty()
          && !letters.equals("no response")
          && !letters.matches(
              "i used ai assistance for|please (?:select|check|tick|mark|disclose|describe|state|add|fill)\\b.*|if (?:ai|you used ai|this pull request includes ai)\\b.*")) {
        own.append(line.strip()).append('\n');
      }
    }
    return own.toString().strip();
  }

  private Box.Kind kind(String label) {
    String plain = BodyText.plain(label);
    String letters = BodyText.letters(plain);
    if (letters.matches(
        ".*\\bunderstand\\b.*\\b(?:explain|responsib\\w*|code|change)\\b.*|.*\\b(?:take|am|accept) (?:full )?responsib\\w*.*|.*\\b(?:i|we) can explain\\b.*")) {
      return Box.Kind.UNDERSTAND;
    }
    if (letters.matches(".*\\blicen[cs]e findings\\b.*|.*\\bfindings listed\\b.*")) {
      return Box.Kind.FINDINGS;
    }
    if (letters.matches("if (?:ai|llm).*\\bused\\b.*")) {
      return Box.Kind.USED;
    }
    if (saysNone(plain)) {
      return Box.Kind.NONE;
    }
    if (letters.matches(
        ".*\\b(?:ai|llms?|copilot|claude|chatgpt|generative|agent|assistant)\\b.*|code generation\\b.*|test benchmark generation\\b.*|documentation including examples|documentation|research and understanding")) {
      return Box.Kind.USED;
    }
    return Box.Kind.OTHER;
  }

  private boolean saysNone(String text) {
    return NoneSaid.in(text, disclosure.nonePhrases());
  }

  private Attestation.Decision decision(List<Box> boxes, String answer, List<ToolUse> tools) {
    boolean none = boxes.stream().anyMatch(box -> box.kind() == Box.Kind.NONE && box.ticked());
    boolean used = boxes.stream().anyMatch(box -> box.kind() == Box.Kind.USED && box.ticked());
    if (none && used) {
      return Attestation.Decision.BOTH;
    }
    if (none || used) {
      return none ? Attestation.Decision.NONE : Attestation.Decision.USED;
    }
    if (!answer.isEmpty()) {
      if (saysNone(answer) || answer.lines().limit(1).anyMatch(this::saysNone)) {
        return Attestation.Decision.NONE;
      }
      boolean hasDecisionBoxes =
          boxes.stream()
              .anyMatch(box -> box.kind() == Box.Kind.NONE || box.kind() == Box.Kind.USED);
      if (!tools.isEmpty() || !hasDecisionBoxes) {
        return Attestation.Decision.USED;
      }
    }
    if (!tools.isEmpty()) {
      return Attestation.Decision.USED;
    }
    return disclosure.untickedMeansNone()
            && boxes.stream().anyMatch(box -> box.kind() == Box.Kind.USED)
        ? Attestation.Decision.NONE
        : Attestation.Decision.UNSAID;
  }

  private static List<ToolUse> tools(
      Map<Field, StringBuilder> fields, List<Box> boxes, String answer) {
    List<ToolUse> tools = new ArrayList<>(ToolMentions.ofField(value(fields, Field.TOOLS)));
    String model = value(fields, Field.MODEL);
    if (tools.size() == 1 && tools.getFirst().model().isEmpty() && !model.isEmpty()) {
      ToolUse only = tools.getFirst();
      tools.set(0, new ToolUse(only.tool(), only.version(), Optional.of(model), only.evidence()));
    }
    if (tools.isEmpty()) {
      // In the outer ring the box itself has room for them.
      for (Box box : boxes) {
        int colon = box.text().lastIndexOf(':');
        if (box.kind() == Box.Kind.USED && box.ticked() && colon >= 0) {
          tools.addAll(ToolMentions.ofField(box.text().substring(colon + 1)));
        }
      }
    }
    if (tools.isEmpty()) {
      tools.addAll(ToolMentions.ofProse(answer.replace('\n', ' ')));
    }
    return tools;
  }
}
