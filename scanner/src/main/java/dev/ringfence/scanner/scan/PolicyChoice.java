package dev.ringfence.scanner.scan;

/// Which policy judges a change.
public sealed interface PolicyChoice {
  /// The one of the repository, as it was before the change; the default policy where it has none.
  PolicyChoice FOUND = new Found();

  /// The default policy, whatever the repository holds.
  PolicyChoice DEFAULT = new Default();

  /// The one of the repository.
  record Found() implements PolicyChoice {}

  /// The default policy.
  record Default() implements PolicyChoice {}

  /// One that is at hand.
  ///
  /// @param label where it comes from, for a reader
  /// @param text the policy
  record Given(String label, String text) implements PolicyChoice {}
}
