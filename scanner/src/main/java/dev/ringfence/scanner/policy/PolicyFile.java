package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.license.SpdxExpression;
import dev.ringfence.corpus.toml.TomlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
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
          "submodules",
          "zone",
          "area",
          "ignore",
          "rings",
          "blast_radius",
          "taint",
          "tools",
          "replay");
  private final TomlFile file;
  private final String text;
  private final TomlTable root;
  private final ZoneTables places;
  private final RingTables rings;
  private final TaintTable taint;

  private PolicyFile(TomlFile file, String text) {
    this.file = file;
    this.text = text;
    this.root = file.root();
    this.places = new ZoneTables(file);
    this.rings = new RingTables(file);
    this.taint = new TaintTable(file);
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
    PolicyFile own = new PolicyFile(TomlFile.parse(label, text, "policy", "docs/policy.md"), text);
    ZonePolicy policy = own.read();
    Optional<String> preset = own.file.string(own.root, "preset");
    return preset.isEmpty() ? policy : own.over(preset.get(), policy);
  }

  /// The policies that a file can start from.
  public static final Set<String> PRESETS =
      Set.of(
          "numpy",
          "scipy",
          "sympy",
          "scikit-learn",
          "django",
          "linux",
          "asf",
          "kubernetes",
          "fedora",
          "ban");

  /// The text of a preset.
  public static String preset(String name) {
    try (InputStream in = PolicyFile.class.getResourceAsStream("presets/" + name + ".toml")) {
      if (in == null) {
        throw new IllegalStateException("preset missing: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A preset with this file's values over it: zones and areas come after the preset's, what is
  /// said once replaces it.
  private ZonePolicy over(String name, ZonePolicy own) {
    if (!PRESETS.contains(name)) {
      throw file.fault(
          root,
          "preset",
          "`" + name + "` is no preset",
          "did you mean `"
              + TomlFile.nearest(name, PRESETS)
              + "`? there are "
              + String.join(", ", new TreeSet<>(PRESETS)));
    }
    ZonePolicy base = parse("preset " + name, preset(name));
    List<Zone> zones = new ArrayList<>(base.zones());
    zones.addAll(own.zones());
    List<Area> areas = new ArrayList<>(base.areas());
    areas.addAll(own.areas());
    TomlTable ignore = file.table(root, "ignore");
    Map<Ring, Severity> failOn = new EnumMap<>(base.failOn());
    TomlTable named = file.table(root, "rings");
    for (Ring ring : Ring.values()) {
      TomlTable table = named == null ? null : file.table(named, ring.id());
      if (table != null && table.contains("fail_on")) {
        failOn.put(ring, own.failLevel(ring));
      }
    }
    List<String> allWarnings = new ArrayList<>(base.warnings());
    allWarnings.addAll(own.warnings());
    return new ZonePolicy(
        own.source(),
        own.digest(),
        own.projectLicense().or(base::projectLicense),
        root.contains("default_ring") ? own.defaultRing() : base.defaultRing(),
        zones,
        areas,
        ignore == null ? base.ignored() : own.ignored(),
        ignore == null ? base.ignoredAttributes() : own.ignoredAttributes(),
        GitAttributes.NONE,
        root.contains("taint") ? own.taint() : base.taint(),
        failOn,
        own.waivers(),
        root.contains("blast_radius") ? own.blastRadius() : base.blastRadius(),
        new DisclosureTable(file).disclosure(base.disclosure()),
        root.contains("submodules") ? own.submodules() : base.submodules(),
        rings.demands(base.demands()),
        new ToolTable(file).toolRules(base.tools()),
        ReplayTable.read(file, base.replay()),
        allWarnings);
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
            .map(id -> PolicyWords.ring(file, root, "default_ring", id))
            .orElse(Ring.MIDDLE);
    return new ZonePolicy(
        Optional.of(file.label()),
        Optional.of("sha256:" + DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8))),
        projectLicense,
        defaultRing,
        places.zones(),
        places.areas(),
        places.ignored(),
        places.ignoredAttributes(),
        GitAttributes.NONE,
        taint.taint(),
        rings.failOn(),
        taint.accepted(),
        new BlastTable(file).blastRadius(),
        new DisclosureTable(file).disclosure(Disclosure.DEFAULT),
        submodules(),
        rings.demands(RingDemands.DEFAULT),
        new ToolTable(file).toolRules(ToolRules.NONE),
        ReplayTable.read(file, ReplaySettings.OFF),
        taint.warnings());
  }

  private ZonePolicy.Submodules submodules() {
    Optional<String> named = file.string(root, "submodules");
    if (named.isEmpty()) {
      return ZonePolicy.Submodules.LIST;
    }
    return switch (named.get()) {
      case "list" -> ZonePolicy.Submodules.LIST;
      case "ignore" -> ZonePolicy.Submodules.IGNORE;
      case "forbid" -> ZonePolicy.Submodules.FORBID;
      default ->
          throw file.fault(
              root,
              "submodules",
              "`" + named.get() + "` says nothing about submodules",
              "use `list`, `ignore` or `forbid`");
    };
  }
}
