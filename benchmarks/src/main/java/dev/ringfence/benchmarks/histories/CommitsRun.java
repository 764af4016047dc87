package dev.ringfence.benchmarks.histories;

import dev.ringfence.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Scans the last commits of a history, each as a range and as the patch that is mailed of it.
///
/// `CommitsRun INDEX REPO COMMITS RESULTS.json`: for each of the last COMMITS first-parent commits
/// of REPO the real command line is run twice in this process, over `C^..C` and over the text of
/// `git format-patch`, or, for a merge, of which that writes nothing, over what it changes in its
/// first parent. Both without a policy and without own code: a bare patch says nothing of what the
/// project had before. Prints and writes what differs, each exit status with its reasons, and
/// times.
public final class CommitsRun {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path index;
  private final Path repository;

  CommitsRun(Path index, Path repository) {
    this.index = index;
    this.repository = repository;
  }

  /// Runs.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 4) {
      System.err.println("usage: CommitsRun INDEX REPO COMMITS RESULTS.json");
      System.exit(2);
    }
    Path repository = Path.of(arguments[1]);
    CommitsRun run = new CommitsRun(Path.of(arguments[0]), repository);
    ObjectNode results = run.run(Integer.parseInt(arguments[2]));
    results.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    results.put(
        "command",
        String.format(
            Locale.ROOT,
            "CommitsRun %s %s %s",
            Path.of(arguments[0]).getFileName(),
            repository.getFileName(),
            arguments[2]));
    Files.writeString(
        Path.of(arguments[3]),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
  }

  /// Scans the last commits both ways.
  ObjectNode run(int commits) throws IOException, InterruptedException {
    List<String> all =
        git("rev-list", "--first-parent", "-n", String.valueOf(commits), "HEAD").lines().toList();
    ObjectNode results = JSON.createObjectNode();
    results.put("head", all.getFirst());
    ArrayNode different = JSON.createArrayNode();
    ArrayNode incomplete = JSON.createArrayNode();
    ArrayNode findings = JSON.createArrayNode();
    Map<String, Integer> statuses = new TreeMap<>();
    Map<String, Integer> severities = new TreeMap<>();
    List<Double> rangeSeconds = new ArrayList<>();
    List<Double> patchSeconds = new ArrayList<>();
    int hunks = 0;
    int equal = 0;
    for (String commit : all) {
      CommitScan range = scan("--diff", commit + "^.." + commit);
      Path file = Files.createTempFile("ringfence-commit", ".patch");
      Files.writeString(file, patch(commit), StandardCharsets.ISO_8859_1);
      CommitScan patch = scan(file.toString());
      Files.delete(file);
      hunks += range.hunks();
      rangeSeconds.add(range.seconds());
      patchSeconds.add(patch.seconds());
      statuses.merge(range.status() + " and " + patch.status(), 1, Integer::sum);
      range.severities().forEach((severity, n) -> severities.merge(severity, n, Integer::sum));
      range.findings().forEach(finding -> findings.add(commit.substring(0, 10) + " " + finding));
      if (range.agrees(patch)) {
        equal++;
      } else {
        ObjectNode both = different.addObject();
        both.put("commit", commit);
        describe(both.putObject("range"), range);
        describe(both.putObject("patch"), patch);
      }
      if (range.status() == 3 || patch.status() == 3) {
        ObjectNode both = incomplete.addObject();
        both.put("commit", commit);
        range.incomplete().forEach(both.withArray("range")::add);
        patch.incomplete().forEach(both.withArray("patch")::add);
      }
    }
    results.put("commits", all.size());
    results.put("hunks", hunks);
    results.put("equal", equal);
    ObjectNode byStatus = results.putObject("status_of_range_and_patch");
    statuses.forEach(byStatus::put);
    ObjectNode bySeverity = results.putObject("findings_by_severity");
    severities.forEach(bySeverity::put);
    times(results.putObject("range_seconds"), rangeSeconds);
    times(results.putObject("patch_seconds"), patchSeconds);
    results.set("findings", findings);
    results.set("different", different);
    results.set("incomplete", incomplete);
    System.out.printf(
        Locale.ROOT,
        "%d commits, %,d hunks: %d equal both ways; exit statuses %s; findings %s%n",
        all.size(),
        hunks,
        equal,
        statuses,
        severities);
    return results;
  }

  private static void describe(ObjectNode to, CommitScan scan) {
    to.put("status", scan.status());
    scan.findings().forEach(to.withArray("findings")::add);
    scan.incomplete().forEach(to.withArray("incomplete")::add);
  }

  /// Median, 95th percentile, maximum and sum.
  private static void times(ObjectNode to, List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    to.put("median", rounded(sorted.get(sorted.size() / 2)));
    to.put("p95", rounded(sorted.get(sorted.size() * 95 / 100)));
    to.put("most", rounded(sorted.getLast()));
    to.put("all", rounded(sorted.stream().mapToDouble(Double::doubleValue).sum()));
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private CommitScan scan(String... change) {
    List<String> command = new ArrayList<>(List.of("scan", index.toString()));
    command.addAll(Arrays.asList(change));
    command.addAll(
        List.of(
            "--repo",
            repository.toString(),
            "--no-own-code",
            "--policy",
            "none",
            "--format",
            "json"));
    StringWriter out = new StringWriter();
    long start = System.nanoTime();
    int status = Main.run(command.toArray(String[]::new), new PrintWriter(out));
    double seconds = (System.nanoTime() - start) / 1e9;
    JsonNode report =
        out.toString().isBlank() ? MissingNode.getInstance() : JSON.readTree(out.toString());
    return CommitScan.of(status, report, seconds);
  }

  /// The text that would be mailed of a commit.
  private String patch(String commit) throws IOException, InterruptedException {
    boolean merge =
        git("rev-list", "--parents", "-n", "1", commit).trim().split(" ", -1).length > 2;
    return merge
        ? git(
            "show",
            "-m",
            "--first-parent",
            "--format=email",
            "--binary",
            "-M",
            "--stat",
            "-p",
            commit)
        : git("format-patch", "-1", "--stdout", "--binary", commit);
  }

  /// Output of git, byte by byte.
  private String git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(Arrays.asList(arguments));
    Process git = new ProcessBuilder(command).redirectErrorStream(false).start();
    String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    if (git.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
    return text;
  }
}
