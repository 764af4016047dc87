package dev.ringfence.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Runs the real command line inside the test's process.
final class Ringfence {
  /// How a run ended.
  record Result(int status, String out, String err) {}

  static {
    // A server of whoever runs the tests has no say in them.
    System.setProperty("ringfence.server", "off");
  }

  private Ringfence() {}

  /// The class path of the test, for a process of its own: some runners load it by themselves.
  static String classPath() {
    if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs())
          .map(url -> Path.of(URI.create(url.toString())).toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }

  static Result run(String... arguments) {
    return runWithInput("", arguments);
  }

  static synchronized Result runWithInput(String input, String... arguments) {
    PrintStream err = System.err;
    InputStream in = System.in;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringWriter out = new StringWriter();
    try {
      System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      int status = Main.run(arguments, new PrintWriter(out));
      return new Result(status, out.toString(), bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(err);
      System.setIn(in);
    }
  }
}
