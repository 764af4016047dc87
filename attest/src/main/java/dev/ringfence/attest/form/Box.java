package dev.ringfence.attest.form;

/// A box to tick.
///
/// @param kind what it says
/// @param ticked whether it is ticked
/// @param text what stands beside it
/// @param line its line, from 1
public record Box(Kind kind, boolean ticked, String text, int line) {
  /// What a box says.
  public enum Kind {
    /// No AI was used.
    NONE,
    /// AI was used, at all or for something.
    USED,
    /// A person understands the code and answers for it.
    UNDERSTAND,
    /// A person looked at the findings.
    FINDINGS,
    /// Something else.
    OTHER
  }

  /// Whether only a person may tick it.
  public boolean isForPeople() {
    return kind == Kind.UNDERSTAND || kind == Kind.FINDINGS;
  }
}
