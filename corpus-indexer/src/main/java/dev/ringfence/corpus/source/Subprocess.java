package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A client program run to its end.
final class Subprocess {
  /// How a program ended and what it said on both streams.
  record Result(int status, String output) {}

  private Subprocess() {}

  /// Runs a program; one that is missing is a [RingfenceException].
  static Result run(List<String> command, Path folder, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
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

  /// The last lines of an output, which say why a client failed.
  static String tail(String output, int lines) {
    List<String> all = output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return String.join(" | ", all.subList(Math.max(0, all.size() - lines), all.size()));
  }
}
