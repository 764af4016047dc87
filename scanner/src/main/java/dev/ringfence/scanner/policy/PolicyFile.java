package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.SpdxExpression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// The policy file, `.github/ai-policy.toml`. Unknown keys are errors, with the nearest known one
/// named.
public final class PolicyFile {
  /// Where a policy is looked for, in this order.
  public static final List<String> NAMES =
      List.of(".github/ai-policy.toml", "ai-policy.toml", ".ai-policy.toml");

  /* Every key of the format is known here, also those that this version does not evaluate: these give
   * a warning that reports repeat, so that nobody takes them for enforced. */
  private static final Set<String> TOP =
      Set.of(
          "version",
          "preset",
          "project_license",
          "default_ring",
          "disclosure",
          "zone",
          "area",
          "ignore",
          "rings",
          "blast_radius",
          "taint",
          "replay");
  private static final Set<String> ZONE =
      Set.of("name", "ring", "paths", "namespaces", "on", "areas", "oracles", "override");
  private static final Set<String> IGNORE = Set.of("paths", "gitattributes");
  private static final Set<String> RING =
      Set.of(
          "attest",
          "fail_on",
          "min_explanation_words",
          "max_ai_lines",
          "owner_approvals",
          "provenance",
          "replay");
  private static final Set<String> TAINT =
      Set.of("min_tokens", "min_containment", "scan", "categories", "licenses", "accept");

  private final String label;
  private final TomlTable root;
  private final List<String> warnings = new ArrayList<>();

  private PolicyFile(String label, TomlTable root) {
    this.label = label;
    this.root = root;
  }

  /// The policy of a working tree: the first of [#NAMES] that exists, else the default.
  public static ZonePolicy find(Path root) throws IOException {
    for (String name : NAMES) {
      Path file = root.resolve(name);
      if (Files.isRegularFile(file)) {
        return parse(name, Files.readString(file));
      }
    }
    return ZonePolicy.defaultPolicy();
  }

  /// Reads a policy; what is wrong with it is a [RingfenceException].
  public static ZonePolicy parse(String label, String text) {
    TomlParseResult parsed = Toml.parse(text);
    if (parsed.hasErrors()) {
      TomlParseError error = parsed.errors().getFirst();
      throw RingfenceException.usage(
          Diagnostic.of(
                  "policy/invalid-toml",
                  "not TOML: " + lower(String.valueOf(error.getMessage())),
                  "mend the line; the format is described in docs/policy.md")
              .at(label + ":" + error.position().line() + ":" + error.position().column()));
    }
    return new PolicyFile(label, parsed).read();
  }

