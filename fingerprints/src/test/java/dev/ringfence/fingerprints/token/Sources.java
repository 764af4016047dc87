package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The sample source of each language in the test resources.
final class Sources {
  private Sources() {}

  static String sample(Language language) {
    return read("/samples/" + language.id() + ".txt");
  }

  static String read(String resource) {
    try (InputStream in = Sources.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
