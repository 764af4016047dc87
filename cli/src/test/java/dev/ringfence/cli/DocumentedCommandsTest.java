package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/// Every command in a code block of README and docs is one that exists, and runs in a repository
/// such as they speak of.
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path SAMPLE = ROOT.resolve("distribution/src/main/dist/share/sample");
  private static final Pattern COMMAND =
      Pattern.compile("(?:\\$ )?(?:\\S*/)?(git add .*|ringfence(?:-train)?(?: .*)?)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)]*))?\\)");

  @TempDir Path temp;

  /// The same in every repository: it is made of the code.
  private String id = "";

  /// @param place file and line
  /// @param text the command, without what is said of it
  private record Documented(String place, String text) {}

  private static List<Path> documents() throws IOException {
    List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
    }
    return files;
  }

  private static Map<Path, List<Documented>> commands() throws IOException {
    Map<Path, List<Documented>> found = new LinkedHashMap<>();
    for (Path file : documents()) {
      List<Documented> own = new ArrayList<>();
      List<String> lines = Files.readAllLines(file);
      boolean fenced = false;
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        fenced ^= line.startsWith("```");
        Matcher command = COMMAND.matcher(line.strip());
        if ((fenced || line.startsWith("    ")) && command.matches()) {
          // What is said of a command stands after a gap or a `#`.
          String text = command.group(1).replaceFirst("\\s+#.*|\\s{2,}.*|\\s\\|(\\s.*)?$", "");
          own.add(new Documented(ROOT.relativize(file) + ":" + (i + 1), text));
        }
      }
      found.put(file, own);
    }
    return found;
  }

  private static Map<String, String> notRun() throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/documented-commands-not-run.txt"))) {
      if (!line.startsWith("#")) {
        int bar = line.lastIndexOf(" | ");
        reasons.put(line.substring(0, bar), line.substring(bar + 3));
      }
    }
    return reasons;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(Stream.of(1, 2, 3).map(word::group).filter(each -> each != null).findFirst().get());
    }
    return words;
  }

  @Test
  void everyCommandAndOptionExists() throws IOException {
    int count = 0;
    for (List<Documented> commands : commands().values()) {
      for (Documented command : commands) {
        List<String> words = words(command.text());
        count++;
        if (!words.removeFirst().equals("ringfence")) {
          continue;
        }
        try {
          Main.commandLine().parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
          fail(command.place() + ": " + command.text() + ": " + e.getMessage());
        }
      }
    }
    assertTrue(count > 30, "only " + count + " commands were found");
  }

  @Test
  void everyCommandThatCanRunDoes() throws IOException, InterruptedException {
    Map<String, String> notRun = notRun();
    Map<String, Integer> used = new TreeMap<>();
    notRun.keySet().forEach(each -> used.put(each, 0));
    List<String> failures = new ArrayList<>();
    int ran = 0;
    for (Map.Entry<Path, List<Documented>> document : commands().entrySet()) {
      List<Documented> wanted = new ArrayList<>();
      for (Documented command : document.getValue()) {
        List<String> reasons = notRun.keySet().stream().filter(command.text()::startsWith).toList();
        reasons.forEach(each -> used.merge(each, 1, Integer::sum));
        if (reasons.isEmpty()) {
          wanted.add(command);
        }
      }
      if (!wanted.isEmpty()) {
        ran += wanted.size();
        failures.addAll(run(document.getKey(), wanted));
      }
    }
    assertEquals(List.of(), failures);
    assertTrue(ran > 15, "only " + ran + " commands ran");
    used.values().removeIf(times -> times > 0);
    assertEquals(Map.of(), used, "marks for commands that no document has any more");
  }

  /// Runs the commands of a document in a repository of their own.
  private List<String> run(Path document, List<Documented> wanted)
      throws IOException, InterruptedException {
    Path folder = repository(String.valueOf(document.getFileName()));
    List<List<String>> calls = new ArrayList<>();
    calls.add(List.of("index", "add", "corpus", "dir:work", "--license", "GPL-2.0-or-later"));
    if (id.isEmpty()) {
      id = finding(folder);
    }
    for (Documented command : wanted) {
      if (command.text().startsWith("git ")) {
        calls.add(List.of("git", command.text()));
        continue;
      }
      List<String> words = new ArrayList<>(words(command.text()));
      words.removeFirst();
      words.replaceAll(word ->
          switch (word) {
            case "INDEX" -> "corpus";
            case "REPO" -> ".";
            case "DIR" -> "out";
            case "main...feature" -> "main...HEAD";
            case "1a2b3c4" -> "HEAD";
            default -> word.matches("[0-9a-f]{10,16}") ? id : word;
          });
      calls.add(words);
    }
    List<Ringfence.Result> results = inFolder(folder, calls);
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Ringfence.Result result = results.get(i + 1);
      // 1 says that there is something to look at: the sample change holds a copy.
      if (result.status() > 1) {
        failures.add(
            wanted.get(i).place()
                + ": "
                + wanted.get(i).text()
                + " -> "
                + result.status()
                + "\n"
                + result.err());
      }
    }
    return failures;
  }

  private String finding(Path folder) throws IOException, InterruptedException {
    Ringfence.Result result =
        inFolder(
                folder,
                List.of(
                    List.of("index", "add", "first", "dir:work", "--license", "GPL-2.0-or-later"),
                    List.of("scan", "first", "--diff", "main..HEAD", "--format", "json")))
            .getLast();
    return new JsonMapper().readTree(result.out()).at("/findings/0/fingerprint").asString();
  }

  private List<Ringfence.Result> inFolder(Path folder, List<List<String>> calls)
      throws IOException, InterruptedException {
    Path in = temp.resolve("calls.json");
    Path out = temp.resolve("results.json");
    Files.write(in, new JsonMapper().writeValueAsBytes(calls));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Ringfence.classPath(),
                "dev.ringfence.cli.CommandRuns",
                in.toString(),
                out.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("HOME", temp.toString());
    builder.environment().put("XDG_CONFIG_HOME", temp.toString());
    builder.environment().put("RINGFENCE_CACHE", temp.resolve("cache").toString());
    builder.environment().remove("RINGFENCE_INDEX");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return List.of(new JsonMapper().readValue(Files.readAllBytes(out), Ringfence.Result[].class));
  }

  /// A repository with a policy, and a branch whose change holds a copy from `work`.
  private Path repository(String name) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(temp.resolve(name));
    Files.createDirectories(folder.resolve("work"));
    try (Stream<Path> files = Files.list(SAMPLE.resolve("work"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("work").resolve(file.getFileName()));
      }
    }
    Files.copy(SAMPLE.resolve("change.patch"), folder.resolve("change.patch"));
    Files.createDirectories(folder.resolve(".github"));
    Files.writeString(
        folder.resolve(".github/ai-policy.toml"), "version = 1\npreset = \"numpy\"\n");
    Files.createDirectories(folder.resolve("numpy/linalg"));
    Files.writeString(
        folder.resolve("numpy/linalg/_linalg.py"), "def det(a):\n    return a.prod()\n");
    Files.writeString(folder.resolve("pull-request.md"), "# A change\n");
    Files.writeString(folder.resolve("prompts.md"), "Write the running variance of a series.\n");
    Files.writeString(
        folder.resolve(".git-exclude"),
        "src/lu.c\nwork\ncorpus*\nfirst\nout\naudit*\n*.md\n*.csv\n");
    git(folder, "init", "--quiet", "--initial-branch=main");
    git(folder, "config", "user.name", "Ada");
    git(folder, "config", "user.email", "ada@example.org");
    git(folder, "config", "core.excludesFile", folder.resolve(".git-exclude").toString());
    git(folder, "add", ".github", "numpy");
    git(folder, "commit", "--quiet", "-m", "first");
    Files.createDirectories(folder.resolve("src"));
    Files.writeString(
        folder.resolve("src/lu.c"), "int step(int n) {\n  return n * n + 1;\n}\n".repeat(20));
    git(folder, "checkout", "--quiet", "-b", "feature");
    git(folder, "apply", "--index", "change.patch");
    git(
        folder,
        "commit",
        "--quiet",
        "-m",
        "stats: running variance\n\nAssisted-by: Claude Code 2.1 / claude-opus-4-5");
    return folder;
  }

  private static void git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    List<Path> files = new ArrayList<>(documents());
    files.add(ROOT.resolve("CHANGELOG.md"));
    files.add(ROOT.resolve("CONTRIBUTING.md"));
    files.add(ROOT.resolve("benchmarks/README.md"));
    try (Stream<Path> decisions = Files.list(ROOT.resolve("docs/decisions"))) {
      decisions.forEach(files::add);
    }
    for (Path file : files) {
      Matcher link = LINK.matcher(Files.readString(file));
      while (link.find()) {
        if (link.group(1).matches("(https?|mailto):.*")) {
          continue;
        }
        Path target =
            link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1)).normalize();
        boolean alive =
            Files.exists(target)
                && (link.group(2) == null
                    || !target.toString().endsWith(".md")
                    || anchors(target).contains(link.group(2)));
        if (!alive) {
          dead.add(ROOT.relativize(file) + ": " + link.group());
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  private static List<String> anchors(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line ->
            line.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\- ]", "")
                .strip()
                .replace(' ', '-'))
        .toList();
  }
}
