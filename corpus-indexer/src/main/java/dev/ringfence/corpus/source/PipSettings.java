package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the installed pip is configured with: its environment, its files and its defaults, told by
/// pip itself. No package is named to it.
///
/// @param indexes the indexes to ask, in order
/// @param certificates a file of certificates in place of Java's
/// @param proxy the proxy, where pip names one
record PipSettings(List<URI> indexes, Optional<String> certificates, Optional<String> proxy) {
  /// Sections of pip's files, the one that counts most last.
  private static final List<String> SECTIONS = List.of("global", "install", "download", ":env:");

  private static final String DEFAULT_INDEX =
      "from pip._internal.models.index import PyPI; print(PyPI.simple_url)";

  /// Asks pip.
  static PipSettings read(Subprocess subprocess) throws IOException {
    try (PrivateFolder own = PrivateFolder.create()) {
      Subprocess.Result listed =
          subprocess.run(
              List.of("python3", "-m", "pip", "--disable-pip-version-check", "config", "list"),
              own.path(),
              Map.of());
      if (listed.status() != 0) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                    "source/no-client",
                    "`python3 -m pip config list` failed",
                    "install pip, or fetch the source distribution by hand and use archive:PATH")
                .note(Subprocess.tail(listed.output(), 3)));
      }
      Map<String, String> settings = settings(listed.output());
      List<URI> indexes = new ArrayList<>();
      String first = settings.getOrDefault("index-url", "");
      if (first.isEmpty()) {
        Subprocess.Result standard =
            subprocess.run(List.of("python3", "-c", DEFAULT_INDEX), own.path(), Map.of());
        first = standard.status() == 0 ? standard.output().strip() : "";
      }
      if (!settings.getOrDefault("no-index", "").matches("1|true|yes|on")) {
        for (String each :
            (first + " " + settings.getOrDefault("extra-index-url", ""))
                .strip()
                .split("\\s+", -1)) {
          if (!each.isEmpty()) {
            indexes.add(uri(each));
          }
        }
      }
      if (indexes.isEmpty()) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                "source/no-client",
                "pip is configured with no index",
                "set PIP_INDEX_URL, or use archive:PATH"));
      }
      return new PipSettings(
          List.copyOf(indexes),
          Optional.ofNullable(settings.get("cert")),
          Optional.ofNullable(settings.get("proxy")));
    }
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text.endsWith("/") ? text : text + "/");
      if (uri.getScheme() != null && uri.getScheme().matches("https?|file")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, without what may be a password.
    }
    throw RingfenceException.usage(
        Diagnostic.of(
            "source/invalid",
            "pip's index is no http, https or file address",
            "see `pip config list` and PIP_INDEX_URL"));
  }

  /// What `pip config list` says: `global.index-url='...'`.
  static Map<String, String> settings(String listed) {
    Map<String, String> settings = new TreeMap<>();
    for (String section : SECTIONS) {
      listed
          .lines()
          .filter(line -> line.startsWith(section + ".") && line.indexOf('=') > 0)
          .forEach(line -> {
            int equals = line.indexOf('=');
            String value = line.substring(equals + 1).strip();
            if (value.length() >= 2 && (value.startsWith("'") || value.startsWith("\""))) {
              value = value.substring(1, value.length() - 1);
            }
            settings.put(
                line.substring(section.length() + 1, equals),
                value.replace("\\n", " ").replace("\\\\", "\\").strip());
          });
    }
    return settings;
  }
}
