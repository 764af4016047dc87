package dev.ringfence.fingerprints.token;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Strings whose end repeats what stands at their beginning: no regular rule compares the two.
final class DelimitedStrings {
  private static final Pattern DASHED_OPEN =
      Pattern.compile("(?<![\\w.])[rR]([\"'])(-{1,64}+)([(\\[{])");
  private static final Pattern DASHED_CLOSE = Pattern.compile("[)\\]}]-{1,64}+[\"']");
  private static final NavigableSet<Integer> NOWHERE = Collections.emptyNavigableSet();

  private DelimitedStrings() {}

  /// Raw strings of R with dashes, as many as one likes, between quote and bracket.
  static void maskDashedStrings(TextUnits text) {
    String all = text.text(0, text.length());
    // Looked up, not searched: see maskRawStrings.
    Map<String, NavigableSet<Integer>> closers = new HashMap<>();
    for (Matcher close = DASHED_CLOSE.matcher(all); close.find(); ) {
      closers.computeIfAbsent(close.group(), _ -> new TreeSet<>()).add(close.start());
    }
    int at = 0;
    for (Matcher open = DASHED_OPEN.matcher(all); open.find(at); ) {
      char bracket = ")]}".charAt("([{".indexOf(open.group(3)));
      String closer = bracket + open.group(2) + open.group(1);
      Integer end = closers.getOrDefault(closer, NOWHERE).ceiling(open.end());
      at = end == null ? open.end() : end + closer.length();
      if (end != null) {
        text.literal(open.start(), at);
      }
    }
  }

  /// Raw strings whose delimiter is a word: no regular rule compares it with the one at the end.
  static void maskRawStrings(TextUnits text) {
    // Looked up, not searched: each of many openings that never close would be searched to the end.
    Map<String, NavigableSet<Integer>> closers = null;
    for (int at = text.indexOf("R\"", 0); at >= 0; at = text.indexOf("R\"", at + 2)) {
      int open = at + 2;
      while (open < text.length() && isDelimiter(text.units()[open]) && open - at < 19) {
        open++;
      }
      if (open == at + 2 || open >= text.length() || text.units()[open] != '(') {
        continue;
      }
      if (closers == null) {
        closers = closersOfRawStrings(text);
      }
      String delimiter = text.text(at + 2, open);
      NavigableSet<Integer> places = closers.get(delimiter);
      Integer end = places == null ? null : places.ceiling(open + 1);
      if (end != null) {
        int last = end + delimiter.length() + 2;
        text.literal(at, last);
        at = end;
      }
    }
  }

  /// Where `)delimiter"` stands, by delimiter.
  private static Map<String, NavigableSet<Integer>> closersOfRawStrings(TextUnits text) {
    Map<String, NavigableSet<Integer>> closers = new HashMap<>();
    for (int quote = text.indexOf("\"", 0); quote >= 0; quote = text.indexOf("\"", quote + 1)) {
      int from = quote - 1;
      while (from >= 0 && quote - from < 19 && isDelimiter(text.units()[from])) {
        from--;
      }
      if (from >= 0 && text.units()[from] == ')') {
        closers.computeIfAbsent(text.text(from + 1, quote), key -> new TreeSet<>()).add(from);
      }
    }
    return closers;
  }

  private static boolean isDelimiter(char unit) {
    return Character.isLetterOrDigit(unit) || "_-=*#.:+!".indexOf(unit) >= 0;
  }
}
