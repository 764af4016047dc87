package dev.ringfence.corpus.glob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.source.PathGlob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Patterns take what their specifications say, git's as git itself, and no pattern takes long.
class GlobTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "*, a/b.c, true",
    "src/*.c, src/a/b.c, true",
    "src/?.c, src/a.c, true",
    "src/?.c, src/ab.c, false",
    "a\\*b, a*b, true",
    "a\\*b, axb, false",
    "[a].c, [a].c, true",
    "[a].c, a.c, false",
    "debian/*, debian, false",
  })
  void debian(String pattern, String path, boolean takes) {
    assertEquals(takes, Glob.debian(pattern).matches(path));
  }

  @ParameterizedTest
  @CsvSource({
    "*.c, a.c, true",
    "*.c, src/a.c, false",
    "**/*.c, src/x/a.c, true",
    "**.c, src/a.c, true",
    "src/**, src/a/b.c, true",
    "src/*, src/a/b.c, false",
    "a\\*b, a*b, true",
    "a?, a?, true",
    "a?, ab, false",
    "a.c, abc, false",
  })
  void reuse(String pattern, String path, boolean takes) {
    assertEquals(takes, Glob.reuse(pattern).matches(path));
  }

  @ParameterizedTest
  @CsvSource({
    "src/, src/a/b.c, true",
    "src/, src, false",
    "/src, lib/src/a.c, false",
    "src, lib/src/a.c, true",
    "'*.c', a/b.c, true",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b/c, true",
    "a/**, a, false",
    "**/x, x, true",
    "'x  ', x, true",
    "!x, x, true",
    "#x, #x, false",
    "\\#x, #x, true",
    "[!a-c].c, d.c, true",
    "[!a-c].c, b.c, false",
    "[[:digit:]x], 7, true",
    "[a, [a, false",
    "/, a, false",
    "/a/b/, a/b/c/d, true",
  })
  void gitignore(String pattern, String path, boolean takes) {
    assertEquals(takes, new PathGlob(pattern).matches(path));
  }

  @Test
  void anAttributeTakesNoFolder() {
    assertTrue(new PathGlob("src/*").matchesFile("src/a.c"));
    assertFalse(new PathGlob("src").matchesFile("src/a.c"));
    assertFalse(new PathGlob("src/").matchesFile("src/a.c"));
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }

  private static String pattern(Random random) {
    StringBuilder out = new StringBuilder();
    int parts = 1 + random.nextInt(7);
    for (int i = 0; i < parts; i++) {
      out.append(
          pick(
              random,
              "a",
              "b",
              "ab",
              "*",
              "**",
              "?",
              "/",
              "/",
              "**/",
              "/**",
              "[ab]",
              "[!a]",
              "[b-a]",
              "[a-]",
              "[]a]",
              "[^[:alpha:]]",
              "[[:alpha:]]",
              "\\*",
              "\\a",
              "***",
              "a*",
              ".c"));
    }
    String pattern = out.toString();
    // git reads these as something else than a pattern of paths, or leaves them open.
    return pattern.contains("//") || pattern.endsWith("\\") ? pattern(random) : pattern;
  }

  private static String path(Random random) {
    StringBuilder out = new StringBuilder();
    int parts = 1 + random.nextInt(4);
    for (int i = 0; i < parts; i++) {
      out.append(i == 0 ? "" : "/")
          .append(pick(random, "a", "b", "ab", "aab", "ba", "b.c", "*", "1", "a-b"));
    }
    return out.toString();
  }

  private String git(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Path in = Files.writeString(temp.resolve("in"), input);
    Process process =
        new ProcessBuilder(command)
            .directory(temp.resolve("repository").toFile())
            .redirectInput(in.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  @Test
  void takesWhatGitTakes() throws IOException, InterruptedException {
    Random random = new Random(20261127);
    Files.createDirectories(temp.resolve("repository"));
    git("", "init", "-q");
    for (int i = 0; i < 150; i++) {
      String pattern = pattern(random);
      Set<String> paths = new TreeSet<>();
      while (paths.size() < 40) {
        paths.add(path(random));
      }
      Files.writeString(temp.resolve("repository/.gitignore"), pattern + "\n");
      Set<String> gits =
          new TreeSet<>(
              git(String.join("\0", paths) + "\0", "check-ignore", "--no-index", "--stdin", "-z")
                  .lines()
                  .flatMap(line -> List.of(line.split("\0", -1)).stream())
                  .filter(line -> !line.isEmpty())
                  .toList());
      PathGlob glob = new PathGlob(pattern);
      Set<String> ours = new TreeSet<>(paths.stream().filter(glob::matches).toList());
      assertEquals(gits, ours, "pattern " + pattern);
    }
  }

  @Test
  void noPatternTakesLong() {
    String stars = "*a".repeat(25) + "b";
    String path = "a".repeat(60);
    assertFalse(Glob.debian(stars).matches(path));
    assertFalse(Glob.reuse("*" + stars).matches(path));
    assertFalse(new PathGlob(stars).matches(path));
    assertFalse(new PathGlob("**/a".repeat(25) + "b").matches("a/".repeat(60) + "c"));
    assertFalse(new PathGlob("a/".repeat(2000) + "b").matches("a/".repeat(2000) + "c"));
    assertFalse(Glob.debian("*".repeat(10_000) + "b").matches("a".repeat(4_000)));
  }
}
