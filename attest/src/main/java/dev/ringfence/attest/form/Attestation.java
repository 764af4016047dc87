package dev.ringfence.attest.form;

import dev.ringfence.attest.contribution.ToolUse;
import java.util.List;
import java.util.Optional;

/// What a pull request says about AI.
///
/// @param form how it says it
/// @param line the line where it begins, from 1; 0 where it says nothing
/// @param statedRing the ring that its draft was made for
/// @param decision whether AI was used
/// @param boxes its boxes
/// @param tools the tools that it names
/// @param partsText what it says of parts, as written
/// @param parts these parts, as far as they are read
/// @param prompts what it says of prompts
/// @param search what it says of a search
/// @param tests what it says of tests
/// @param explanation the explanation, without comments and code
/// @param prose what else stands there
public record Attestation(
    Form form,
    int line,
    Optional<String> statedRing,
    Decision decision,
    List<Box> boxes,
    List<ToolUse> tools,
    String partsText,
    List<Part> parts,
    String prompts,
    String search,
    String tests,
    String explanation,
    String prose) {
  /// How a pull request speaks of AI.
  public enum Form {
    /// The block that `attest init` writes.
    BLOCK,
    /// A section under a heading that the policy or another project knows.
    SECTION,
    /// A sentence somewhere.
    SENTENCE,
    /// Not at all.
    NOTHING
  }

  /// Whether AI was used.
  public enum Decision {
    /// It was not.
    NONE,
    /// It was.
    USED,
    /// It says both.
    BOTH,
    /// It does not say.
    UNSAID
  }

  /// Nothing is said.
  public static final Attestation NOTHING =
      new Attestation(
          Form.NOTHING,
          0,
          Optional.empty(),
          Decision.UNSAID,
          List.of(),
          List.of(),
          "",
          List.of(),
          "",
          "",
          "",
          "",
          "");

  public Attestation {
    boxes = List.copyOf(boxes);
    tools = List.copyOf(tools);
    parts = List.copyOf(parts);
  }

  /// The boxes of a kind.
  public List<Box> boxes(Box.Kind kind) {
    return boxes.stream().filter(box -> box.kind() == kind).toList();
  }

  /// Whether a box of a kind is ticked.
  public boolean isTicked(Box.Kind kind) {
    return boxes.stream().anyMatch(box -> box.kind() == kind && box.ticked());
  }

  /// Whether a tool only helped to find out things: none of the code is its.
  public boolean isResearchAlone() {
    List<Box> used = boxes(Box.Kind.USED).stream().filter(Box::ticked).toList();
    return !used.isEmpty()
        && used.stream()
            .allMatch(box -> BodyText.letters(box.text()).equals("research and understanding"));
  }

  /// How many words the explanation has.
  public int explanationWords() {
    return words(explanation);
  }

  static int words(String text) {
    String letters = BodyText.letters(text);
    return letters.isEmpty() ? 0 : letters.split(" ", -1).length;
  }
}
