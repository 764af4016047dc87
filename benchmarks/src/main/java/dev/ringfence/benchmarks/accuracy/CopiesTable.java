package dev.ringfence.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Findings against the truth of patches that hold several copies, or one copy in several pieces.
public final class CopiesTable {
  /// One copy that is cut into pieces, each in a file of its own: it counts as a whole.
  public static final String SPREAD = "spread";

  /// The share of the pieces of such a copy that must be found.
  private static final double ENOUGH = 0.8;

  /// A patch with its copies.
  ///
  /// @param patch the file name of the patch
  /// @param kind what it is: `pair`, `many` or [#SPREAD]
  /// @param copies the copies, or the pieces of one
  public record Case(String patch, String kind, List<AccuracyCase> copies) {
    public Case {
      copies = List.copyOf(copies);
    }

    /// The language of its code.
    String language() {
      return copies.getFirst().language();
    }
  }

  /// What was found of a kind.
  public static final class Counts {
    private final AccuracyTable.Count found = new AccuracyTable.Count();
    private final AccuracyTable.Count located = new AccuracyTable.Count();

    /// Copies that a finding overlaps.
    public AccuracyTable.Count found() {
      return found;
    }

    /// Copies whose origin such a finding names.
    public AccuracyTable.Count located() {
      return located;
    }
  }

  private final Map<String, Counts> byKind = new TreeMap<>();
  private final Map<String, Counts> byLanguageAndKind = new TreeMap<>();

  /// Scores a JSON report of all patches.
  public CopiesTable(List<Case> cases, JsonNode report) {
    Map<String, List<JsonNode>> byPatch = AccuracyTable.byPatch(report);
    for (Case each : cases) {
      Counts kind = byKind.computeIfAbsent(each.kind(), _ -> new Counts());
      Counts both =
          byLanguageAndKind.computeIfAbsent(
              each.language() + "\t" + each.kind(), _ -> new Counts());
      int found = 0;
      int located = 0;
      for (AccuracyCase copy : each.copies()) {
        List<JsonNode> there =
            byPatch.getOrDefault(each.patch(), List.of()).stream()
                .filter(finding -> AccuracyTable.overlap(finding, copy) > 0)
                .toList();
        boolean isLocated =
            there.stream()
                .anyMatch(finding -> copy.origins().contains(AccuracyTable.origin(finding)));
        found += there.isEmpty() ? 0 : 1;
        located += isLocated ? 1 : 0;
        if (!each.kind().equals(SPREAD)) {
          add(List.of(kind, both), !there.isEmpty(), isLocated);
        }
      }
      if (each.kind().equals(SPREAD)) {
        double enough = ENOUGH * each.copies().size();
        add(List.of(kind, both), found >= enough, located >= enough);
      }
    }
  }

  private static void add(List<Counts> all, boolean found, boolean located) {
    for (Counts counts : all) {
      counts.found.add(found);
      counts.located.add(located);
    }
  }

  /// The cases of a folder: `truth/*.json`, one a patch in `patches`; none where its patches hold
  /// one copy each.
  public static List<Case> read(Path folder) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> truth = Files.list(folder.resolve("truth"))) {
      for (Path file : truth.sorted().toList()) {
        JsonNode node = JsonMapper.shared().readTree(Files.readString(file));
        if (!node.path("regions").isArray()) {
          return List.of();
        }
        List<AccuracyCase> copies = new ArrayList<>();
        for (JsonNode region : node.path("regions")) {
          ObjectNode copy = ((ObjectNode) region).deepCopy();
          copy.set("patch", node.path("patch"));
          copy.set("language", node.path("language"));
          copies.add(AccuracyCase.of(copy, true));
        }
        cases.add(
            new Case(node.path("patch").asString(""), node.path("kind").asString(""), copies));
      }
    }
    return cases;
  }

  /// What was found by language and kind, `language<TAB>kind`.
  public Map<String, Counts> byLanguageAndKind() {
    return byLanguageAndKind;
  }

  /// The results as JSON.
  public ObjectNode toJson() {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    byKind.forEach((kind, counts) -> {
      ObjectNode node = root.putObject(kind);
      AccuracyTable.count(node.putObject("found"), counts.found);
      AccuracyTable.count(node.putObject("located"), counts.located);
    });
    return root;
  }

  /// The results as a Markdown table.
  public String toMarkdown() {
    StringBuilder out =
        new StringBuilder("| kind | copies | found % | located % |\n|---|---|---|---|\n");
    byKind.forEach((kind, counts) ->
        out.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f |%n",
                kind,
                counts.found.all(),
                counts.found.percent(),
                counts.located.percent())));
    return out.toString();
  }
}
