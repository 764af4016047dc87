package dev.ringfence.server.http;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.server.settings.ServerSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/// The web server: one connector, a thread of the virtual kind for each request.
public final class HttpServer {
  /// Connections that say nothing are closed after so long.
  private static final long IDLE_MILLIS = 60_000;

  private static final int HEADER_BYTES = 16 << 10;

  private final Server server;
  private final URI address;

  private HttpServer(Server server, URI address) {
    this.server = server;
    this.address = address;
  }

  /// Is told of each answer.
  @FunctionalInterface
  public interface Observer {
    /// A request was answered.
    ///
    /// @param route its route; empty where none takes it
    void answered(Optional<String> route, int status);
  }

  /// Starts one.
  public static HttpServer start(ServerSettings settings, Handler handler, Observer observer)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(16, 2);
    threads.setName("http");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 1).factory()));
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(true);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    // Routes read addresses as they were sent: a slash, dot or percent sign in a name stays one.
    configuration.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "names",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
    boolean encrypted = settings.tls().isPresent();
    ServerConnector connector;
    if (encrypted) {
      // Whoever reaches a server by another name than the certificate's is told so by the client.
      configuration.addCustomizer(new SecureRequestCustomizer(false));
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setKeyStore(PemKeys.read(settings.tls().get()));
      tls.setKeyStorePassword("");
      connector =
          new ServerConnector(
              server,
              1,
              1,
              new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
              new HttpConnectionFactory(configuration));
    } else {
      connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    }
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(new GracefulHandler(handler));
    ErrorHandler bare = new ErrorHandler();
    bare.setShowStacks(false);
    bare.setShowCauses(false);
    bare.setShowMessageInTitle(false);
    server.setErrorHandler(bare);
    server.setRequestLog((request, response) -> answered(settings, observer, request, response));
    try {
      server.start();
    } catch (Exception e) {
      stopQuietly(server);
      throw cannotListen(settings, e);
    }
    String host =
        settings.host().contains(":")
            ? "[" + settings.host().replaceAll("[\\[\\]]", "") + "]"
            : settings.host();
    return new HttpServer(
        server,
        URI.create((encrypted ? "https://" : "http://") + host + ":" + connector.getLocalPort()));
  }

  private static void stopQuietly(Server server) {
    try {
      server.stop();
    } catch (Exception _) {
      // What kept it from starting is told.
    }
  }

  private static IOException cannotListen(ServerSettings settings, Exception fault)
      throws IOException {
    Throwable cause = fault;
    while (cause.getCause() != null && !(cause instanceof SocketException)) {
      cause = cause.getCause();
    }
    if (cause instanceof BindException
        || cause instanceof SocketException
        || cause instanceof UnresolvedAddressException) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "server/address",
              "cannot listen on "
                  + settings.host()
                  + ":"
                  + settings.port()
                  + ": "
                  + cause.getMessage(),
              "choose another --port, or 0 for any that is free; another server may run there"));
    }
    return new IOException("the server did not start", fault);
  }

  /// One line a request: nothing of what was sent is in it, but the path that was asked for.
  private static void answered(
      ServerSettings settings, Observer observer, Request request, Response response) {
    Object route = request.getAttribute(Dispatcher.ROUTE);
    observer.answered(
        Optional.ofNullable(route == null ? null : route.toString()), response.getStatus());
    @Nullable String path = request.getHttpURI().getPath();
    @Nullable String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
    long millis =
        TimeUnit.NANOSECONDS.toMillis(
            settings.clock().nanos().getAsLong() - request.getBeginNanoTime());
    settings
        .log()
        .accept(
            settings.clock().now().get()
                + " "
                + Request.getRemoteAddr(request)
                + " "
                + VisibleText.line(request.getMethod())
                + " "
                + VisibleText.line(path == null ? "/" : path)
                + " "
                + response.getStatus()
                + " "
                + Response.getContentBytesWritten(response)
                + " bytes "
                + millis
                + " ms \""
                + VisibleText.line(agent == null ? "" : agent)
                + "\"");
  }

  /// Where it is reached.
  public URI address() {
    return address;
  }

  /// Waits until it has stopped.
  public void join() throws InterruptedException {
    server.join();
  }

  /// Stops it.
  ///
  /// @param graceSeconds how long requests that are under way may take
  public void stop(int graceSeconds) throws IOException {
    server.setStopTimeout(TimeUnit.SECONDS.toMillis(graceSeconds));
    try {
      server.stop();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the server did not stop", e);
    }
  }
}
