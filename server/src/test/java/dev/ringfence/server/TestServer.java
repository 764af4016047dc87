package dev.ringfence.server;

import dev.ringfence.audit.Audit;
import dev.ringfence.audit.AuditProgress;
import dev.ringfence.audit.AuditRequest;
import dev.ringfence.audit.report.AuditReport;
import dev.ringfence.audit.report.ReportFormat;
import dev.ringfence.audit.state.AuditState;
import dev.ringfence.audit.triage.Triage;
import dev.ringfence.corpus.index.CorpusAdder;
import dev.ringfence.corpus.index.CorpusIndexWriter;
import dev.ringfence.corpus.index.Role;
import dev.ringfence.corpus.source.CorpusSource;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.server.settings.Limits;
import dev.ringfence.server.settings.LocalAccess;
import dev.ringfence.server.settings.ServerSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server of a test, over real HTTP.
final class TestServer implements AutoCloseable {
  static final Limits LIMITS = new Limits(1 << 20, 2, 8, Duration.ofMinutes(1), 50);

  private final RingfenceServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  final List<String> log;

  private TestServer(RingfenceServer server, List<String> log) {
    this.server = server;
    this.log = log;
  }

  /// Adds the files of a folder to an index, as a work under the GPL.
  static void index(Path index, Path temp, Path folder) {
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(index);
        FetchedWork work =
            new SourceFetcher(temp.resolve("cache")).fetch(new CorpusSource.Folder(folder))) {
      new CorpusAdder(writer, new PrintStream(OutputStream.nullOutputStream()), false)
          .add(
              work,
              "dir:" + folder,
              "",
              new CorpusAdder.Options(
                  Role.COPYLEFT,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of("GPL-3.0-or-later"),
                  Optional.of("2020-02-02"),
                  Optional.empty(),
                  Optional.empty(),
                  path -> Optional.empty(),
                  true));
      writer.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Audits a repository, as the command does.
  static void audit(Path index, Path repository, Path out) throws IOException {
    try (ScanEngine engine = ScanEngine.open(index)) {
      new Audit(
              AuditRequest.of(repository),
              JudgementOptions.on(LocalDate.of(2026, 11, 23)),
              engine,
              new AuditProgress() {
                @Override
                public void begin(Stage stage, int commits) {}

                @Override
                public void advance(int commits, int hunks) {}
              })
          .run(out);
    }
    try (AuditState state = AuditState.openExisting(out);
        Writer page = Files.newBufferedWriter(out.resolve("report.html"))) {
      ReportFormat.HTML.render(AuditReport.read(state, Triage.read(out)), page);
    }
  }

  /// Settings of a server on any free port.
  static ServerSettings settings(Path index, Path temp, List<String> log) {
    return new ServerSettings(
        index,
        MatchParameters.shipped(),
        Optional.empty(),
        Optional.empty(),
        temp.resolve("reports"),
        "127.0.0.1",
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new LocalAccess("a key", Map.of("echo", (engine, question) -> question))),
        LIMITS,
        new ServerSettings.ServerClock(
            () -> LocalDate.of(2026, 11, 23), System::nanoTime, () -> "2026-11-23T00:00:00Z"),
        log::add);
  }

  static TestServer start(Path index, Path temp) throws IOException {
    List<String> log = new CopyOnWriteArrayList<>();
    return start(settings(index, temp, log), log);
  }

  static TestServer start(ServerSettings settings, List<String> log) throws IOException {
    return new TestServer(RingfenceServer.start(settings), log);
  }

  String address() {
    return server.address().toString();
  }

  RingfenceServer server() {
    return server;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.address().resolve(path)).timeout(Duration.ofMinutes(2));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String type, String body) {
    return send(
        request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// Some lines of a file.
  static String lines(Path file, int first, int last) {
    try {
      return String.join("\n", Files.readAllLines(file).subList(first - 1, last)) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
