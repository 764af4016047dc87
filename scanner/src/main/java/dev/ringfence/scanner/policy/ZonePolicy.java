package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.SpdxExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a project asks for where.
///
/// @param source the file it was read from; empty for the default
/// @param projectLicense the project's own license
/// @param defaultRing the ring of paths that no zone takes
/// @param zones the zones, in file order
/// @param ignored globs of paths that are not judged
/// @param taint what each license means
/// @param failOn the severity from which on a finding fails the check, a ring
/// @param waivers the findings that are accepted, until a day
/// @param warnings what of the file is not evaluated, for a reader
public record ZonePolicy(
    Optional<String> source,
    Optional<String> projectLicense,
    Ring defaultRing,
    List<Zone> zones,
    List<String> ignored,
    Taint taint,
    Map<Ring, Severity> failOn,
    List<Waiver> waivers,
    List<String> warnings) {
  public ZonePolicy {
    zones = List.copyOf(zones);
    ignored = List.copyOf(ignored);
    failOn = Map.copyOf(failOn);
    waivers = List.copyOf(waivers);
    warnings = List.copyOf(warnings);
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

  /// What each license means.
  ///
  /// @param minTokens evidence below this many tokens is never an error
  /// @param minContainment a finding that is a smaller share of its hunk and has fewer than twice
  ///   `minTokens` tokens is never an error
  /// @param categories the action a category
  /// @param licenses the action a license id; beats the category
  public record Taint(
      int minTokens,
      double minContainment,
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
        Ring.MIDDLE,
        List.of(),
        List.of(),
        Taint.DEFAULT,
        DEFAULT_FAIL_ON,
        List.of(),
        List.of());
  }

  /// The same policy with further waivers.
  public ZonePolicy withWaivers(List<Waiver> more) {
    List<Waiver> all = new ArrayList<>(waivers);
    all.addAll(more);
    return new ZonePolicy(
        source, projectLicense, defaultRing, zones, ignored, taint, failOn, all, warnings);
  }

  /// The severity from which on findings fail in a ring.
  public Severity failLevel(Ring ring) {
    return failOn.getOrDefault(ring, Severity.ERROR);
  }

  /// Where a path lies and why.
  ///
  /// @param ring the ring
  /// @param zone the zone that decides; empty where the default does
  /// @param glob the glob that takes the path
  /// @param ignored whether the path is not judged
  public record Placement(Ring ring, Optional<Zone> zone, Optional<String> glob, boolean ignored) {}

  /// Where a path lies: the last zone that takes it decides.
  public Placement place(String path) {
    Optional<String> ignoredBy =
        ignored.stream().filter(glob -> Zone.matches(glob, path)).findFirst();
    for (int i = zones.size() - 1; i >= 0; i--) {
      Zone zone = zones.get(i);
      Optional<String> glob = zone.globFor(path);
      if (glob.isPresent()) {
        return new Placement(
            zone.ring(),
            Optional.of(zone),
            ignoredBy.isPresent() ? ignoredBy : glob,
            ignoredBy.isPresent());
      }
    }
    return new Placement(defaultRing, Optional.empty(), ignoredBy, ignoredBy.isPresent());
  }
}
