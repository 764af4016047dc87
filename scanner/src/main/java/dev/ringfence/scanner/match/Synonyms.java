package dev.ringfence.scanner.match;

import dev.ringfence.fingerprints.token.Alphabet;

/// Symbols that say the same in other words or another language: `.` and `->`, `None` and `null`.
final class Synonyms {
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
  };

  private static final int[] GROUP_OF = groups();

  private Synonyms() {}

  private static int[] groups() {
    int[] groupOf = new int[Alphabet.size()];
    for (int group = 0; group < GROUPS.length; group++) {
      for (String spelling : GROUPS[group]) {
        for (int symbol = 0; symbol < groupOf.length; symbol++) {
          if (Alphabet.spelling(symbol).equals(spelling)) {
            groupOf[symbol] = group + 1;
          }
        }
      }
    }
    return groupOf;
  }

  /// Whether two different symbols are synonyms.
  static boolean are(int a, int b) {
    return GROUP_OF[a] != 0 && GROUP_OF[a] == GROUP_OF[b];
  }
}
