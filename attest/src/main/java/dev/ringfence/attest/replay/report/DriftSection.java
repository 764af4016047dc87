package dev.ringfence.attest.replay.report;

import dev.ringfence.attest.replay.state.Past;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How the records moved from run to run: a drawing each, and the same figures as a table.
final class DriftSection {
  private static final int RUNS = 60;
  private static final int LEFT = 44;
  private static final int STEP = 44;
  private static final int HIGH = 70;

  private final StringBuilder out;
  private final List<Past> history;

  DriftSection(StringBuilder out, List<Past> history) {
    this.out = out;
    this.history = history;
  }

  void write() {
    out.append("<section aria-labelledby=drift><h2 id=drift>Over time</h2>\n");
    Map<String, List<Past>> byRecord = new LinkedHashMap<>();
    history.forEach(
        past -> byRecord.computeIfAbsent(past.record(), _ -> new ArrayList<>()).add(past));
    if (byRecord.isEmpty()) {
      out.append("<p>There is nothing to draw: nothing was replayed.</p>\n</section>\n");
      return;
    }
    out.append(
        "<p>A record each, run by run: how much of the changed code is alike (0 to 100 %), and"
            + " below the score of the worst finding (0 to 10), in the merged code and in the"
            + " answers of that day.</p>\n<p class=\"legend key\"><span class=k-alike></span>alike"
            + "<span class=k-merged></span>taint of the merged code<span class=k-today></span>taint"
            + " of the answers</p>\n");
    byRecord.forEach((record, all) -> {
      List<Past> runs = all.subList(Math.max(0, all.size() - RUNS), all.size());
      out.append("<h3>").append(HtmlWords.code(record)).append("</h3>\n");
      chart(record, runs);
      out.append(
          "<details><summary>The same figures as a table</summary>\n<div class=scroll tabindex=0 role=group aria-label=Table><table>"
              + "<thead><tr><th scope=col>run</th><th scope=col>day</th><th scope=col>samples</th>"
              + "<th scope=col class=num>alike</th><th scope=col class=num>merged</th>"
              + "<th scope=col class=num>answers</th><th scope=col>model</th></tr></thead><tbody>\n");
      for (Past past : runs) {
        out.append("<tr><td>")
            .append(HtmlWords.text(past.run()))
            .append("</td><td>")
            .append(HtmlWords.text(past.day()))
            .append("</td><td>")
            .append(String.join(", ", past.classes().stream().map(HtmlWords::named).toList()))
            .append("</td><td class=num>")
            .append(past.similarity() < 0 ? "" : HtmlWords.percent(past.similarity()))
            .append("</td><td class=num>")
            .append(HtmlWords.score(past.mergedTaint(), past.mergedFails()))
            .append("</td><td class=num>")
            .append(HtmlWords.score(past.replayedTaint(), past.replayedFails()))
            .append("</td><td>")
            .append(HtmlWords.text(past.model()))
            .append("</td></tr>\n");
      }
      out.append("</tbody></table></div></details>\n");
    });
    out.append("</section>\n");
  }

  private void chart(String record, List<Past> runs) {
    int width = Math.max(360, LEFT + 40 + STEP * Math.max(0, runs.size() - 1) + 60);
    out.append(
            "<div class=scroll tabindex=0 role=group aria-label=Table><svg class=drift role=img width=")
        .append(width)
        .append(" height=200 viewBox=\"0 0 ")
        .append(width)
        .append(" 200\" aria-label=\"Drift of ")
        .append(HtmlWords.text(record))
        .append("; the table below has the same figures\">\n");
    for (int panel = 0; panel < 2; panel++) {
      int top = 10 + panel * (HIGH + 20);
      out.append("<line class=axis x1=").append(LEFT).append(" x2=").append(width - 8);
      out.append(" y1=").append(top + HIGH).append(" y2=").append(top + HIGH).append(" />");
      out.append("<text x=4 y=").append(top + 8).append('>').append(panel == 0 ? "100 %" : "10");
      out.append("</text><text x=4 y=").append(top + HIGH).append(">0</text>\n");
    }
    line("line", "dot", runs, 10, past -> past.similarity(), 1);
    line("merged", "", runs, 30 + HIGH, Past::mergedTaint, 10);
    line("today", "today-dot", runs, 30 + HIGH, Past::replayedTaint, 10);
    for (int i = 0; i < runs.size(); i++) {
      if (i == 0 || i == runs.size() - 1 || (runs.size() < 12 && i % 2 == 0)) {
        out.append("<text x=")
            .append(x(i) - 14)
            .append(" y=195>")
            .append(HtmlWords.text(runs.get(i).day().replaceFirst("^\\d{4}-", "")))
            .append("</text>");
      }
    }
    out.append("</svg></div>\n");
  }

  private static int x(int run) {
    return LEFT + 20 + STEP * run;
  }

  private void line(
      String type,
      String dot,
      List<Past> runs,
      int top,
      java.util.function.ToDoubleFunction<Past> value,
      double most) {
    StringBuilder points = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < runs.size(); i++) {
      double v = value.applyAsDouble(runs.get(i));
      if (v < 0) {
        continue;
      }
      double y = top + HIGH - HIGH * Math.min(1, v / most);
      points.append(String.format(Locale.ROOT, "%s%d,%.1f", points.isEmpty() ? "" : " ", x(i), y));
      if (!dot.isEmpty()) {
        dots.append(
            String.format(Locale.ROOT, "<circle class=%s cx=%d cy=%.1f r=3 />", dot, x(i), y));
      }
    }
    out.append("<polyline class=").append(type).append(" points=\"").append(points);
    out.append("\" />").append(dots).append('\n');
  }
}
