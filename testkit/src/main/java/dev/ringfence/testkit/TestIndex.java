package dev.ringfence.testkit;

import dev.ringfence.corpus.cli.IndexCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// Indexes for tests, made by the commands that people make theirs with.
public final class TestIndex {
  private TestIndex() {}

  /// Adds a folder of code to an index as a work, and makes the index where there is none.
  ///
  /// @param options further options of `index add`
  public static void add(Path index, Path folder, String license, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("add", index.toString(), "dir:" + folder, "--license", license));
    arguments.addAll(List.of(options));
    run(arguments.toArray(String[]::new));
  }

  /// Runs an `index` command, which has to end well.
  public static void run(String... arguments) {
    StringWriter out = new StringWriter();
    int status =
        new CommandLine(new IndexCommand()).setOut(new PrintWriter(out)).execute(arguments);
    if (status != 0) {
      throw new AssertionError(
          "index " + String.join(" ", arguments) + " ended with " + status + ":\n" + out);
    }
  }
}
