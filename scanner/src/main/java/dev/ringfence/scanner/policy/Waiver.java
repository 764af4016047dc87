package dev.ringfence.scanner.policy;

import java.time.LocalDate;
import java.util.Optional;

/// A finding that someone looked at and takes responsibility for, until a day.
///
/// @param fingerprint the finding's content fingerprint, hex: it stays the same when lines move or
///   are formatted anew, not when a token or the origin changes
/// @param origin the origin, for a reader
/// @param reason why it is accepted
/// @param owner who accepts it
/// @param until the last day that it holds
/// @param place where it stands, file and line
/// @param reach where it holds
public record Waiver(
    String fingerprint,
    Optional<String> origin,
    String reason,
    String owner,
    LocalDate until,
    String place,
    Reach reach) {
  /// Whether it holds no more.
  public boolean hasExpired(LocalDate today) {
    return today.isAfter(until);
  }
}
