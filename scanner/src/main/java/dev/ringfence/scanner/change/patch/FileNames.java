package dev.ringfence.scanner.change.patch;

import org.jspecify.annotations.Nullable;

/// Takes the names of files out of the lines of a patch. Names are bytes still, as the lines are.
final class FileNames {
  /// Longer than two paths can be; a line of names beyond it is no such line.
  private static final int MAX = 8_500;

  private FileNames() {}

  /// A name as it stands behind `---` or `+++`: perhaps quoted, perhaps followed by a time.
  static String after(String text) {
    String name = text.stripLeading();
    if (name.startsWith("\"")) {
      return unquote(name.substring(0, endOfQuoted(name)));
    }
    int tab = name.indexOf('\t');
    String untimed = (tab < 0 ? name : name.substring(0, tab)).stripTrailing();
    // svn says the revision, some tools the time, behind a blank.
    return tab >= 0
        ? untimed
        : untimed.replaceFirst(
            " +(?:\\((?:revision|working copy|nonexistent|rev) ?[^)]*\\)|\\d{4}-\\d\\d-\\d\\d"
                + "[ T]\\d\\d:.*|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\w{3} +\\d+ \\d\\d:.*)$",
            "");
  }

  /// The two names of a `diff --git` line; null where they cannot be told apart.
  static String @Nullable [] ofGit(String rest) {
    if (rest.length() > MAX) {
      return null;
    }
    if (rest.startsWith("\"")) {
      int end = endOfQuoted(rest);
      String second = rest.substring(Math.min(rest.length(), end + 1));
      return new String[] {unquote(rest.substring(0, end)), unquote(second)};
    }
    int quote = rest.indexOf(" \"");
    if (quote > 0 && rest.endsWith("\"")) {
      return new String[] {rest.substring(0, quote), unquote(rest.substring(quote + 1))};
    }
    String[] fallback = null;
    for (int space = rest.indexOf(' '); space >= 0; space = rest.indexOf(' ', space + 1)) {
      boolean last = rest.indexOf(' ', space + 1) < 0;
      int slash = rest.indexOf('/');
      int second = rest.indexOf('/', space + 1);
      // Of two names that say the same, what follows the first component is equally long.
      boolean halves = space * 2 + 1 == rest.length();
      boolean pair = slash >= 0 && slash < space && space - slash == rest.length() - second;
      boolean plausible = fallback == null && (last || rest.startsWith("b/", space + 1));
      if (halves || pair || plausible) {
        String left = rest.substring(0, space);
        String right = rest.substring(space + 1);
        if (left.equals(right) || PathPrefixes.isPair(left, right)) {
          return new String[] {left, right};
        }
        fallback = plausible ? new String[] {left, right} : fallback;
      }
    }
    return fallback;
  }

  private static int endOfQuoted(String text) {
    int i = 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), i + 1);
  }

  /// Undoes git's C-style quoting.
  static String unquote(String text) {
    if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') {
      return text;
    }
    StringBuilder bytes = new StringBuilder();
    int i = 1;
    while (i < text.length() - 1) {
      char c = text.charAt(i++);
      if (c != '\\' || i >= text.length() - 1) {
        bytes.append(c);
        continue;
      }
      char next = text.charAt(i++);
      if (next < '0' || next > '7') {
        bytes.append(
            switch (next) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              case 'a' -> (char) 7;
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'v' -> (char) 11;
              default -> next;
            });
        continue;
      }
      int value = next - '0';
      for (int digits = 1; digits < 3 && i < text.length() - 1; digits++) {
        char digit = text.charAt(i);
        if (digit < '0' || digit > '7') {
          break;
        }
        value = value * 8 + digit - '0';
        i++;
      }
      bytes.append((char) (value & 0xff));
    }
    return bytes.toString();
  }
}
