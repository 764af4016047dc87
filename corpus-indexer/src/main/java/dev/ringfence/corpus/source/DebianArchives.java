package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The Debian archives that a machine or a user names, in the two forms of sources.list(5).
final class DebianArchives {
  private static final Path APT = Path.of("/etc/apt");
  private static final Pattern LINE =
      Pattern.compile("\\s*deb(?:-src)?\\s+(?:\\[([^\\]]*)\\]\\s+)?(\\S+)\\s+(\\S+)\\s*(.*)");

  /// One suite of an archive.
  ///
  /// @param url the archive's root, with `/` at its end
  /// @param suite below `dists/`
  /// @param components `main` and others
  /// @param keys files of keys that may sign it; the machine's where empty
  /// @param inlineKeys keys that the source list holds itself
  /// @param fingerprints of the only keys that may sign it; any where empty
  /// @param checkValidUntil whether a release that is past its day is refused
  record Suite(
      URI url,
      String suite,
      List<String> components,
      List<Path> keys,
      String inlineKeys,
      List<String> fingerprints,
      boolean checkValidUntil) {}

  private DebianArchives() {}

  /// The files of this machine's source list.
  static List<Path> machineFiles() throws IOException {
    List<Path> found = new ArrayList<>();
    Path list = APT.resolve("sources.list");
    if (Files.isRegularFile(list)) {
      found.add(list);
    }
    found.addAll(in(APT.resolve("sources.list.d"), ".*\\.(list|sources)"));
    return found;
  }

  /// The archives of this machine's source list.
  static List<Suite> machine() throws IOException {
    boolean check = !"false".equals(setting("Acquire::Check-Valid-Until").orElse("true"));
    List<Suite> suites = new ArrayList<>();
    for (Path file : machineFiles()) {
      suites.addAll(readFile(file, check));
    }
    return suites;
  }

  /// The archives that a user names: `deb-src ...` lines, or the path of a `.list` or `.sources`
  /// file.
  static List<Suite> named(String text) throws IOException {
    List<Suite> suites;
    if (text.strip().matches("(?s)deb(-src)?\\s.*")) {
      suites = oneLine(text, true);
    } else {
      Path file = Path.of(text);
      if (!Files.isRegularFile(file)) {
        throw invalid("neither a `deb-src` line nor a file: `" + text + "`");
      }
      suites = readFile(file, true);
    }
    if (suites.isEmpty()) {
      throw invalid("no archive over http, https or file is named in `" + text.strip() + "`");
    }
    return suites;
  }

  private static RingfenceException invalid(String what) {
    return RingfenceException.usage(
        Diagnostic.of(
            "source/invalid-archive",
            what,
            "write it as in sources.list: `deb-src [signed-by=KEYS.gpg] URL SUITE main`"));
  }

  /// A setting of apt, in the form of one line; nested ones are not read.
  static Optional<String> setting(String name) throws IOException {
    Pattern pattern =
        Pattern.compile("(?mi)^\\s*" + Pattern.quote(name) + "\\s+\"?([^\";\\s]+)\"?\\s*;");
    Optional<String> found = Optional.empty();
    List<Path> files =
        new ArrayList<>(in(APT.resolve("apt.conf.d"), ".*/([A-Za-z0-9_-]+|.*\\.conf)"));
    files.add(APT.resolve("apt.conf"));
    for (Path file : files) {
      if (Files.isReadable(file)) {
        Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
          found = Optional.of(matcher.group(1));
        }
      }
    }
    return found;
  }

  /// Files of keys that a machine trusts for any archive.
  static List<Path> machineKeys() throws IOException {
    List<Path> found = new ArrayList<>();
    Path single = APT.resolve("trusted.gpg");
    if (Files.isRegularFile(single)) {
      found.add(single);
    }
    found.addAll(in(APT.resolve("trusted.gpg.d"), ".*\\.(gpg|asc)"));
    found.addAll(in(Path.of("/usr/share/keyrings"), ".*/debian-archive-keyring\\.(gpg|pgp)"));
    return found;
  }

  private static List<Path> in(Path folder, String name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().matches(name) && Files.isRegularFile(file))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  private static List<Suite> readFile(Path file, boolean checkValidUntil) throws IOException {
    String text = Files.readString(file);
    return file.toString().endsWith(".sources")
        ? paragraphs(text, checkValidUntil)
        : oneLine(text, checkValidUntil);
  }

  private static List<Suite> oneLine(String text, boolean checkValidUntil) {
    List<Suite> suites = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher matcher = LINE.matcher(line.replaceFirst("#.*", "").stripTrailing());
      if (!matcher.matches()) {
        continue;
      }
      Map<String, String> options = new TreeMap<>();
      for (String option : words(matcher.group(1) == null ? "" : matcher.group(1))) {
        int equals = option.indexOf('=');
        if (equals > 0) {
          options.put(
              option.substring(0, equals).toLowerCase(Locale.ROOT), option.substring(equals + 1));
        }
      }
      add(
          suites,
          matcher.group(2),
          matcher.group(3),
          words(matcher.group(4)),
          options.getOrDefault("signed-by", "").replace(',', ' '),
          checkValidUntil && !"no".equals(options.get("check-valid-until")));
    }
    return suites;
  }

  private static List<Suite> paragraphs(String text, boolean checkValidUntil) throws IOException {
    List<Suite> suites = new ArrayList<>();
    ControlFile file = new ControlFile(new BufferedReader(new StringReader(text)));
    for (Optional<Map<String, String>> next = file.next(); next.isPresent(); next = file.next()) {
      Map<String, String> fields = next.get();
      if ("no".equals(fields.get("enabled"))) {
        continue;
      }
      for (String url : words(fields.getOrDefault("uris", ""))) {
        for (String suite : words(fields.getOrDefault("suites", ""))) {
          add(
              suites,
              url,
              suite,
              words(fields.getOrDefault("components", "")),
              fields.getOrDefault("signed-by", ""),
              checkValidUntil && !"no".equals(fields.get("check-valid-until")));
        }
      }
    }
    return suites;
  }

  private static void add(
      List<Suite> suites,
      String url,
      String suite,
      List<String> components,
      String signedBy,
      boolean checkValidUntil) {
    // Flat archives (a suite that ends in `/`) have no components; apt's own transports need apt.
    boolean readable = url.matches("(?i)(https?|file):/.*") && !suite.endsWith("/");
    if (!readable || components.isEmpty() || (suite + components).contains("..")) {
      return;
    }
    String inline = signedBy.contains("-----BEGIN PGP") ? signedBy : "";
    List<Path> keys = new ArrayList<>();
    List<String> fingerprints = new ArrayList<>();
    for (String each : inline.isEmpty() ? words(signedBy) : List.<String>of()) {
      if (each.matches("[0-9A-Fa-f]{40}!?")) {
        fingerprints.add(each.replace("!", "").toLowerCase(Locale.ROOT));
      } else {
        keys.add(Path.of(each));
      }
    }
    suites.add(
        new Suite(
            URI.create(url.endsWith("/") ? url : url + "/"),
            suite,
            components,
            List.copyOf(keys),
            inline,
            List.copyOf(fingerprints),
            checkValidUntil));
  }

  private static List<String> words(String text) {
    return Stream.of(text.strip().split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
