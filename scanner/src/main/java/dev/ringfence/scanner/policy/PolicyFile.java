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
    List<Zone> zones = new ArrayList<>(base.zoning().zones());
    zones.addAll(own.zoning().zones());
    List<Area> areas = new ArrayList<>(base.zoning().areas());
    areas.addAll(own.zoning().areas());
    TomlTable ignore = file.table(root, "ignore");
    Map<Ring, Severity> failOn = new EnumMap<>(base.enforcement().failOn());
    TomlTable named = file.table(root, "rings");
    for (Ring ring : Ring.values()) {
      TomlTable table = named == null ? null : file.table(named, ring.id());
      if (table != null && table.contains("fail_on")) {
        failOn.put(ring, own.failLevel(ring));
      }
    }
    List<String> allWarnings = new ArrayList<>(base.source().warnings());
    allWarnings.addAll(own.source().warnings());
    return new ZonePolicy(
        new ZonePolicy.Source(own.source().file(), own.source().digest(), allWarnings),
        own.projectLicense().or(base::projectLicense),
        new Zoning(
            (root.contains("default_ring") ? own : base).zoning().defaultRing(),
            zones,
            areas,
            (ignore == null ? base : own).zoning().ignored(),
            (ignore == null ? base : own).zoning().ignoredAttributes(),
            GitAttributes.NONE),
        new ZonePolicy.Enforcement(
            (root.contains("taint") ? own : base).enforcement().taint(),
            failOn,
            own.enforcement().waivers(),
            (root.contains("submodules") ? own : base).enforcement().submodules()),
        root.contains("blast_radius") ? own.blastRadius() : base.blastRadius(),
        new ZonePolicy.AiRules(
            new DisclosureTable(file).disclosure(base.ai().disclosure()),
            rings.demands(base.ai().demands()),
            new ToolTable(file).toolRules(base.ai().tools()),
            ReplayTable.read(file, base.ai().replay())));
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
    Zoning zoning =
        new Zoning(
            defaultRing,
            places.zones(),
            places.areas(),
            places.ignored(),
            places.ignoredAttributes(),
            GitAttributes.NONE);
    ZonePolicy.Taint licenses = taint.taint();
    Map<Ring, Severity> failOn = rings.failOn();
    List<Waiver> waivers = taint.accepted();
    BlastSettings blastRadius = new BlastTable(file).blastRadius();
    Disclosure disclosure = new DisclosureTable(file).disclosure(Disclosure.DEFAULT);
    ZonePolicy.Enforcement enforcement =
        new ZonePolicy.Enforcement(licenses, failOn, waivers, submodules());
    ZonePolicy.AiRules ai =
        new ZonePolicy.AiRules(
            disclosure,
            rings.demands(RingDemands.DEFAULT),
            new ToolTable(file).toolRules(ToolRules.NONE),
            ReplayTable.read(file, ReplaySettings.OFF));
    return new ZonePolicy(
        new ZonePolicy.Source(
            Optional.of(file.label()),
            Optional.of("sha256:" + DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8))),
            taint.warnings()),
        projectLicense,
        zoning,
        enforcement,
        blastRadius,
        ai);
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
