package dev.ringfence.scanner.change.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.Unread;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.patch.Patch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `git apply` and GNU `patch` would put into files, the reader has read, or it says that it
/// has not: over random patches in many forms, damaged in many ways.
class PatchToolsTest {
  private static final int ROUNDS = Integer.getInteger("ringfence.patch.rounds", 60);
  private static final Pattern ADDED = Pattern.compile("added_\\d+_\\d+");
  private static final String SPLIT = "\u0001";

  private static final List<String> PATHS =
      List.of("src/core/a.c", "src/b.c", "docs/n.md", "lib/x.py", "top.c");

  /// What tools are run, each in a fresh copy of the files.
  private static final List<List<String>> TOOLS =
      List.of(
          List.of("git", "apply"),
          List.of("git", "apply", "--recount"),
          List.of("git", "apply", "--reject"),
          List.of("git", "apply", "-p0"),
          List.of("patch", "-p1", "-f", "--no-backup-if-mismatch", "-i"),
          List.of("patch", "-p0", "-f", "--no-backup-if-mismatch", "-i"));

  @TempDir Path temp;

  @Test
  void readsWhatToolsLand() throws Exception {
    assumeTrue(runs("git") && runs("patch"), "SKIPPED: git or GNU patch is not installed");
    int landed = 0;
    int quiet = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(Long.getLong("ringfence.patch.seed", 1000) + round);
      Map<String, List<String>> files = files(random);
      List<String> lines = patch(random, round, files);
      int mutations = random.nextInt(4);
      for (int m = 0; m < mutations; m++) {
        mutate(random, lines);
      }
      byte[] patch = String.join("\n", lines).concat("\n").getBytes(StandardCharsets.ISO_8859_1);
      Reading reading = Reading.of(patch);
      quiet += reading.incomplete ? 0 : 1;
      List<List<String>> tools =
          mutations == 0
              ? TOOLS
              : List.of(TOOLS.get(random.nextInt(4)), TOOLS.get(4 + random.nextInt(2)));
      for (List<String> tool : tools) {
        for (Map.Entry<String, Set<String>> file : landed(files, tool, patch).entrySet()) {
          for (String token : file.getValue()) {
            landed++;
            Set<String> paths = reading.pathsOf.getOrDefault(token, Set.of());
            // With -p0, `patch` makes a folder of the prefix where a file is new: not what is
            // meant.
            String path = file.getKey().replaceFirst("^(?:[abiw]|t|t\\.orig)/", "");
            boolean ok =
                reading.incomplete || paths.contains(file.getKey()) || paths.contains(path);
            if (!ok) {
              Path kept = Files.createTempFile("ringfence-patch-", ".patch");
              Files.write(kept, patch);
              assertTrue(
                  ok,
                  "round "
                      + round
                      + ": "
                      + tool
                      + " lands "
                      + token
                      + " in "
                      + file.getKey()
                      + ", read for "
                      + paths
                      + "; the patch is kept in "
                      + kept);
            }
          }
        }
      }
    }
    // The test would say nothing if tools refused all, or the reader complained of all.
    assertTrue(landed > ROUNDS, landed + " lines landed");
    assertTrue(quiet > ROUNDS / 3, quiet + " of " + ROUNDS + " patches were read whole");
  }

  @Test
  void readsWhatJGitReads() throws Exception {
    for (int round = 0; round < 200; round++) {
      Random random = new Random(7000 + round);
      List<String> lines = new ArrayList<>();
      Map<String, List<String>> files = files(random);
      for (String path : PATHS.subList(0, 1 + random.nextInt(PATHS.size()))) {
        gitFile(random, round, path, Objects.requireNonNull(files.get(path)), "a/", "b/", lines);
      }
      byte[] bytes = String.join("\n", lines).concat("\n").getBytes(StandardCharsets.ISO_8859_1);
      Patch jgit = new Patch();
      jgit.parse(new ByteArrayInputStream(bytes));
      List<String> expected = new ArrayList<>();
      for (FileHeader file : jgit.getFiles()) {
        for (Edit edit : file.toEditList()) {
          for (int line = edit.getBeginB(); line < edit.getEndB(); line++) {
            expected.add(file.getNewPath() + ":" + (line + 1));
          }
        }
      }
      Change change = PatchReader.read("x", bytes, PatchOptions.DEFAULT);
      List<String> read = new ArrayList<>();
      for (FileChange file : change.files()) {
        for (Hunk hunk : file.hunks()) {
          for (int i = 0; i < hunk.lines().size(); i++) {
            if (hunk.added().get(i)) {
              read.add(file.path() + ":" + (hunk.firstLine() + i));
            }
          }
        }
      }
      assertEquals(List.of(), change.faults());
      assertEquals(expected, read, String.join("\n", lines));
    }
  }

  /// What the reader makes of a patch.
  ///
  /// @param pathsOf the paths that each added line may be in
  /// @param incomplete whether it says that it has not read all
  private record Reading(Map<String, Set<String>> pathsOf, boolean incomplete) {
    static Reading of(byte[] patch) {
      PatchOptions all =
          new PatchOptions(
              OptionalInt.empty(), paths -> String.join(SPLIT, paths), _ -> Optional.empty());
      Change change = PatchReader.read("x", patch, all);
      Map<String, Set<String>> pathsOf = new HashMap<>();
      boolean incomplete = !change.faults().isEmpty();
      for (FileChange file : change.files()) {
        incomplete |= file.unread().stream().anyMatch(Unread::mayBeCode);
        for (Hunk hunk : file.hunks()) {
          for (int i = 0; i < hunk.lines().size(); i++) {
            Matcher token = ADDED.matcher(hunk.added().get(i) ? hunk.lines().get(i) : "");
            while (token.find()) {
              pathsOf
                  .computeIfAbsent(token.group(), _ -> new HashSet<>())
                  .addAll(Arrays.asList(file.path().split(SPLIT, -1)));
            }
          }
        }
      }
      return new Reading(pathsOf, incomplete || change.files().isEmpty());
    }
  }

  private static Map<String, List<String>> files(Random random) {
    Map<String, List<String>> files = new TreeMap<>();
    for (String path : PATHS) {
      List<String> lines = new ArrayList<>();
      int n = 4 + random.nextInt(30);
      for (int i = 0; i < n; i++) {
        lines.add(
            switch (random.nextInt(12)) {
              case 0 -> "";
              case 1 -> "-- note " + i;
              case 2 -> "++ x" + i + ";";
              case 3 -> "\tcase " + i + ":";
              case 4 -> "# comment " + i;
              default -> "old " + path.length() + " " + i + ";";
            });
      }
      files.put(path, lines);
    }
    return files;
  }

  private static List<String> edited(Random random, int round, String path, List<String> old) {
    List<String> lines = new ArrayList<>(old);
    for (int e = 1 + random.nextInt(3); e > 0; e--) {
      int at = random.nextInt(lines.size() + 1);
      for (int i = random.nextInt(3); i > 0 && at < lines.size(); i--) {
        lines.remove(at);
      }
      for (int i = random.nextInt(5); i > 0; i--) {
        String token = "added_" + round + "_" + random.nextInt(Integer.MAX_VALUE) + path.length();
        String before = new String[] {"", "  ", "++ ", "-- ", "\t", "@@ -"}[random.nextInt(6)];
        lines.add(Math.min(at, lines.size()), before + token + ";");
      }
    }
    return lines;
  }

  private static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void hunks(Random random, List<String> old, List<String> now, List<String> to)
      throws IOException {
    RawText before = new RawText(bytes(old));
    RawText after = new RawText(bytes(now));
    EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, before, after);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DiffFormatter formatter = new DiffFormatter(out)) {
      formatter.setContext(random.nextInt(4));
      formatter.format(edits, before, after);
    }
    String text = out.toString(StandardCharsets.ISO_8859_1);
    to.addAll(List.of(text.split("\n", -1)));
    if (to.getLast().isEmpty()) {
      to.removeLast();
    }
  }

  private static void gitFile(
      Random random, int round, String path, List<String> old, String a, String b, List<String> to)
      throws IOException {
    to.add("diff --git " + a + path + " " + b + path);
    to.add("index 1111111..2222222 100644");
    to.add("--- " + a + path);
    to.add("+++ " + b + path);
    int head = to.size();
    hunks(random, old, edited(random, round, path, old), to);
    if (to.size() == head) {
      to.subList(head - 4, head).clear();
    }
  }

  /// A patch of some files, in a form by chance.
  private static List<String> patch(Random random, int round, Map<String, List<String>> files)
      throws IOException {
    List<String> lines = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      lines.addAll(
          List.of("From: A <a@example.org>", "Subject: [PATCH] x", "", "Text.", "---", ""));
    }
    String[] sides =
        new String[][] {
              {"a/", "b/"}, {"a/", "b/"}, {"i/", "w/"}, {"", ""}, {"t.orig/", "t/"}, {"b/", "a/"}
            }
            [random.nextInt(6)];
    int form = random.nextInt(4);
    for (String path : PATHS) {
      if (random.nextInt(2) == 0 && !path.equals(PATHS.getFirst())) {
        continue;
      }
      List<String> old = Objects.requireNonNull(files.get(path));
      if (form == 0 || form == 1) {
        gitFile(random, round, path, old, sides[0], sides[1], lines);
      } else if (form == 2) {
        int head = lines.size();
        lines.add("--- " + sides[0] + path + "\t2026-01-01 00:00:00.000000000 +0000");
        lines.add("+++ " + sides[1] + path + "\t2026-01-02 00:00:00.000000000 +0000");
        hunks(random, old, edited(random, round, path, old), lines);
        if (lines.size() == head + 2) {
          lines.subList(head, head + 2).clear();
        }
      } else {
        contextDiff(old, edited(random, round, path, old), sides[0] + path, sides[1] + path, lines);
      }
    }
    if (random.nextInt(3) == 0) {
      lines.addAll(List.of("-- ", "2.39.5", ""));
    }
    return lines;
  }

  /// One hunk that replaces the whole file.
  private static void contextDiff(
      List<String> old, List<String> now, String oldName, String newName, List<String> to) {
    to.add("*** " + oldName + "\tThu Jan  1 00:00:00 2026");
    to.add("--- " + newName + "\tThu Jan  1 00:00:00 2026");
    to.add("***************");
    to.add("*** 1," + old.size() + " ****");
    old.forEach(line -> to.add("! " + line));
    to.add("--- 1," + now.size() + " ----");
    now.forEach(line -> to.add("! " + line));
  }

  /// Damages or disguises a patch in one place.
  private static void mutate(Random random, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(22)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, line);
      case 2 -> lines.set(at, lines.set(random.nextInt(lines.size()), line));
      case 3 -> indent(lines, at, "  ");
      case 4 -> indent(lines, at, "X\t");
      case 5 ->
          change(lines, "@@", l -> l.replaceFirst("\\+(\\d+),\\d+", "+$1," + random.nextInt(9)));
      case 6 ->
          change(lines, "@@", l -> l.replaceFirst("-(\\d+),\\d+", "-$1," + random.nextInt(9)));
      case 7 -> change(lines, "@@", l -> l + " f\u00e2\u0080\u00a8 g\r h \u00c2\u0085");
      case 8 -> lines.add(at, "Binary files a/src/b.c and b/src/b.c differ");
      case 9 -> lines.add(at, "--- a/src/b.c");
      case 10 -> lines.add(at, "+++ b/src/b.c");
      case 11 -> change(lines, "+++ ", _ -> null);
      case 12 -> change(lines, "--- ", _ -> null);
      case 13 ->
          lines.set(
              at, (line.isEmpty() ? "" : "=#\t\\".charAt(random.nextInt(4)) + line.substring(1)));
      case 14 -> lines.replaceAll(l -> l + "\r");
      case 15 -> lines.replaceAll(String::stripTrailing);
      case 16 -> lines.add(at, "-- ");
      case 17 -> lines.add(at, "Index: docs/n.md");
      case 18 -> lines.set(at, line + "\r");
      case 19 -> change(lines, "+++ ", l -> l.replace("src", "docs"));
      case 20 -> change(lines, "diff --git", _ -> null);
      default -> lines.set(0, "\u00ef\u00bb\u00bf" + lines.getFirst());
    }
  }

  private static void indent(List<String> lines, int from, String by) {
    for (int i = from; i < lines.size(); i++) {
      lines.set(i, by + lines.get(i));
    }
  }

  /// Changes the first line that starts so; null takes it away.
  private static void change(
      List<String> lines, String start, Function<String, @Nullable String> by) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(start)) {
        String changed = by.apply(lines.get(i));
        if (changed == null) {
          lines.remove(i);
        } else {
          lines.set(i, changed);
        }
        return;
      }
    }
  }

  /// The added lines that are in files once a tool has run, by path.
  private Map<String, Set<String>> landed(
      Map<String, List<String>> files, List<String> tool, byte[] patch) throws Exception {
    Path root = Files.createTempDirectory(temp, "tree");
    for (Map.Entry<String, List<String>> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, bytes(file.getValue()));
    }
    Path input = Files.createTempFile(temp, "in", ".patch");
    Files.write(input, patch);
    List<String> command = new ArrayList<>(tool);
    command.add(input.toString());
    run(root, command);
    Map<String, Set<String>> landed = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(path).toString();
        if (name.endsWith(".rej") || name.endsWith(".orig")) {
          continue;
        }
        Matcher token = ADDED.matcher(Files.readString(path, StandardCharsets.ISO_8859_1));
        while (token.find()) {
          landed.computeIfAbsent(name, _ -> new HashSet<>()).add(token.group());
        }
      }
    }
    return landed;
  }

  private static boolean runs(String program) {
    try {
      return run(Path.of("."), List.of(program, "--version")) == 0;
    } catch (IOException | InterruptedException missing) {
      return false;
    }
  }

  private static int run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("GIT_CEILING_DIRECTORIES", String.valueOf(folder.getParent()));
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("a tool does not end: " + command);
    }
    return process.exitValue();
  }
}
