package dev.ringfence.server.page;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.result.AlignedToken;
import dev.ringfence.scanner.result.Excerpt;
import dev.ringfence.scanner.result.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Both sides of a match in rows: lines that have most tokens in common stand beside each other, as
/// far as they come in the same order; the others stand alone.
///
/// @param rows the rows
/// @param renames the names and literals that stand for each other, the most frequent first
/// @param hasOrigin whether the index keeps the text of the origin
public record SideBySide(List<Row> rows, List<Rename> renames, boolean hasOrigin) {
  public SideBySide {
    rows = List.copyOf(rows);
    renames = List.copyOf(renames);
  }

  /// A row.
  ///
  /// @param hunk the line of the change
  /// @param origin the line of the origin
  /// @param gap whether lines are left out here
  public record Row(Line hunk, Line origin, boolean gap) {}

  /// A line of one side.
  ///
  /// @param number its number; 0 where this side has none in this row
  /// @param segments its text in parts
  public record Line(int number, List<Segment> segments) {
    static final Line NONE = new Line(0, List.of());

    public Line {
      segments = List.copyOf(segments);
    }

    /// Whether this side has a line here.
    public boolean exists() {
      return number > 0;
    }
  }

  /// A part of a line.
  ///
  /// @param text the text, in which nothing hides
  /// @param kind how it stands to the other side: `equal`, `renamed`, `synonym`, `changed`, or
  ///   `plain` where it has no partner
  /// @param rename the number of the pair of names that it is one of; -1 for none
  public record Segment(String text, String kind, int rename) {}

  /// A pair of names.
  ///
  /// @param number its number
  /// @param hunk the name in the change
  /// @param origin the name in the origin
  /// @param count how often
  public record Rename(int number, String hunk, String origin, int count) {}

  private record Token(int start, int end, String kind, int rename) {}

  /// The two sides of a place.
  public static SideBySide of(Place place) {
    TreeMap<Integer, String> hunk = lines(place.hunk().text());
    TreeMap<Integer, String> origin = lines(place.origin().text());
    Map<List<String>, Integer> pairs = new LinkedHashMap<>();
    Map<Integer, Integer> counts = new HashMap<>();
    Map<Integer, List<Token>> ofHunk = new HashMap<>();
    Map<Integer, List<Token>> ofOrigin = new HashMap<>();
    for (AlignedToken token : place.alignment()) {
      int rename = -1;
      if (token.kind() == AlignedToken.Kind.RENAMED) {
        List<String> names =
            List.of(
                cut(hunk, token.hunkLine(), token.hunkColumn(), token.hunkEnd()),
                cut(origin, token.originLine(), token.originColumn(), token.originEnd()));
        rename = pairs.computeIfAbsent(names, _ -> pairs.size());
        counts.merge(rename, 1, Integer::sum);
      }
      String kind =
          switch (token.kind()) {
            case EQUAL -> "equal";
            case RENAMED -> "renamed";
            case SYNONYM -> "synonym";
            case MISMATCH -> "changed";
          };
      ofHunk
          .computeIfAbsent(token.hunkLine(), _ -> new ArrayList<>())
          .add(new Token(token.hunkColumn(), token.hunkEnd(), kind, rename));
      ofOrigin
          .computeIfAbsent(token.originLine(), _ -> new ArrayList<>())
          .add(new Token(token.originColumn(), token.originEnd(), kind, rename));
    }
    List<Rename> renames = new ArrayList<>();
    pairs.forEach((names, number) ->
        renames.add(
            new Rename(
                number,
                VisibleText.line(names.get(0)),
                VisibleText.line(names.get(1)),
                counts.getOrDefault(number, 0))));
    renames.sort(
        Comparator.comparingInt(Rename::count).reversed().thenComparingInt(Rename::number));
    return new SideBySide(
        rows(hunk, origin, partners(place), ofHunk, ofOrigin), renames, !origin.isEmpty());
  }

  private static TreeMap<Integer, String> lines(List<Excerpt> excerpts) {
    TreeMap<Integer, String> lines = new TreeMap<>();
    for (Excerpt excerpt : excerpts) {
      for (int i = 0; i < excerpt.lines().size(); i++) {
        lines.put(excerpt.firstLine() + i, excerpt.lines().get(i));
      }
    }
    return lines;
  }

  private static String cut(Map<Integer, String> lines, int line, int start, int end) {
    String text = lines.getOrDefault(line, "");
    int from = Math.min(start, text.length());
    return text.substring(from, Math.max(from, Math.min(end, text.length())));
  }

