package dev.ringfence.server.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A server that runs for a user, as it writes itself down in a file that only this user can read.
///
/// @param address where it is reached
/// @param token what it wants to be told
/// @param key what it wants to be told before it runs a command
/// @param index the folder of its index
/// @param build what program it is
public record RunningServer(
    URI address, Optional<String> token, String key, String index, String build) {
  private static final int CONNECT_MILLIS = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Writes it down.
  public void write(Path file) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("address", address.toString());
    token.ifPresent(known -> node.put("token", known));
    node.put("key", key);
    node.put("index", index);
    node.put("build", build);
    writePrivately(file, JSON.writeValueAsString(node) + "\n");
  }

  /// Writes a file that only its owner can read, whatever was there before.
  public static void writePrivately(Path file, String text) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      if (posix) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
    // Temporary files are their owner's alone from the start.
    Path part = Files.createTempFile(folder, "part", ".tmp");
    try {
      Files.write(part, text.getBytes(StandardCharsets.UTF_8));
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Has it run a command. Empty where it does not answer, is busy, or knows no such command: what
  /// was asked for is then for the caller to do.
  ///
  /// @param patience how long an answer may take
  public Optional<byte[]> run(String command, byte[] question, Duration patience) {
    try {
      // The newer client takes longer to load than a warm scan does.
      HttpURLConnection connection =
          (HttpURLConnection)
              address.resolve("/api/v1/local/" + command).toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout((int) patience.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setRequestProperty("Ringfence-Local", key);
      token.ifPresent(known -> connection.setRequestProperty("Authorization", "Bearer " + known));
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(question.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(question);
      }
      if (connection.getResponseCode() != 200) {
        connection.disconnect();
        return Optional.empty();
      }
      try (InputStream in = connection.getInputStream()) {
        return Optional.of(in.readAllBytes());
      }
    } catch (IOException | ClassCastException _) {
      return Optional.empty();
    }
  }

  /// Takes its file away, if it is still its own.
  public void remove(Path file) {
    try {
      if (find(file).equals(Optional.of(this))) {
        Files.deleteIfExists(file);
      }
    } catch (IOException _) {
      // Whoever finds it will find that nothing listens.
    }
  }

  /// The server that a file tells of; empty where there is none, where it cannot be read, or where
  /// others could have written it.
  public static Optional<RunningServer> find(Path file) throws IOException {
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
            || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
          return Optional.empty();
        }
      }
      JsonNode node = JSON.readTree(Files.readString(file));
      String address = node.path("address").asString("");
      if (!address.matches("https?://[^/?#]+")) {
        return Optional.empty();
      }
      String token = node.path("token").asString("");
      return Optional.of(
          new RunningServer(
              URI.create(address),
              token.isEmpty() ? Optional.empty() : Optional.of(token),
              node.path("key").asString(""),
              node.path("index").asString(""),
              node.path("build").asString("")));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (JacksonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
