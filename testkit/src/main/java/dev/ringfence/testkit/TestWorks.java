package dev.ringfence.testkit;

import java.nio.file.Path;

/// Small works to be indexed and copied from. Frozen: they once were classes of this project, and
/// do not change with it, so that a test's figures stand for what the program does alone.
public final class TestWorks {
  private static final Path WORKS =
      Path.of("..", "testkit", "src", "main", "resources", "works").toAbsolutePath().normalize();

  /// A work of three folders, `match`, `policy` and `report`, of about 5,000 lines of Java.
  public static final Path WEAVER = WORKS.resolve("weaver");

  /// A library of nine files of Java that shares no code with it, only its authors' habits.
  public static final Path LOOM = WORKS.resolve("loom");

  private TestWorks() {}
}
