package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/// Debian source packages, from the archives that a source list names, without apt: the signed
/// `InRelease` names the digests of `Sources`, which names those of every file.
final class DebianClient {
  private static final Duration LISTS_FRESH = Duration.ofHours(12);
  private static final int MAX_LINES = 1 << 20;

  /// A source package in an archive.
  ///
  /// @param isPreferred whether it may be taken unasked; not so from backports and experimental
  private record Offer(
      DebianArchives.Suite suite,
      String version,
      String folder,
      List<Part> parts,
      boolean isPreferred) {}

  /// A file of a source package.
  private record Part(String sha256, long size, String name) {}

  private final Path cache;
  private final List<DebianArchives.Suite> suites;
  private final Download download;

  /// @param suites where to look
  DebianClient(Path cache, List<DebianArchives.Suite> suites, Duration limit) throws IOException {
    this.cache = cache.toAbsolutePath();
    this.suites = suites;
    this.download =
        new Download(limit, DebianArchives.setting("Acquire::http::Proxy"), Optional.empty());
  }

  FetchedWork fetch(CorpusSource.Debian source) throws IOException {
    String wanted =
        source.sourcePackage() + source.version().map(version -> "=" + version).orElse("");
    List<Offer> offers = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (DebianArchives.Suite suite : suites) {
      try {
        offers.addAll(offers(suite, source.sourcePackage()));
      } catch (IOException e) {
        faults.add(shown(suite) + ": " + e.getMessage());
      }
    }
    Offer best =
        offers.stream()
            .filter(offer -> source.version().map(offer.version()::equals).orElse(true))
            .max((a, b) ->
                a.isPreferred() != b.isPreferred()
                    ? Boolean.compare(a.isPreferred(), b.isPreferred())
                    : DebianVersion.compare(a.version(), b.version()))
            .orElseThrow(() -> unknown(wanted, faults, offers));
    Path folder = Files.createDirectories(cache.resolve("sources").resolve(wanted));
    Path dsc =
        folder.resolve(
            best.parts().stream()
                .map(Part::name)
                .filter(name -> name.endsWith(".dsc"))
                .findFirst()
                .orElseThrow(
                    () -> failed("the archive names no .dsc of `" + wanted + "`", List.of())));
    Path complete = folder.resolve(dsc.getFileName() + ".complete");
    if (!Files.exists(complete)) {
      for (Part part : best.parts()) {
        URI url = best.suite().url().resolve(best.folder() + "/" + part.name().replace("+", "%2B"));
        try {
          fetch(best.suite(), url, folder.resolve(part.name()), part.sha256());
        } catch (IOException e) {
          throw failed(
              "the archive did not deliver the source package `" + wanted + "`",
              List.of(String.valueOf(e.getMessage())));
        }
      }
      Files.writeString(complete, "");
    }
    return AptClient.work(dsc)
        .withFetchWarnings(
            faults.stream().map(fault -> "not searched for a newer version: " + fault).toList());
  }

  private static String shown(DebianArchives.Suite suite) {
    return Download.shown(suite.url()) + " " + suite.suite();
  }

  private RingfenceException unknown(String wanted, List<String> faults, List<Offer> offers) {
    if (faults.isEmpty()) {
      String there =
          offers.isEmpty()
              ? String.join(", ", suites.stream().map(DebianClient::shown).toList())
              : "there is " + String.join(", ", offers.stream().map(Offer::version).toList());
      return failed("no archive has a source package `" + wanted + "`", List.of(there));
    }
    return failed("the archives could not be searched for `" + wanted + "`", faults);
  }

  private static RingfenceException failed(String what, List<String> notes) {
    Diagnostic diagnostic =
        Diagnostic.of(
            "source/fetch-failed",
            what,
            "check the package name, and the source list or what --debian-source names");
    for (String note : notes) {
      diagnostic = diagnostic.note(note);
    }
    return RingfenceException.incomplete(diagnostic);
  }

