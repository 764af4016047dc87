package dev.ringfence.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Runs many commands one after the other in the folder where it is started, which a test cannot
/// change for itself.
final class CommandRuns {
  private CommandRuns() {}

  /// Runs them.
  ///
  /// @param arguments the file with the commands, a list of lists, and the one to write results to
  public static void main(String[] arguments) throws IOException {
    JsonMapper json = new JsonMapper();
    List<Ringfence.Result> results = new ArrayList<>();
    for (String[] command :
        json.readValue(Files.readAllBytes(Path.of(arguments[0])), String[][].class)) {
      results.add(command[0].equals("git") ? shell(command[1]) : Ringfence.run(command));
    }
    Files.write(Path.of(arguments[1]), json.writeValueAsBytes(results));
  }

  private static Ringfence.Result shell(String line) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Ringfence.Result(process.waitFor() == 0 ? 0 : 2, "", said);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
