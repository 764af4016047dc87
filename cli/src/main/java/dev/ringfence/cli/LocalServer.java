package dev.ringfence.cli;

import dev.ringfence.scanner.scan.Build;
import dev.ringfence.server.client.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The server that this user has running, which answers in less time than an engine of one's own
/// takes to start. `RINGFENCE_SERVER=off` leaves it alone.
final class LocalServer {
  /// Longer than the server gives a scan.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private LocalServer() {}

  /// Where a running server is written down, for commands of the same user.
  static Path file() {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    Path folder =
        runtime == null || runtime.isEmpty() ? stateFolder() : Path.of(runtime, "ringfence");
    return folder.resolve("server.json");
  }

  /// The user's folder for what programs keep [1].
  ///
  /// [1] XDG Base Directory Specification, freedesktop.org.
  static Path stateFolder() {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("ringfence");
  }

  /// What builds are told apart by.
  static String build() {
    return Build.version() + " " + Build.commit();
  }

  /// The server, where it is of this build and matches by what was shipped.
  static Optional<RunningServer> find() throws IOException {
    String wanted = System.getProperty("ringfence.server", System.getenv("RINGFENCE_SERVER"));
    if ("off".equals(wanted) || Engines.isExperiment()) {
      return Optional.empty();
    }
    return RunningServer.find(file()).filter(server -> server.build().equals(build()));
  }

  /// The server, where its index is this one.
  static Optional<RunningServer> over(Path index) throws IOException {
    String folder = index.toAbsolutePath().normalize().toString();
    return find().filter(server -> server.index().equals(folder));
  }

  /// Has a server run a command; empty where it does not, and one has to do it oneself.
  static Optional<byte[]> run(RunningServer server, String command, byte[] question) {
    return server.run(command, question, PATIENCE);
  }
}
