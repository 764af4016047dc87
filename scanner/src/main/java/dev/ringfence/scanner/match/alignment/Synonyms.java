package dev.ringfence.scanner.match.alignment;

import dev.ringfence.fingerprints.token.Alphabet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// Symbols that say the same in other words or another language: `.` and `->`, `None` and `null`.
public final class Synonyms {
  private static final String[][] GROUPS = {
    {".", "->", "::", "?."},
    {"++", "+="},
    {"--", "-="},
    {"==", "===", "is"},
    {"!=", "!==", "<>"},
    {"&&", "and"},
    {"||", "or"},
    {"!", "not"},
    {"NULL", "nullptr", "null", "None", "nil", "undefined"},
    {"true", "True"},
    {"false", "False"},
    {"while", "for", "loop"},
    {"=", ":="},
    {"def", "function", "fn", "func", "cdef", "cpdef"},
    {"self", "this"},
    {"switch", "match"},
    {"raise", "throw"},
    {"except", "catch"},
    {"elif", "else"},
    {"var", "let", "const", "auto"},
  };

  private static final int[] GROUP_OF = groupOf();

  private Synonyms() {}

  private static int[] groupOf() {
    Map<String, Integer> groups = new HashMap<>();
    for (int group = 0; group < GROUPS.length; group++) {
      for (String spelling : GROUPS[group]) {
        groups.put(spelling, group + 1);
      }
    }
    int[] groupOf = new int[Alphabet.size()];
    for (int symbol = 0; symbol < groupOf.length; symbol++) {
      groupOf[symbol] = groups.getOrDefault(Alphabet.spelling(symbol), 0);
    }
    return groupOf;
  }

  /// The symbols of each group.
  static int[][] groups() {
    int[][] groups = new int[GROUPS.length][];
    for (int group = 0; group < groups.length; group++) {
      int number = group + 1;
      groups[group] =
          IntStream.range(0, GROUP_OF.length).filter(s -> GROUP_OF[s] == number).toArray();
    }
    return groups;
  }

  /// Whether two different symbols are synonyms.
  public static boolean are(int a, int b) {
    return GROUP_OF[a] != 0 && GROUP_OF[a] == GROUP_OF[b];
  }
}
