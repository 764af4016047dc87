package dev.ringfence.corpus.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the paragraphs of a Debian control file (deb822): `Sources`, `Release`, `*.sources`.
final class ControlFile {
  private final BufferedReader in;

  ControlFile(BufferedReader in) {
    this.in = in;
  }

  /// The next paragraph, by lower-case field name; continuation lines keep their line breaks. Empty
  /// at the end.
  Optional<Map<String, String>> next() throws IOException {
    Map<String, String> fields = new TreeMap<>();
    String name = "";
    List<String> value = new ArrayList<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("#")) {
        continue;
      }
      if (line.isBlank()) {
        if (name.isEmpty()) {
          continue;
        }
        break;
      }
      if (line.startsWith(" ") || line.startsWith("\t")) {
        value.add(line.strip());
        continue;
      }
      if (!name.isEmpty()) {
        fields.put(name, String.join("\n", value));
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("a line that is no field: " + line);
      }
      name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      value.clear();
      value.add(line.substring(colon + 1).strip());
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    fields.put(name, String.join("\n", value));
    return Optional.of(fields);
  }
}
