package dev.ringfence.corpus.license;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the `SPDX-License-Identifier` tags [1] of a text, whatever frame of comment signs they
/// stand in. A tag that cannot be read is evidence without an expression.
///
/// [1] SPDX Specification 2.3, annex E; REUSE Specification 3.3 for what is to be ignored.
final class SpdxTags {
  static final String TAG_NAME = "SPDX-License-Identifier";

  private static final Pattern TAG =
      Pattern.compile("(?i)SPDX-License-Identifier[ \\t]*:[ \\t]*([^\\r\\n]*)");

  /// Where a comment ends, in any language; what follows is not the tag's.
  private static final Pattern COMMENT_END =
      Pattern.compile(
          "\\s*(?:\\*+/|--+!?>|\\*\\)|\"\"\"|'''|#>|[%?]>|\\]=*\\]|-\\}|\\|#|#\\}|%\\}|</[A-Za-z]|\\\\n|`).*$");

  private static final Pattern IGNORED =
      Pattern.compile("(?s)REUSE-IgnoreStart.*?(?:REUSE-IgnoreEnd|\\z)");
  private static final Pattern SNIPPET =
      Pattern.compile("(?s)SPDX-SnippetBegin.*?(?:SPDX-SnippetEnd|\\z)");

  /// `<id>`, `{{ license }}`, `%s`: of a template.
  private static final Pattern PLACEHOLDER = Pattern.compile("[<{\\[$%@]");

  private static final int MAX_LINES = 6;
  private static final int MAX_TAGS = 200;

  private SpdxTags() {}

  /// A text whose blocks of other license information are blank: those that REUSE is told to ignore
  /// and snippets, which speak for themselves alone. Its lines stay.
  static String withoutIgnored(String text) {
    String rest = text.contains("REUSE-IgnoreStart") ? blank(IGNORED, text) : text;
    return rest.contains("SPDX-SnippetBegin") ? blank(SNIPPET, rest) : rest;
  }

  private static String blank(Pattern block, String text) {
    return block
        .matcher(text)
        .replaceAll(
            found -> "\n".repeat((int) found.group().chars().filter(c -> c == '\n').count()));
  }

  /// Whether a text may have a tag from an offset on.
  static boolean mayHave(String text, int from) {
    return text.indexOf(TAG_NAME, from) >= 0 || text.indexOf("spdx-license-id", from) >= 0;
  }

  /// The tags of a text: all that can be read hold together, and each that cannot be read is shown.
  static List<LicenseEvidence> read(String path, String text) {
    List<LicenseEvidence> found = new ArrayList<>();
    if (!mayHave(text, 0) && !text.contains("SPDX-LICENSE-ID")) {
      return found;
    }
    List<SpdxExpression> tags = new ArrayList<>();
    StringBuilder remarks = new StringBuilder();
    int line = 0;
    Matcher tag = TAG.matcher(text);
    for (int seen = 0; seen < MAX_TAGS && tag.find(); seen++) {
      int lineStart = text.lastIndexOf('\n', tag.start()) + 1;
      String before = text.substring(lineStart, tag.start());
      if (isQuotedCode(before)) {
        continue;
      }
      Value value = value(text, before, tag);
      if (value.said().equals("NONE") || value.said().equals("NOASSERTION")) {
        found.add(unread(path, lineOf(text, tag), value.said(), "says nothing of a license"));
      } else if (value.expression().isPresent()) {
        tags.add(value.expression().get());
        line = line == 0 ? lineOf(text, tag) : line;
        if (!value.remark().isEmpty() && remarks.length() < 500) {
          remarks.append("; ").append(value.remark());
        }
      } else {
        found.add(unread(path, lineOf(text, tag), value.said(), "cannot be read"));
      }
    }
    if (!tags.isEmpty()) {
      String joined = SpdxExpression.and(tags).toString();
      found.addFirst(
          new LicenseEvidence(
              Method.SPDX_TAG, joined, path, line, TAG_NAME + ": " + joined + remarks));
    }
    return found;
  }

  private static int lineOf(String text, Matcher tag) {
    return LicenseHeader.lineOf(text, tag.start());
  }

  private static LicenseEvidence unread(String path, int line, String said, String why) {
    String shown = said.length() > 120 ? said.substring(0, 117) + "..." : said;
    return new LicenseEvidence(
        Method.SPDX_TAG, "", path, line, TAG_NAME + ": " + shown + " (" + why + ")");
  }

  /// Whether a tag stands in a string behind code, in a text whose strings nobody took out.
  private static boolean isQuotedCode(String before) {
    int quote =
        Math.max(
            Math.max(before.lastIndexOf('"'), before.lastIndexOf('\'')), before.lastIndexOf('`'));
    return quote > 0
        && before.substring(0, quote).chars().anyMatch(Character::isLetterOrDigit)
        && before.substring(quote + 1).chars().noneMatch(Character::isLetterOrDigit);
  }

  /// What a tag says.
  ///
  /// @param said its words
  /// @param remark what was left out or guessed, for a reader
  private record Value(Optional<SpdxExpression> expression, String said, String remark) {}

