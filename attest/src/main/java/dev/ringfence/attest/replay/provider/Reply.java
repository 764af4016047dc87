package dev.ringfence.attest.replay.provider;

import java.util.Optional;

/// What came back.
///
/// @param outcome whether there is an answer
/// @param text the answer; empty where there is none
/// @param reason why there is none, or why it cannot be used
/// @param model the model as the provider named it
/// @param fingerprint what it calls its backend
/// @param tokens how many tokens were counted
/// @param estimated whether the provider did not count them
/// @param requests how often it was asked
public record Reply(
    Outcome outcome,
    String text,
    String reason,
    Optional<String> model,
    Optional<String> fingerprint,
    long tokens,
    boolean estimated,
    int requests) {
  /// Whether there is an answer.
  public enum Outcome {
    /// There is.
    ANSWERED,
    /// The model would not.
    REFUSED,
    /// None came, or not all of one.
    FAILED,
    /// The budget does not allow another request. Nothing was asked.
    SPENT,
    /// None came, and none will: asking again is of no use.
    HOPELESS
  }

  static Reply answered(String text, long tokens, int requests) {
    return new Reply(
        Outcome.ANSWERED, text, "", Optional.empty(), Optional.empty(), tokens, true, requests);
  }

  static Reply without(Outcome outcome, String reason, int requests) {
    return new Reply(outcome, "", reason, Optional.empty(), Optional.empty(), 0, true, requests);
  }
}
