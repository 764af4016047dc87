package dev.ringfence.benchmarks.accuracy;

import dev.ringfence.cli.Engines;
import dev.ringfence.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Runs a case set through the real command line in one process and scores it.
///
/// `AccuracyRun MANIFEST CASES INDEX RESULTS.json`: MANIFEST lists the corpora as
/// `benchmarks/README.md` says, CASES holds `patches` and `truth`, INDEX is made unless it is
/// there. Prints the table, writes it with commit, parameters and index digest.
public final class AccuracyRun {
  private static final JsonMapper JSON = JsonMapper.shared();

  private AccuracyRun() {}

  /// Runs.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 4) {
      System.err.println("usage: AccuracyRun MANIFEST CASES INDEX RESULTS.json");
      System.exit(2);
    }
    Path index = Path.of(arguments[2]);
    Path cases = Path.of(arguments[1]);
    if (!Files.exists(index)) {
      index(Path.of(arguments[0]), index);
    }
    long start = System.nanoTime();
    JsonNode report = scan(index, cases.resolve("patches"));
    double seconds = (System.nanoTime() - start) / 1e9;
    List<CopiesTable.Case> copies = CopiesTable.read(cases);
    ObjectNode found;
    String table;
    if (copies.isEmpty()) {
      AccuracyTable single = new AccuracyTable(AccuracyCase.read(cases), report);
      found = single.toJson();
      table = single.toMarkdown();
    } else {
      CopiesTable several = new CopiesTable(copies, report);
      found = several.toJson();
      table = several.toMarkdown();
    }
    ObjectNode results = JSON.createObjectNode();
    results.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    results.put("commit", commit());
    // Names alone: where they lie differs from machine to machine.
    StringBuilder command = new StringBuilder("AccuracyRun");
    for (String argument : arguments) {
      command.append(' ').append(Path.of(argument).getFileName());
    }
    results.put("command", command.toString());
    results.put("index", report.path("index").path("digest").asString(""));
    results.put("index_parameters", report.path("index").path("parameters").asString(""));
    ObjectNode parameters = results.putObject("matching");
    Engines.parameters().values().forEach(parameters::put);
    results.put("scan_seconds", Math.round(seconds));
    results.set("results", found);
    Files.writeString(
        Path.of(arguments[3]),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
    System.out.print(table);
  }

  /// Indexes the corpora of a manifest, one work each.
  static void index(Path manifest, Path index) throws IOException {
    for (JsonNode corpus : JSON.readTree(Files.readString(manifest)).path("corpora")) {
      StringBuilder paths = new StringBuilder();
      corpus
          .path("files")
          .forEach(file -> paths.append(file.path("path").asString("")).append('\n'));
      Path list = Files.createTempFile("ringfence-accuracy", ".txt");
      Files.writeString(list, paths);
      List<String> command =
          new ArrayList<>(
              List.of(
                  "index",
                  "add",
                  index.toString(),
                  "dir:" + corpus.path("root").asString(""),
                  "--name",
                  corpus.path("name").asString(""),
                  "--files-from",
                  list.toString(),
                  "--role",
                  corpus.path("role").asString("").equals("copyleft") ? "copyleft" : "background"));
      if (!corpus.path("licence").asString("").isEmpty()) {
        command.addAll(List.of("--license", corpus.path("licence").asString("")));
      }
      run(command, 0);
      Files.delete(list);
    }
  }

  /// Scans a folder of patches; the JSON report.
  static JsonNode scan(Path index, Path patches) throws IOException {
    String report =
        run(
            List.of(
                "scan",
                index.toString(),
                patches.toString(),
                "--format",
                "json",
                "--policy",
                "none"),
            // Findings and files without a lexer are outcomes here.
            0,
            1,
            3);
    return JSON.readTree(report);
  }

  private static String run(List<String> command, Integer... expected) {
    StringWriter out = new StringWriter();
    int status = Main.run(command.toArray(String[]::new), new PrintWriter(out));
    if (!List.of(expected).contains(status)) {
      throw new IllegalStateException(String.join(" ", command) + " ended with status " + status);
    }
    return out.toString();
  }

  private static String commit() throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String name =
        new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return git.waitFor() == 0 ? name.trim() : "unknown";
  }
}
