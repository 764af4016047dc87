package dev.ringfence.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Findings against the truth: recall by mutation, language and length, false positives, origins.
public final class AccuracyTable {
  private static final int[] LENGTHS = {80, 160, 320};
  private static final String[] LENGTH_NAMES = {"under 80", "80-159", "160-319", "320 and more"};

  /// Found and all of a group.
  public static final class Count {
    private int found;
    private int all;

    /// Recall in percent; 0 of none.
    public double percent() {
      return all == 0 ? 0 : 100.0 * found / all;
    }

    /// How many were found.
    public int found() {
      return found;
    }

    /// How many there are.
    public int all() {
      return all;
    }

    void add(boolean hit) {
      all++;
      found += hit ? 1 : 0;
    }
  }

  private final Count recall = new Count();
  private final Map<String, Count> byMutation = new TreeMap<>();
  private final Map<String, Count> byLanguage = new TreeMap<>();
  private final Map<String, Count> byLength = new TreeMap<>();
  private final Map<String, Count> byLanguageAndMutation = new TreeMap<>();
  private final Count alarms = new Count();
  private final Count origins = new Count();
  private final Count licenses = new Count();
  private final List<String> alarmed = new ArrayList<>();
  private double overlapSum;

  /// Scores a JSON report of all patches. Findings in code that is permissive too are no alarms and
  /// no hits.
  public AccuracyTable(List<AccuracyCase> cases, JsonNode report) {
    Map<String, List<JsonNode>> byPatch = byPatch(report);
    for (AccuracyCase each : cases) {
      List<JsonNode> findings = byPatch.getOrDefault(each.patch(), List.of());
      if (!each.positive()) {
        alarms.add(!findings.isEmpty());
        if (!findings.isEmpty()) {
          alarmed.add(each.patch());
        }
        continue;
      }
      JsonNode best =
          findings.stream()
              .filter(finding -> overlap(finding, each) > 0)
              .max(
                  Comparator.<JsonNode>comparingDouble(
                          f -> f.path("match").path("bits").path("score").asDouble(0))
                      .thenComparingInt(f -> overlap(f, each)))
              .orElse(null);
      boolean hit = best != null;
      recall.add(hit);
      group(byMutation, each.mutation()).add(hit);
      group(byLanguage, each.language()).add(hit);
      group(byLength, length(each.tokens())).add(hit);
      group(byLanguageAndMutation, each.language() + "\t" + each.mutation()).add(hit);
      if (best != null) {
        origins.add(each.origins().contains(origin(best)));
        licenses.add(sameLicense(best.path("origin").path("license").asString(""), each.license()));
        overlapSum += intersectionOverUnion(best, each);
      }
    }
  }

  /// The findings that are no permissive code too, by the patch's file name.
  static Map<String, List<JsonNode>> byPatch(JsonNode report) {
    Map<String, List<JsonNode>> byPatch = new HashMap<>();
    for (JsonNode finding : report.path("findings")) {
      if (finding.path("also_permissive").isEmpty()) {
        String patch = finding.path("hunk").path("change").asString("");
        byPatch
            .computeIfAbsent(patch.substring(patch.lastIndexOf('/') + 1), _ -> new ArrayList<>())
            .add(finding);
      }
    }
    return byPatch;
  }

  private static Count group(Map<String, Count> groups, String key) {
    return groups.computeIfAbsent(key, _ -> new Count());
  }

  private static String length(int tokens) {
    int bucket = 0;
    while (bucket < LENGTHS.length && tokens >= LENGTHS[bucket]) {
      bucket++;
    }
    return bucket + " " + LENGTH_NAMES[bucket];
  }

  /// The origin that a finding names, as `work/path`.
  static String origin(JsonNode finding) {
    JsonNode origin = finding.path("origin");
    String work = origin.path("work").asString("");
    int version = work.indexOf('@');
    return (version < 0 ? work : work.substring(0, version))
        + "/"
        + origin.path("path").asString("");
  }

