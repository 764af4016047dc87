package dev.ringfence.scanner.change;

import dev.ringfence.corpus.process.LimitedProcess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs git over a repository. Its diff and blame follow moved lines, JGit's do not, and it knows
/// every kind of index.
///
/// Nothing that the repository's own settings name is run, and nothing is fetched: a folder that
/// came from a stranger must not have a say. Commands that know `--no-textconv` and `--no-ext-diff`
/// must be given them.
public final class GitCommand {
  /* Reading years of a large history takes minutes; more means that git hangs. */
  private static final Duration TIME_LIMIT = Duration.ofMinutes(10);

  private static final List<String> SETTINGS =
      List.of(
          "core.fsmonitor=false",
          "core.hooksPath=/dev/null",
          "core.attributesFile=/dev/null",
          "core.quotePath=false",
          "core.sshCommand=false",
          "core.gitProxy=",
          "credential.helper=",
          "gpg.program=false",
          "log.showSignature=false",
          "diff.external=",
          "blame.ignoreRevsFile=",
          "protocol.allow=never");

  private final Path directory;
  private final Duration timeLimit;

  /// @param directory the repository's own folder, `.git`
  public GitCommand(Path directory) {
    this(directory, TIME_LIMIT);
  }

  /// @param timeLimit how long one command may take
  GitCommand(Path directory, Duration timeLimit) {
    this.directory = directory;
    this.timeLimit = timeLimit;
  }

  /// Reads what git prints.
  public interface Reader<T> {
    T read(InputStream output) throws IOException;
  }

  /// Runs git; empty where it is not there, fails or takes too long.
  ///
  /// @param input what git reads on standard input
  public <T> Optional<T> run(List<String> arguments, String input, Reader<T> reader)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager", "--git-dir=" + directory));
    for (String setting : SETTINGS) {
      command.add("-c");
      command.add(setting);
    }
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C");
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    // Objects that a partial clone lacks stay away. The first is known from git 2.44 on; the second
    // beats what the repository allows, in every version.
    environment.put("GIT_NO_LAZY_FETCH", "1");
    environment.put("GIT_ALLOW_PROTOCOL", "none");
    environment.remove("GIT_EXTERNAL_DIFF");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    LimitedProcess process;
    try {
      process = LimitedProcess.start(builder, timeLimit);
    } catch (IOException noGit) {
      return Optional.empty();
    }
    try (process;
        InputStream output = new BufferedInputStream(process.stream(), 1 << 16)) {
      process.send(input);
      T result = reader.read(output);
      output.transferTo(OutputStream.nullOutputStream());
      return process.await() && process.status() == 0 ? Optional.of(result) : Optional.empty();
    } catch (IOException cutOff) {
      if (process.isOverdue()) {
        return Optional.empty();
      }
      throw cutOff;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// What git prints, as one text.
  public Optional<String> text(List<String> arguments) throws IOException {
    return run(arguments, "", output -> new String(output.readAllBytes(), StandardCharsets.UTF_8));
  }

  /// The next text up to a NUL; empty at the end.
  public static Optional<String> untilNul(InputStream in) throws IOException {
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
