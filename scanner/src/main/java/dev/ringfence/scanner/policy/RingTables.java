package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.toml.TomlFile;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tomlj.TomlTable;

/// `[rings.RING]`: what fails a scan there, and what a change has to say.
final class RingTables {
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
  private static final Set<String> DEMANDS =
      Arrays.stream(Demand.values()).map(Demand::id).collect(Collectors.toCollection(TreeSet::new));

  private final TomlFile file;
  private final TomlTable root;

  RingTables(TomlFile file) {
    this.file = file;
    this.root = file.root();
  }

  Map<Ring, Severity> failOn() {
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

  /// What each ring asks of a change that AI helped with, over what another policy asks.
  Map<Ring, RingDemands> demands(Map<Ring, RingDemands> base) {
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
        PolicyWords.choice(file, table, "attestation", "required", "advised", base.required()),
        (int) file.number(table, "min_explanation_words", base.minExplanationWords(), 10_000),
        maxAiLines,
        (int) file.number(table, "owner_approvals", base.ownerApprovals(), 100),
        PolicyWords.choice(file, table, "provenance", "required", "optional", base.provenance()));
  }
}
