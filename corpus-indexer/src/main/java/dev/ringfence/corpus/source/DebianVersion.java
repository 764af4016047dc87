package dev.ringfence.corpus.source;

/// Compares versions of Debian packages (Debian Policy 5.6.12): epoch, upstream version, revision.
final class DebianVersion {
  private DebianVersion() {}

  /// Negative where `a` is older than `b`.
  static int compare(String a, String b) {
    int byEpoch = compareNumbers(epoch(a), epoch(b));
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byUpstream = compareParts(upstream(a), upstream(b));
    return byUpstream != 0 ? byUpstream : compareParts(revision(a), revision(b));
  }

  private static String epoch(String version) {
    int colon = version.indexOf(':');
    return colon < 0 ? "0" : version.substring(0, colon);
  }

  private static String upstream(String version) {
    String rest = version.substring(version.indexOf(':') + 1);
    int hyphen = rest.lastIndexOf('-');
    return hyphen < 0 ? rest : rest.substring(0, hyphen);
  }

  private static String revision(String version) {
    int hyphen = version.lastIndexOf('-');
    return hyphen < 0 ? "0" : version.substring(hyphen + 1);
  }

  /// Stretches without digits and with digits take turns.
  private static int compareParts(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while ((i < a.length() && !isDigit(a, i)) || (j < b.length() && !isDigit(b, j))) {
        int byLetter = Integer.compare(order(a, i), order(b, j));
        if (byLetter != 0) {
          return byLetter;
        }
        i++;
        j++;
      }
      int fromA = i;
      while (i < a.length() && isDigit(a, i)) {
        i++;
      }
      int fromB = j;
      while (j < b.length() && isDigit(b, j)) {
        j++;
      }
      int byNumber = compareNumbers(a.substring(fromA, i), b.substring(fromB, j));
      if (byNumber != 0) {
        return byNumber;
      }
    }
    return 0;
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /// `~` sorts before the end, letters before all else.
  private static int order(String text, int at) {
    if (at >= text.length() || isDigit(text, at)) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == '~') {
      return -1;
    }
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter ? c : c + 256;
  }

  private static int compareNumbers(String a, String b) {
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
  }
}
