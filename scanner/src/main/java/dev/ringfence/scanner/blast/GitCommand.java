package dev.ringfence.scanner.blast;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs git over a repository. Its diff and blame follow moved lines, JGit's do not.
final class GitCommand {
  private final Path directory;

  /// @param directory the repository's own folder, `.git`
  GitCommand(Path directory) {
    this.directory = directory;
  }

  /// Reads what git prints.
  interface Reader<T> {
    T read(InputStream output) throws IOException;
  }

  /// Runs git; empty where it is not there or fails.
  ///
  /// @param input what git reads on standard input
  <T> Optional<T> run(List<String> arguments, String input, Reader<T> reader) throws IOException {
    List<String> command = new ArrayList<>();
    // Nothing that the repository's own settings name is run.
    command.addAll(
        List.of(
            "git",
            "--git-dir=" + directory,
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.quotePath=false",
            "-c",
            "log.showSignature=false",
            "-c",
            "diff.external=",
            "-c",
            "blame.ignoreRevsFile="));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process;
    try {
      process = builder.start();
    } catch (IOException noGit) {
      return Optional.empty();
    }
    // Written beside the reading, since git answers before it has read all.
    Thread writer =
        Thread.startVirtualThread(() -> {
          try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
          } catch (IOException gitEnded) {
            // What it ends with says why.
          }
        });
    try (InputStream output = new BufferedInputStream(process.getInputStream(), 1 << 16)) {
      T result = reader.read(output);
      output.transferTo(OutputStream.nullOutputStream());
      writer.join();
      return process.waitFor() == 0 ? Optional.of(result) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroy();
    }
  }

  /// What git prints, as one text.
  Optional<String> text(List<String> arguments) throws IOException {
    return run(arguments, "", output -> new String(output.readAllBytes(), StandardCharsets.UTF_8));
  }

  /// The next text up to a NUL; empty at the end.
  static Optional<String> untilNul(InputStream in) throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next > 0) {
      bytes.write(next);
      next = in.read();
    }
    return Optional.of(bytes.toString(StandardCharsets.UTF_8));
  }
}
