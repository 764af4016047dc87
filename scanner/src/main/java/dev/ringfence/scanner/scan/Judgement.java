package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.policy.KnownFinding;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.Reach;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.policy.Waiver;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All that judges a change, found once.
///
/// @param policy the policy, with its waivers and the attributes of the repository's paths
/// @param waiverFile the digest of the file that the waivers come from, where there is one
/// @param baseline findings that do not fail where they stand
/// @param failOn overrides the fail level of every ring
/// @param blast the blast radius of changed files by path, where the policy asks for it
/// @param today the day by which waivers hold
public record Judgement(
    ZonePolicy policy,
    Optional<String> waiverFile,
    List<KnownFinding> baseline,
    Optional<Severity> failOn,
    Map<String, Landing.Blast> blast,
    LocalDate today) {
  public Judgement {
    baseline = List.copyOf(baseline);
    blast = Map.copyOf(blast);
  }

  /// A policy by itself.
  public static Judgement by(ZonePolicy policy, LocalDate today) {
    return new Judgement(policy, Optional.empty(), List.of(), Optional.empty(), Map.of(), today);
  }

  /// The digest of all of it, `sha256:` and hex, attributes apart, which are a matter of paths. The
  /// day is part of it where waivers make it matter.
  public String digest() {
    List<String> all = new ArrayList<>();
    all.add("policy " + policy.source().digest().orElse("default"));
    for (Waiver waiver : policy.enforcement().waivers()) {
      all.add("waiver " + waiver.fingerprint() + " " + waiver.until() + " " + text(waiver.reach()));
    }
    if (!policy.enforcement().waivers().isEmpty()) {
      all.add("day " + today);
    }
    all.addAll(entries(baseline));
    all.add("fail " + failOn.map(Severity::id).orElse("by policy"));
    new TreeMap<>(blast)
        .forEach((path, radius) ->
            all.add("blast " + path + "\t" + radius.score() + " " + radius.why()));
    return Digests.of(String.join("\n", all));
  }

  /// The digest of the baseline's entries, in any order; empty where there is none.
  Optional<String> baselineDigest() {
    return baseline.isEmpty()
        ? Optional.empty()
        : Optional.of(Digests.of(String.join("\n", entries(baseline))));
  }

  private static List<String> entries(List<KnownFinding> baseline) {
    return baseline.stream()
        .map(known -> "known " + known.fingerprint() + " " + text(known.reach()))
        .sorted()
        .toList();
  }

  private static String text(Reach reach) {
    return reach.path().orElse("")
        + "\t"
        + reach.ring().map(ring -> ring.id()).orElse("")
        + "\t"
        + reach.anywhere();
  }
}
