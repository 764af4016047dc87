package dev.ringfence.scanner.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.SpdxExpression;
import dev.ringfence.corpus.toml.TomlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.tomlj.TomlArray;
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
  private static final Set<String> ZONE =
      Set.of("name", "ring", "paths", "namespaces", "on", "areas", "oracles", "override");
  private static final Set<String> AREA = Set.of("name", "ring", "paths", "match");
  private static final Set<String> IGNORE = Set.of("paths", "gitattributes");
  private static final Set<String> RING =
      Set.of(
          "attest",
          "attestation",
          "fail_on",
          "min_explanation_words",
          "max_ai_lines",
          "owner_approvals",
          "provenance",
          "replay");
  private static final Set<String> TAINT =
      Set.of(
          "min_tokens", "min_containment", "rewritten", "scan", "categories", "licenses", "accept");

  private static final Set<String> DISCLOSURE =
      Set.of(
          "heading",
          "other_headings",
          "none_phrases",
          "unticked",
          "trailers",
          "trailer_keys",
          "extra_markers");

  private static final Set<String> TOOLS = Set.of("rule");

  private static final Set<String> TOOL_RULE =
      Set.of("names", "rings", "posture", "reason", "link");

  private static final Set<String> BLAST_RADIUS =
      Set.of("mode", "history_years", "inner_at", "middle_at", "weights", "anchors");

  private static final Set<String> ACCEPT =
      Set.of("fingerprint", "origin", "path", "ring", "anywhere", "reason", "by", "until");

  private final TomlFile file;
  private final String text;
  private final TomlTable root;
  private final List<String> warnings = new ArrayList<>();

  private PolicyFile(TomlFile file, String text) {
    this.file = file;
    this.text = text;
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
    TomlTable rings = file.table(root, "rings");
    for (Ring ring : Ring.values()) {
      TomlTable table = rings == null ? null : file.table(rings, ring.id());
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
        disclosure(base.disclosure()),
        root.contains("submodules") ? own.submodules() : base.submodules(),
        demands(base.demands()),
        toolRules(base.tools()),
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
            .map(id -> ring(root, "default_ring", id))
            .orElse(Ring.MIDDLE);
    return new ZonePolicy(
        Optional.of(file.label()),
        Optional.of("sha256:" + DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8))),
        projectLicense,
        defaultRing,
        zones(),
        areas(),
        ignored(),
        ignoredAttributes(),
        GitAttributes.NONE,
        taint(),
        failOn(),
        accepted(),
        blastRadius(),
        disclosure(Disclosure.DEFAULT),
        submodules(),
        demands(RingDemands.DEFAULT),
        toolRules(ToolRules.NONE),
        ReplayTable.read(file, ReplaySettings.OFF),
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
      String on = file.string(table, "on").orElse("any");
      if (!on.equals("any") && !on.equals("signature-change")) {
        throw file.fault(
            table, "on", "`" + on + "` is no condition", "use `any` or `signature-change`");
      }
      zones.add(
          new Zone(
              name,
              ring(table, "ring", ringId),
              file.strings(table, "paths"),
              file.strings(table, "namespaces"),
              on.equals("signature-change"),
              file.strings(table, "areas"),
              file.strings(table, "oracles"),
              file.flag(table, "override"),
              file.label(),
              line));
    }
    return zones;
  }

  private List<Area> areas() {
    List<Area> areas = new ArrayList<>();
    for (TomlTable table : file.tables("area")) {
      file.checkKeys(table, "area.", AREA);
      int line = file.line(table);
      String name =
          file.string(table, "name")
              .orElseThrow(() -> file.fault(line, "an area has no `name`", "add `name = \"...\"`"));
      String ringId =
          file.string(table, "ring")
              .orElseThrow(() ->
                  file.fault(line, "area `" + name + "` has no `ring`", "add `ring = \"inner\"`"));
      List<Pattern> patterns = patterns(table, "match");
      List<String> paths = file.strings(table, "paths");
      if (patterns.isEmpty() && paths.isEmpty()) {
        throw file.fault(
            line, "area `" + name + "` has neither `match` nor `paths`", "say what it takes");
      }
      areas.add(
          new Area(name, ring(table, "ring", ringId), paths, patterns, file.label() + ":" + line));
    }
    return areas;
  }

  private List<String> ignoredAttributes() {
    TomlTable ignore = file.table(root, "ignore");
    return ignore == null ? List.of() : file.strings(ignore, "gitattributes");
  }

  private List<String> ignored() {
    TomlTable ignore = file.table(root, "ignore");
    if (ignore == null) {
      return List.of();
    }
    file.checkKeys(ignore, "ignore.", IGNORE);
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
        rewritten(taint),
        categories,
        licenses);
  }

  private ZonePolicy.Rewritten rewritten(TomlTable taint) {
    Optional<String> named = file.string(taint, "rewritten");
    if (named.isEmpty()) {
      return ZonePolicy.Taint.DEFAULT.rewritten();
    }
    return switch (named.get()) {
      case "error" -> ZonePolicy.Rewritten.ERROR;
      case "warning" -> ZonePolicy.Rewritten.WARNING;
      case "note" -> ZonePolicy.Rewritten.NOTE;
      case "off" -> ZonePolicy.Rewritten.OFF;
      default ->
          throw file.fault(
              taint,
              "rewritten",
              "`" + named.get() + "` says nothing about what is rewritten",
              "use `error`, `warning`, `note` or `off`");
    };
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

  /// What each ring asks of a change that AI helped with, over what another policy asks.
  private Map<Ring, RingDemands> demands(Map<Ring, RingDemands> base) {
    Map<Ring, RingDemands> demands = new EnumMap<>(base);
    TomlTable rings = file.table(root, "rings");
    if (rings == null) {
      return demands;
    }
    for (Ring ring : Ring.values()) {
      TomlTable table = file.table(rings, ring.id());
      if (table != null) {
        demands.put(ring, demands(table, Objects.requireNonNull(base.get(ring))));
      }
    }
    return demands;
  }

  private RingDemands demands(TomlTable table, RingDemands base) {
    Set<Demand> attest = EnumSet.noneOf(Demand.class);
    for (String id : file.strings(table, "attest")) {
      attest.add(
          Demand.ofId(id)
              .orElseThrow(() ->
                  file.fault(
                      table,
                      "attest",
                      "`" + id + "` is nothing that can be asked for",
                      "did you mean `"
                          + TomlFile.nearest(id, DEMANDS)
                          + "`? there are "
                          + String.join(", ", DEMANDS))));
    }
    OptionalInt maxAiLines =
        table.contains("max_ai_lines")
            ? OptionalInt.of((int) file.number(table, "max_ai_lines", 0, 1_000_000))
            : base.maxAiLines();
    return new RingDemands(
        table.contains("attest") ? attest : base.attest(),
        choice(table, "attestation", "required", "advised", base.required()),
        (int) file.number(table, "min_explanation_words", base.minExplanationWords(), 10_000),
        maxAiLines,
        (int) file.number(table, "owner_approvals", base.ownerApprovals(), 100),
        choice(table, "provenance", "required", "optional", base.provenance()));
  }

  private static final Set<String> DEMANDS =
      Arrays.stream(Demand.values()).map(Demand::id).collect(Collectors.toCollection(TreeSet::new));

  /// Which of two words a key has; without it, what held before.
  private boolean choice(TomlTable table, String key, String yes, String no, boolean otherwise) {
    Optional<String> word = file.string(table, key);
    if (word.isPresent() && !word.get().equals(yes) && !word.get().equals(no)) {
      throw file.fault(
          table,
          key,
          "`" + word.get() + "` is no value of `" + key + "`",
          "use `" + yes + "` or `" + no + "`");
    }
    return word.map(yes::equals).orElse(otherwise);
  }

  /// `[[tools.rule]]`; rules come after those of a preset.
  private ToolRules toolRules(ToolRules base) {
    TomlTable tools = file.table(root, "tools");
    if (tools == null) {
      return base;
    }
    file.checkKeys(tools, "tools.", TOOLS);
    List<ToolRules.Rule> rules = new ArrayList<>(base.rules());
    for (TomlTable table : file.tables(tools, "rule")) {
      file.checkKeys(table, "tools.rule.", TOOL_RULE);
      int line = file.line(table);
      List<String> names = file.strings(table, "names");
      if (names.isEmpty()) {
        throw file.fault(line, "a rule of tools has no `names`", "add `names = [\"NAME*\"]`");
      }
      String posture =
          file.string(table, "posture")
              .orElseThrow(() ->
                  file.fault(
                      line,
                      "a rule of tools has no `posture`",
                      "add `posture = \"allowed\"`, `\"discouraged\"`, `\"unknown\"` or"
                          + " `\"forbidden\"`"));
      Set<Ring> rings = EnumSet.noneOf(Ring.class);
      for (String id : file.strings(table, "rings")) {
        rings.add(ring(table, "rings", id));
      }
      rules.add(
          new ToolRules.Rule(
              names,
              rings.isEmpty() ? EnumSet.allOf(Ring.class) : rings,
              ToolRules.Posture.ofId(posture)
                  .orElseThrow(() ->
                      file.fault(
                          table,
                          "posture",
                          "`" + posture + "` is no posture",
                          "use `allowed`, `discouraged`, `unknown` or `forbidden`")),
              file.string(table, "reason")
                  .orElseThrow(() ->
                      file.fault(
                          line,
                          "a rule of tools has no `reason`",
                          "say why, for whoever used the tool: `reason = \"...\"`")),
              file.string(table, "link"),
              file.label() + ":" + line));
    }
    return new ToolRules(rules);
  }

  /// `[disclosure]`, over what another policy says.
  private Disclosure disclosure(Disclosure base) {
    TomlTable table = file.table(root, "disclosure");
    if (table == null) {
      return base;
    }
    file.checkKeys(table, "disclosure.", DISCLOSURE);
    Disclosure.Trailers trailers =
        file.string(table, "trailers")
            .map(id ->
                Arrays.stream(Disclosure.Trailers.values())
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(() ->
                        file.fault(
                            table,
                            "trailers",
                            "`" + id + "` says nothing about trailers",
                            "use `required`, `optional` or `forbidden`")))
            .orElse(base.trailers());
    List<String> headings = new ArrayList<>();
    headings.add(file.string(table, "heading").orElse(base.headings().getFirst()));
    headings.addAll(
        table.contains("other_headings")
            ? file.strings(table, "other_headings")
            : base.headings().subList(1, base.headings().size()));
    List<String> phrases = file.strings(table, "none_phrases");
    List<String> keys = file.strings(table, "trailer_keys");
    List<Pattern> markers = patterns(table, "extra_markers");
    return new Disclosure(
        headings,
        phrases.isEmpty() ? base.nonePhrases() : phrases,
        choice(table, "unticked", "none", "nothing", base.untickedMeansNone()),
        trailers,
        keys.isEmpty() ? base.keys() : keys,
        markers.isEmpty() ? base.extraMarkers() : markers);
  }

  private List<Pattern> patterns(TomlTable table, String key) {
    List<Pattern> patterns = new ArrayList<>();
    for (String pattern : file.strings(table, key)) {
      try {
        patterns.add(Pattern.compile(pattern));
      } catch (PatternSyntaxException e) {
        throw file.fault(
            table,
            key,
            "`" + pattern + "` is no regular expression: " + e.getDescription(),
            "mend it; the syntax is that of RE2, without backreferences and look-around");
      }
    }
    return patterns;
  }

  /// `[blast_radius]`: without it scans do not compute one.
  private BlastSettings blastRadius() {
    TomlTable blast = file.table(root, "blast_radius");
    BlastSettings standard = BlastSettings.DEFAULT;
    if (blast == null) {
      return standard.withMode(BlastSettings.Mode.OFF);
    }
    file.checkKeys(blast, "blast_radius.", BLAST_RADIUS);
    BlastSettings.Mode mode =
        file.string(blast, "mode")
            .map(id ->
                BlastSettings.Mode.ofId(id)
                    .orElseThrow(() ->
                        file.fault(
                            blast,
                            "mode",
                            "`" + id + "` is no mode",
                            "use `off`, `suggest` or `escalate`")))
            .orElse(standard.mode());
    double innerAt = file.number(blast, "inner_at", standard.innerAt(), 100);
    double middleAt = file.number(blast, "middle_at", standard.middleAt(), 100);
    if (middleAt >= innerAt) {
      throw file.fault(
          blast,
          blast.contains("middle_at") ? "middle_at" : "inner_at",
          "`middle_at` is not below `inner_at`",
          "the inner ring begins at the higher score");
    }
    return new BlastSettings(
        mode,
        (int) file.number(blast, "history_years", standard.historyYears(), 100),
        innerAt,
        middleAt,
        weights(blast),
        anchors(blast));
  }

  private Map<BlastSettings.Dimension, Double> weights(TomlTable blast) {
    Map<BlastSettings.Dimension, Double> weights = new EnumMap<>(BlastSettings.DEFAULT.weights());
    TomlTable table = file.table(blast, "weights");
    if (table != null) {
      Set<String> known = new TreeSet<>();
      for (BlastSettings.Dimension dimension : BlastSettings.Dimension.values()) {
        known.add(dimension.id());
      }
      file.checkKeys(table, "blast_radius.weights.", known);
      weights.replaceAll((dimension, weight) -> file.number(table, dimension.id(), weight, 1));
      if (weights.values().stream().mapToDouble(Double::doubleValue).sum() <= 0) {
        throw file.fault(blast, "weights", "all weights are 0", "give one dimension a weight");
      }
    }
    return weights;
  }

  private Map<BlastSettings.Anchor, BlastSettings.Range> anchors(TomlTable blast) {
    Map<BlastSettings.Anchor, BlastSettings.Range> anchors =
        new EnumMap<>(BlastSettings.DEFAULT.anchors());
    TomlTable table = file.table(blast, "anchors");
    if (table != null) {
      Set<String> known = new TreeSet<>();
      for (BlastSettings.Anchor anchor : BlastSettings.Anchor.values()) {
        known.add(anchor.id());
      }
      file.checkKeys(table, "blast_radius.anchors.", known);
      for (BlastSettings.Anchor anchor : BlastSettings.Anchor.values()) {
        if (table.contains(anchor.id())) {
          anchors.put(anchor, range(table, anchor.id()));
        }
      }
    }
    return anchors;
  }

  private BlastSettings.Range range(TomlTable table, String key) {
    TomlArray array = table.isArray(key) ? table.getArray(key) : null;
    if (array != null
        && array.size() == 2
        && array.get(0) instanceof Number low
        && array.get(1) instanceof Number high
        && low.doubleValue() >= 0
        && low.doubleValue() < high.doubleValue()) {
      return new BlastSettings.Range(low.doubleValue(), high.doubleValue());
    }
    throw file.fault(
        table, key, "`" + key + "` is no pair of anchors", "use `[low, high]`, with low < high");
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
