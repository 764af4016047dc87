package dev.ringfence.corpus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client ends, and nothing of it stays behind.
class SubprocessTest {
  @TempDir Path temp;

  private Subprocess.Result run(Duration limit, String script) {
    return new Subprocess(limit).run(List.of("sh", "-c", script), temp, Map.of("A", "b"));
  }

  @Test
  void givesStatusAndWhatWasSaid() {
    assertEquals(
        new Subprocess.Result(3, "b\nno\n"),
        run(Duration.ofMinutes(5), "echo $A; echo no >&2; exit 3"));
  }

  @Test
  void whatDoesNotEndIsEndedWithItsChildren() throws IOException, InterruptedException {
    RingfenceException fault =
        assertThrows(
            RingfenceException.class,
            () -> run(Duration.ofSeconds(1), "echo waiting; sleep 1000 & echo $! > child; wait"));
    assertEquals("source/timeout", fault.diagnostic().category());
    assertEquals("`sh` did not end within 1 second", fault.diagnostic().message());
    assertEquals(List.of("waiting"), fault.diagnostic().notes());
    assertTrue(fault.diagnostic().help().orElse("").contains("--fetch-timeout"));
    assertEquals(ExitStatus.INCOMPLETE, fault.status());
    long child = Long.parseLong(Files.readString(temp.resolve("child")).strip());
    var left = ProcessHandle.of(child);
    if (left.isPresent()) {
      left.get().onExit().join();
      assertFalse(left.get().isAlive());
    }
  }

  /// A daemon that keeps the stream open does not keep the caller.
  @Test
  void aDaemonIsNotWaitedFor() {
    Subprocess.Result result =
        run(Duration.ofMinutes(5), "echo done; (trap '' HUP; exec sleep 20) & exit 0");
    assertEquals(new Subprocess.Result(0, "done\n"), result);
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    RingfenceException fault =
        assertThrows(
            RingfenceException.class,
            () ->
                new Subprocess(Duration.ofSeconds(9))
                    .run(List.of("no-such-client"), temp, Map.of()));
    assertEquals("source/no-client", fault.diagnostic().category());
  }
}
