package dev.ringfence.corpus.source;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The files of a Python package, as a page of a simple index lists them: HTML [1] or JSON [2].
///
/// [1] PEP 503 with PEP 592. [2] PEP 691.
final class SimpleIndex {
  /// What is asked for.
  static final String ACCEPT =
      "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2,"
          + " text/html;q=0.1";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Digests that are believed, best first.
  private static final List<String> DIGESTS = List.of("sha512", "sha384", "sha256");

  private static final List<String> SUFFIXES =
      List.of(".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".zip");

  /// A source distribution.
  ///
  /// @param file its name
  /// @param url where it is
  /// @param version its version
  /// @param versionText as the file's name writes it
  /// @param digests algorithm to hex
  /// @param yanked whether its author took it back
  record Sdist(
      String file,
      URI url,
      PythonVersion version,
      String versionText,
      Map<String, String> digests,
      boolean yanked) {
    /// The best digest that the index gives, `sha256` or better.
    Optional<Map.Entry<String, String>> digest() {
      return DIGESTS.stream()
          .filter(digests::containsKey)
          .map(algorithm -> Map.entry(algorithm, digests.get(algorithm)))
          .findFirst();
    }

    private int form() {
      for (int i = 0; i < SUFFIXES.size(); i++) {
        if (file.endsWith(SUFFIXES.get(i))) {
          return i;
        }
      }
      return SUFFIXES.size();
    }
  }

  private SimpleIndex() {}

  /// A name as indexes write it in their addresses.
  static String normalise(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  /// The source distributions that a page lists.
  ///
  /// @param page where the page was in the end, which links are relative to
  static List<Sdist> read(URI page, String contentType, byte[] body, String name)
      throws IOException {
    return contentType.contains("json") ? json(page, body, name) : html(page, body, name);
  }

  private static List<Sdist> json(URI page, byte[] body, String name) throws IOException {
    List<Sdist> found = new ArrayList<>();
    try {
      for (JsonNode file : JSON.readTree(body).path("files")) {
        Map<String, String> digests = new TreeMap<>();
        file.path("hashes")
            .properties()
            .forEach(each ->
                digests.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue().asString("")));
        JsonNode yanked = file.path("yanked");
        boolean isYanked = yanked.isString() || yanked.asBoolean(false);
        sdist(
                page,
                file.path("url").asString(""),
                file.path("filename").asString(""),
                name,
                digests)
            .map(each -> isYanked ? yanked(each) : each)
            .ifPresent(found::add);
      }
    } catch (JacksonException e) {
      throw new IOException("the index's answer is no JSON", e);
    }
    return found;
  }

  private static Sdist yanked(Sdist sdist) {
    return new Sdist(
        sdist.file(), sdist.url(), sdist.version(), sdist.versionText(), sdist.digests(), true);
  }

  private static final Pattern HREF =
      Pattern.compile("(?i)\\shref\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");

  private static List<Sdist> html(URI page, byte[] body, String name) {
    List<Sdist> found = new ArrayList<>();
    String text = new String(body, StandardCharsets.UTF_8);
    String low = text.toLowerCase(Locale.ROOT);
    for (int at = low.indexOf("<a"); at >= 0; at = low.indexOf("<a", at + 2)) {
      if (at + 2 >= text.length() || !Character.isWhitespace(text.charAt(at + 2))) {
        continue;
      }
      String tag = text.substring(at, endOfTag(text, at));
      Matcher href = HREF.matcher(tag);
      if (!href.find()) {
        continue;
      }
      String value =
          href.group(1) != null
              ? href.group(1)
              : href.group(2) != null ? href.group(2) : href.group(3);
      String link = unescape(value);
      int hash = link.indexOf('#');
      String fragment = hash < 0 ? "" : link.substring(hash + 1);
      Map<String, String> digests = new TreeMap<>();
      for (String part : fragment.split("&", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          digests.put(
              part.substring(0, equals).toLowerCase(Locale.ROOT), part.substring(equals + 1));
        }
      }
      String bare = hash < 0 ? link : link.substring(0, hash);
      boolean isYanked = tag.toLowerCase(Locale.ROOT).contains("data-yanked");
      sdist(page, bare, fileName(bare), name, digests)
          .map(each -> isYanked ? yanked(each) : each)
          .ifPresent(found::add);
    }
    return found;
  }

  private static int endOfTag(String text, int from) {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i;
      }
    }
    return text.length();
  }

  private static String unescape(String text) {
    return text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static String fileName(String link) {
    String path = link.replaceAll("\\?.*", "");
    try {
      // A plus is a plus in a path.
      return URLDecoder.decode(
          path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /// The source distribution that a file is, by its name; empty for a wheel and others' files.
  private static Optional<Sdist> sdist(
      URI page, String link, String file, String name, Map<String, String> digests) {
    Optional<String> suffix = SUFFIXES.stream().filter(file::endsWith).findFirst();
    if (suffix.isEmpty() || !file.matches("[A-Za-z0-9][A-Za-z0-9._+!-]*") || file.contains("..")) {
      return Optional.empty();
    }
    String stem = file.substring(0, file.length() - suffix.get().length());
    // Old names hold hyphens, and so may versions: what comes before must be the name.
    for (int dash = stem.indexOf('-'); dash > 0; dash = stem.indexOf('-', dash + 1)) {
      String version = stem.substring(dash + 1);
      Optional<PythonVersion> parsed = PythonVersion.parse(version);
      if (normalise(stem.substring(0, dash)).equals(normalise(name)) && parsed.isPresent()) {
        try {
          URI url = page.resolve(new URI(link.replace(" ", "%20")));
          return Optional.of(new Sdist(file, url, parsed.get(), version, digests, false));
        } catch (java.net.URISyntaxException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /// The one that pip would take: the wanted version, else the newest that is final and not taken
  /// back, else the newest.
  static Optional<Sdist> choose(List<Sdist> all, Optional<PythonVersion> wanted) {
    List<Sdist> candidates =
        wanted.isPresent()
            ? all.stream().filter(each -> each.version().isWanted(wanted.get())).toList()
            : all.stream().filter(each -> !each.yanked()).toList();
    List<Sdist> finals =
        candidates.stream().filter(each -> !each.version().isPrerelease()).toList();
    Sdist best = null;
    for (Sdist each : finals.isEmpty() ? candidates : finals) {
      int order = best == null ? 1 : each.version().compareTo(best.version());
      if (order > 0 || (order == 0 && best != null && each.form() < best.form())) {
        best = each;
      }
    }
    return Optional.ofNullable(best);
  }
}
