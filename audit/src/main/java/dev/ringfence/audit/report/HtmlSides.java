package dev.ringfence.audit.report;

import dev.ringfence.scanner.result.AlignedToken;
import dev.ringfence.scanner.result.Excerpt;
import dev.ringfence.scanner.result.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Both sides of a match beside each other: lines that hold matched tokens of each other in one
/// row, the tokens marked.
final class HtmlSides {
  private static final int MAX_ROWS = 400;

  private final Map<Integer, String> hunk = new TreeMap<>();
  private final Map<Integer, String> origin = new TreeMap<>();
  private final Map<Integer, List<int[]>> hunkMarks = new HashMap<>();
  private final Map<Integer, List<int[]>> originMarks = new HashMap<>();
  private final Map<Integer, Integer> partners = new TreeMap<>();

  private HtmlSides(Place place) {
    lines(place.hunk().text(), hunk);
    lines(place.origin().text(), origin);
    for (AlignedToken token : place.alignment()) {
      if (token.kind() == AlignedToken.Kind.MISMATCH) {
        continue;
      }
      int kind = token.kind() == AlignedToken.Kind.EQUAL ? 0 : 1;
      hunkMarks
          .computeIfAbsent(token.hunkLine(), _ -> new ArrayList<>())
          .add(new int[] {token.hunkColumn(), token.hunkEnd(), kind});
      originMarks
          .computeIfAbsent(token.originLine(), _ -> new ArrayList<>())
          .add(new int[] {token.originColumn(), token.originEnd(), kind});
      partners.putIfAbsent(token.hunkLine(), token.originLine());
    }
  }

  private static void lines(List<Excerpt> excerpts, Map<Integer, String> lines) {
    for (Excerpt excerpt : excerpts) {
      for (int i = 0; i < excerpt.lines().size(); i++) {
        lines.put(excerpt.firstLine() + i, excerpt.lines().get(i));
      }
    }
  }

  /// The sides of a place, as a table.
  static String of(Place place, String hunkTitle, String originTitle) {
    HtmlSides sides = new HtmlSides(place);
    StringBuilder out = new StringBuilder();
    out.append("<div class=sides tabindex=0 role=region aria-label=\"Both sides\"><table>")
        .append("<colgroup><col class=n><col><col class=n><col></colgroup><thead><tr>")
        .append("<th colspan=2 scope=colgroup>")
        .append(hunkTitle)
        .append("</th><th colspan=2 scope=colgroup>")
        .append(originTitle)
        .append("</th></tr></thead><tbody>\n");
    List<Integer> left = List.copyOf(sides.hunk.keySet());
    List<Integer> right = List.copyOf(sides.origin.keySet());
    int i = 0;
    int j = 0;
    int rows = 0;
    while ((i < left.size() || j < right.size()) && rows < MAX_ROWS) {
      Integer l = i < left.size() ? left.get(i) : null;
      Integer r = j < right.size() ? right.get(j) : null;
      Integer partner = l == null ? null : sides.partners.get(l);
      if (l == null) {
        j++;
      } else if (r == null) {
        i++;
      } else if (partner != null && partner > r && right.contains(partner)) {
        // The origin has lines before the partner of this one.
        l = null;
        j++;
      } else if (partner == null && sides.isPartner(r, left, i)) {
        r = null;
        i++;
      } else {
        i++;
        j++;
      }
      out.append("<tr>")
          .append(cell(l, sides.hunk, sides.hunkMarks))
          .append(cell(r, sides.origin, sides.originMarks))
          .append("</tr>\n");
      rows++;
    }
    out.append("</tbody></table></div>\n");
    if (rows == MAX_ROWS) {
      out.append("<p class=soft>Only the first ")
          .append(MAX_ROWS)
          .append(" rows are shown here.</p>\n");
    }
    if (right.isEmpty()) {
      out.append(
          "<p class=soft>The index keeps no text, so the origin's side cannot be shown.</p>\n");
    }
    return out.toString();
  }

  /// Whether a line of the origin is the partner of a later line of the hunk.
  private boolean isPartner(int originLine, List<Integer> left, int from) {
    for (int i = from + 1; i < left.size(); i++) {
      Integer partner = partners.get(left.get(i));
      if (partner != null) {
        return partner == originLine;
      }
    }
    return false;
  }

  private static String cell(
      @Nullable Integer line, Map<Integer, String> lines, Map<Integer, List<int[]>> marks) {
    if (line == null) {
      return "<td class=n></td><td></td>";
    }
    return "<td class=n>"
        + line
        + "</td><td class=code>"
        + marked(lines.getOrDefault(line, ""), marks.getOrDefault(line, List.of()))
        + "</td>";
  }

  private static String marked(String line, List<int[]> marks) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    int open = -1;
    for (int[] mark : marks.stream().sorted(Comparator.comparingInt(each -> each[0])).toList()) {
      int start = Math.min(line.length(), Math.max(at, mark[0]));
      int end = Math.min(line.length(), Math.max(start, mark[1]));
      String between = line.substring(at, start);
      // Blanks between marks of one kind are marked too.
      boolean joins = open == mark[2] && between.isBlank();
      if (open >= 0 && !joins) {
        out.append("</mark>");
      }
      out.append(HtmlText.code(between));
      if (!joins) {
        out.append(mark[2] == 0 ? "<mark>" : "<mark class=renamed>");
        open = mark[2];
      }
      out.append(HtmlText.code(line.substring(start, end)));
      at = end;
    }
    if (open >= 0) {
      out.append("</mark>");
    }
    return out.append(HtmlText.code(line.substring(at))).toString();
  }
}
