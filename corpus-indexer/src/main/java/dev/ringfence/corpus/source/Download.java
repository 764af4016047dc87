package dev.ringfence.corpus.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Reads pages and files of package indexes over http, https and, where the user's own index lies
/// there, from files. Credentials of an index go to its own host alone.
final class Download {
  private static final int MAX_PAGE = 64 << 20;
  private static final long MAX_FILE = 4L << 30;
  private static final int MAX_REDIRECTS = 5;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int CONNECT_MILLIS = 30_000;
  private static final int READ_MILLIS = 60_000;

  /// A page.
  ///
  /// @param url where it was in the end
  @SuppressWarnings("ArrayRecordComponent")
  record Page(URI url, String contentType, byte[] body) {}

  private final long deadline;
  private final Duration limit;
  private final Optional<String> proxy;
  private final @Nullable SSLSocketFactory sockets;

  /// @param limit how long all of it may take
  /// @param proxy `http://HOST:PORT`, in place of the environment's
  /// @param certificates a PEM file in place of Java's certificates
  Download(Duration limit, Optional<String> proxy, Optional<String> certificates)
      throws IOException {
    this.limit = limit;
    this.deadline = System.nanoTime() + limit.toNanos();
    this.proxy = proxy;
    Path pem = certificates.map(Path::of).orElse(null);
    this.sockets = pem == null || !Files.isRegularFile(pem) ? null : trusting(pem);
  }

