package dev.ringfence.corpus.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A program that ends by itself, at its time limit, or when it is closed, with all that it
/// started. The one place where programs are started.
///
/// What it says is read while it runs, by [#output] and [#errors] or from [#stream]: a program
/// whose output nobody reads stops, and then ends at its limit.
public final class LimitedProcess implements AutoCloseable {
  /// What a program that has ended left running may hold its output open: no longer than this.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /// How long the system may take to end a program.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Process process;
  private final Duration limit;
  private final Consumer<Process> endOthers;
  private final Thread watchdog;
  private final List<Thread> readers = new ArrayList<>();
  private volatile boolean overdue;

  private LimitedProcess(Process process, Duration limit, Consumer<Process> endOthers) {
    this.process = process;
    this.limit = limit;
    this.endOthers = endOthers;
    this.watchdog = Thread.startVirtualThread(this::watch);
  }

  /// Starts a program.
  ///
  /// @param limit how long it may run
  /// @throws IOException where it cannot be started, most likely because it is not there
  public static LimitedProcess start(ProcessBuilder builder, Duration limit) throws IOException {
    return start(builder, limit, LimitedProcess::endDescendants);
  }

  /// Starts a program whose own are ended in a way of their own.
  ///
  /// @param endOthers ends what a program started, which may have ended itself
  public static LimitedProcess start(
      ProcessBuilder builder, Duration limit, Consumer<Process> endOthers) throws IOException {
    return new LimitedProcess(builder.start(), limit, endOthers);
  }

  /// Of a program that has ended nobody knows any more what it started.
  private static void endDescendants(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
  }

  private void watch() {
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        overdue = true;
        end();
      }
    } catch (InterruptedException closed) {
      // It has ended.
    }
  }

  /// Ends it now.
  public void end() {
    endOthers.accept(process);
    process.destroyForcibly();
  }

  /// Gives it a text on standard input, beside the reading: it may answer before it has read all,
  /// and need not read all.
  public void send(String text) {
    Thread.startVirtualThread(() -> {
      try (OutputStream in = process.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException notRead) {
        // What it ends with says why.
      }
    });
  }

  /// Gives it nothing on standard input.
  public void sendNothing() throws IOException {
    process.getOutputStream().close();
  }

  /// Keeps what it says on standard output.
  ///
  /// @param most how many bytes are kept
  public CapturedOutput output(long most) {
    return output(most, () -> {});
  }

  /// Keeps what it says on standard output.
  ///
  /// @param most how many bytes are kept
  /// @param full is run once where it says more
  public CapturedOutput output(long most, Runnable full) {
    return capture(process.getInputStream(), most, full);
  }

  /// Keeps what it says on the error stream.
  ///
  /// @param most how many bytes are kept
  public CapturedOutput errors(long most) {
    return capture(process.getErrorStream(), most, () -> {});
  }

  private CapturedOutput capture(InputStream in, long most, Runnable full) {
    CapturedOutput captured = new CapturedOutput(in, most, full);
    readers.add(Thread.startVirtualThread(captured));
    return captured;
  }

  /// What it says on standard output, to be read by the caller; it ends at the time limit.
  public InputStream stream() {
    return process.getInputStream();
  }

  /// Waits for its end, and for what is left of what it says; false where it took too long.
  public boolean await() throws InterruptedException {
    boolean ended = process.waitFor(limit.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
    endOthers.accept(process);
    for (Thread reader : readers) {
      reader.join(LAST_WORDS);
    }
    return ended && !overdue;
  }

  /// Whether it was ended because it took too long.
  public boolean isOverdue() {
    return overdue;
  }

  /// The exit status of a program that has ended.
  public int status() {
    return process.exitValue();
  }

  @Override
  public void close() {
    watchdog.interrupt();
    end();
  }
}
