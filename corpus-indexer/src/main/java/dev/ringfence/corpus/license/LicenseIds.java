package dev.ringfence.corpus.license;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The ids of the SPDX list. By themselves: the texts take a hundred times longer to read, and an
/// expression needs the ids alone.
final class LicenseIds {
  static final String RESOURCE = "license-ids.txt";

  private static final Map<String, String> IDS = read();

  private LicenseIds() {}

  private static Map<String, String> read() {
    try (InputStream in = LicenseIds.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource missing: " + RESOURCE);
      }
      Map<String, String> ids = new HashMap<>();
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .forEach(id -> ids.put(id.toLowerCase(Locale.ROOT), id));
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The id of the list that differs from a name in case alone.
  static Optional<String> canonical(String name) {
    return Optional.ofNullable(IDS.get(name.toLowerCase(Locale.ROOT)));
  }
}
