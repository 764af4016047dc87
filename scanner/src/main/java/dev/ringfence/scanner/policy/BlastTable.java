package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.toml.TomlFile;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// `[blast_radius]`: whether and how it is computed.
final class BlastTable {
  private static final Set<String> BLAST_RADIUS =
      Set.of("mode", "history_years", "inner_at", "middle_at", "weights", "anchors");

  private final TomlFile file;
  private final TomlTable root;

  BlastTable(TomlFile file) {
    this.file = file;
    this.root = file.root();
  }

  /// `[blast_radius]`: without it scans do not compute one.
  BlastSettings blastRadius() {
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
}
