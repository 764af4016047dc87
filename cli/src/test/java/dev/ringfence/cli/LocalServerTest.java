package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `check` and `hook` beside a server that the same user has running: they say what they say
/// without one.
class LocalServerTest {
  @TempDir static Path shared;
  private static Path index;
  private static Path log;
  private static Process server;

  @TempDir Path temp;

  private static Map<String, String> environment() {
    return Map.of(
        "RINGFENCE_SERVER", "",
        "XDG_RUNTIME_DIR", shared.resolve("run").toString(),
        "XDG_STATE_HOME", shared.resolve("state").toString());
  }

  private static Ringfence.Result index(Path work) {
    return Ringfence.run(
        "index", "add", index.toString(), "dir:" + work, "--license", "GPL-3.0-only");
  }

  @BeforeAll
  static void serve() throws IOException {
    index = shared.resolve("index");
    Path work = Files.createDirectories(shared.resolve("work"));
    Files.writeString(work.resolve("fold.c"), RepositoryTest.program(7));
    assertEquals(0, index(work).status());
    Path folder = Files.createDirectories(shared.resolve("server"));
    log = folder.resolve("err.txt");
    ProcessBuilder builder =
        new RingfenceProcess(folder, environment())
            .builder("serve", index.toString(), "--port", "0");
    builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
    server = builder.start();
    BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
    assertTrue(String.valueOf(said.readLine()).startsWith("listening on http://127.0.0.1:"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.destroy();
    assertTrue(server.waitFor(1, TimeUnit.MINUTES), "stops when it is told to");
    assertFalse(Files.exists(shared.resolve("run/ringfence/server.json")), "and takes its file");
  }

  private Ringfence.Result run(boolean alone, String... arguments) throws Exception {
    Map<String, String> environment = new java.util.HashMap<>(environment());
    if (alone) {
      environment.put("RINGFENCE_SERVER", "off");
    }
    return new RingfenceProcess(temp, environment).run(arguments);
  }

  private static long answered(String command) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" POST /api/v1/local/" + command + " 200")).count();
    }
  }

  @Test
  void checkSaysTheSameWithAServerAndWithout() throws Exception {
    Path file = temp.resolve("mine.c");
    Files.writeString(file, "int own;\n" + RepositoryTest.program(7));
    for (String[] arguments :
        new String[][] {
          {"check", index.toString(), file.toString()},
          {"check", index.toString(), file + ":2-20", "--json"},
          {"check", index.toString(), file.toString(), "--full", "--at", "src/mine.c"},
          {"check", index.toString(), file + ":900-901"},
        }) {
      long before = answered("check");
      Ringfence.Result alone = run(true, arguments);
      assertEquals(before, answered("check"));
      Ringfence.Result served = run(false, arguments);
      assertEquals(alone, served);
      assertEquals(before + 1, answered("check"), served.err());
    }
  }

  @Test
  void theIndexOfTheServerIsTheUsualOne() throws Exception {
    Path file = temp.resolve("mine.c");
    Files.writeString(file, RepositoryTest.program(7));
    Ringfence.Result result = run(false, "check", file.toString());
    assertEquals(1, result.status(), result.err());
    assertEquals(2, run(true, "check", file.toString()).status());
  }

  @Test
  void whatWasAddedAMomentAgoIsFound() throws Exception {
    Path file = temp.resolve("new.c");
    Files.writeString(file, RepositoryTest.program(9));
    assertEquals(0, run(false, "check", index.toString(), file.toString()).status());
    Path work = Files.createDirectories(temp.resolve("other"));
    Files.writeString(work.resolve("new.c"), RepositoryTest.program(9));
    assertEquals(0, index(work).status());
    long before = answered("check");
    assertEquals(1, run(false, "check", index.toString(), file.toString()).status());
    assertEquals(before + 1, answered("check"));
  }
}
