package dev.ringfence.server.http;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Who may ask. A page of another site may make a browser send requests here; it can neither know
/// the token nor pass for a page of ours:
///
/// - the `Host` must be one that this server is reached by, so that no other name can be pointed
///   here (DNS rebinding);
/// - what changes something must come from our own pages, or from a program, by `Sec-Fetch-Site` or
///   `Origin`;
/// - where there is a token, every request has it, as `Authorization: Bearer` or, after the sign-in
///   page, as a cookie that no other site makes a browser send.
public final class Guard {
  /// The cookie that holds the token.
  public static final String COOKIE = "ringfence";

  private static final Set<String> OPEN = Set.of("/sign-in", "/api/v1/health", "/favicon.ico");
  private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private final Set<String> hosts;
  private final boolean anyHost;
  private final Optional<String> token;

  /// A guard.
  ///
  /// @param hosts the names that this server is reached by, without ports
  /// @param anyHost whether other names may be used too: where a token is asked for, whoever has it
  ///   may come by any name
  /// @param token what a client must know
  public Guard(List<String> hosts, boolean anyHost, Optional<String> token) {
    this.hosts = Set.copyOf(hosts);
    this.anyHost = anyHost;
    this.token = token;
  }

  /// Lets a call in or throws.
  void check(Call call, String method, String path) {
    String host = call.header("Host").toLowerCase(Locale.ROOT);
    String name = host.replaceFirst(":\\d+$", "");
    if (!anyHost && !hosts.contains(name)) {
      throw new HttpFault(
          421,
          Diagnostic.of(
              "server/host",
              "`" + name + "` is not the name of this server",
              "use the address that it printed when it started"));
    }
    if (CHANGES.contains(method) && !isOwn(call, host)) {
      throw new HttpFault(
          403,
          Diagnostic.of(
              "server/cross-site",
              "this request comes from a page of another site",
              "use the pages of this server"));
    }
    if (token.isPresent()
        && !OPEN.contains(path)
        && !path.startsWith("/static/")
        && !hasToken(call, token.get())) {
      throw new HttpFault(
          401,
          Diagnostic.of(
              "server/token",
              "this server wants its token",
              "send `Authorization: Bearer TOKEN`, or sign in at /sign-in"));
    }
  }

  private static boolean isOwn(Call call, String host) {
    String site = call.header("Sec-Fetch-Site");
    if (!site.isEmpty()) {
      return site.equals("same-origin") || site.equals("none");
    }
    String origin = call.header("Origin").toLowerCase(Locale.ROOT);
    // A program sends neither; every browser of today sends one of them with what changes
    // something.
    return origin.isEmpty() || origin.equals("http://" + host) || origin.equals("https://" + host);
  }

  private static boolean hasToken(Call call, String token) {
    String header = call.header("Authorization");
    return (header.startsWith("Bearer ") && same(header.substring(7).strip(), token))
        || call.cookie(COOKIE).map(cookie -> same(cookie, token)).orElse(false);
  }

  /// Whether a text is the token; takes the same time wherever they differ.
  public boolean isToken(String given) {
    return token.map(known -> same(given, known)).orElse(false);
  }

  private static boolean same(String given, String known) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), known.getBytes(StandardCharsets.UTF_8));
  }
}
