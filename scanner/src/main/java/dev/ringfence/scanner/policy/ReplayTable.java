package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.toml.TomlFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.tomlj.TomlTable;

/// Reads `[replay]` of a policy, and what its rings say of it.
final class ReplayTable {
  private static final Set<String> KEYS =
      Set.of(
          "enabled",
          "provider",
          "endpoint",
          "key_env",
          "command",
          "folder",
          "model",
          "temperature",
          "seed",
          "max_tokens",
          "samples",
          "context",
          "timeout",
          "retries",
          "backoff",
          "budget",
          "network",
          "validate");
  private static final Set<String> BUDGET = Set.of("requests", "tokens", "seconds");
  private final TomlFile file;
  private final TomlTable table;
  private final ReplayValues values;

  private ReplayTable(TomlFile file, TomlTable table) {
    this.file = file;
    this.table = table;
    this.values = new ReplayValues(file);
  }

  /// The settings of a file, over those of another policy: a table replaces all of the other's.
  static ReplaySettings read(TomlFile file, ReplaySettings base) {
    TomlTable table = file.table(file.root(), "replay");
    Set<Ring> forbidden = forbidden(file, base.forbidden());
    if (table == null) {
      return new ReplaySettings(
          base.enabled(),
          base.provider(),
          base.model(),
          base.sampling(),
          base.samples(),
          base.context(),
          base.budget(),
          base.patience(),
          base.validations(),
          base.network(),
          forbidden);
    }
    file.checkKeys(table, "replay.", KEYS);
    return new ReplayTable(file, table).settings(forbidden);
  }

  private static Set<Ring> forbidden(TomlFile file, Set<Ring> base) {
    Set<Ring> forbidden = EnumSet.noneOf(Ring.class);
    forbidden.addAll(base);
    TomlTable rings = file.table(file.root(), "rings");
    for (Ring ring : Ring.values()) {
      TomlTable own = rings == null ? null : file.table(rings, ring.id());
      Optional<String> said = own == null ? Optional.empty() : file.string(own, "replay");
      if (own == null || said.isEmpty()) {
        continue;
      }
      switch (said.get()) {
        case "allowed" -> forbidden.remove(ring);
        case "forbidden" -> forbidden.add(ring);
        default ->
            throw file.fault(
                own,
                "replay",
                "`" + said.get() + "` is no value of `replay`",
                "use `allowed` or `forbidden`");
      }
    }
    return forbidden;
  }

  private ReplaySettings settings(Set<Ring> forbidden) {
    ReplaySettings standard = ReplaySettings.OFF;
    ReplaySettings.Provider provider = provider();
    Optional<String> model = file.string(table, "model");
    boolean enabled = file.flag(table, "enabled");
    if (provider instanceof ReplaySettings.OpenAiChat && model.isEmpty()) {
      throw file.fault(
          table, "provider", "`openai-chat` needs a `model`", "add `model = \"NAME\"`");
    }
    if (enabled && provider instanceof ReplaySettings.None) {
      throw file.fault(
          table,
          "enabled",
          "replay is enabled and has no `provider`",
          "add `provider = \"openai-chat\"`, `\"command\"` or `\"recorded\"`");
    }
    Object seed = table.get(List.of("seed"));
    if (seed != null && !(seed instanceof Long)) {
      throw file.fault(table, "seed", "`seed` must be a whole number", "write `seed = 7`");
    }
    ReplaySettings.Context context =
        switch (file.string(table, "context").orElse("changed")) {
          case "none" -> ReplaySettings.Context.NONE;
          case "changed" -> ReplaySettings.Context.CHANGED;
          default ->
              throw file.fault(
                  table,
                  "context",
                  "`" + table.getString("context") + "` is no context",
                  "use `changed` or `none`");
        };
    return new ReplaySettings(
        enabled,
        provider,
        model,
        new ReplaySettings.Sampling(
            table.contains("temperature")
                ? OptionalDouble.of(file.number(table, "temperature", 0, 2))
                : OptionalDouble.empty(),
            seed instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty(),
            values.atLeastOne(table, "max_tokens", standard.sampling().maxTokens(), 1_000_000)),
        values.atLeastOne(table, "samples", standard.samples(), 50),
        context,
        budget(standard.budget()),
        new ReplaySettings.Patience(
            values.seconds(table, "timeout", standard.patience().timeout()),
            (int) file.number(table, "retries", standard.patience().retries(), 20),
            Duration.ofMillis(
                (long)
                    (1000
                        * file.number(
                            table,
                            "backoff",
                            (double) standard.patience().backoff().toSeconds(),
                            600)))),
        new ValidationTable(file, table).validations(),
        values.word(table, "network", "on", "off", standard.network()),
        forbidden);
  }

  private ReplaySettings.Provider provider() {
    Optional<String> named = file.string(table, "provider");
    if (named.isEmpty()) {
      return new ReplaySettings.None();
    }
    return switch (named.get()) {
      case "openai-chat" -> {
        Optional<String> keyEnv = file.string(table, "key_env");
        if (keyEnv.isPresent() && !keyEnv.get().matches(ReplayValues.VARIABLE)) {
          throw file.fault(
              table,
              "key_env",
              "`key_env` is the name of an environment variable, and never the key itself",
              "write `key_env = \"REPLAY_API_KEY\"`");
        }
        yield new ReplaySettings.OpenAiChat(endpoint(), keyEnv);
      }
      case "command" -> {
        List<String> argv = file.strings(table, "command");
        if (argv.isEmpty() || argv.getFirst().isBlank()) {
          throw file.fault(
              table,
              "provider",
              "the provider `command` has no `command`",
              "add `command = [\"PROGRAM\", \"ARGUMENT\"]`");
        }
        yield new ReplaySettings.Command(argv);
      }
      case "recorded" ->
          new ReplaySettings.Recorded(
              file.string(table, "folder")
                  .orElseThrow(() ->
                      file.fault(
                          table,
                          "provider",
                          "the provider `recorded` has no `folder`",
                          "add `folder = \"DIR\"`")));
      default ->
          throw file.fault(
              table,
              "provider",
              "`" + named.get() + "` is no provider",
              "use `openai-chat`, `command` or `recorded`");
    };
  }

  private String endpoint() {
    String endpoint =
        file.string(table, "endpoint")
            .orElseThrow(() ->
                file.fault(
                    table,
                    "provider",
                    "the provider `openai-chat` has no `endpoint`",
                    "add `endpoint = \"http://localhost:8080/v1\"`"));
    try {
      URI uri = new URI(endpoint);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return endpoint.replaceFirst("/+$", "");
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw file.fault(
        table,
        "endpoint",
        "the `endpoint` is no address of a server",
        "write `http://HOST/v1` or `https://HOST/v1`, without user, query or key");
  }

  private ReplaySettings.Budget budget(ReplaySettings.Budget standard) {
    TomlTable own = file.table(table, "budget");
    if (own == null) {
      return standard;
    }
    file.checkKeys(own, "replay.budget.", BUDGET);
    return new ReplaySettings.Budget(
        values.atLeastOne(own, "requests", standard.requests(), 1_000_000),
        values.atLeastOne(own, "tokens", (int) standard.tokens(), 2_000_000_000),
        values.seconds(own, "seconds", standard.time()));
  }
}
