package dev.ringfence.scanner.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Pattern;

/// Which version of this program runs, as its build wrote it down.
public final class Build {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}(-dirty)?");
  private static final Properties PROPERTIES = load();

  private Build() {}

  /// The version; that of a run without a build is `0.0.0-development`.
  public static String version() {
    String version = PROPERTIES.getProperty("version", "");
    // Without a build nothing is put in its place.
    return version.isEmpty() || version.startsWith("$") ? "0.0.0-development" : version;
  }

  /// The commit it was built from, with `-dirty` behind where its files were changed; `unknown`
  /// where the build could not tell.
  public static String commit() {
    String commit = PROPERTIES.getProperty("commit", "");
    return COMMIT.matcher(commit).matches() ? commit : "unknown";
  }

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
