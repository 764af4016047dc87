package dev.ringfence.attest.form;

import java.util.List;
import java.util.regex.Pattern;

/// Whether a text says that no AI was used.
final class NoneSaid {
  private static final String AI =
      "(?:(?:generative |gen )?ai|llms?|large language models?|chatgpt|copilot|claude|artificial intelligence|coding assistants?)";
  private static final Pattern NONE =
      Pattern.compile(
          "\\bno\\b(?: \\w+){0,3}? "
              + AI
              + "\\b|\\b(?:did not|didn t|have not|haven t|not|never|without|neither)(?: \\w+){0,4}? "
              + AI
              + "\\b|\\b"
              + AI
              + "\\b(?: \\w+){0,3} (?:not|never)(?: \\w+)? (?:used|involved|needed|utilized)\\b|\\b"
              + AI
              + " free\\b|\\b(?:entirely|fully|all|completely|purely|100) (?:\\w+ ){0,2}(?:by hand|hand written|handwritten|human written|human authored|human|me|myself)\\b"
              + "|^(?:written|done|made) by (?:hand|a human|me)\\b|\\bzero "
              + AI
              + "\\b");

  /// What takes a no back. Letters and digits alone are left of the text.
  private static final Pattern EXCEPT =
      Pattern.compile(
          "\\b(?:except|but|apart from|other than|besides|only|aside from|however|beyond|just|although)\\b");

  private static final Pattern SHORT =
      Pattern.compile(
          "(?:none|no|nope|not used|n a|na|nil|no ai|nothing|not applicable|no usage|none used|non)(?: (?:for this pr|here|thanks))?");

  /// A rule quoted, not an answer.
  private static final Pattern DENIAL_OF_FULL =
      Pattern.compile("\\bnot (?:fully|entirely|mostly|only|solely|just|purely)\\b");

  private NoneSaid() {}

  static boolean in(String text, List<String> phrases) {
    String letters = BodyText.letters(BodyText.plain(text));
    if (letters.isEmpty()) {
      return false;
    }
    if (SHORT.matcher(letters).matches()) {
      return true;
    }
    boolean said =
        (NONE.matcher(letters).find() && !DENIAL_OF_FULL.matcher(letters).find())
            || phrases.stream()
                .map(BodyText::letters)
                .anyMatch(phrase -> !phrase.isEmpty() && letters.contains(phrase));
    return said && !EXCEPT.matcher(letters).find();
  }
}
