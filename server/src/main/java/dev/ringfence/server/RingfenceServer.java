package dev.ringfence.server;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.server.http.Dispatcher;
import dev.ringfence.server.http.Guard;
import dev.ringfence.server.http.HttpServer;
import dev.ringfence.server.http.Router;
import dev.ringfence.server.scan.LiveIndex;
import dev.ringfence.server.scan.ScanDesk;
import dev.ringfence.server.scan.ScanJobs;
import dev.ringfence.server.settings.ServerSettings;
import dev.ringfence.server.store.ReportStore;
import dev.ringfence.server.web.Api;
import dev.ringfence.server.web.Backend;
import dev.ringfence.server.web.McpApi;
import dev.ringfence.server.web.Metrics;
import dev.ringfence.server.web.OriginApi;
import dev.ringfence.server.web.Pages;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A running server.
public final class RingfenceServer implements AutoCloseable {
  /// How often the folder of the index is looked at.
  private static final long LOOK_SECONDS = 2;

  /// How long a stop waits for requests that are under way.
  private static final int GRACE_SECONDS = 30;

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  private final LiveIndex index;
  private final HttpServer http;
  private final AtomicBoolean stopping;
  private final ScheduledExecutorService watch;

  private RingfenceServer(
      LiveIndex index, HttpServer http, AtomicBoolean stopping, ScheduledExecutorService watch) {
    this.index = index;
    this.http = http;
    this.stopping = stopping;
    this.watch = watch;
  }

  /// Whether an address is this machine's own, which no other machine can reach.
  public static boolean isLoopback(String host) {
    return LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
  }

  /// Starts a server. Where it cannot listen, or has nothing to search, that is thrown.
  public static RingfenceServer start(ServerSettings settings) throws IOException {
    if (!isLoopback(settings.host()) && settings.token().isEmpty()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "server/no-token",
              "whoever reaches `"
                  + settings.host()
                  + "` could read what is scanned; that takes a token",
              "give one with --token-file, or listen on 127.0.0.1"));
    }
    LiveIndex index = LiveIndex.open(settings.index(), settings.parameters());
    boolean started = false;
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("index-watch").factory());
    try {
      Metrics metrics = new Metrics();
      ScanDesk desk =
          new ScanDesk(index, settings.repository(), settings.limits(), settings.clock());
      metrics.watch(desk, index);
      Backend backend =
          new Backend(
              settings, index, desk, new ScanJobs(), new ReportStore(settings.reports()), metrics);
      List<String> hosts = new ArrayList<>(LOOPBACK);
      hosts.add(settings.host().toLowerCase(Locale.ROOT));
      Guard guard =
          new Guard(
              hosts,
              settings.token().isPresent() && !isLoopback(settings.host()),
              settings.token());
      AtomicBoolean stopping = new AtomicBoolean();
      Router router = new Router();
      Pages pages = new Pages(backend, guard);
      pages.addTo(router);
      new Api(backend, stopping).addTo(router);
      new OriginApi(backend).addTo(router);
      settings.repository().ifPresent(root -> new McpApi(backend, root).addTo(router));
      Dispatcher dispatcher =
          new Dispatcher(
              router,
              guard,
              settings.limits().bodyBytes(),
              (call, path, status, fault) -> {
                if (path.startsWith("/api/") || path.equals("/metrics") || path.equals("/mcp")) {
                  Api.fault(call, status, fault);
                } else if (status == 401) {
                  call.redirect("/sign-in");
                } else {
                  pages.fault(call, status, fault);
                }
              },
              settings.log());
      HttpServer http =
          HttpServer.start(
              settings, dispatcher, (route, status) -> metrics.answered(route, status));
      var _ =
          watch.scheduleWithFixedDelay(
              () -> look(index, metrics, settings), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
      started = true;
      return new RingfenceServer(index, http, stopping, watch);
    } finally {
      if (!started) {
        watch.shutdownNow();
        index.close();
      }
    }
  }

  /// Takes the last commit of the index; what is wrong with it is said, and the old one stays.
  private static void look(LiveIndex index, Metrics metrics, ServerSettings settings) {
    try {
      if (index.reload()) {
        metrics.reloaded();
        settings.log().accept(settings.clock().now().get() + " index reloaded");
      }
    } catch (IOException | RuntimeException fault) {
      settings
          .log()
          .accept(settings.clock().now().get() + " index not reloaded: " + fault.getMessage());
    }
  }

  /// Where it is reached.
  public URI address() {
    return http.address();
  }

  /// Waits until it is closed.
  public void join() throws InterruptedException {
    http.join();
  }

  /// Stops: takes no new requests, and lets those that are under way end.
  @Override
  public void close() throws IOException {
    if (stopping.getAndSet(true)) {
      return;
    }
    watch.shutdownNow();
    http.stop(GRACE_SECONDS);
    index.close();
  }
}
