package dev.ringfence.corpus.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimitedProcessTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static ProcessBuilder shell(String script) {
    return new ProcessBuilder("sh", "-c", script);
  }

  @Test
  void saysWhatAProgramSaysAndHowItEnds() throws Exception {
    try (LimitedProcess process = LimitedProcess.start(shell("cat; echo no >&2; exit 3"), LONG)) {
      CapturedOutput out = process.output(1000);
      CapturedOutput errors = process.errors(1000);
      process.send("yes\n");

      assertTrue(process.await());
      assertEquals(3, process.status());
      assertEquals("yes\n", out.text());
      assertEquals("no\n", errors.text());
      assertFalse(out.isCut());
    }
  }

  @Test
  void endsAProgramAtItsLimitWithAllThatItStarted() throws Exception {
    try (LimitedProcess process =
        LimitedProcess.start(shell("sleep 1234 & echo $!; wait"), SHORT)) {
      CapturedOutput out = process.output(1000);

      assertFalse(process.await());
      assertTrue(process.isOverdue());
      long child = Long.parseLong(out.text().strip());
      // Whoever takes in the dead may need a moment.
      Optional<ProcessHandle> left = ProcessHandle.of(child);
      if (left.isPresent()) {
        assertNotNull(left.get().onExit().get(20, TimeUnit.SECONDS));
      }
    }
  }

  /// Reading to the end before waiting for it would wait for as long as the program keeps quiet.
  @Test
  void endsWhatIsReadFromAQuietProgram() throws Exception {
    try (LimitedProcess process = LimitedProcess.start(shell("echo a; sleep 1234"), SHORT);
        InputStream stream = process.stream()) {
      assertEquals('a', stream.read());
      assertEquals('\n', stream.read());
      assertEquals(-1, readOrEnd(stream));
      assertFalse(process.await());
    }
  }

  private static int readOrEnd(InputStream stream) {
    try {
      return stream.read();
    } catch (IOException cutOff) {
      return -1;
    }
  }

  @Test
  void keepsNoMoreThanIsWanted() throws Exception {
    CountDownLatch full = new CountDownLatch(1);
    try (LimitedProcess process =
        LimitedProcess.start(
            shell("i=0; while [ $i -lt 5000 ]; do echo 0123456789; i=$((i+1)); done"), LONG)) {
      CapturedOutput out = process.output(15, full::countDown);

      assertTrue(process.await());
      assertEquals("0123456789\n0123", new String(out.bytes(), StandardCharsets.UTF_8));
      assertTrue(out.isCut());
      assertTrue(full.await(1, TimeUnit.SECONDS));
    }
  }

  @Test
  void doesNotWaitForWhatAProgramLeavesRunning() throws Exception {
    long start = System.nanoTime();
    try (LimitedProcess process =
        LimitedProcess.start(shell("(setsid sleep 20 2>/dev/null &); echo done"), LONG)) {
      CapturedOutput out = process.output(1000);

      assertTrue(process.await());
      assertEquals("done\n", out.text());
      assertTrue(
          Duration.ofNanos(System.nanoTime() - start).toSeconds() < 15, "waited for what is left");
    }
  }

  @Test
  void aProgramThatIsNotThereIsAFault() {
    assertThrows(
        IOException.class,
        () -> LimitedProcess.start(new ProcessBuilder("/no/such/program"), LONG));
  }
}
