package dev.ringfence.corpus.diagnostic;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// A line on a terminal that tells how far long work is, at what rate, and how long it will still
/// take. Where the stream is no terminal, a line every half minute. Safe for use by several
/// threads.
public final class ProgressBar implements AutoCloseable {
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int WIDTH = 24;
  private static final int COLUMNS = columns();

  private final PrintStream out;
  private final boolean shown;
  private final String label;
  private final String unit;
  private final long total;
  private final long startedNanos = System.nanoTime();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong lastDrawn = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong lastLine = new AtomicLong(startedNanos);
  private volatile String note = "";

  /// A bar over `total` units of work; 0 where the total is not known.
  public ProgressBar(PrintStream out, boolean shown, String label, String unit, long total) {
    this.out = out;
    this.shown = shown;
    this.label = VisibleText.line(label);
    this.unit = unit;
    this.total = total;
  }

  /// A bar on standard error.
  public static ProgressBar onStandardError(boolean shown, String label, String unit, long total) {
    return new ProgressBar(System.err, shown, label, unit, total);
  }

  /// Whether standard error is a terminal, as the launcher found it.
  public static boolean stderrIsTerminal() {
    return "1".equals(System.getenv("RINGFENCE_STDERR_TTY"));
  }

  /// What else to show from the next time on.
  public void note(String text) {
    note = VisibleText.line(text);
  }

  /// Counts work as done.
  public void advance(long units) {
    long now = done.addAndGet(units);
    long nanos = System.nanoTime();
    if (!shown) {
      long before = lastLine.get();
      if (nanos - before > LINE_NANOS && lastLine.compareAndSet(before, nanos)) {
        out.println(line(now, nanos));
        out.flush();
      }
      return;
    }
    long last = lastDrawn.get();
    if ((last == Long.MIN_VALUE || nanos - last > REDRAW_NANOS)
        && lastDrawn.compareAndSet(last, nanos)) {
      draw(now, nanos);
    }
  }

  private synchronized void draw(long now, long nanos) {
    String line = bar(now, nanos);
    // A line that wraps is not overwritten by the next one.
    out.print("\r" + line.substring(0, Math.min(line.length(), COLUMNS - 1)) + "\u001b[K");
    out.flush();
  }

  private String bar(long now, long nanos) {
    if (total <= 0) {
      return line(now, nanos);
    }
    int filled = (int) Math.min(WIDTH, WIDTH * now / total);
    String left = label + " [" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "]";
    String whole = left + line(now, nanos).substring(label.length());
    return whole.length() < COLUMNS ? whole : line(now, nanos);
  }

  private String line(long now, long nanos) {
    double seconds = Math.max(1e-3, (nanos - startedNanos) / 1e9);
    double rate = now / seconds;
    StringBuilder line = new StringBuilder(label).append(' ');
    line.append(
        total > 0
            ? String.format(Locale.ROOT, "%,d/%,d %s", now, total, unit)
            : String.format(Locale.ROOT, "%,d %s", now, unit));
    line.append(String.format(Locale.ROOT, rate < 10 ? "  %,.1f/s" : "  %,.0f/s", rate));
    if (total > 0 && rate > 0) {
      long left = (long) Math.ceil((total - now) / rate);
      line.append(String.format(Locale.ROOT, "  %d:%02d left", left / 60, left % 60));
    }
    if (!note.isEmpty()) {
      line.append("  ").append(note);
    }
    return line.toString();
  }

  private static int columns() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : 80;
  }

  @Override
  public void close() {
    if (shown) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}
