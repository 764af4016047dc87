package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What ends a command without a result: one message and status 3, never the status of findings.
class FaultTest {
  @TempDir static Path shared;
  @TempDir Path temp;
  private static String index;
  private static String patch;

  @BeforeAll
  static void indexOwnSources() throws IOException {
    index = shared.resolve("index").toString();
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index,
            "dir:" + TestWorks.WEAVER.resolve("policy"),
            "--license",
            "GPL-2.0-or-later");
    assertEquals(0, added.status(), added.err());
    patch =
        Files.writeString(
                shared.resolve("a.patch"),
                "--- /dev/null\n+++ b/A.java\n@@ -0,0 +1 @@\n+class A {}\n")
            .toString();
  }

  /// The command in a process of its own.
  private Ringfence.Result process(String shell, String javaOptions) throws IOException {
    String command =
        "'"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' --enable-native-access=ALL-UNNAMED "
            + javaOptions
            + " -cp '"
            + Ringfence.classPath()
            + "' "
            + Main.class.getName();
    Path err = temp.resolve("err");
    Path out = temp.resolve("out");
    try {
      int status =
          new ProcessBuilder(
                  "bash", "-c", "set -o pipefail; " + shell.replace("RINGFENCE", command))
              .redirectError(err.toFile())
              .redirectOutput(out.toFile())
              .start()
              .waitFor();
      return new Ringfence.Result(status, Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void assertOneMessage(Ringfence.Result result, String category) {
    assertEquals(3, result.status(), result.err());
    assertEquals(
        1, result.err().lines().filter(line -> line.startsWith("error[")).count(), result.err());
    assertTrue(result.err().startsWith("error[" + category), result.err());
    assertFalse(result.err().contains("\tat "), result.err());
  }

  @Test
  void memoryThatRunsOutIsIncomplete() throws IOException {
    Path big = temp.resolve("big.patch");
    try (Writer out = Files.newBufferedWriter(big)) {
      out.write("--- /dev/null\n+++ b/A.java\n@@ -0,0 +1,600000 @@\n");
      for (int i = 0; i < 600_000; i++) {
        out.write("+  int a" + i + " = f(" + i + ", b" + i + ", c);\n");
      }
    }
    assertOneMessage(
        process("RINGFENCE scan '" + index + "' '" + big + "'", "-Xmx48m"), "memory/exhausted");
  }

  @Test
  void resultsThatCannotBeWrittenAreIncomplete() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
    String scan = "RINGFENCE scan '" + index + "' '" + patch + "'";
    assertOneMessage(process("RINGFENCE --help >/dev/full", ""), "io/output");
    assertOneMessage(process(scan + " >/dev/full", ""), "io/output");
    assertOneMessage(process(scan + " >&-", ""), "io/output");
    // A reader that has left, as head does once it has its lines.
    Ringfence.Result closed = process(scan + " | true", "");
    assertOneMessage(closed, "io/output");
    assertEquals(1, closed.err().lines().count(), closed.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--output F", "--report json=F", "--receipt F", "--write-baseline F"})
  void filesThatCannotBeWrittenAreIncomplete(String option) throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
    for (String file : List.of("/dev/full", temp.toString(), temp + "/none/x")) {
      List<String> arguments = new ArrayList<>(List.of("scan", index, patch));
      arguments.addAll(List.of(option.replace("F", file).split(" ")));
      Ringfence.Result result = Ringfence.run(arguments.toArray(String[]::new));
      assertOneMessage(result, "io/");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "java.lang.OutOfMemoryError, memory/exhausted",
    "java.lang.StackOverflowError, memory/stack",
    "java.lang.AssertionError, internal/fault",
    "java.lang.NoClassDefFoundError, internal/fault",
    "java.lang.IllegalStateException, internal/fault",
  })
  void everyThrowableHasItsMessage(String name, String category) throws Exception {
    Throwable fault =
        Class.forName(name).asSubclass(Throwable.class).getConstructor().newInstance();
    for (String[] arguments :
        new String[][] {{"--help"}, {"index", "list", index}, {"scan", index, patch}}) {
      assertOneMessage(failing(arguments, () -> fault), category);
    }
  }

  /// The command with an output that fails on first use.
  private static Ringfence.Result failing(String[] arguments, Supplier<Throwable> fault) {
    PrintStream before = System.err;
    var bytes = new java.io.ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      int status =
          Main.run(
              arguments,
              new Writer() {
                @Override
                public void write(char[] buffer, int offset, int length) {
                  switch (fault.get()) {
                    case Error error -> throw error;
                    case RuntimeException runtime -> throw runtime;
                    case Throwable other -> throw new IllegalArgumentException(other);
                  }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
              });
      return new Ringfence.Result(status, "", bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }
}
