package dev.ringfence.scanner.report;

import dev.ringfence.scanner.blast.BlastRadius;
import dev.ringfence.scanner.policy.BlastSettings;
import dev.ringfence.scanner.policy.Ring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A map of a repository: a squarified treemap (Bruls, Huizing and van Wijk 2000) of its folders
/// and files, as large as their lines, colored by blast radius and by ring. One page, no scripts,
/// nothing loaded from elsewhere.
public final class BlastMap {
  private static final double WIDTH = 1200;
  private static final double HEIGHT = 760;
  private static final double HEADING = 14;
  private static final double LABEL_WIDTH = 46;
  private static final double LETTER = 5.6;
  private static final int TABLE_ROWS = 100;

  /* From pale to dark, ordered by lightness alone too, so that it reads without color. */
  private static final String[] HEAT = {
    "#f7f4e9", "#fde8c0", "#fbcf8e", "#f6ad66", "#ec8550", "#d95c43", "#b93a3c", "#8c2236"
  };

  /// A file of the map.
  ///
  /// @param place its blast radius and its ring
  /// @param lines its size
  public record Tile(BlastRenderer.Place place, int lines) {}

  /// A folder or a file.
  private static final class Node {
    final String name;
    final TreeMap<String, Node> children = new TreeMap<>();
    double size;
    final @Nullable Tile tile;

    Node(String name, @Nullable Tile tile) {
      this.name = name;
      this.tile = tile;
    }
  }

  private record Box(double x, double y, double width, double height) {}

  private final StringBuilder out = new StringBuilder();
  private final BlastSettings settings;

  private BlastMap(BlastSettings settings) {
    this.settings = settings;
  }

