package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.SpdxExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a project asks for where.
///
/// @param source where it was read
/// @param projectLicense the project's own license
/// @param zoning where code lies
/// @param enforcement what a finding comes to
/// @param blastRadius how the blast radius is computed and what it may do
/// @param ai what is asked of a change that AI helped with
public record ZonePolicy(
    Source source,
    Optional<String> projectLicense,
    Zoning zoning,
    Enforcement enforcement,
    BlastSettings blastRadius,
    AiRules ai) {
  /// Where a policy was read.
  ///
  /// @param file the file; empty for the default
  /// @param digest SHA-256 of that file's text, `sha256:` and hex; empty for the default
  /// @param warnings what of the file is not evaluated, for a reader
  public record Source(Optional<String> file, Optional<String> digest, List<String> warnings) {
    public Source {
      warnings = List.copyOf(warnings);
    }

    static final Source NONE = new Source(Optional.empty(), Optional.empty(), List.of());
  }

  /// What a finding comes to.
  ///
  /// @param taint what each license means
  /// @param failOn the severity from which on a finding fails the check, a ring
  /// @param waivers the findings that are accepted, until a day
  /// @param submodules what a change of a submodule is
  public record Enforcement(
      Taint taint, Map<Ring, Severity> failOn, List<Waiver> waivers, Submodules submodules) {
    public Enforcement {
      failOn = Map.copyOf(failOn);
      waivers = List.copyOf(waivers);
    }

    static final Enforcement DEFAULT =
        new Enforcement(Taint.DEFAULT, DEFAULT_FAIL_ON, List.of(), Submodules.LIST);
  }

  /// What is asked of a change that AI helped with.
  ///
  /// @param disclosure how the use of AI is said
  /// @param demands what each ring asks
  /// @param tools what is held of coding tools
  /// @param replay whether and how prompts are asked again
  public record AiRules(
      Disclosure disclosure,
      Map<Ring, RingDemands> demands,
      ToolRules tools,
      ReplaySettings replay) {
    public AiRules {
      demands = Map.copyOf(demands);
    }

    static final AiRules DEFAULT =
        new AiRules(Disclosure.DEFAULT, RingDemands.DEFAULT, ToolRules.NONE, ReplaySettings.OFF);
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
        Source.NONE,
        Optional.empty(),
        Zoning.NONE,
        Enforcement.DEFAULT,
        BlastSettings.DEFAULT.withMode(BlastSettings.Mode.OFF),
        AiRules.DEFAULT);
  }

  /// The same policy with further waivers.
  public ZonePolicy withWaivers(List<Waiver> more) {
    List<Waiver> all = new ArrayList<>(enforcement.waivers());
    all.addAll(more);
    return with(
        zoning,
        new Enforcement(enforcement.taint(), enforcement.failOn(), all, enforcement.submodules()),
        blastRadius);
  }

  /// The same policy over a repository's attributes.
  public ZonePolicy withAttributes(GitAttributes others) {
    return with(zoning.withAttributes(others), enforcement, blastRadius);
  }

  /// The same policy with other settings for the blast radius.
  public ZonePolicy withBlastRadius(BlastSettings settings) {
    return with(zoning, enforcement, settings);
  }

  private ZonePolicy with(Zoning places, Enforcement enforced, BlastSettings blast) {
    return new ZonePolicy(source, projectLicense, places, enforced, blast, ai);
  }

  /// The severity from which on findings fail in a ring.
  public Severity failLevel(Ring ring) {
    return enforcement.failOn().getOrDefault(ring, Severity.ERROR);
  }

  /// What a ring asks of a change that AI helped with.
  public RingDemands demands(Ring ring) {
    return Objects.requireNonNull(ai.demands().get(ring));
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

  /// Where a hunk lies: as declared, and as its blast radius says.
  public Placement place(Landing landing) {
    Placement declared = zoning.place(landing);
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
              source.file().orElse("default policy"),
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
    return zoning.oracles(path);
  }
}
