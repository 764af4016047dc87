package dev.ringfence.server.scan;

import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import dev.ringfence.scanner.scan.TimeLimit;
import dev.ringfence.server.settings.Limits;
import dev.ringfence.server.settings.LocalAccess;
import dev.ringfence.server.settings.ServerSettings.ServerClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Where requests wait for their turn: as many scans run at a time as the machine can work at, a
/// bounded number waits, and whoever comes after that is sent away at once.
public final class ScanDesk {
  private final LiveIndex index;
  private final Optional<Path> repository;
  private final Limits limits;
  private final ServerClock clock;
  private final Semaphore turns;
  private final AtomicInteger waiting = new AtomicInteger();

  /// A desk over an index.
  ///
  /// @param repository the repository that judges
  public ScanDesk(LiveIndex index, Optional<Path> repository, Limits limits, ServerClock clock) {
    this.index = index;
    this.repository = repository;
    this.limits = limits;
    this.clock = clock;
    this.turns = new Semaphore(limits.running(), true);
  }

  /// Is told how much there is to do, and of each part that is done.
  public interface Watcher extends ScanProgress {
    /// Nobody who asks.
    Watcher NONE =
        new Watcher() {
          @Override
          public void files(int files) {}

          @Override
          public void fileDone() {}
        };

    /// So many files will be scanned.
    void files(int files);
  }

  private interface Work<T> {
    T with(ScanEngine engine, TimeLimit limit) throws IOException;
  }

  private <T> T inTurn(Work<T> work) throws IOException {
    TimeLimit limit = TimeLimit.of(limits.time(), clock.nanos());
    if (!turns.tryAcquire()) {
      if (waiting.incrementAndGet() > limits.waiting()) {
        waiting.decrementAndGet();
        throw new BusyException(
            limits.running() + " scans run and " + limits.waiting() + " wait; try again later");
      }
      try {
        if (!turns.tryAcquire(limits.time().toNanos(), TimeUnit.NANOSECONDS)) {
          throw new BusyException("no scan got its turn in " + limits.time().toSeconds() + " s");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BusyException("the server stops");
      } finally {
        waiting.decrementAndGet();
      }
    }
    try (LiveIndex.Lease lease = index.lease()) {
      return work.with(lease.engine(), limit);
    } finally {
      turns.release();
    }
  }

  private ScanRequest request(Submission submission, TimeLimit limit) throws IOException {
    return limit
        .within(
            "the change",
            () ->
                ScanRequest.of(
                    ChangeResolver.resolve(
                        submission.source(repository), JudgementOptions.on(clock.today().get()))))
        .in(submission.forced())
        .within(limit);
  }

  /// Scans what was submitted.
  public ScanReport scan(Submission submission, Watcher watcher) throws IOException {
    return inTurn((engine, limit) -> {
      ScanRequest request = request(submission, limit);
      watcher.files(request.files());
      return engine.scan(request, watcher);
    });
  }

  /// A scan that brings its own request.
  @FunctionalInterface
  public interface OwnScan {
    /// Runs it.
    ScanReport on(ScanEngine engine) throws IOException;
  }

  /// Scans what asks for itself, in its turn.
  public ScanReport scan(OwnScan scan) throws IOException {
    return inTurn((engine, _) -> scan.on(engine));
  }

  /// The best matches that are not enough to be findings, best first.
  ///
  /// @param most how many of them at most
  public List<ReportedFinding> near(Submission submission, int most) throws IOException {
    return inTurn((engine, limit) -> engine.nearest(request(submission, limit), most));
  }

  /// Runs a command of the user who started the server, on the index as it is at this moment: what
  /// was added to it just before counts.
  public byte[] run(LocalAccess.Command command, byte[] question) throws IOException {
    index.reload();
    return inTurn((engine, limit) -> command.answer(engine, question));
  }

  /// How many scans run.
  public int running() {
    return limits.running() - turns.availablePermits();
  }

  /// How many wait for their turn.
  public int waiting() {
    return waiting.get();
  }
}
