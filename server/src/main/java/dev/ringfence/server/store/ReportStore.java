package dev.ringfence.server.store;

import dev.ringfence.scanner.report.ReportJson;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.server.scan.Submission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/*
 * The folder: `ab/abcdef....json` is a report, named by the SHA-256 of its bytes, so that whoever has its
 * name can tell whether it is the one. Beside it `abcdef....change.json` is what was scanned, as far as a
 * report does not hold it, for questions that come later.
 */

/// A folder of reports, each under the digest of its text. Only its owner may read it, since
/// reports hold code.
public final class ReportStore {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;

  /// The store in a folder, which is made where it is not there.
  public ReportStore(Path folder) throws IOException {
    this.folder = folder;
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      restrict(folder, "rwx------");
    }
  }

  private static void restrict(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  /// Keeps a report and what was scanned.
  ///
  /// @return its digest, hex
  public String keep(ScanReport report, Submission submission) throws IOException {
    String text = ReportJson.write(report);
    String digest = sha256(text);
    Path file = file(digest, ".json");
    Files.createDirectories(file.getParent());
    write(file(digest, ".change.json"), JSON.writeValueAsString(written(submission)));
    write(file, text);
    return digest;
  }

  private Path file(String digest, String suffix) {
    return folder.resolve(digest.substring(0, 2)).resolve(digest + suffix);
  }

  private static void write(Path file, String text) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path part = Files.createTempFile(file.getParent(), "part", ".tmp");
    try {
      Files.writeString(part, text);
      restrict(part, "rw-------");
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException _) {
        Files.move(part, file);
      } catch (FileAlreadyExistsException _) {
        // Someone else kept the same.
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// A kept report.
  ///
  /// @param digest its digest
  /// @param report the report
  public record Kept(String digest, ScanReport report) {}

  /// A report by its digest; empty where it is not kept, or is not what its name says.
  public Optional<Kept> find(String digest) throws IOException {
    if (!DIGEST.matcher(digest).matches()) {
      return Optional.empty();
    }
    Path file = file(digest, ".json");
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      String text = Files.readString(file);
      return sha256(text).equals(digest)
          ? Optional.of(new Kept(digest, ReportJson.read(file.toString(), text)))
          : Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// What a report is about.
  public Optional<Submission> submission(String digest) throws IOException {
    if (!DIGEST.matcher(digest).matches()) {
      return Optional.empty();
    }
    Path file = file(digest, ".change.json");
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(read(JSON.readTree(Files.readString(file))))
        : Optional.empty();
  }

  /// The digests of the reports that were kept last, the last first.
  public List<String> latest(int most) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files
          .filter(file -> DIGEST.matcher(stem(file)).matches())
          .sorted(Comparator.comparingLong(ReportStore::time).reversed())
          .limit(most)
          .map(ReportStore::stem)
          .toList();
    }
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".json") ? name.substring(0, name.length() - 5) : "";
  }

  private static long time(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException _) {
      return 0;
    }
  }

  private static ObjectNode written(Submission submission) {
    ObjectNode node = JSON.createObjectNode();
    switch (submission) {
      case Submission.Code code -> {
        node.put("kind", "code").put("name", code.path()).put("bytes", code.bytes());
        code.language().ifPresent(language -> node.put("language", language));
      }
      case Submission.Patch patch ->
          node.put("kind", "patch").put("name", patch.name()).put("bytes", patch.bytes());
      case Submission.Commits commits -> node.put("kind", "commits").put("name", commits.range());
    }
    return node;
  }

  private static Submission read(JsonNode node) {
    String name = node.path("name").asString("");
    byte[] bytes = Base64.getDecoder().decode(node.path("bytes").asString(""));
    return switch (node.path("kind").asString("")) {
      case "code" ->
          new Submission.Code(
              name,
              bytes,
              node.has("language")
                  ? Optional.of(node.path("language").asString(""))
                  : Optional.empty());
      case "patch" -> new Submission.Patch(name, bytes);
      default -> new Submission.Commits(name);
    };
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
