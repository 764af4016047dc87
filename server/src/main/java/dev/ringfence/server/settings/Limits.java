package dev.ringfence.server.settings;

import java.time.Duration;

/// How much a client may ask for.
///
/// @param bodyBytes the largest request body; a larger one is refused with 413
/// @param running how many scans run at a time
/// @param waiting how many more may wait for their turn; those beyond are refused with 429
/// @param time how long a scan may wait and run; what is not scanned by then counts as not checked
/// @param near how many hunks a change may have whose near misses are asked for
public record Limits(int bodyBytes, int running, int waiting, Duration time, int near) {
  public Limits {
    if (bodyBytes < 1 || running < 1 || waiting < 0 || time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /// The usual ones.
  ///
  /// @param processors how many processors the machine has
  public static Limits usual(int processors) {
    return new Limits(8 << 20, processors, 256, Duration.ofMinutes(2), 50);
  }
}
