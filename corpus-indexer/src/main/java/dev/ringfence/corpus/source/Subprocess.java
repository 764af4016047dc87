package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.process.CapturedOutput;
import dev.ringfence.corpus.process.LimitedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Runs client programs to their end, or to that of a time limit.
final class Subprocess {
  private static final int MAX_OUTPUT = 4 << 20;

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
    try (LimitedProcess process = LimitedProcess.start(builder, limit)) {
      CapturedOutput output = process.output(MAX_OUTPUT);
      if (!process.await()) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                    "source/timeout",
                    "`" + command.getFirst() + "` did not end within " + seconds(limit),
                    "run the command again, or give it more time with --fetch-timeout SECONDS")
                .note(tail(output.text(), 3)));
      }
      return new Result(process.status(), output.text());
    } catch (IOException e) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "source/no-client",
              "cannot run `" + command.getFirst() + "`: " + e.getMessage(),
              "install `" + command.getFirst() + "` and put it on the PATH"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RingfenceException.incomplete(
          Diagnostic.of("source/interrupted", "interrupted", "run the command again"));
    }
  }

  static String seconds(Duration duration) {
    return duration.toSeconds() == 1 ? "1 second" : duration.toSeconds() + " seconds";
  }

  /// The last lines of an output, which say why a client failed.
  static String tail(String output, int lines) {
    List<String> all = output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return String.join(" | ", all.subList(Math.max(0, all.size() - lines), all.size()));
  }
}
