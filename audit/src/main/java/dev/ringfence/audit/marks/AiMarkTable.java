package dev.ringfence.audit.marks;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.toml.TomlFile;
import dev.ringfence.scanner.policy.Disclosure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// The signs of AI that are known: one file, which a policy can extend.
public final class AiMarkTable {
  /// What a sign is matched against.
  enum Kind {
    TRAILER,
    ADDRESS,
    NAME,
    MESSAGE,
    BRANCH,
    BOT
  }

  /// A sign.
  ///
  /// @param match what must match; of a bot nothing
  /// @param value what a trailer's value must match; empty for any
  /// @param names of a bot, its names
  /// @param numbers of a bot, its numbers
  record Sign(
      String id,
      Kind kind,
      Optional<Pattern> match,
      Optional<Pattern> value,
      Set<String> names,
      Set<Long> numbers,
      String tool,
      int strength,
      String source) {
    AiMark mark(String evidence, String toolFound) {
      return new AiMark(id, tool.isEmpty() ? toolFound : tool, strength, source, evidence);
    }
  }

  private static final Set<String> KEYS =
      Set.of(
          "id", "kind", "match", "value", "names", "ids", "tool", "strength", "source", "version");
  private static final String DOCUMENTATION = "docs/audit.md";

  private final List<Sign> signs;
  private final String digest;

  private AiMarkTable(List<Sign> signs, String digest) {
    this.signs = List.copyOf(signs);
    this.digest = digest;
  }

  /// The shipped table with what a policy adds.
  public static AiMarkTable with(Disclosure disclosure) {
    String text = shipped();
    List<Sign> signs = new ArrayList<>(parse("ai-marks.toml", text));
    StringBuilder all = new StringBuilder(text);
    for (String key : disclosure.keys()) {
      if (signs.stream()
          .anyMatch(sign ->
              sign.kind() == Kind.TRAILER && sign.match().orElseThrow().matcher(key).find())) {
        continue;
      }
      signs.add(
          new Sign(
              "policy-trailer",
              Kind.TRAILER,
              Optional.of(pattern("^" + Pattern.quote(key) + "$")),
              Optional.empty(),
              Set.of(),
              Set.of(),
              "",
              80,
              "the policy's trailer_keys"));
      all.append("\ntrailer ").append(key);
    }
    for (Pattern marker : disclosure.extraMarkers()) {
      signs.add(
          new Sign(
              "policy-marker",
              Kind.MESSAGE,
              Optional.of(marker),
              Optional.empty(),
              Set.of(),
              Set.of(),
              "",
              70,
              "the policy's extra_markers"));
      all.append("\nmarker ").append(marker.pattern());
    }
    return new AiMarkTable(signs, DigestUtils.sha256Hex(all.toString()));
  }

  private static String shipped() {
    try (InputStream in =
        Objects.requireNonNull(AiMarkTable.class.getResourceAsStream("ai-marks.toml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a table.
  static List<Sign> parse(String label, String text) {
    TomlFile file = TomlFile.parse(label, text, "marks", DOCUMENTATION);
    file.requireVersion(1);
    List<Sign> signs = new ArrayList<>();
    for (TomlTable table : file.tables("mark")) {
      file.checkKeys(table, "mark", KEYS);
      String id = required(file, table, "id");
      Kind kind = kind(file, table);
      Optional<Pattern> match = file.string(table, "match").map(AiMarkTable::pattern);
      Set<Long> numbers = new TreeSet<>();
      if (table.get(List.of("ids")) instanceof TomlArray array) {
        for (Object number : array.toList()) {
          numbers.add((Long) number);
        }
      }
      if (match.isEmpty() == (kind != Kind.BOT)) {
        throw fault(label, "the sign `" + id + "` needs `match`, or is a bot with `names`");
      }
      signs.add(
          new Sign(
              id,
              kind,
              match,
              file.string(table, "value").map(AiMarkTable::pattern),
              new TreeSet<>(file.strings(table, "names")),
              numbers,
              file.string(table, "tool").orElse(""),
              (int) file.number(table, "strength", 50, 100),
              required(file, table, "source")));
    }
    return signs;
  }

  private static String required(TomlFile file, TomlTable table, String key) {
    return file.string(table, key)
        .orElseThrow(() -> fault(file.label(), "a sign without `" + key + "`"));
  }

  private static Kind kind(TomlFile file, TomlTable table) {
    String name = required(file, table, "kind");
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    throw fault(file.label(), "no kind of sign is called `" + name + "`");
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    } catch (PatternSyntaxException e) {
      throw fault("ai-marks.toml", "`" + regex + "` is no regular expression: " + e.getMessage());
    }
  }

  private static RingfenceException fault(String label, String message) {
    return RingfenceException.usage(
        Diagnostic.of("marks/invalid", message, "the format is described in " + DOCUMENTATION)
            .at(label));
  }

  List<Sign> signs(Kind kind) {
    return signs.stream().filter(sign -> sign.kind() == kind).toList();
  }

  /// A digest over all signs: marks found with another table are another table's.
  public String digest() {
    return digest;
  }
}
