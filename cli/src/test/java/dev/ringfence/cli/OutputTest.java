package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person sees in a terminal, and asks for in one.
class OutputTest {
  private static final String ESCAPE = "\u001b[";

  @TempDir static Path shared;
  private static String index = "";
  private static String copies = "";
  private static String own = "";

  @TempDir Path temp;

  @BeforeAll
  static void indexAWork() throws IOException {
    index = shared.resolve("index").toString();
    Path work = Files.createDirectories(shared.resolve("work"));
    Path pasted = Files.createDirectories(shared.resolve("copies"));
    for (int i = 0; i < 3; i++) {
      Files.writeString(work.resolve("part" + i + ".c"), RepositoryTest.program(30 + i));
      Files.writeString(pasted.resolve("mine" + i + ".c"), RepositoryTest.program(30 + i));
    }
    copies = pasted.toString();
    Path free = Files.createDirectories(shared.resolve("own")).resolve("own.c");
    Files.writeString(free, RepositoryTest.program(99));
    own = free.toString();
    Ringfence.Result added =
        Ringfence.run("index", "add", index, "dir:" + work, "--license", "GPL-3.0-only");
    assertEquals(0, added.status(), added.err());
  }

  private static Ringfence.Result scan(String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "scan";
    arguments[1] = index;
    arguments[2] = "--policy";
    arguments[3] = "none";
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Ringfence.run(arguments);
  }

  @Test
  void conciseIsALineAFinding() {
    Ringfence.Result result = scan(copies, "--format", "concise");
    assertEquals(1, result.status(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals(4, lines.size(), result.out());
    for (int i = 0; i < 3; i++) {
      assertTrue(
          lines
              .get(i)
              .matches(
                  ".*mine[0-2]\\.c:\\d+: error \\(fails\\): very likely copied from"
                      + " work/part[0-2]\\.c \\(GPL-3\\.0-only\\), middle ring \\[[0-9a-f]{16}]"),
          lines.get(i));
    }
    assertTrue(lines.get(3).startsWith("3 findings, 3 at or above the fail level"), lines.get(3));
  }

  @Test
  void statisticsCountKinds() {
    Ringfence.Result result = scan(copies, "--statistics");
    assertEquals(1, result.status(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals(2, lines.size(), result.out());
    assertTrue(
        lines.getFirst().matches(" +3  FAILS  error +middle  GPL-3\\.0-only  work"), result.out());
  }

  @Test
  void quietSaysNothingWhereAllIsWell() {
    Ringfence.Result clean = scan(own, "--quiet");
    assertEquals(0, clean.status(), clean.err());
    assertEquals("", clean.out());
    Ringfence.Result found = scan(copies, "-q", "--format", "concise");
    assertEquals(1, found.status());
    assertTrue(found.out().contains("very likely copied"), found.out());
  }

  @ParameterizedTest
  @CsvSource({
    "always, '', '', '', true",
    "always, NO_COLOR, 1, '', true",
    "never, FORCE_COLOR, 1, 1, false",
    "auto, FORCE_COLOR, 1, '', true",
    "auto, FORCE_COLOR, 0, '', false",
    "auto, NO_COLOR, 1, 1, false",
    "auto, TERM, xterm, 1, true",
    "auto, TERM, dumb, 1, false",
    "auto, TERM, xterm, '', false",
  })
  void colorsAreAsAskedFor(
      String option, String name, String value, String terminal, boolean colored) throws Exception {
    Map<String, String> environment =
        name.isEmpty()
            ? Map.of("RINGFENCE_STDOUT_TTY", terminal, "TERM", "xterm")
            : name.equals("TERM")
                ? Map.of("RINGFENCE_STDOUT_TTY", terminal, "TERM", value)
                : Map.of("RINGFENCE_STDOUT_TTY", terminal, "TERM", "xterm", name, value);
    Ringfence.Result result =
        new RingfenceProcess(temp, environment)
            .run("scan", index, copies, "--policy", "none", "--color", option);
    assertEquals(1, result.status(), result.err());
    assertEquals(colored, result.out().contains(ESCAPE), result.out());
  }

  @Test
  void helpIsACommandToo() {
    Ringfence.Result scan = Ringfence.run("help", "scan");
    assertEquals(0, scan.status(), scan.err());
    assertEquals(Ringfence.run("scan", "--help").out(), scan.out());
    assertEquals(
        Ringfence.run("index", "add", "--help").out(), Ringfence.run("help", "index", "add").out());
    assertEquals(Ringfence.run("--help").out(), Ringfence.run("help").out());
    for (String line : scan.out().lines().toList()) {
      assertTrue(line.length() <= 80, line);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "scna, scan",
    "serv, serve",
    "indx, index",
  })
  void aMisspelledCommandIsAnsweredWithTheNearest(String typed, String meant) {
    Ringfence.Result result = Ringfence.run(typed);
    assertEquals(2, result.status(), result.out());
    assertTrue(result.err().contains("`" + meant + "`"), result.err());
  }

  @Test
  void aMisspelledOptionToo() {
    Ringfence.Result result = scan(own, "--fromat", "json");
    assertEquals(2, result.status());
    assertTrue(result.err().contains("--format"), result.err());
    Ringfence.Result color = scan(own, "--color", "blue");
    assertEquals(2, color.status());
    assertFalse(color.err().isEmpty());
  }
}
