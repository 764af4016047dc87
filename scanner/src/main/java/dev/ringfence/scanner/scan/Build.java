package dev.ringfence.scanner.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Which version of this program runs, as its build wrote it down.
public final class Build {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}(-dirty)?");
  private static final String VERSION = version(read("build.properties"));
  private static final String BUILT_FROM = read("commit.txt").strip();

  private Build() {}

  /// The version; that of a run without a build is `0.0.0-development`.
  public static String version() {
    return VERSION;
  }

  /// The commit it was built from, with `-dirty` behind where its files were changed; `unknown`
  /// where the build could not tell.
  public static String commit() {
    return COMMIT.matcher(BUILT_FROM).matches() ? BUILT_FROM : "unknown";
  }

  private static String version(String written) {
    int equals = written.indexOf('=');
    String version = written.substring(equals + 1).strip();
    // Without a build nothing is put in its place.
    return version.isEmpty() || version.startsWith("$") ? "0.0.0-development" : version;
  }

  /// A file of the build; empty where there was none.
  private static String read(String name) {
    try (InputStream in = Build.class.getResourceAsStream(name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