  /// The page.
  ///
  /// @param title what the map shows: repository and commit
  /// @param notes what a reader must know: what is unknown
  public static String render(
      String title, List<String> notes, List<Tile> tiles, BlastSettings settings) {
    BlastMap map = new BlastMap(settings);
    map.page(title, notes, tiles);
    return map.out.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private void page(String title, List<String> notes, List<Tile> tiles) {
    out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    out.append(escaped(title)).append("</title>\n<style>\n").append(STYLE).append("</style>\n");
    out.append("</head>\n<body>\n<h1>").append(escaped(title)).append("</h1>\n");
    for (String note : notes) {
      out.append("<p>").append(escaped(note)).append("</p>\n");
    }
    out.append(
            "<p>A rectangle is a file, as large as its lines. Its color is the blast radius, its")
        .append(" frame the declared ring. Hover a file, or read the table below.</p>\n");
    legend();
    Node root = new Node("", null);
    for (Tile tile : tiles) {
      add(root, tile);
    }
    measure(root);
    out.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"Treemap of %d files\">%n",
            WIDTH,
            HEIGHT,
            tiles.size()));
    folder(root, new Box(0, 0, WIDTH, HEIGHT), "");
    out.append("</svg>\n");
    table(tiles);
    out.append("</body>\n</html>\n");
  }

  private static final String STYLE =
      """
      :root { color-scheme: light; }
      body { font: 14px/1.45 system-ui, sans-serif; margin: 1.2rem auto; max-width: 76rem;
        padding: 0 1rem; color: #1c1917; background: #fff; }
      h1 { font-size: 1.25rem; }
      svg { width: 100%; height: auto; display: block; border: 1px solid #a8a29e; }
      svg text { font: 10px system-ui, sans-serif; fill: #1c1917; pointer-events: none; }
      svg text.on-dark { fill: #fff; }
      svg .folder { fill: #e7e5e4; stroke: #78716c; stroke-width: 0.5; }
      svg .inner { stroke: #1d4ed8; stroke-width: 2.2; }
      svg .middle { stroke: #57534e; stroke-width: 0.7; }
      svg .outer { stroke: #a8a29e; stroke-width: 0.7; stroke-dasharray: 3 2; }
      svg .unknown { fill: #ffffff; }
      .legend { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; margin: 0.6rem 0; padding: 0;
        list-style: none; }
      .swatch { display: inline-block; width: 1.1em; height: 1.1em; vertical-align: -0.2em;
        margin-right: 0.35em; border: 1px solid #78716c; }
      .swatch.inner { border: 2.5px solid #1d4ed8; }
      .swatch.outer { border: 1px dashed #78716c; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; margin-top: 1rem; font-variant-numeric: tabular-nums; }
      th, td { padding: 0.15rem 0.6rem; text-align: right; border-bottom: 1px solid #e7e5e4;
        white-space: nowrap; }
      th:last-child, td:last-child { text-align: left; }
      """;

  private void legend() {
    out.append("<ul class=\"legend\">\n");
    double step = 100.0 / HEAT.length;
    for (int i = 0; i < HEAT.length; i++) {
      out.append(
          String.format(
              Locale.ROOT,
              "<li><span class=\"swatch\" style=\"background:%s\"></span>%.0f–%.0f</li>%n",
              HEAT[i],
              i * step,
              (i + 1) * step));
    }
    out.append(
        """
        <li><span class="swatch inner"></span>inner ring</li>
        <li><span class="swatch"></span>middle ring</li>
        <li><span class="swatch outer"></span>outer ring</li>
        </ul>
        """);
  }

  private static void add(Node root, Tile tile) {
    Node node = root;
    String[] parts = tile.place().radius().path().split("/", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      String part = parts[i];
      node = node.children.computeIfAbsent(part, name -> new Node(name, null));
    }
    String last = parts[parts.length - 1];
    node.children.put(last, new Node(last, tile));
  }

  private static double measure(Node node) {
    node.size = node.tile == null ? 0 : Math.max(1, node.tile.lines());
    for (Node child : node.children.values()) {
      node.size += measure(child);
    }
    return node.size;
  }

  private void folder(Node node, Box box, String path) {
    List<Node> children = new ArrayList<>(node.children.values());
    children.sort(
        Comparator.comparingDouble((Node child) -> -child.size).thenComparing(child -> child.name));
    List<Box> boxes = squarify(children, box);
    for (int i = 0; i < children.size(); i++) {
      Node child = children.get(i);
      Box own = boxes.get(i);
      String name = path.isEmpty() ? child.name : path + "/" + child.name;
      if (child.tile != null) {
        file(child.tile, own);
        continue;
      }
      boolean headed = own.height() > 3 * HEADING && own.width() > LABEL_WIDTH;
      out.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"folder\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
              own.x(),
              own.y(),
              own.width(),
              own.height()));
      if (headed) {
        label(child.name + "/", own, false);
      }
      double top = headed ? HEADING : 1;
      folder(
          child,
          new Box(
              own.x() + 1,
              own.y() + top,
              Math.max(0, own.width() - 2),
              Math.max(0, own.height() - top - 1)),
          name);
    }
  }

  private void file(Tile tile, Box box) {
    BlastRadius radius = tile.place().radius();
    Ring ring = tile.place().placement().ring();
    boolean known = radius.score().isPresent();
    int heat = known ? heat(radius.score().getAsDouble()) : 0;
    out.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s%n%s%n%s ring, %d lines</title>"
                + "<rect class=\"%s%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"%s/>",
            escaped(radius.path()),
            known
                ? String.format(
                    Locale.ROOT,
                    "blast radius %.0f (%s)",
                    radius.score().getAsDouble(),
                    escaped(radius.why()))
                : "blast radius unknown",
            ring.id(),
            tile.lines(),
            ring.id(),
            known ? "" : " unknown",
            box.x() + 0.5,
            box.y() + 0.5,
            Math.max(0, box.width() - 1),
            Math.max(0, box.height() - 1),
            known ? " fill=\"" + HEAT[heat] + "\"" : ""));
    if (box.height() > HEADING && box.width() > LABEL_WIDTH) {
      label(radius.path().substring(radius.path().lastIndexOf('/') + 1), box, heat >= 5);
    }
    out.append("</g>\n");
  }

  private static int heat(double score) {
    return Math.min(HEAT.length - 1, (int) (score / 100 * HEAT.length));
  }

  /// A name, cut to the width of its box.
  private void label(String name, Box box, boolean dark) {
    int letters = (int) ((box.width() - 6) / LETTER);
    String text =
        name.length() <= letters ? name : name.substring(0, Math.max(1, letters - 1)) + "…";
    out.append(
        String.format(
            Locale.ROOT,
            "<text%s x=\"%.1f\" y=\"%.1f\">%s</text>%n",
            dark ? " class=\"on-dark\"" : "",
            box.x() + 3,
            box.y() + 10.5,
            escaped(text)));
  }

  /// Lays nodes, largest first, into rows along the shorter side, each row as long as its tiles
  /// grow squarer by it.
  private static List<Box> squarify(List<Node> nodes, Box box) {
    List<Box> boxes = new ArrayList<>();
    double total = nodes.stream().mapToDouble(node -> node.size).sum();
    double scale = total == 0 ? 0 : box.width() * box.height() / total;
    Box left = box;
    int from = 0;
    while (from < nodes.size()) {
      double side = Math.min(left.width(), left.height());
      int to = from + 1;
      double area = nodes.get(from).size * scale;
      double worst = worst(nodes, from, to, area, scale, side);
      while (to < nodes.size()) {
        double wider = area + nodes.get(to).size * scale;
        double next = worst(nodes, from, to + 1, wider, scale, side);
        if (next > worst) {
          break;
        }
        worst = next;
        area = wider;
        to++;
      }
      left = row(nodes.subList(from, to), area, scale, left, boxes);
      from = to;
    }
    return boxes;
  }

  private static double worst(
      List<Node> nodes, int from, int to, double area, double scale, double side) {
    if (side <= 0 || area <= 0) {
      return Double.MAX_VALUE;
    }
    double thickness = area / side;
    double worst = 0;
    for (int i = from; i < to; i++) {
      double length = nodes.get(i).size * scale / thickness;
      worst = Math.max(worst, Math.max(length / thickness, thickness / Math.max(length, 1e-9)));
    }
    return worst;
  }

  private static Box row(List<Node> row, double area, double scale, Box left, List<Box> boxes) {
    boolean tall = left.width() >= left.height();
    double side = tall ? left.height() : left.width();
    double thickness = side <= 0 ? 0 : area / side;
    double at = 0;
    for (Node node : row) {
      double length = thickness <= 0 ? 0 : node.size * scale / thickness;
      boxes.add(
          tall
              ? new Box(left.x(), left.y() + at, thickness, length)
              : new Box(left.x() + at, left.y(), length, thickness));
      at += length;
    }
    return tall
        ? new Box(
            left.x() + thickness, left.y(), Math.max(0, left.width() - thickness), left.height())
        : new Box(
            left.x(), left.y() + thickness, left.width(), Math.max(0, left.height() - thickness));
  }

  private void table(List<Tile> tiles) {
    List<BlastRenderer.Place> places =
        BlastRenderer.sorted(tiles.stream().map(Tile::place).toList());
    int rows = Math.min(TABLE_ROWS, places.size());
    out.append(
        String.format(
            Locale.ROOT, "<h2>Highest blast radius: %d of %d files</h2>%n", rows, places.size()));
    out.append("<div class=\"scroll\"><table>\n<tr><th>score</th>");
    for (BlastSettings.Dimension dimension : BlastSettings.Dimension.values()) {
      out.append("<th>").append(dimension.id()).append("</th>");
    }
    out.append("<th>hotspot</th><th>declared</th><th>suggested</th><th>file</th></tr>\n");
    for (BlastRenderer.Place place : places.subList(0, rows)) {
      BlastRadius radius = place.radius();
      out.append("<tr>");
      cell(radius.score().isPresent() ? radius.score().getAsDouble() : Double.NaN, "%.0f");
      for (BlastRadius.Part part : radius.dimensions()) {
        cell(part.value().isPresent() ? part.value().getAsDouble() : Double.NaN, "%.2f");
      }
      cell(radius.hotspot().isPresent() ? radius.hotspot().getAsDouble() : Double.NaN, "%.0f");
      out.append("<td>").append(place.placement().ring().id()).append("</td><td>");
      out.append(
          radius.score().isPresent()
              ? settings.suggested(radius.score().getAsDouble(), place.placement().ring()).id()
              : "unknown");
      out.append("</td><td>").append(escaped(radius.path())).append("</td></tr>\n");
    }
    out.append("</table></div>\n");
  }

  private void cell(double value, String format) {
    out.append("<td>")
        .append(Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, format, value))
        .append("</td>");
  }
}
