package dev.ringfence.scanner.policy;

import dev.ringfence.scanner.policy.ZonePolicy.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Where code lies: what a policy declares of paths, namespaces and areas.
///
/// @param defaultRing the ring of paths that no zone takes
/// @param zones the zones, in file order
/// @param areas the semantic areas, in file order
/// @param ignored globs of paths that are not judged
/// @param ignoredAttributes attributes in `.gitattributes` that say a path is not judged
/// @param attributes the attributes of the repository's paths
public record Zoning(
    Ring defaultRing,
    List<Zone> zones,
    List<Area> areas,
    List<String> ignored,
    List<String> ignoredAttributes,
    GitAttributes attributes) {
  public Zoning {
    zones = List.copyOf(zones);
    areas = List.copyOf(areas);
    ignored = List.copyOf(ignored);
    ignoredAttributes = List.copyOf(ignoredAttributes);
  }

  /// Everything in the middle ring.
  static final Zoning NONE =
      new Zoning(Ring.MIDDLE, List.of(), List.of(), List.of(), List.of(), GitAttributes.NONE);

  /// The same over a repository's attributes.
  Zoning withAttributes(GitAttributes others) {
    return new Zoning(defaultRing, zones, areas, ignored, ignoredAttributes, others);
  }

  /// Where a hunk is declared to lie. Within a kind the last rule that takes it counts; across
  /// kinds one that overrides decides, else the highest ring. Areas only ever raise it.
  Placement place(Landing landing) {
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
    return new Placement(
        rule.map(ZoneRule::ring).orElse(defaultRing),
        rule,
        rules,
        ignoredBy(path),
        Optional.empty());
  }

  /// What a path can be tested against, as the zones that take it declare.
  List<String> oracles(String path) {
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
