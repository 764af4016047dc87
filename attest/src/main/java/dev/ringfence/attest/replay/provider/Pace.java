package dev.ringfence.attest.replay.provider;

import java.time.Duration;

/// Time, as far as asking needs it.
public interface Pace {
  /// The time that passes.
  Pace REAL =
      new Pace() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          Thread.sleep(time);
        }
      };

  /// Nanoseconds since some moment.
  long nanos();

  /// Waits.
  void sleep(Duration time) throws InterruptedException;
}
