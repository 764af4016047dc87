package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.SpdxExpression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// What a project asks for where.
///
/// @param source the file it was read from; empty for the default
/// @param digest SHA-256 of that file's text, `sha256:` and hex; empty for the default
/// @param projectLicense the project's own license
/// @param defaultRing the ring of paths that no zone takes
/// @param zones the zones, in file order
/// @param areas the semantic areas, in file order
/// @param ignored globs of paths that are not judged
/// @param ignoredAttributes attributes in `.gitattributes` that say a path is not judged
/// @param attributes the attributes of the repository's paths
/// @param taint what each license means
/// @param failOn the severity from which on a finding fails the check, a ring
/// @param waivers the findings that are accepted, until a day
/// @param blastRadius how the blast radius is computed and what it may do
/// @param disclosure how the use of AI is said
/// @param submodules what a change of a submodule is
/// @param demands what each ring asks of a change that AI helped with
/// @param tools what is held of coding tools
/// @param replay whether and how prompts are asked again
/// @param warnings what of the file is not evaluated, for a reader
public record ZonePolicy(
    Optional<String> source,
    Optional<String> digest,
    Optional<String> projectLicense,
    Ring defaultRing,
    List<Zone> zones,
    List<Area> areas,
    List<String> ignored,
    List<String> ignoredAttributes,
    GitAttributes attributes,
    Taint taint,
    Map<Ring, Severity> failOn,
    List<Waiver> waivers,
    BlastSettings blastRadius,
    Disclosure disclosure,
    Submodules submodules,
    Map<Ring, RingDemands> demands,
    ToolRules tools,
    ReplaySettings replay,
    List<String> warnings) {
  public ZonePolicy {
    zones = List.copyOf(zones);
    areas = List.copyOf(areas);
    ignored = List.copyOf(ignored);
    ignoredAttributes = List.copyOf(ignoredAttributes);
    failOn = Map.copyOf(failOn);
    waivers = List.copyOf(waivers);
    demands = Map.copyOf(demands);
    warnings = List.copyOf(warnings);
  }

  /// What a change of a submodule is.
  public enum Submodules {
    /// It is listed with both commits.
    LIST,
    /// It is not mentioned.
    IGNORE,
    /// It makes the scan incomplete: what it brings in nobody has read.
    FORBID
  }

  /// What to do about a license.
  public enum Action {
    /// As the severity table says.
    DENY,
    /// A warning at most.
    REVIEW,
    /// Nothing.
    ALLOW
  }

  /// What code that says once more what an origin says, in other words, is at most.
  public enum Rewritten {
    /// As bad as a copy.
    ERROR(Optional.empty()),
    /// Someone has to look at both.
    WARNING(Optional.of(Severity.WARNING)),
    /// It is mentioned.
    NOTE(Optional.of(Severity.NOTE)),
    /// It is not looked for.
    OFF(Optional.of(Severity.NOTE));

    private final Optional<Severity> most;

    Rewritten(Optional<Severity> most) {
      this.most = most;
    }

    /// The severity that such a finding has at most; empty where it is judged as a copy is.
    public Optional<Severity> most() {
      return most;
    }
  }

  /// What each license means.
  ///
  /// @param minTokens evidence below this many tokens is never an error
  /// @param minContainment a finding that is a smaller share of its hunk and has fewer than twice
  ///   `minTokens` tokens is never an error
  /// @param rewritten what is said once more in other words is at most
  /// @param categories the action a category
  /// @param licenses the action a license id; beats the category
  public record Taint(
      int minTokens,
      double minContainment,
      Rewritten rewritten,
      Map<Category, Action> categories,
      Map<String, Action> licenses) {
    public Taint {
      categories = Map.copyOf(categories);
      licenses = Map.copyOf(licenses);
    }

    /// The settings without a policy file.
    public static final Taint DEFAULT =
        new Taint(
            50,
            0.30,
            Rewritten.WARNING,
            Map.of(
                Category.PERMISSIVE, Action.ALLOW,
                Category.PUBLIC_DOMAIN, Action.ALLOW),
            Map.of());

    /// The action for a license: by id where it is listed, else by category, else to deny.
    public Action actionFor(LicenseConclusion license) {
      if (license.expression().isPresent()) {
        Optional<SpdxExpression> parsed = SpdxExpression.parse(license.expression().get());
        String id = parsed.map(SpdxExpression::toString).orElse(license.expression().get());
        Action byId = licenses.get(id);
        if (byId != null) {
          return byId;
        }
      }
      return categories.getOrDefault(license.category(), Action.DENY);
    }
  }

  /// The severity from which on findings fail, without a policy file.
  public static final Map<Ring, Severity> DEFAULT_FAIL_ON =
      Map.of(
          Ring.INNER, Severity.WARNING,
          Ring.MIDDLE, Severity.ERROR,
          Ring.OUTER, Severity.NONE);

  /// The policy of a repository that has none: everything in the middle ring.
  public static ZonePolicy defaultPolicy() {
    return new ZonePolicy(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Ring.MIDDLE,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        GitAttributes.NONE,
        Taint.DEFAULT,
        DEFAULT_FAIL_ON,
        List.of(),
        BlastSettings.DEFAULT.withMode(BlastSettings.Mode.OFF),
        Disclosure.DEFAULT,
        Submodules.LIST,
        RingDemands.DEFAULT,
        ToolRules.NONE,
        ReplaySettings.OFF,
        List.of());
  }

  /// The same policy with further waivers.
  public ZonePolicy withWaivers(List<Waiver> more) {
    List<Waiver> all = new ArrayList<>(waivers);
    all.addAll(more);
    return with(attributes, all, blastRadius);
  }

  /// The same policy over a repository's attributes.
  public ZonePolicy withAttributes(GitAttributes others) {
    return with(others, waivers, blastRadius);
  }

  /// The same policy with other settings for the blast radius.
  public ZonePolicy withBlastRadius(BlastSettings settings) {
    return with(attributes, waivers, settings);
  }

  private ZonePolicy with(GitAttributes others, List<Waiver> all, BlastSettings settings) {
    return new ZonePolicy(
        source,
        digest,
        projectLicense,
        defaultRing,
        zones,
        areas,
        ignored,
        ignoredAttributes,
        others,
        taint,
        failOn,
        all,
        settings,
        disclosure,
        submodules,
        demands,
        tools,
        replay,
        warnings);
  }

  /// The severity from which on findings fail in a ring.
  public Severity failLevel(Ring ring) {
    return failOn.getOrDefault(ring, Severity.ERROR);
  }

  /// What a ring asks of a change that AI helped with.
  public RingDemands demands(Ring ring) {
    return Objects.requireNonNull(demands.get(ring));
  }

  /// Where a hunk lies and why.
  ///
  /// @param ring the ring
  /// @param rule the rule that decides; empty where the default does
  /// @param rules all rules that take it, one a kind
  /// @param ignoredBy what says that it is not judged
  /// @param suggestion what the blast radius says against the ring; empty where nothing
  public record Placement(
      Ring ring,
      Optional<ZoneRule> rule,
      List<ZoneRule> rules,
      Optional<String> ignoredBy,
      Optional<String> suggestion) {
    public Placement {
      rules = List.copyOf(rules);
    }

    /// Whether it is not judged.
    public boolean ignored() {
      return ignoredBy.isPresent();
    }
  }

  /// Where a path lies, whatever is done to it.
  public Placement place(String path) {
    return place(Landing.of(path));
  }

  /// Where a hunk lies. Within a kind the last rule that takes it counts; across kinds one that
  /// overrides decides, else the highest ring. Areas only ever raise it.
  public Placement place(Landing landing) {
    List<ZoneRule> rules = new ArrayList<>();
    String path = landing.path();
    attributes
        .value(path, "ai-zone")
        .flatMap(Ring::ofId)
        .ifPresent(ring ->
            rules.add(
                new ZoneRule(
                    ZoneRule.Kind.ATTRIBUTE,
                    "ai-zone",
                    ring,
                    ".gitattributes",
                    "ai-zone=" + ring.id(),
                    false)));
    pathRule(path).ifPresent(rules::add);
    namespaceRule(landing).ifPresent(rules::add);
    boolean placed = !rules.isEmpty();
    areaRule(landing).ifPresent(rules::add);
    Optional<ZoneRule> deciding =
        rules.stream()
            .filter(ZoneRule::override)
            .findFirst()
            .or(() -> rules.stream().max(Comparator.comparing(ZoneRule::ring)));
    boolean raises =
        placed || deciding.isEmpty() || deciding.get().ring().compareTo(defaultRing) > 0;
    Optional<ZoneRule> rule = raises ? deciding : Optional.empty();
    Placement declared =
        new Placement(
            rule.map(ZoneRule::ring).orElse(defaultRing),
            rule,
            rules,
            ignoredBy(path),
            Optional.empty());
    return landing.blast().map(blast -> weigh(declared, blast)).orElse(declared);
  }

  /// What a computed blast radius makes of a declared ring: nothing, a remark, or one ring more.
  private Placement weigh(Placement declared, Landing.Blast blast) {
    Ring suggested = blastRadius.suggested(blast.score(), declared.ring());
    if (blastRadius.mode() == BlastSettings.Mode.OFF || suggested == declared.ring()) {
      return declared;
    }
    String why =
        String.format(Locale.ROOT, "blast radius %.0f of 100 (%s)", blast.score(), blast.why());
    if (blastRadius.mode() == BlastSettings.Mode.ESCALATE
        && suggested.compareTo(declared.ring()) > 0) {
      Ring raised = declared.ring() == Ring.OUTER ? Ring.MIDDLE : Ring.INNER;
      ZoneRule rule =
          new ZoneRule(
              ZoneRule.Kind.BLAST_RADIUS,
              "blast_radius",
              raised,
              source.orElse("default policy"),
              why,
              false);
      List<ZoneRule> rules = new ArrayList<>(declared.rules());
      rules.add(rule);
      return new Placement(
          raised, Optional.of(rule), rules, declared.ignoredBy(), Optional.empty());
    }
    return new Placement(
        declared.ring(),
        declared.rule(),
        declared.rules(),
        declared.ignoredBy(),
        Optional.of(why + " suggests the " + suggested.id() + " ring"));
  }

  /// What a path can be tested against, as the zones that take it declare.
  public List<String> oracles(String path) {
    return zones.stream()
        .filter(zone -> zone.globFor(path).isPresent())
        .flatMap(zone -> zone.oracles().stream())
        .distinct()
        .toList();
  }

  private Optional<String> ignoredBy(String path) {
    for (String glob : ignored) {
      if (Zone.matches(glob, path)) {
        return Optional.of("`" + glob + "` in `ignore.paths`");
      }
    }
    for (String attribute : ignoredAttributes) {
      if (attributes.value(path, attribute).filter(value -> !value.equals("false")).isPresent()) {
        return Optional.of("`" + attribute + "` in .gitattributes");
      }
    }
    return Optional.empty();
  }

  private Optional<ZoneRule> pathRule(String path) {
    return lastZone(
        ZoneRule.Kind.PATH, zone -> zone.globFor(path).map(glob -> "glob `" + glob + "`"));
  }

  private Optional<ZoneRule> namespaceRule(Landing landing) {
    return lastZone(ZoneRule.Kind.NAMESPACE, zone -> zone.namespaceFor(landing));
  }

  /// The last zone that has a reason to take something.
  private Optional<ZoneRule> lastZone(ZoneRule.Kind kind, Function<Zone, Optional<String>> reason) {
    Optional<ZoneRule> found = Optional.empty();
    for (Zone zone : zones) {
      Optional<String> why = reason.apply(zone);
      if (why.isPresent()) {
        found = Optional.of(zone.rule(kind, why.get()));
      }
    }
    return found;
  }

  private Optional<ZoneRule> areaRule(Landing landing) {
    Optional<ZoneRule> found = Optional.empty();
    for (Area area : areas) {
      Optional<String> why = area.takes(landing.path(), landing.addedLines());
      if (why.isEmpty()) {
        continue;
      }
      found =
          Optional.of(
              new ZoneRule(
                  ZoneRule.Kind.AREA, area.name(), area.ring(), area.place(), why.get(), false));
      for (Zone zone : zones) {
        // A zone of areas alone stands for the hunks that they take.
        if (zone.paths().isEmpty()
            && zone.namespaces().isEmpty()
            && zone.areas().contains(area.name())) {
          found =
              Optional.of(
                  zone.rule(ZoneRule.Kind.AREA, "area `" + area.name() + "`: " + why.get()));
        }
      }
    }
    return found;
  }
}
