package dev.ringfence.attest.check;

import java.util.Optional;

/// Something to do about what a pull request says.
///
/// @param level how much it weighs
/// @param code stable and lower case, for example `missing/parts`
/// @param message what is missing or does not hold
/// @param why why it is asked for
/// @param remedy what to write
/// @param path the file of the change that it is about
public record Remark(
    Level level, String code, String message, String why, String remedy, Optional<String> path) {
  /// How much a remark weighs.
  public enum Level {
    /// The check fails.
    ERROR,
    /// It could not be checked: the check is incomplete.
    UNCHECKED,
    /// Advice; nothing is held up.
    ADVICE
  }

  /// The same about a file.
  public Remark at(String file) {
    return new Remark(level, code, message, why, remedy, Optional.of(file));
  }
}
