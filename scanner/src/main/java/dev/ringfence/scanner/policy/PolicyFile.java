package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.SpdxExpression;
import dev.ringfence.corpus.toml.TomlFile;
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

  private static final Set<String> ACCEPT =
      Set.of("fingerprint", "origin", "reason", "by", "until");

  private final TomlFile file;
  private final TomlTable root;
  private final List<String> warnings = new ArrayList<>();

  private PolicyFile(TomlFile file) {
    this.file = file;
    this.root = file.root();
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
    return new PolicyFile(TomlFile.parse(label, text, "policy", "docs/policy.md")).read();
  }

  private ZonePolicy read() {
    file.checkKeys(root, "", TOP);
    file.requireVersion(1);
    Optional<String> projectLicense = file.string(root, "project_license");
    projectLicense.ifPresent(license -> {
      if (SpdxExpression.parse(license).isEmpty()) {
        throw file.fault(
            root,
            "project_license",
            "`" + license + "` is no SPDX expression",
            "use an SPDX id, for example `BSD-3-Clause`");
      }
    });
    Ring defaultRing =
        file.string(root, "default_ring")
            .map(id -> ring(root, "default_ring", id))
            .orElse(Ring.MIDDLE);
    for (String key : List.of("preset", "disclosure", "area", "blast_radius", "replay")) {
      if (root.contains(List.of(key))) {
        warnings.add(
            "`" + key + "` (line " + file.line(root, key) + ") is not evaluated by this version");
      }
    }
    return new ZonePolicy(
        Optional.of(file.label()),
        projectLicense,
        defaultRing,
        zones(),
        ignored(),
        taint(),
        failOn(),
        accepted(),
        warnings);
  }

  private List<Zone> zones() {
    List<Zone> zones = new ArrayList<>();
    for (TomlTable table : file.tables("zone")) {
      file.checkKeys(table, "zone.", ZONE);
      int line = file.line(table);
      String name =
          file.string(table, "name")
              .orElseThrow(() -> file.fault(line, "a zone has no `name`", "add `name = \"...\"`"));
      String ringId =
          file.string(table, "ring")
              .orElseThrow(() ->
                  file.fault(
                      line,
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
                  + file.line(table, key)
                  + ") is not evaluated by this version");
        }
      }
      zones.add(
          new Zone(
              name,
              ring(table, "ring", ringId),
              file.strings(table, "paths"),
              table.get("override") instanceof Boolean override && override,
              line));
    }
    return zones;
  }

  private List<String> ignored() {
    TomlTable ignore = file.table(root, "ignore");
    if (ignore == null) {
      return List.of();
    }
    file.checkKeys(ignore, "ignore.", IGNORE);
    if (ignore.contains(List.of("gitattributes"))) {
      warnings.add(
          "`ignore.gitattributes` (line "
              + file.line(ignore, "gitattributes")
              + ") is not evaluated by this version");
    }
    return file.strings(ignore, "paths");
  }

  private Map<Ring, Severity> failOn() {
    Map<Ring, Severity> failOn = new EnumMap<>(ZonePolicy.DEFAULT_FAIL_ON);
    TomlTable rings = file.table(root, "rings");
    if (rings == null) {
      return failOn;
    }
    file.checkKeys(rings, "rings.", Set.of("inner", "middle", "outer"));
    for (Ring ring : Ring.values()) {
      TomlTable table = file.table(rings, ring.id());
      if (table == null) {
        continue;
      }
      file.checkKeys(table, "rings." + ring.id() + ".", RING);
      file.string(table, "fail_on")
          .ifPresent(id ->
              failOn.put(
                  ring,
                  Severity.ofId(id)
                      .orElseThrow(() ->
                          file.fault(
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
                  + file.line(table, key)
                  + ") is not evaluated by this version");
        }
      }
    }
    return failOn;
  }

  private ZonePolicy.Taint taint() {
    TomlTable taint = file.table(root, "taint");
    if (taint == null) {
      return ZonePolicy.Taint.DEFAULT;
    }
    file.checkKeys(taint, "taint.", TAINT);
    Map<Category, ZonePolicy.Action> categories =
        new EnumMap<>(ZonePolicy.Taint.DEFAULT.categories());
    TomlTable byCategory = file.table(taint, "categories");
    if (byCategory != null) {
      Set<String> labels = new TreeSet<>();
      for (Category category : Category.values()) {
        labels.add(category.label());
      }
      file.checkKeys(byCategory, "taint.categories.", labels);
      for (Category category : Category.values()) {
        Optional<ZonePolicy.Action> action = action(byCategory, category.label());
        action.ifPresent(value -> categories.put(category, value));
      }
    }
    Map<String, ZonePolicy.Action> licenses = new HashMap<>();
    TomlTable byLicense = file.table(taint, "licenses");
    if (byLicense != null) {
      for (String id : byLicense.keySet()) {
        action(byLicense, id)
            .ifPresent(value ->
                licenses.put(
                    SpdxExpression.parse(id).map(SpdxExpression::toString).orElse(id), value));
      }
    }
    for (String key : List.of("scan")) {
      if (taint.contains(List.of(key))) {
        warnings.add(
            "`taint."
                + key
                + "` (line "
                + file.line(taint, key)
                + ") is not evaluated by this version");
      }
    }
    return new ZonePolicy.Taint(
        (int) file.number(taint, "min_tokens", ZonePolicy.Taint.DEFAULT.minTokens(), 1_000_000),
        file.number(taint, "min_containment", ZonePolicy.Taint.DEFAULT.minContainment(), 1),
        categories,
        licenses);
  }

  /// The waivers in the policy itself, `[[taint.accept]]`.
  private List<Waiver> accepted() {
    TomlTable taint = file.table(root, "taint");
    List<Waiver> waivers = new ArrayList<>();
    if (taint != null) {
      for (TomlTable table : file.tables(taint, "accept")) {
        file.checkKeys(table, "taint.accept.", ACCEPT);
        waivers.add(WaiverFile.read(file, table, "by"));
      }
    }
    return waivers;
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
    throw file.fault(table, key, "`" + value + "` is no action", "use `deny`, `review` or `allow`");
  }

  private Ring ring(TomlTable table, String key, String id) {
    return Ring.ofId(id)
        .orElseThrow(() ->
            file.fault(table, key, "`" + id + "` is no ring", "use `inner`, `middle` or `outer`"));
  }
}
