package dev.ringfence.server.settings;

import dev.ringfence.scanner.match.parameters.MatchParameters;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What a server is started with.
///
/// @param index the folder of the index
/// @param parameters the numbers and models of matching
/// @param repository a folder of the repository whose commits can be picked and whose policy judges
/// @param audits the folder with audits to show
/// @param reports the folder that keeps reports
/// @param host the address to listen on
/// @param port the port; 0 for any that is free
/// @param token what a client must know; needed for any address but this machine's own
/// @param tls certificate and key, where connections are encrypted
/// @param local what the user who started it may run in it; empty where nothing
/// @param limits how much a client may ask for
/// @param clock what the server knows of the time
/// @param log takes a line of the access log, without its end
public record ServerSettings(
    Path index,
    MatchParameters parameters,
    Optional<Path> repository,
    Optional<Path> audits,
    Path reports,
    String host,
    int port,
    Optional<String> token,
    Optional<TlsFiles> tls,
    Optional<LocalAccess> local,
    Limits limits,
    ServerClock clock,
    Consumer<String> log) {

  /// Certificate and key as PEM files.
  ///
  /// @param certificate the chain, the server's own first
  /// @param key the private key, PKCS #8
  public record TlsFiles(Path certificate, Path key) {}

  /// What the server knows of the time, which it does not read by itself.
  ///
  /// @param today the day by which waivers hold
  /// @param nanos a clock that only ever goes forward
  /// @param now the time of an access, for its log
  public record ServerClock(Supplier<LocalDate> today, LongSupplier nanos, Supplier<String> now) {}
}