  /// Writes a file whose digest is known; nothing is left of another.
  private void fetch(DebianArchives.Suite suite, URI url, Path target, String sha256)
      throws IOException {
    Path partial = Files.createTempFile(target.toAbsolutePath().getParent(), "new-", ".part");
    try {
      MessageDigest digest = DigestUtils.getSha256Digest();
      download.file(suite.url(), url, partial, digest);
      if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
        throw new IOException(
            Download.shown(url) + " is not the file whose SHA-256 the archive signed");
      }
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private List<Offer> offers(DebianArchives.Suite suite, String name) throws IOException {
    Map<String, String> release = release(suite);
    boolean preferred = !"yes".equals(release.get("notautomatic"));
    List<Offer> offers = new ArrayList<>();
    for (String component : suite.components()) {
      Path list = list(suite, release, component);
      try (BufferedReader in = Files.newBufferedReader(list)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.startsWith(name + "\t")) {
            String[] words = line.split("\t", -1);
            List<Part> parts = new ArrayList<>();
            for (int i = 3; i + 2 < words.length; i += 3) {
              parts.add(new Part(words[i], Long.parseLong(words[i + 1]), words[i + 2]));
            }
            offers.add(new Offer(suite, words[1], words[2], parts, preferred));
          }
        }
      }
    }
    return offers;
  }

  /// The fields of a suite's release, whose signature was checked.
  private Map<String, String> release(DebianArchives.Suite suite) throws IOException {
    String key = DigestUtils.sha256Hex(suite.toString());
    Path kept = Files.createDirectories(cache.resolve("lists")).resolve(key + ".InRelease");
    boolean fresh =
        Files.exists(kept)
            && Files.getLastModifiedTime(kept)
                .toInstant()
                .isAfter(Instant.now().minus(LISTS_FRESH));
    String message;
    if (fresh) {
      message = Files.readString(kept);
    } else {
      URI url = suite.url().resolve("dists/" + suite.suite() + "/InRelease");
      Download.Page page =
          download
              .page(suite.url(), url, "*/*")
              .orElseThrow(() -> new IOException(Download.shown(url) + ": there is none"));
      message = new String(page.body(), StandardCharsets.UTF_8);
    }
    SignedText signed = new SignedText();
    for (Path file :
        suite.keys().isEmpty() && suite.inlineKeys().isEmpty()
            ? DebianArchives.machineKeys()
            : suite.keys()) {
      signed.trust(file);
    }
    if (!suite.inlineKeys().isEmpty()) {
      signed.trust(suite.inlineKeys().replaceAll("(?m)^\\.$", ""));
    }
    if (signed.size() == 0) {
      throw new IOException(
          "no keys to check its signature by; name the archive's keyring in"
              + " [signed-by=/path/to/debian-archive-keyring.gpg]");
    }
    String text;
    try {
      text = signed.verify(message, suite.fingerprints());
    } catch (IOException e) {
      throw new IOException("InRelease: " + e.getMessage(), e);
    }
    Map<String, String> fields =
        new ControlFile(new BufferedReader(new StringReader(text)))
            .next()
            .orElseThrow(() -> new IOException("InRelease is empty"));
    Optional<Instant> validUntil = date(fields.get("valid-until"));
    if (suite.checkValidUntil() && validUntil.map(Instant.now()::isAfter).orElse(false)) {
      throw new IOException(
          "InRelease was valid until "
              + fields.get("valid-until")
              + "; use a mirror that is up to date, or [check-valid-until=no] for a snapshot");
    }
    if (!fresh) {
      Files.writeString(kept, message);
    }
    return fields;
  }

  private static Optional<Instant> date(@Nullable String text) throws IOException {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(
                  text.replace("UTC", "GMT").replaceFirst("^(\\w+,) (\\d) ", "$1 0$2 "),
                  DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant());
    } catch (DateTimeException e) {
      throw new IOException("InRelease: `" + text + "` is no date", e);
    }
  }

  /// The source packages of a component, one a line: name, version, folder and files.
  private Path list(DebianArchives.Suite suite, Map<String, String> release, String component)
      throws IOException {
    for (String ending : List.of(".xz", ".gz", "")) {
      String path = component + "/source/Sources" + ending;
      Optional<String> digest = digest(release.getOrDefault("sha256", ""), path);
      if (digest.isEmpty()) {
        continue;
      }
      Path list = cache.resolve("lists").resolve(digest.get() + ".sources.tsv");
      if (Files.exists(list)) {
        return list;
      }
      String dists = "dists/" + suite.suite() + "/";
      // By its digest where the archive has it so: the names change under a reader while it is
      // updated.
      String place =
          "yes".equals(release.get("acquire-by-hash"))
              ? dists + component + "/source/by-hash/SHA256/" + digest.get()
              : dists + path;
      Path packed = cache.resolve("lists").resolve(digest.get() + ".packed");
      Path partial = cache.resolve("lists").resolve(digest.get() + ".part");
      try {
        fetch(suite, suite.url().resolve(place), packed, digest.get());
        write(packed, ending, partial);
        Files.move(partial, list, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(packed);
        Files.deleteIfExists(partial);
      }
      return list;
    }
    throw new IOException("the release names no SHA-256 of " + component + "/source/Sources");
  }

  private static Optional<String> digest(String list, String path) {
    return list.lines()
        .map(line -> line.split("\\s+", -1))
        .filter(words -> words.length == 3 && words[2].equals(path))
        .map(words -> words[0])
        .filter(digest -> digest.matches("[0-9a-f]{64}"))
        .findFirst();
  }

  private static void write(Path packed, String ending, Path target) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(packed));
        InputStream in =
            switch (ending) {
              case ".xz" -> new XZCompressorInputStream(raw);
              case ".gz" -> new GZIPInputStream(raw);
              default -> raw;
            };
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        BufferedWriter out = Files.newBufferedWriter(target)) {
      ControlFile file = new ControlFile(reader);
      int count = 0;
      for (Optional<Map<String, String>> next = file.next(); next.isPresent(); next = file.next()) {
        if (++count > MAX_LINES) {
          throw new IOException("the list of source packages is longer than any that is known");
        }
        String line = line(next.get());
        out.write(line);
        out.write('\n');
      }
    }
  }

  private static String line(Map<String, String> fields) throws IOException {
    String folder = fields.getOrDefault("directory", "");
    List<String> words = new ArrayList<>();
    words.add(fields.getOrDefault("package", ""));
    words.add(fields.getOrDefault("version", ""));
    words.add(folder);
    for (String each : fields.getOrDefault("checksums-sha256", "").lines().toList()) {
      String[] part = each.strip().split("\\s+", -1);
      if (part.length == 3) {
        // Names become files of the cache.
        if (!part[2].matches("[A-Za-z0-9][A-Za-z0-9.+:~_-]*") || !part[0].matches("[0-9a-f]{64}")) {
          throw new IOException("the archive names an impossible file: " + part[2]);
        }
        words.addAll(List.of(part));
      }
    }
    if (!folder.matches("[A-Za-z0-9.+~_/-]+") || folder.contains("..") || folder.startsWith("/")) {
      throw new IOException("the archive names an impossible folder: " + folder);
    }
    return String.join("\t", words);
  }
}
