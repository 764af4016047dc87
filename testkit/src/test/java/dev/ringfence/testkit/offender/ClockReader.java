package dev.ringfence.testkit.offender;

import java.time.Instant;

final class ClockReader {
  private ClockReader() {}

  static Instant now() {
    return Instant.now();
  }
}