  private static Value value(String text, String before, Matcher tag) {
    String mark = before.strip();
    String said = trimmed(tag.group(1), mark);
    int end = tag.end();
    // An expression goes on where a bracket is open or an operator stands last.
    for (int more = 1; more < MAX_LINES && isOpen(said); more++) {
      int from = text.indexOf('\n', end);
      if (from < 0) {
        break;
      }
      int to = text.indexOf('\n', from + 1);
      to = to < 0 ? text.length() : to;
      String line = text.substring(from + 1, to).strip();
      if (line.contains(TAG_NAME)) {
        break;
      }
      String rest = COMMENT_END.matcher(line.replaceFirst("^[^A-Za-z0-9()]*", "")).replaceFirst("");
      if (rest.isBlank()) {
        break;
      }
      said = trimmed(said + " " + rest, mark);
      end = to;
    }
    if (PLACEHOLDER.matcher(tag.group(1)).lookingAt()
        && SpdxExpression.parse(said).filter(SpdxTags::isListed).isEmpty()) {
      return new Value(Optional.empty(), tag.group(1).strip(), "");
    }
    long missing = count(said, '(') - count(said, ')');
    return read(missing > 0 && missing < MAX_LINES ? said + ")".repeat((int) missing) : said);
  }

  private static boolean isOpen(String said) {
    return count(said, '(') > count(said, ')') || said.matches("(?i)(.*\\s)?(or|and|with)");
  }

  private static long count(String text, char c) {
    return text.chars().filter(each -> each == c).count();
  }

  /// The rest of a tag's line without the frame: the end of the comment, the signs that stand
  /// before the tag in reverse, and whatever signs are left at the end.
  private static String trimmed(String rest, String mark) {
    String value = COMMENT_END.matcher(rest).replaceFirst("").strip();
    String mirrored = new StringBuilder(mark).reverse().toString();
    if (!mark.isEmpty()
        && value.endsWith(mirrored)
        && !Character.isLetterOrDigit(mirrored.charAt(0))) {
      value = value.substring(0, value.length() - mirrored.length()).strip();
    }
    String before;
    do {
      before = value;
      int last = value.length() - 1;
      if (last >= 0 && !Character.isLetterOrDigit(value.charAt(last))) {
        char c = value.charAt(last);
        boolean closes = c == ')' && count(value, '(') >= count(value, ')');
        boolean plus = c == '+' && last > 0 && Character.isLetterOrDigit(value.charAt(last - 1));
        if (!closes && !plus && !(c == '(')) {
          value = value.substring(0, last).strip();
        }
      }
    } while (!value.equals(before));
    // A frame of letters: BASIC's and batch files' "REM", autoconf's "dnl".
    if (mark.matches("(?i)rem|dnl|c")
        && value
            .toLowerCase(java.util.Locale.ROOT)
            .endsWith(" " + mark.toLowerCase(java.util.Locale.ROOT))) {
      value = value.substring(0, value.length() - mark.length()).strip();
    }
    // A quote or bracket that was opened before the tag, or around the expression alone.
    return value.replaceFirst("^[\"'`<\\[{]+", "").strip();
  }

  private static Value read(String said) {
    Optional<SpdxExpression> strict = SpdxExpression.parse(said);
    if (strict.isPresent()) {
      return new Value(strict, said, "");
    }
    // "X, see COPYING", "X (comment)", "X -- comment": the longest start that is an expression of
    // known licenses, unless the rest names a license too.
    Optional<SpdxExpression> loose = LooseExpression.read(said, false, LicenseNames::known);
    if (loose.isPresent()) {
      return new Value(loose, said, "read from \"" + said + "\"");
    }
    String[] words = said.split("(?=[\\s,;:|/(<\\[])|(?<=[(\\[])", -1);
    for (int n = words.length - 1; n > 0; n--) {
      String start =
          String.join("", List.of(words).subList(0, n))
              .strip()
              .replaceAll("[-,;:|/.\\s(<\\[]+$", "");
      Optional<SpdxExpression> first =
          SpdxExpression.parse(start)
              .filter(SpdxTags::isListed)
              .or(() -> LooseExpression.read(start, false, LicenseNames::known));
      if (first.isPresent()) {
        String rest = said.substring(Math.min(said.length(), start.length()));
        return namesLicense(rest)
            ? new Value(Optional.empty(), said, "")
            : new Value(first, said, "read from \"" + said + "\"");
      }
    }
    return new Value(Optional.empty(), said, "");
  }

  private static final Pattern OTHER_LICENSE =
      Pattern.compile("(?i)gpl|\\bmit\\b|bsd|apache|mpl|licenseref|eupl|cddl|general public");

  private static boolean namesLicense(String rest) {
    return OTHER_LICENSE.matcher(rest).find();
  }

  /// Whether all licenses of an expression are of the list or say that they are not.
  static boolean isListed(SpdxExpression expression) {
    return switch (expression) {
      case SpdxExpression.License license -> isListed(license.id());
      case SpdxExpression.With with -> isListed(with.id());
      case SpdxExpression.And and -> and.parts().stream().allMatch(SpdxTags::isListed);
      case SpdxExpression.Or or -> or.parts().stream().allMatch(SpdxTags::isListed);
    };
  }

  private static boolean isListed(String id) {
    return id.startsWith("LicenseRef-")
        || id.startsWith("DocumentRef-")
        || LicenseIds.canonical(id).isPresent();
  }
}
