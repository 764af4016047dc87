package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Both launchers as they are, over a Java that prints the environment it was given.
class LauncherTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String JAVA = "#!/bin/sh\nenv\n";

  @TempDir Path temp;

  private static Path executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  private Path launcher(String kind) throws IOException {
    if (kind.equals("archive")) {
      executable(temp.resolve("runtime/bin/java"), JAVA);
      return executable(
          temp.resolve("bin/ringfence"),
          Files.readString(ROOT.resolve("distribution/src/main/dist/bin/ringfence")));
    }
    executable(temp.resolve("jdk/bin/java"), JAVA);
    executable(temp.resolve("bin/find-jdk"), "#!/bin/sh\necho '" + temp + "/jdk'\n");
    Files.createDirectories(temp.resolve("cli/target/lib"));
    Files.writeString(temp.resolve("cli/target/cli-1.jar"), "");
    Files.writeString(temp.resolve("cli/target/built"), "");
    return executable(temp.resolve("ringfence"), Files.readString(ROOT.resolve("ringfence")));
  }

  private static List<String> run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().remove("COLUMNS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out.lines().toList();
  }

  private static String charmap(Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(environment, "sh", "-c", "locale charmap 2>/dev/null || true").toString();
  }

  @ParameterizedTest
  @CsvSource({
    "archive, ,",
    "archive, LC_ALL, C",
    "archive, LC_ALL, POSIX",
    "archive, LC_ALL, no_SUCH.UTF-8",
    "archive, LANG, de_DE.ISO-8859-1",
    "checkout, ,",
    "checkout, LC_ALL, C",
    "checkout, LC_CTYPE, POSIX",
  })
  void pathsBeyondAsciiCanBeNamed(String kind, String name, String value)
      throws IOException, InterruptedException {
    assumeTrue(charmap(Map.of("LC_ALL", "C.UTF-8")).contains("UTF-8"), "no C.UTF-8 here");
    Map<String, String> environment = name == null ? Map.of() : Map.of(name, value);
    List<String> seen = run(environment, launcher(kind).toString(), "scan");
    assertTrue(seen.contains("LC_ALL=C.UTF-8"), seen.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive", "checkout"})
  void aLocaleThatHasThemStays(String kind) throws IOException, InterruptedException {
    assumeTrue(charmap(Map.of("LC_ALL", "C.UTF-8")).contains("UTF-8"), "no C.UTF-8 here");
    List<String> seen = run(Map.of("LANG", "C.UTF-8"), launcher(kind).toString(), "scan");
    assertTrue(seen.stream().noneMatch(line -> line.startsWith("LC_ALL=")), seen.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive", "checkout"})
  void columnsAreNeverEmpty(String kind) throws IOException, InterruptedException {
    String launcher = launcher(kind).toString();
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("COLUMNS", ""))) {
      List<String> seen = run(environment, launcher, "scan");
      assertTrue(seen.stream().noneMatch(line -> line.startsWith("COLUMNS=")), seen.toString());
    }
    List<String> given = new ArrayList<>(run(Map.of("COLUMNS", "77"), launcher, "scan"));
    assertTrue(given.contains("COLUMNS=77"), given.toString());
  }

  @Test
  void theImageHasALocale() throws IOException {
    String dockerfile = Files.readString(ROOT.resolve("ci/docker/Dockerfile"));
    assertTrue(dockerfile.contains("\nENV LANG=C.UTF-8\n"), dockerfile);
  }
}
