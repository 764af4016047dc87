package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.server.RingfenceServer;
import dev.ringfence.server.client.RunningServer;
import dev.ringfence.server.settings.Limits;
import dev.ringfence.server.settings.LocalAccess;
import dev.ringfence.server.settings.ServerSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence serve`: a local web app and an API over an index.
@Command(
    name = "serve",
    description = {
      "Serve a web app and an API over an index, for people in a browser and for programs.",
      "",
      "It listens on this machine alone, unless --host says otherwise, which takes a token. The"
          + " index stays warm, and is taken anew when it changes. Nothing that is scanned leaves"
          + " the machine."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence serve corpus",
      "  ringfence serve corpus --repo ../numpy --audit audit-of-numpy",
      "  ringfence serve corpus --host 0.0.0.0 --token-file /etc/ringfence/token \\",
      "    --tls-certificate cert.pem --tls-key key.pem"
    })
public final class ServeCommand implements Callable<Integer> {
  private static final int TOKEN_BYTES = 24;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "INDEX", description = Engines.INDEX)
  @SuppressWarnings("NullAway.Init")
  Path index;

  @Option(
      names = "--repo",
      paramLabel = "DIR",
      description = "A repository: its commits can be picked, and its policy judges.")
  @Nullable Path repository;

  @Option(
      names = "--audit",
      paramLabel = "DIR",
      description = "A folder with reports of `ringfence audit` to show.")
  @Nullable Path audit;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "The folder that keeps reports (default: one in your state folder).")
  @Nullable Path reports;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen on (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init")
  String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The port; 0 takes any that is free (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file whose first line every client must know; made with a new token where it is not"
              + " there.")
  @Nullable Path tokenFile;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "The certificate chain, PEM; encrypts connections, with --tls-key.")
  @Nullable Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "The private key, PEM.")
  @Nullable Path key;

  @Option(
      names = "--max-body",
      paramLabel = "MEGABYTES",
      defaultValue = "8",
      description =
          "The largest request; a larger one is refused with status 413 (default:"
              + " ${DEFAULT-VALUE}).")
  int maxBody;

  @Option(
      names = "--max-waiting",
      paramLabel = "N",
      defaultValue = "256",
      description =
          "How many scans may wait for their turn; those beyond are refused with status 429"
              + " (default: ${DEFAULT-VALUE}).")
  int maxWaiting;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "How long a scan may take; what was not scanned by then counts as not checked (default:"
              + " ${DEFAULT-VALUE}).")
  int timeout;

  @Option(
      names = "--no-access-log",
      description = "Do not write a line to standard error for each request.")
  boolean quiet;

  /// The command.
  public ServeCommand() {}

  @Override
  // A signal closes it from another thread; to close it twice does nothing.
  @SuppressWarnings("try")
  public Integer call() throws IOException {
    Optional<String> token = tokenFile == null ? Optional.empty() : Optional.of(token(tokenFile));
    PrintStream log = System.err;
    String localKey = random();
    Consumer<String> access = quiet ? _ -> {} : log::println;
    ServerSettings settings =
        new ServerSettings(
            index,
            Engines.parameters(),
            Optional.ofNullable(repository),
            Optional.ofNullable(audit),
            reports == null ? LocalServer.stateFolder().resolve("reports") : reports,
            host,
            checked("--port", port, 0, 65_535),
            token,
            tls(),
            Optional.of(
                new LocalAccess(
                    localKey, Map.of("check", CheckCommand::serve, "hook", HookCommand::serve))),
            limits(),
            new ServerSettings.ServerClock(
                Engines::today,
                System::nanoTime,
                () -> Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()),
            access);
    try (RingfenceServer server = RingfenceServer.start(settings)) {
      RunningServer self =
          new RunningServer(server.address(), token, localKey, place(), LocalServer.build());
      Path file = LocalServer.file();
      self.write(file);
      // A signal ends the process through this, so that requests under way are answered.
      Thread stop =
          new Thread(
              () -> {
                try {
                  self.remove(file);
                  server.close();
                } catch (IOException e) {
                  log.println("error[server/stop]: " + e.getMessage());
                }
              },
              "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      var out = spec.commandLine().getOut();
      out.println("listening on " + server.address() + "/");
      out.flush();
      server.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private Limits limits() {
    Limits usual = Limits.usual(Runtime.getRuntime().availableProcessors());
    return new Limits(
        checked("--max-body", maxBody, 1, 1024) << 20,
        usual.running(),
        checked("--max-waiting", maxWaiting, 0, 100_000),
        Duration.ofSeconds(checked("--timeout", timeout, 1, 86_400)),
        usual.near());
  }

  /// What names the index in whatever folder one is.
  private String place() {
    return Indexes.store(index).isPresent()
        ? index.toString()
        : index.toAbsolutePath().normalize().toString();
  }

  private static int checked(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "`" + value + "` is no value for " + option,
              "give a number from " + least + " to " + most));
    }
    return value;
  }

  private Optional<ServerSettings.TlsFiles> tls() {
    if (certificate == null && key == null) {
      return Optional.empty();
    }
    if (certificate == null || key == null) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "--tls-certificate and --tls-key go together",
              "give both, or neither"));
    }
    return Optional.of(new ServerSettings.TlsFiles(certificate, key));
  }

  private static String random() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /// The token of a file; a new one is written where the file is not there.
  private static String token(Path file) throws IOException {
    if (!Files.exists(file)) {
      String token = random();
      RunningServer.writePrivately(file, token + "\n");
      return token;
    }
    String token = Files.readString(file).lines().findFirst().orElse("").strip();
    if (!token.matches("[A-Za-z0-9._~+/=-]{16,256}")) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "server/token-file",
                  "the first line of the file is no token",
                  "16 to 256 letters and digits; remove the file to have a new token written")
              .at(file.toString()));
    }
    return token;
  }
}