  /// The lines of a finding in one file, as `first` and `last`.
  static List<JsonNode> lines(JsonNode finding, String file) {
    List<JsonNode> lines = new ArrayList<>();
    List<JsonNode> hunks = new ArrayList<>(List.of(finding.path("hunk")));
    finding.path("further_places").forEach(place -> hunks.add(place.path("hunk")));
    for (JsonNode hunk : hunks) {
      if (hunk.path("path").asString("").equals(file)) {
        hunk.path("lines").forEach(lines::add);
      }
    }
    return lines;
  }

  /// How many lines of the truth a finding covers.
  static int overlap(JsonNode finding, AccuracyCase truth) {
    int lines = 0;
    for (JsonNode range : lines(finding, truth.file())) {
      int first = Math.max(range.path("first").asInt(0), truth.firstLine());
      int last = Math.min(range.path("last").asInt(0), truth.lastLine());
      lines += Math.max(0, last - first + 1);
    }
    return lines;
  }

  private static double intersectionOverUnion(JsonNode finding, AccuracyCase truth) {
    int common = overlap(finding, truth);
    int found = 0;
    for (JsonNode range : lines(finding, truth.file())) {
      found += range.path("last").asInt(0) - range.path("first").asInt(0) + 1;
    }
    return common / (double) (found + truth.lastLine() - truth.firstLine() + 1 - common);
  }

  /// Equal in some part; "only" and "or later" do not count.
  private static boolean sameLicense(String a, String b) {
    Set<String> common = families(a);
    common.retainAll(families(b));
    return !common.isEmpty();
  }

  private static Set<String> families(String expression) {
    Set<String> families = new TreeSet<>();
    for (String part : expression.split("\\s+(?:OR|AND)\\s+", -1)) {
      families.add(part.replaceAll("-(only|or-later)\\b|\\+", "").toUpperCase(Locale.ROOT));
    }
    return families;
  }

  /// Recall by language and mutation, `language<TAB>mutation`.
  public Map<String, Count> byLanguageAndMutation() {
    return byLanguageAndMutation;
  }

  /// Negatives with a finding, of all negatives.
  public Count alarms() {
    return alarms;
  }

  /// Recall over all positives.
  public Count recall() {
    return recall;
  }

  /// The results as JSON.
  public ObjectNode toJson() {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    count(root.putObject("recall"), recall);
    groups(root.putObject("by_mutation"), byMutation);
    groups(root.putObject("by_language"), byLanguage);
    groups(root.putObject("by_length"), byLength);
    root.put("negatives", alarms.all);
    root.put("false_positives", alarms.found);
    var names = root.putArray("false_positive_patches");
    alarmed.forEach(names::add);
    root.put("right_origin_percent", round(origins.percent()));
    root.put("right_license_percent", round(licenses.percent()));
    root.put("line_iou", Math.round(1000 * meanOverlap()) / 1000.0);
    return root;
  }

  private double meanOverlap() {
    return recall.found == 0 ? 0 : overlapSum / recall.found;
  }

  private static void groups(ObjectNode node, Map<String, Count> groups) {
    groups.forEach((key, value) -> count(node.putObject(key), value));
  }

  static void count(ObjectNode node, Count count) {
    node.put("found", count.found);
    node.put("all", count.all);
    node.put("percent", round(count.percent()));
  }

  private static double round(double value) {
    return Math.round(10 * value) / 10.0;
  }

  /// The results as a Markdown table.
  public String toMarkdown() {
    StringBuilder out = new StringBuilder("| group | recall % | found | of |\n|---|---|---|---|\n");
    row(out, "all", recall);
    byMutation.forEach((key, count) -> row(out, key, count));
    byLanguage.forEach((key, count) -> row(out, key, count));
    byLength.forEach((key, count) -> row(out, key.substring(2) + " tokens", count));
    out.append(
        String.format(
            Locale.ROOT,
            "%nFalse positives: %d in %d negative patches. Of the found: right origin file %.1f %%,"
                + " right license %.1f %%, mean overlap of lines (IoU) %.3f.%n",
            alarms.found,
            alarms.all,
            origins.percent(),
            licenses.percent(),
            meanOverlap()));
    return out.toString();
  }

  private static void row(StringBuilder out, String name, Count count) {
    out.append(
        String.format(
            Locale.ROOT,
            "| %s | %.1f | %d | %d |%n",
            name,
            count.percent(),
            count.found,
            count.all));
  }
}
