package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs client programs to their end, or to that of a time limit.
final class Subprocess {
  private static final int MAX_OUTPUT = 4 << 20;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Duration limit;

  /// @param limit how long a program may run
  Subprocess(Duration limit) {
    this.limit = limit;
  }

  /// How a program ended and what it said on both streams.
  record Result(int status, String output) {}

  /// Whether a program is on the PATH.
  static boolean isInstalled(String program) {
    for (String folder : String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /// Runs a program; one that is missing, or that does not end in time, is a [RingfenceException].
  Result run(List<String> command, Path folder, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "source/no-client",
              "cannot run `" + command.getFirst() + "`: " + e.getMessage(),
              "install `" + command.getFirst() + "` and put it on the PATH"));
    }
    Output output = new Output(process.getInputStream());
    Thread reader = Thread.ofVirtual().start(output);
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                    "source/timeout",
                    "`" + command.getFirst() + "` did not end within " + seconds(limit),
                    "run the command again, or give it more time with --fetch-timeout SECONDS")
                .note(tail(output.text(), 3)));
      }
      // What it left running may hold the stream open.
      reader.join(LAST_WORDS);
      return new Result(process.exitValue(), output.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RingfenceException.incomplete(
          Diagnostic.of("source/interrupted", "interrupted", "run the command again"));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  static String seconds(Duration duration) {
    return duration.toSeconds() == 1 ? "1 second" : duration.toSeconds() + " seconds";
  }

  /// What a program says, the first megabytes of it.
  private static final class Output implements Runnable {
    private final InputStream in;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output(InputStream in) {
      this.in = in;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[8192];
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          add(buffer, n);
        }
      } catch (IOException e) {
        // The program is gone.
      }
    }

    private synchronized void add(byte[] buffer, int length) {
      if (bytes.size() < MAX_OUTPUT) {
        bytes.write(buffer, 0, length);
      }
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  /// The last lines of an output, which say why a client failed.
  static String tail(String output, int lines) {
    List<String> all = output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return String.join(" | ", all.subList(Math.max(0, all.size() - lines), all.size()));
  }
}
