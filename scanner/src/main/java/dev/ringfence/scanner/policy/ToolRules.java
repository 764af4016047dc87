package dev.ringfence.scanner.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a policy says of coding tools and models, `[tools]`: how clear it is what their output may
/// be used for, and where the project wants it.
///
/// @param rules the rules, in file order; the last that takes a tool in a ring counts
public record ToolRules(List<Rule> rules) {
  /// Nothing is said.
  public static final ToolRules NONE = new ToolRules(List.of());

  /// What a project holds of a tool.
  public enum Posture {
    /// Its terms and its output's licensing are clear enough.
    ALLOWED,
    /// Nobody has looked yet.
    UNKNOWN,
    /// Better not.
    DISCOURAGED,
    /// Not here.
    FORBIDDEN;

    /// Its name in a policy.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The posture with this name.
    public static Optional<Posture> ofId(String id) {
      for (Posture posture : values()) {
        if (posture.id().equals(id)) {
          return Optional.of(posture);
        }
      }
      return Optional.empty();
    }
  }

  /// What is held of some tools in some rings.
  ///
  /// @param names their names or their models', `*` stands for any text, case does not count
  /// @param rings where it holds
  /// @param posture what is held
  /// @param reason why, for the author of a change
  /// @param link where to read more
  /// @param place where the rule stands
  public record Rule(
      List<String> names,
      Set<Ring> rings,
      Posture posture,
      String reason,
      Optional<String> link,
      String place) {
    public Rule {
      names = List.copyOf(names);
      rings = Set.copyOf(rings);
    }

    private boolean takes(String name) {
      return names.stream()
          .anyMatch(
              pattern -> matches(pattern.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)));
    }

    private static boolean matches(String pattern, String name) {
      String[] parts = pattern.split("\\*", -1);
      if (parts.length == 1) {
        return pattern.equals(name);
      }
      int at = parts[0].length();
      if (!name.startsWith(parts[0])) {
        return false;
      }
      for (int i = 1; i < parts.length - 1; i++) {
        int found = name.indexOf(parts[i], at);
        if (found < 0) {
          return false;
        }
        at = found + parts[i].length();
      }
      String last = parts[parts.length - 1];
      return name.length() - at >= last.length() && name.endsWith(last);
    }
  }

  public ToolRules {
    rules = List.copyOf(rules);
  }

  /// The rule that decides over a tool in a ring; empty where none names it.
  ///
  /// @param names the tool's name and its model's
  public Optional<Rule> ruleFor(List<String> names, Ring ring) {
    Optional<Rule> found = Optional.empty();
    for (Rule rule : rules) {
      if (rule.rings().contains(ring) && names.stream().anyMatch(rule::takes)) {
        found = Optional.of(rule);
      }
    }
    return found;
  }
}