  private static SSLSocketFactory trusting(Path pem) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(pem))) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int n = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("c" + n++, each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificates in " + pem + " cannot be read", e);
    }
  }

  /// An address without what may be a password.
  static String shown(URI url) {
    return url.getRawUserInfo() == null
        ? url.toString()
        : url.toString().replace(url.getRawUserInfo() + "@", "");
  }

  /// The page at an address below an index; empty where there is none.
  Optional<Page> page(URI index, URI url, String accept) throws IOException {
    if ("file".equals(url.getScheme())) {
      Path path = Path.of(bare(url));
      Path file = Files.isDirectory(path) ? path.resolve("index.html") : path;
      return Files.isRegularFile(file)
          ? Optional.of(new Page(url, "text/html", Files.readAllBytes(file)))
          : Optional.empty();
    }
    URLConnection connection = open(index, url, accept);
    if (status(connection) == HttpURLConnection.HTTP_NOT_FOUND) {
      return Optional.empty();
    }
    try (InputStream in = connection.getInputStream()) {
      byte[] body = in.readNBytes(MAX_PAGE + 1);
      if (body.length > MAX_PAGE) {
        throw new IOException("the page is larger than 64 MiB");
      }
      String type = connection.getContentType();
      return Optional.of(
          new Page(
              URI.create(connection.getURL().toString()),
              type == null ? "text/html" : type.toLowerCase(Locale.ROOT),
              body));
    }
  }

  private static URI bare(URI url) {
    return URI.create(url.toString().replaceAll("[?#].*", ""));
  }

  /// Writes a file to `target` while a digest is taken of it.
  void file(URI index, URI url, Path target, MessageDigest digest) throws IOException {
    if ("file".equals(url.getScheme())) {
      // A page of another host does not name files of this machine.
      if (!"file".equals(index.getScheme())) {
        throw new IOException("an index on the network names a file of this machine");
      }
      try (InputStream in = Files.newInputStream(Path.of(bare(url)))) {
        copy(in, target, digest);
      }
      return;
    }
    URLConnection connection = open(index, url, "*/*");
    if (status(connection) != HttpURLConnection.HTTP_OK) {
      throw new IOException(shown(url) + ": status " + status(connection));
    }
    try (InputStream in = connection.getInputStream()) {
      copy(in, target, digest);
    }
  }

  /// Writes a file to `target`, going on after what is there of it already.
  ///
  /// @param progress hears how many bytes are there
  void resume(URI url, Path target, LongConsumer progress) throws IOException {
    long there = Files.exists(target) ? Files.size(target) : 0;
    if ("file".equals(url.getScheme())) {
      Files.copy(Path.of(bare(url)), target, StandardCopyOption.REPLACE_EXISTING);
      progress.accept(Files.size(target));
      return;
    }
    URLConnection connection = open(url, url, "*/*", there);
    int status = status(connection);
    if (status == RANGE_NOT_SATISFIABLE) {
      // Nothing is missing, or what is there is of another file; the digest will tell.
      return;
    }
    if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
      throw new IOException(shown(url) + ": status " + status);
    }
    boolean goesOn = status == HttpURLConnection.HTTP_PARTIAL;
    long size = goesOn ? there : 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = connection.getInputStream();
        OutputStream out =
            goesOn
                ? Files.newOutputStream(target, StandardOpenOption.APPEND)
                : Files.newOutputStream(target)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        checkTime();
        out.write(buffer, 0, n);
        size += n;
        progress.accept(size);
      }
    }
    long length = connection.getContentLengthLong();
    if (length >= 0 && size != (goesOn ? there : 0) + length) {
      throw new IOException(shown(url) + ": the connection ended early; run the command again");
    }
  }

  private void copy(InputStream in, Path target, MessageDigest digest) throws IOException {
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > MAX_FILE) {
          throw new IOException("the file is larger than 4 GiB");
        }
        checkTime();
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
  }

  private void checkTime() throws IOException {
    if (System.nanoTime() - deadline > 0) {
      throw new IOException(
          "the download did not end within "
              + Subprocess.seconds(limit)
              + "; give it more time with --fetch-timeout SECONDS");
    }
  }

  private static int status(URLConnection connection) throws IOException {
    return connection instanceof HttpURLConnection http ? http.getResponseCode() : -1;
  }

  private URLConnection open(URI index, URI first, String accept) throws IOException {
    return open(index, first, accept, 0);
  }

  private URLConnection open(URI index, URI first, String accept, long from) throws IOException {
    URI url = first;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      checkTime();
      if (!"https".equals(url.getScheme()) && !"http".equals(url.getScheme())) {
        throw new IOException(shown(url) + ": neither http nor https");
      }
      URI plain = withoutUser(url);
      if (!(plain.toURL().openConnection(proxy(plain)) instanceof HttpURLConnection connection)) {
        throw new IOException(shown(url) + ": neither http nor https");
      }
      if (sockets != null && connection instanceof HttpsURLConnection secure) {
        secure.setSSLSocketFactory(sockets);
      }
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout((int) Math.min(READ_MILLIS, limit.toMillis()));
      connection.setRequestProperty("Accept", accept);
      connection.setRequestProperty("User-Agent", "ringfence");
      if (from > 0) {
        connection.setRequestProperty("Range", "bytes=" + from + "-");
      }
      credentials(index, url)
          .ifPresent(user ->
              connection.setRequestProperty(
                  "Authorization",
                  "Basic "
                      + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))));
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_UNAUTHORIZED
          || status == HttpURLConnection.HTTP_FORBIDDEN) {
        throw new IOException(
            shown(url)
                + ": status "
                + status
                + "; credentials are taken from the index's address"
                + " and from .netrc");
      }
      String location = connection.getHeaderField("Location");
      if (status / 100 != 3 || location == null) {
        if (status / 100 != 2
            && status != HttpURLConnection.HTTP_NOT_FOUND
            && !(from > 0 && status == RANGE_NOT_SATISFIABLE)) {
          throw new IOException(shown(url) + ": status " + status);
        }
        return connection;
      }
      URI next = url.resolve(location);
      if ("https".equals(url.getScheme()) && !"https".equals(next.getScheme())) {
        throw new IOException(shown(url) + ": sends from https to " + next.getScheme());
      }
      url = next;
    }
    throw new IOException(shown(first) + ": sends from one address to the next");
  }

  private static URI withoutUser(URI url) {
    return URI.create(shown(url));
  }

  private static boolean isSameHost(URI a, URI b) {
    return String.valueOf(a.getScheme()).equals(b.getScheme())
        && String.valueOf(a.getHost()).equalsIgnoreCase(b.getHost())
        && a.getPort() == b.getPort();
  }

  private static Optional<String> credentials(URI index, URI url) throws IOException {
    String user = url.getRawUserInfo();
    if (user == null && isSameHost(index, url)) {
      user = index.getRawUserInfo();
    }
    if (user != null) {
      String decoded = URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
      return Optional.of(decoded.contains(":") ? decoded : decoded + ":");
    }
    String named = System.getenv("NETRC");
    Path netrc =
        named != null && !named.isEmpty()
            ? Path.of(named)
            : Path.of(System.getProperty("user.home"), ".netrc");
    return Files.isReadable(netrc)
        ? netrc(Files.readString(netrc), String.valueOf(url.getHost()))
        : Optional.empty();
  }

  /// `login:password` of a host in a `.netrc`; that of `default` where it comes first.
  static Optional<String> netrc(String text, String host) {
    String[] words = text.replaceAll("(?m)^\\s*#.*$", "").strip().split("\\s+", -1);
    boolean mine = false;
    String login = "";
    for (int i = 0; i < words.length; i++) {
      String next = i + 1 < words.length ? words[i + 1] : "";
      switch (words[i]) {
        case "machine" -> {
          mine = next.equalsIgnoreCase(host);
          login = "";
          i++;
        }
        case "default" -> {
          mine = true;
          login = "";
        }
        case "login" -> {
          login = next;
          i++;
        }
        case "password" -> {
          if (mine) {
            return Optional.of(login + ":" + next);
          }
          i++;
        }
        case "account" -> i++;
        default -> {}
      }
    }
    return Optional.empty();
  }

  /// pip's proxy, else the environment's, as curl reads it.
  private Proxy proxy(URI url) throws IOException {
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    for (String each : environment("no_proxy").orElse("").split("[\\s,]+", -1)) {
      String suffix = each.toLowerCase(Locale.ROOT).replaceAll("^\\*?\\.", "");
      if (each.equals("*")
          || (!suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix)))) {
        return Proxy.NO_PROXY;
      }
    }
    Optional<String> named =
        proxy.or(() -> environment(url.getScheme() + "_proxy")).or(() -> environment("all_proxy"));
    if (named.isEmpty()) {
      return Proxy.NO_PROXY;
    }
    String text = named.get();
    URI address = URI.create(text.contains("://") ? text : "http://" + text);
    if (address.getHost() == null || address.getUserInfo() != null) {
      throw new IOException("a proxy that asks for a password is not supported");
    }
    int port = address.getPort() < 0 ? 80 : address.getPort();
    return new Proxy(
        String.valueOf(address.getScheme()).startsWith("socks")
            ? Proxy.Type.SOCKS
            : Proxy.Type.HTTP,
        new InetSocketAddress(address.getHost(), port));
  }

  private static Optional<String> environment(String name) {
    String value = System.getenv(name);
    if (value == null || value.isEmpty()) {
      value = System.getenv(name.toUpperCase(Locale.ROOT));
    }
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }
}
