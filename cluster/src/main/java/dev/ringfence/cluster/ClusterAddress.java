package dev.ringfence.cluster;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.toml.TomlFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where an index on a cluster is: nodes, name, who asks and how a new one is laid out.
///
/// @param text as it was written
/// @param hosts nodes, each with its scheme and port
/// @param name the name of the index
/// @param authorization the header that says who asks
/// @param authority a certificate to trust beside those of the machine, PEM
/// @param shards into how many shards a new index is cut; empty for one a data node
/// @param replicas how many copies of each shard a new index has; empty for one where there are two
///   data nodes or more
record ClusterAddress(
    String text,
    List<URI> hosts,
    String name,
    Optional<String> authorization,
    Optional<Path> authority,
    OptionalInt shards,
    OptionalInt replicas) {
  private static final String PROFILE = "opensearch-profile:";

  /// A path has one slash where a URL has two.
  private static final Pattern URL =
      Pattern.compile("opensearch(\\+https)?:/{1,2}([^/?]+)/([^/?]*)/?(?:\\?(.*))?");

  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");

  /// What the engine takes, and no more.
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  private static final Pattern PARAMETER = Pattern.compile("(shards|replicas)=([0-9]{1,4})");
  private static final int PORT = 9200;
  private static final String DOCUMENTATION = "docs/cluster.md";

  /// The variables that say who asks, where no profile names others.
  static final String USER = "RINGFENCE_OPENSEARCH_USER";

  static final String PASSWORD = "RINGFENCE_OPENSEARCH_PASSWORD";
  static final String TOKEN = "RINGFENCE_OPENSEARCH_TOKEN";

  ClusterAddress {
    hosts = List.copyOf(hosts);
  }

  /// Whether a text means an index on a cluster, well written or not.
  static boolean isOne(String text) {
    return text.matches("opensearch(\\+https)?:.*") || text.startsWith(PROFILE);
  }

  /// An address with both slashes.
  static String written(String text) {
    return text.replaceFirst("^(opensearch(?:\\+https)?):/+", "$1://");
  }

  /// Reads an address.
  ///
  /// @param environment the variables of the environment
  static ClusterAddress parse(String text, UnaryOperator<@Nullable String> environment)
      throws IOException {
    return text.startsWith(PROFILE)
        ? profile(text, Path.of(text.substring(PROFILE.length())), environment)
        : url(written(text), environment);
  }

  private static ClusterAddress url(String text, UnaryOperator<@Nullable String> environment) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      throw invalid(
          text,
          "not an address of an index: `" + text + "`",
          "write opensearch://HOST:PORT/NAME, or opensearch+https:// for TLS");
    }
    if (url.group(2).contains("@")) {
      throw invalid(
          text.replaceFirst("//[^/@]*@", "//...@"),
          "an address holds no user and no password, since others can see it",
          "set " + USER + " and " + PASSWORD + ", or " + TOKEN);
    }
    OptionalInt shards = OptionalInt.empty();
    OptionalInt replicas = OptionalInt.empty();
    if (url.group(4) != null) {
      for (String part : url.group(4).split("&", -1)) {
        Matcher parameter = PARAMETER.matcher(part);
        if (!parameter.matches()) {
          throw invalid(text, "`" + part + "` is no parameter", "use `shards=N` and `replicas=N`");
        }
        OptionalInt value = OptionalInt.of(Integer.parseInt(parameter.group(2)));
        if (parameter.group(1).equals("shards")) {
          shards = value;
        } else {
          replicas = value;
        }
      }
    }
    String scheme = url.group(1) == null ? "http" : "https";
    List<URI> hosts = new ArrayList<>();
    for (String host : url.group(2).split(",", -1)) {
      hosts.add(host(text, scheme, host));
    }
    return of(
        text,
        hosts,
        url.group(3),
        new Variables(USER, PASSWORD, TOKEN, environment),
        Optional.empty(),
        shards,
        replicas);
  }

  private static URI host(String text, String scheme, String host) {
    Matcher parsed = HOST.matcher(host);
    int port =
        !parsed.matches() || parsed.group(2) == null ? PORT : Integer.parseInt(parsed.group(2));
    if (!parsed.matches() || port < 1 || port > 65_535) {
      throw invalid(text, "`" + host + "` is no host", "write HOST:PORT");
    }
    return URI.create(scheme + "://" + parsed.group(1) + ":" + port);
  }

  private record Variables(
      String user, String password, String token, UnaryOperator<@Nullable String> environment) {
    private Optional<String> value(String name) {
      return name.isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(environment.apply(name)).filter(value -> !value.isEmpty());
    }

    Optional<String> authorization(String text) {
      Optional<String> bearer = value(token);
      if (bearer.isPresent()) {
        return Optional.of("Bearer " + bearer.get());
      }
      Optional<String> name = value(user);
      Optional<String> secret = value(password);
      if (name.isPresent() != secret.isPresent()) {
        throw invalid(
            text, "of " + user + " and " + password + " only one is set", "set both, or neither");
      }
      return name.map(who ->
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((who + ":" + secret.get()).getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static ClusterAddress of(
      String text,
      List<URI> hosts,
      String name,
      Variables variables,
      Optional<Path> authority,
      OptionalInt shards,
      OptionalInt replicas) {
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          text,
          "`" + name + "` is no name of an index",
          "use lower-case letters, digits, `.`, `_` and `-`, and begin with a letter or digit");
    }
    if (shards.isPresent() && (shards.getAsInt() < 1 || shards.getAsInt() > 1024)) {
      throw invalid(text, "an index has 1 to 1024 shards", "leave `shards` out, or choose fewer");
    }
    Optional<String> authorization = variables.authorization(text);
    if (authorization.isPresent()) {
      hosts.stream()
          .filter(host -> host.getScheme().equals("http") && !isLoopback(host))
          .findFirst()
          .ifPresent(host -> {
            throw invalid(
                text,
                "a password or token would travel to " + host.getHost() + " unencrypted",
                "use TLS: opensearch+https://, or https:// in a profile");
          });
    }
    return new ClusterAddress(text, hosts, name, authorization, authority, shards, replicas);
  }

  private static boolean isLoopback(URI host) {
    return Set.of("localhost", "[::1]").contains(host.getHost())
        || host.getHost().startsWith("127.");
  }

  private static ClusterAddress profile(
      String text, Path file, UnaryOperator<@Nullable String> environment) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/not-found", "profile does not exist: `" + file + "`", "check the path"));
    }
    TomlFile toml =
        TomlFile.parse(file.toString(), Files.readString(file), "cluster", DOCUMENTATION);
    toml.requireVersion(1);
    toml.checkKeys(
        toml.root(),
        "",
        Set.of(
            "version",
            "hosts",
            "index",
            "authority",
            "user-variable",
            "password-variable",
            "token-variable",
            "shards",
            "replicas"));
    List<URI> hosts = new ArrayList<>();
    for (String host : toml.strings(toml.root(), "hosts")) {
      Matcher parsed = Pattern.compile("(https?)://([^/]+)/?").matcher(host);
      if (!parsed.matches()) {
        throw invalid(file.toString(), "`" + host + "` is no host", "write https://HOST:PORT");
      }
      hosts.add(host(file.toString(), parsed.group(1), parsed.group(2)));
    }
    if (hosts.isEmpty()) {
      throw invalid(file.toString(), "`hosts` is missing", "write hosts = [\"https://HOST:PORT\"]");
    }
    if (hosts.stream().map(URI::getScheme).distinct().count() > 1) {
      throw invalid(
          file.toString(), "some hosts are http and some https", "use one scheme for all");
    }
    String index = toml.string(toml.root(), "index").orElse("");
    return of(
        text,
        hosts,
        index,
        new Variables(
            toml.string(toml.root(), "user-variable").orElse(USER),
            toml.string(toml.root(), "password-variable").orElse(PASSWORD),
            toml.string(toml.root(), "token-variable").orElse(TOKEN),
            environment),
        toml.string(toml.root(), "authority")
            .map(named -> file.toAbsolutePath().resolveSibling(named)),
        whole(toml, "shards"),
        whole(toml, "replicas"));
  }

  private static OptionalInt whole(TomlFile toml, String key) {
    double number = toml.number(toml.root(), key, -1, 1024);
    if (number != Math.rint(number)) {
      throw toml.fault(toml.root(), key, "`" + key + "` is no whole number", "write `2`");
    }
    return number < 0 ? OptionalInt.empty() : OptionalInt.of((int) number);
  }

  private static RingfenceException invalid(String at, String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-index", message, help).at(at));
  }

  /// The nodes, for messages.
  String where() {
    return String.join(", ", hosts.stream().map(URI::toString).toList());
  }

  @Override
  public String toString() {
    // Not what authorises.
    return text + " at " + Arrays.toString(hosts.toArray());
  }
}
