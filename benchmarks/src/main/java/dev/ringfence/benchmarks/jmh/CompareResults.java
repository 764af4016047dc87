package dev.ringfence.benchmarks.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Prints JMH results, `CompareResults NEW.json [OLD.json]`, and flags what differs from older ones
/// by more than both error bars together. Where these overlap no ratio is printed: there is none.
public final class CompareResults {
  private static final Pattern PLACE = Pattern.compile("^(-Dringfence\\.(?:sources|index)=).+$");

  private CompareResults() {}

  private record Score(double value, double error, String unit) {}

  /// Compares; ends with status 1 where something got slower.
  public static void main(String[] arguments) throws IOException {
    slim(Path.of(arguments[0]));
    Map<String, Score> now = read(Path.of(arguments[0]));
    Map<String, Score> before =
        arguments.length > 1 ? read(Path.of(arguments[1])) : new TreeMap<>();
    boolean slower = false;
    for (Map.Entry<String, Score> entry : now.entrySet()) {
      Score score = entry.getValue();
      Score old = before.get(entry.getKey());
      String note = "";
      if (old != null) {
        double difference = score.value() - old.value();
        boolean beyondNoise = Math.abs(difference) > score.error() + old.error();
        boolean lessIsBetter = !score.unit().startsWith("ops");
        boolean worse = beyondNoise && lessIsBetter == difference > 0;
        slower |= worse;
        note = beyondNoise ? ratio(score, old, worse) : "no difference shown";
      }
      System.out.printf(
          Locale.ROOT,
          "%-60s %14.1f +- %10.1f %s %s%n",
          entry.getKey(),
          score.value(),
          score.error(),
          score.unit(),
          note);
    }
    System.exit(slower ? 1 : 0);
  }

  /// The ratio to an older score, with what is left of it at the near ends of both intervals.
  private static String ratio(Score now, Score old, boolean worse) {
    boolean more = now.value() > old.value();
    double least =
        more
            ? (now.value() - now.error()) / (old.value() + old.error())
            : (now.value() + now.error()) / (old.value() - old.error());
    return String.format(
        Locale.ROOT,
        "%.2fx (%s %.2fx) %s",
        now.value() / old.value(),
        more ? "at least" : "at most",
        least,
        worse ? "WORSE" : "better");
  }

  /// Takes the single samples out of a result file, and where sources and index lie on this
  /// machine: the scores and their errors are what is kept.
  private static void slim(Path file) throws IOException {
    JsonMapper json = JsonMapper.shared();
    JsonNode results = json.readTree(Files.readString(file));
    for (JsonNode result : results) {
      if (result.path("jvmArgs") instanceof ArrayNode options) {
        for (int i = 0; i < options.size(); i++) {
          options.set(i, PLACE.matcher(options.path(i).asString("")).replaceFirst("$1PATH"));
        }
      }
      slim(result.path("primaryMetric"));
      for (JsonNode metric : result.path("secondaryMetrics")) {
        slim(metric);
      }
    }
    Files.writeString(
        file, json.writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
  }

  private static void slim(JsonNode metric) {
    if (metric instanceof ObjectNode node) {
      node.remove(List.of("rawData", "rawDataHistogram"));
    }
  }

  private static Map<String, Score> read(Path file) throws IOException {
    Map<String, Score> scores = new TreeMap<>();
    for (JsonNode result : JsonMapper.shared().readTree(Files.readString(file))) {
      String name = result.path("benchmark").asString("");
      String language = result.path("params").path("language").asString("");
      String label =
          name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1)
              + (language.isEmpty() ? "" : " " + language);
      JsonNode characters = result.path("secondaryMetrics").path("characters");
      JsonNode metric = characters.isMissingNode() ? result.path("primaryMetric") : characters;
      scores.put(
          label,
          new Score(
              metric.path("score").asDouble(0),
              metric.path("scoreError").asDouble(0),
              metric.path("scoreUnit").asString("")));
      JsonNode allocated = result.path("secondaryMetrics").path("gc.alloc.rate.norm");
      if (!allocated.isMissingNode()) {
        scores.put(
            label + " allocation",
            new Score(
                allocated.path("score").asDouble(0),
                allocated.path("scoreError").asDouble(0),
                allocated.path("scoreUnit").asString("")));
      }
    }
    return scores;
  }
}