  private static String lower(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private ZonePolicy read() {
    checkKeys(root, "", TOP);
    Object version = root.get("version");
    if (version == null) {
      throw fault(
          1, "policy/invalid-value", "`version` is missing", "add `version = 1` at the top");
    }
    if (!version.equals(1L)) {
      throw fault(
          root,
          "version",
          "`version` is " + version + ", this version reads 1",
          "set `version = 1`");
    }
    Optional<String> projectLicense = string(root, "project_license");
    projectLicense.ifPresent(license -> {
      if (SpdxExpression.parse(license).isEmpty()) {
        throw fault(
            root,
            "project_license",
            "`" + license + "` is no SPDX expression",
            "use an SPDX id, for example `BSD-3-Clause`");
      }
    });
    Ring defaultRing =
        string(root, "default_ring").map(id -> ring(root, "default_ring", id)).orElse(Ring.MIDDLE);
    for (String key : List.of("preset", "disclosure", "area", "blast_radius", "replay")) {
      if (root.contains(List.of(key))) {
        warnings.add(
            "`" + key + "` (line " + line(root, key) + ") is not evaluated by this version");
      }
    }
    return new ZonePolicy(
        Optional.of(label),
        projectLicense,
        defaultRing,
        zones(),
        ignored(),
        taint(),
        failOn(),
        warnings);
  }

  private List<Zone> zones() {
    List<Zone> zones = new ArrayList<>();
    for (TomlTable table : tables("zone")) {
      checkKeys(table, "zone.", ZONE);
      int line = table.isEmpty() ? 1 : line(table, table.keySet().iterator().next());
      String name =
          string(table, "name")
              .orElseThrow(() ->
                  fault(
                      line,
                      "policy/invalid-value",
                      "a zone has no `name`",
                      "add `name = \"...\"`"));
      String ringId =
          string(table, "ring")
              .orElseThrow(() ->
                  fault(
                      line,
                      "policy/invalid-value",
                      "zone `" + name + "` has no `ring`",
                      "add `ring = \"inner\"`, `\"middle\"` or `\"outer\"`"));
      for (String key : List.of("namespaces", "areas", "oracles")) {
        if (table.contains(List.of(key))) {
          warnings.add(
              "`"
                  + key
                  + "` of zone `"
                  + name
                  + "` (line "
                  + line(table, key)
                  + ") is not evaluated by this version");
        }
      }
      zones.add(
          new Zone(
              name,
              ring(table, "ring", ringId),
              strings(table, "paths"),
              table.get("override") instanceof Boolean override && override,
              line));
    }
    return zones;
  }

  private List<String> ignored() {
    TomlTable ignore = table(root, "ignore");
    if (ignore == null) {
      return List.of();
    }
    checkKeys(ignore, "ignore.", IGNORE);
    if (ignore.contains(List.of("gitattributes"))) {
      warnings.add(
          "`ignore.gitattributes` (line "
              + line(ignore, "gitattributes")
              + ") is not evaluated by this version");
    }
    return strings(ignore, "paths");
  }

  private Map<Ring, Severity> failOn() {
    Map<Ring, Severity> failOn = new EnumMap<>(ZonePolicy.DEFAULT_FAIL_ON);
    TomlTable rings = table(root, "rings");
    if (rings == null) {
      return failOn;
    }
    checkKeys(rings, "rings.", Set.of("inner", "middle", "outer"));
    for (Ring ring : Ring.values()) {
      TomlTable table = table(rings, ring.id());
      if (table == null) {
        continue;
      }
      checkKeys(table, "rings." + ring.id() + ".", RING);
      string(table, "fail_on")
          .ifPresent(id ->
              failOn.put(
                  ring,
                  Severity.ofId(id)
                      .orElseThrow(() ->
                          fault(
                              table,
                              "fail_on",
                              "`" + id + "` is no severity",
                              "use `none`, `note`, `warning` or `error`"))));
      for (String key : new TreeSet<>(RING)) {
        if (!key.equals("fail_on") && table.contains(List.of(key))) {
          warnings.add(
              "`rings."
                  + ring.id()
                  + "."
                  + key
                  + "` (line "
                  + line(table, key)
                  + ") is not evaluated by this version");
        }
      }
    }
    return failOn;
  }

  private ZonePolicy.Taint taint() {
    TomlTable taint = table(root, "taint");
    if (taint == null) {
      return ZonePolicy.Taint.DEFAULT;
    }
    checkKeys(taint, "taint.", TAINT);
    Map<Category, ZonePolicy.Action> categories =
        new EnumMap<>(ZonePolicy.Taint.DEFAULT.categories());
    TomlTable byCategory = table(taint, "categories");
    if (byCategory != null) {
      Set<String> labels = new TreeSet<>();
      for (Category category : Category.values()) {
        labels.add(category.label());
      }
      checkKeys(byCategory, "taint.categories.", labels);
      for (Category category : Category.values()) {
        Optional<ZonePolicy.Action> action = action(byCategory, category.label());
        action.ifPresent(value -> categories.put(category, value));
      }
    }
    Map<String, ZonePolicy.Action> licenses = new HashMap<>();
    TomlTable byLicense = table(taint, "licenses");
    if (byLicense != null) {
      for (String id : byLicense.keySet()) {
        action(byLicense, id)
            .ifPresent(value ->
                licenses.put(
                    SpdxExpression.parse(id).map(SpdxExpression::toString).orElse(id), value));
      }
    }
    for (String key : List.of("scan", "accept")) {
      if (taint.contains(List.of(key))) {
        warnings.add(
            "`taint." + key + "` (line " + line(taint, key) + ") is not evaluated by this version");
      }
    }
    return new ZonePolicy.Taint(
        (int) number(taint, "min_tokens", ZonePolicy.Taint.DEFAULT.minTokens(), 1_000_000),
        number(taint, "min_containment", ZonePolicy.Taint.DEFAULT.minContainment(), 1),
        categories,
        licenses);
  }

  private Optional<ZonePolicy.Action> action(TomlTable table, String key) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return Optional.empty();
    }
    for (ZonePolicy.Action action : ZonePolicy.Action.values()) {
      if (action.name().toLowerCase(Locale.ROOT).equals(value)) {
        return Optional.of(action);
      }
    }
    throw fault(table, key, "`" + value + "` is no action", "use `deny`, `review` or `allow`");
  }

  private double number(TomlTable table, String key, double otherwise, double max) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return otherwise;
    }
    double number = value instanceof Long l ? l : value instanceof Double d ? d : -1;
    if (number < 0 || number > max) {
      throw fault(
          table,
          key,
          "`" + value + "` is out of range",
          String.format(Locale.ROOT, "use a number from 0 to %.0f", max));
    }
    return number;
  }

  private Ring ring(TomlTable table, String key, String id) {
    return Ring.ofId(id)
        .orElseThrow(
            () -> fault(table, key, "`" + id + "` is no ring", "use `inner`, `middle` or `outer`"));
  }

  private Optional<String> string(TomlTable table, String key) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw fault(table, key, "`" + key + "` must be a string", "put the value in quotes");
  }

  private List<String> strings(TomlTable table, String key) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return List.of();
    }
    List<String> strings = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (Object element : array.toList()) {
        if (element instanceof String text) {
          strings.add(text);
        }
      }
      if (strings.size() == array.size()) {
        return strings;
      }
    }
    throw fault(
        table, key, "`" + key + "` must be a list of strings", "write `" + key + " = [\"...\"]`");
  }

  private @Nullable TomlTable table(TomlTable parent, String key) {
    Object value = parent.get(List.of(key));
    if (value == null || value instanceof TomlTable) {
      return (TomlTable) value;
    }
    throw fault(parent, key, "`" + key + "` must be a table", "write `[" + key + "]`");
  }

  private List<TomlTable> tables(String key) {
    Object value = root.get(List.of(key));
    if (value == null) {
      return List.of();
    }
    List<TomlTable> tables = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (Object element : array.toList()) {
        if (element instanceof TomlTable table) {
          tables.add(table);
        }
      }
      if (tables.size() == array.size()) {
        return tables;
      }
    }
    throw fault(root, key, "`" + key + "` must be a list of tables", "write `[[" + key + "]]`");
  }

  private void checkKeys(TomlTable table, String prefix, Set<String> known) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        throw fault(
            table,
            key,
            "unknown key `" + prefix + key + "`",
            "did you mean `" + prefix + nearest(key, known) + "`?");
      }
    }
  }

  private static String nearest(String key, Set<String> known) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : new TreeSet<>(known)) {
      int distance = distance(key, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  /// Levenshtein's distance.
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  private int line(TomlTable table, String key) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    return position == null ? 1 : position.line();
  }

  private RingfenceException fault(TomlTable table, String key, String message, String help) {
    String category =
        message.startsWith("unknown key") ? "policy/unknown-key" : "policy/invalid-value";
    return fault(line(table, key), category, message, help);
  }

  private RingfenceException fault(int line, String category, String message, String help) {
    return RingfenceException.usage(Diagnostic.of(category, message, help).at(label + ":" + line));
  }
}
