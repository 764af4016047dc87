package dev.ringfence.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs the command line as a process of its own, which can be killed and has an environment.
final class RingfenceProcess {
  private final Path folder;
  private final Map<String, String> environment;

  /// @param folder where its output is kept and it runs
  /// @param environment added to the test's own
  RingfenceProcess(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /// Starts a run.
  Process start(String... arguments) throws IOException {
    return builder(arguments).start();
  }

  /// A run that is not started yet.
  ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx512m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    // A server of whoever runs the tests has no say in them.
    builder.environment().put("RINGFENCE_SERVER", "off");
    builder.environment().putAll(environment);
    builder.redirectOutput(folder.resolve("out.txt").toFile());
    builder.redirectError(folder.resolve("err.txt").toFile());
    return builder;
  }

  /// Runs to the end.
  Ringfence.Result run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    process.getOutputStream().close();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("no end after five minutes");
    }
    return new Ringfence.Result(
        process.exitValue(),
        Files.readString(folder.resolve("out.txt"), StandardCharsets.UTF_8),
        Files.readString(folder.resolve("err.txt"), StandardCharsets.UTF_8));
  }
}
