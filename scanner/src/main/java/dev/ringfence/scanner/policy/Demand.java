package dev.ringfence.scanner.policy;

import java.util.Locale;
import java.util.Optional;

/// What a ring may ask the author of a change to say about it, `rings.RING.attest`.
public enum Demand {
  /// Whether AI was used at all.
  USED,
  /// Which tools.
  TOOLS,
  /// Which model, with its version, or the word `unknown`.
  MODEL_VERSION,
  /// Which files and lines came from a tool.
  PARTS,
  /// That a person understands the code and answers for it.
  UNDERSTAND,
  /// What the code does and why, in that person's words.
  EXPLANATION,
  /// What the tool was asked, kept with the change.
  PROMPTS,
  /// The receipt of a search for look-alikes.
  SEARCH,
  /// Which tests cover it.
  TESTS;

  /// Its name in a policy.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The demand with this name.
  public static Optional<Demand> ofId(String id) {
    for (Demand demand : values()) {
      if (demand.id().equals(id)) {
        return Optional.of(demand);
      }
    }
    return Optional.empty();
  }
}