  /// Which line of the origin stands beside a line of the change: the chain of pairs in the same
  /// order on both sides that has the most tokens.
  private static TreeMap<Integer, Integer> partners(Place place) {
    TreeMap<Integer, Map<Integer, Integer>> shared = new TreeMap<>();
    for (AlignedToken token : place.alignment()) {
      shared
          .computeIfAbsent(token.hunkLine(), _ -> new TreeMap<>())
          .merge(token.originLine(), 1, Integer::sum);
    }
    List<int[]> pairs = new ArrayList<>();
    shared.forEach((line, of) -> {
      Map.Entry<Integer, Integer> best =
          of.entrySet().stream()
              .max(
                  Map.Entry.<Integer, Integer>comparingByValue()
                      .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
              .orElseThrow();
      pairs.add(new int[] {line, best.getKey(), best.getValue()});
    });
    int[] weight = new int[pairs.size()];
    int[] before = new int[pairs.size()];
    int last = -1;
    for (int i = 0; i < pairs.size(); i++) {
      weight[i] = pairs.get(i)[2];
      before[i] = -1;
      for (int j = 0; j < i; j++) {
        if (pairs.get(j)[1] < pairs.get(i)[1] && weight[j] + pairs.get(i)[2] > weight[i]) {
          weight[i] = weight[j] + pairs.get(i)[2];
          before[i] = j;
        }
      }
      if (last < 0 || weight[i] > weight[last]) {
        last = i;
      }
    }
    TreeMap<Integer, Integer> chain = new TreeMap<>();
    for (int i = last; i >= 0; i = before[i]) {
      chain.put(pairs.get(i)[0], pairs.get(i)[1]);
    }
    return chain;
  }

  private static List<Row> rows(
      TreeMap<Integer, String> hunk,
      TreeMap<Integer, String> origin,
      TreeMap<Integer, Integer> partners,
      Map<Integer, List<Token>> ofHunk,
      Map<Integer, List<Token>> ofOrigin) {
    List<Row> rows = new ArrayList<>();
    int hunkAt = 0;
    int originAt = 0;
    partners.put(Integer.MAX_VALUE, Integer.MAX_VALUE);
    for (Map.Entry<Integer, Integer> pair : partners.entrySet()) {
      List<Integer> left = between(hunk, hunkAt, pair.getKey());
      List<Integer> right = between(origin, originAt, pair.getValue());
      // Code above a match meets it; code between pairs follows the pair before it.
      boolean head = hunkAt == 0 && originAt == 0;
      int height = Math.max(left.size(), right.size());
      for (int i = 0; i < height; i++) {
        int l = head ? i - (height - left.size()) : i;
        int r = head ? i - (height - right.size()) : i;
        rows.add(
            new Row(
                line(hunk, l >= 0 && l < left.size() ? left.get(l) : 0, ofHunk),
                line(origin, r >= 0 && r < right.size() ? right.get(r) : 0, ofOrigin),
                false));
      }
      if (pair.getKey() < Integer.MAX_VALUE) {
        rows.add(
            new Row(
                line(hunk, pair.getKey(), ofHunk), line(origin, pair.getValue(), ofOrigin), false));
        hunkAt = pair.getKey();
        originAt = pair.getValue();
      }
    }
    return withGaps(rows);
  }

  private static List<Integer> between(TreeMap<Integer, String> lines, int after, int before) {
    return List.copyOf(lines.subMap(after, false, before, false).keySet());
  }

  /// Marks where lines are left out on a side.
  private static List<Row> withGaps(List<Row> rows) {
    List<Row> all = new ArrayList<>();
    int hunk = 0;
    int origin = 0;
    for (Row row : rows) {
      boolean jump =
          (hunk > 0 && row.hunk().number() > hunk + 1)
              || (origin > 0 && row.origin().number() > origin + 1);
      if (jump) {
        all.add(new Row(Line.NONE, Line.NONE, true));
      }
      all.add(row);
      hunk = row.hunk().exists() ? row.hunk().number() : hunk;
      origin = row.origin().exists() ? row.origin().number() : origin;
    }
    return all;
  }

  private static Line line(
      Map<Integer, String> lines, int number, Map<Integer, List<Token>> tokens) {
    String text = lines.get(number);
    if (text == null) {
      return Line.NONE;
    }
    List<Token> ordered = new ArrayList<>(tokens.getOrDefault(number, List.of()));
    ordered.sort(Comparator.comparingInt(Token::start));
    List<Segment> segments = new ArrayList<>();
    int at = 0;
    for (Token token : ordered) {
      int start = Math.min(token.start(), text.length());
      int end = Math.min(token.end(), text.length());
      if (start < at || end <= start) {
        continue;
      }
      add(segments, text.substring(at, start), "plain", -1);
      add(segments, text.substring(start, end), token.kind(), token.rename());
      at = end;
    }
    add(segments, text.substring(at), "plain", -1);
    return new Line(number, segments);
  }

  /// Adds a part; equal tokens with nothing but blanks between them are one.
  private static void add(List<Segment> segments, String text, String kind, int rename) {
    if (text.isEmpty()) {
      return;
    }
    String shown = VisibleText.line(text.replace("\t", "    "));
    int last = segments.size() - 1;
    if (kind.equals("equal") && last >= 0) {
      Segment before = segments.get(last);
      if (before.kind().equals("equal")) {
        segments.set(last, new Segment(before.text() + shown, kind, -1));
        return;
      }
      if (last >= 1 && before.text().isBlank() && segments.get(last - 1).kind().equals("equal")) {
        segments.removeLast();
        segments.set(
            last - 1, new Segment(segments.get(last - 1).text() + before.text() + shown, kind, -1));
        return;
      }
    }
    segments.add(new Segment(shown, kind, rename));
  }
}
