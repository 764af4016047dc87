package dev.ringfence.scanner.scan;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/// A time limit on a command, from its start. It holds whatever the work is busy with: whoever
/// waits for it stops waiting, and the work is left behind on a daemon thread.
public final class TimeLimit {
  /// No limit.
  public static final TimeLimit NONE = new TimeLimit(Optional.empty(), () -> 0);

  private final Optional<Duration> limit;
  private final LongSupplier nanos;
  private final long start;

  private TimeLimit(Optional<Duration> limit, LongSupplier nanos) {
    this.limit = limit;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /// A limit that starts now.
  ///
  /// @param nanos a clock that only ever goes forward, in nanoseconds: `System::nanoTime`
  public static TimeLimit of(Duration limit, LongSupplier nanos) {
    return new TimeLimit(Optional.of(limit), nanos);
  }

  /// How much is left, in nanoseconds; 0 where it is over.
  long left() {
    return limit
        .map(all -> Math.max(0, all.toNanos() - (nanos.getAsLong() - start)))
        .orElse(Long.MAX_VALUE);
  }

  boolean isOver() {
    return left() == 0;
  }

  /// What to say where it is over.
  String reached() {
    return "the time limit of " + limit.map(Duration::toSeconds).orElse(0L) + " s was over";
  }

  /// Does some work within the limit; else all of it is not checked.
  ///
  /// @param what the work is about, for a reader
  public <T> T within(String what, Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    if (limit.isEmpty()) {
      task.run();
    } else {
      Thread.ofPlatform().daemon().name("within-time-limit").start(task);
    }
    try {
      return task.get(left(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException over) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "scan/time-limit",
              reached() + " while " + what + " was read; nothing of it was checked",
              "give --timeout more seconds, or scan smaller parts"));
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
