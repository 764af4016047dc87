package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.blast.BlastRadius;
import dev.ringfence.scanner.blast.RankAgreement;
import dev.ringfence.scanner.policy.BlastSettings;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Shows the blast radius of places, with all that it was computed from.
public final class BlastRenderer {
  private BlastRenderer() {}

  /// A place: a file or a change to one, with its computed and its declared ring.
  ///
  /// @param radius the blast radius
  /// @param placement where the policy puts it
  public record Place(BlastRadius radius, ZonePolicy.Placement placement) {}

  /// The ring that a score suggests, against the declared one.
  private static String verdict(Place place, BlastSettings settings) {
    if (place.radius().score().isEmpty()) {
      return "no dimension is known";
    }
    double score = place.radius().score().getAsDouble();
    String declared = place.placement().ring().id();
    String suggested = settings.suggested(score, place.placement().ring()).id();
    return suggested.equals(declared)
        ? "agrees with the declared ring, " + declared
        : "suggests " + suggested + ", declared is " + declared;
  }

  /// A place for a reader: raw values, anchors, contributions.
  public static String text(Place place, BlastSettings settings) {
    StringBuilder out = new StringBuilder();
    BlastRadius radius = place.radius();
    out.append(VisibleText.line(radius.path())).append('\n');
    out.append(
        String.format(
            Locale.ROOT,
            "  blast radius %s of 100: %s%n",
            radius.score().isPresent()
                ? String.format(Locale.ROOT, "%.1f", radius.score().getAsDouble())
                : "unknown",
            verdict(place, settings)));
    for (BlastRadius.Part part : radius.dimensions()) {
      if (part.unknown().isPresent()) {
        out.append(
            String.format(
                Locale.ROOT,
                "  %-12s unknown   %s%n",
                part.dimension().id(),
                VisibleText.line(part.unknown().get())));
        continue;
      }
      out.append(
          String.format(
              Locale.ROOT,
              "  %-12s %5.2f     weight %.2f%n",
              part.dimension().id(),
              part.value().orElse(0),
              part.weight()));
      for (BlastRadius.Measure measure : part.measures()) {
        out.append(
            String.format(
                Locale.ROOT,
                "    %-44s %s  [%s] -> %s%n",
                measure.name(),
                VisibleText.line(measure.raw()),
                measure.anchor(),
                shown(measure.contribution())));
      }
    }
    radius
        .hotspot()
        .ifPresent(value ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "  hotspot %.0f (commits a year x paths of the hardest function; not part of the"
                        + " score)%n",
                    value)));
    return out.toString();
  }

  private static String shown(OptionalDouble contribution) {
    return contribution.isPresent()
        ? String.format(Locale.ROOT, "%.2f", contribution.getAsDouble()).replace("-0.00", "0.00")
        : "unknown";
  }

  /// Many places in a table, highest score first.
  public static String table(List<Place> places, BlastSettings settings) {
    StringBuilder out =
        new StringBuilder(" score  C    I    L    R    T     hotspot  declared  suggested  path\n");
    for (Place place : sorted(places)) {
      BlastRadius radius = place.radius();
      StringBuilder values = new StringBuilder();
      for (BlastRadius.Part part : radius.dimensions()) {
        values.append(
            part.value().isPresent()
                ? String.format(Locale.ROOT, "%.2f ", part.value().getAsDouble())
                : "?    ");
      }
      out.append(
          String.format(
              Locale.ROOT,
              "%6s  %s %8s  %-8s  %-9s  %s%n",
              radius.score().isPresent()
                  ? String.format(Locale.ROOT, "%.1f", radius.score().getAsDouble())
                  : "?",
              values,
              radius.hotspot().isPresent()
                  ? String.format(Locale.ROOT, "%.0f", radius.hotspot().getAsDouble())
                  : "?",
              place.placement().ring().id(),
              radius.score().isPresent()
                  ? settings.suggested(radius.score().getAsDouble(), place.placement().ring()).id()
                  : "?",
              VisibleText.line(radius.path())));
    }
    RankAgreement agreement =
        RankAgreement.of(
            places.stream()
                .filter(place -> place.radius().score().isPresent())
                .map(place ->
                    new RankAgreement.Point(
                        place.radius().score().getAsDouble(), place.placement().ring()))
                .toList());
    out.append(
        String.format(
            Locale.ROOT,
            "%nC complexity, I impact, L lifespan, R rollback, T testability; ? unknown%n"
                + "agreement with the declared rings over %d files: Kendall's tau-b %s; an inner file"
                + " scores above another in %s of pairs%n",
            agreement.files(),
            agreement.tau().isPresent()
                ? String.format(Locale.ROOT, "%.2f", agreement.tau().getAsDouble())
                : "undefined (one ring)",
            agreement.innerAbove().isPresent()
                ? String.format(Locale.ROOT, "%.0f %%", 100 * agreement.innerAbove().getAsDouble())
                : "no"));
    return out.toString();
  }

  /// Highest score first, then by path.
  static List<Place> sorted(List<Place> places) {
    return places.stream()
        .sorted(
            java.util.Comparator.comparingDouble(
                    (Place place) -> -place.radius().score().orElse(-1))
                .thenComparing(place -> place.radius().path()))
        .toList();
  }

  /// The places as JSON, in their order.
  public static String json(String revision, List<Place> places, BlastSettings settings) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Place place : places) {
      BlastRadius radius = place.radius();
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("path", radius.path());
      radius.score().ifPresent(score -> each.put("score", rounded(score)));
      each.put("declaredRing", place.placement().ring().id());
      radius
          .score()
          .ifPresent(score ->
              each.put("suggestedRing", settings.suggested(score, place.placement().ring()).id()));
      Map<String, Object> dimensions = new LinkedHashMap<>();
      for (BlastRadius.Part part : radius.dimensions()) {
        dimensions.put(part.dimension().id(), dimension(part));
      }
      each.put("dimensions", dimensions);
      radius.hotspot().ifPresent(value -> each.put("hotspot", rounded(value)));
      list.add(each);
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("revision", revision);
    root.put("innerAt", settings.innerAt());
    root.put("middleAt", settings.middleAt());
    root.put("places", list);
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(root)
        + "\n";
  }

  private static Map<String, Object> dimension(BlastRadius.Part part) {
    Map<String, Object> values = new LinkedHashMap<>();
    part.value().ifPresent(value -> values.put("value", rounded(value)));
    part.unknown().ifPresent(why -> values.put("unknown", why));
    values.put("weight", rounded(part.weight()));
    List<Map<String, Object>> measures = new ArrayList<>();
    for (BlastRadius.Measure measure : part.measures()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", measure.name());
      one.put("raw", measure.raw());
      one.put("anchor", measure.anchor());
      measure.contribution().ifPresent(value -> one.put("contribution", rounded(value)));
      measures.add(one);
    }
    values.put("measures", measures);
    return values;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
