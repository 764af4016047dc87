package dev.ringfence.corpus.license;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version that stands with the name of a GNU license.
///
/// @param number as it is written, or empty
/// @param later whether later ones are allowed too
record GnuVersion(String number, boolean later) {
  /// The name of a GNU license.
  static final Pattern NAME =
      Pattern.compile(
          "\\bgnu public licen[sc]e|(gnu )?(affero|lesser|library)?( gnu)? ?general public licen[sc]e"
              + "|\\b(a|l)?gpl ?(v|version)? ?[0-9]|\\bunder the (terms of the )?(gnu )?[la]?gpl\\b"
              + "|\\bgnu [la]?gpl\\b|\\b[la]?gpl licen[sc]ed?\\b|licen[sc]ed? ?(:|=|is|under) ?[la]?gpl\\b");

  private static final Pattern VERSION =
      Pattern.compile("(?:version|v\\.?|gpl)[ -]*([123](?:\\.[01])?)\\b");
  private static final Pattern LATER =
      Pattern.compile(
          "any later|or later|or newer|or above|or higher|or greater|or \\(at your option\\) any|at your option, any|[123](\\.[01])?\\+|and later|or, at your option, any");

  private static final int MAX_KNOWN = 4_000;

  private static final Memo<GnuVersion> KNOWN = new Memo<>(MAX_KNOWN, GnuVersion::read);

  /// The version of a name.
  ///
  /// @param before what stands before the name, flattened, in lower case
  /// @param from the name and what follows it
  static GnuVersion of(String before, String from) {
    return KNOWN.of((char) before.length() + before + from);
  }

  private static GnuVersion read(String key) {
    String before = key.substring(1, 1 + key.charAt(0));
    String after = key.substring(1 + key.charAt(0));
    // What follows up to the next mention belongs to that one.
    Matcher next = NAME.matcher(after);
    if (next.find() && next.find(Math.max(1, next.end()))) {
      after = after.substring(0, next.start());
    }
    String around = before + after;
    Matcher version = VERSION.matcher(after);
    String number = version.find() ? version.group(1) : "";
    if (number.isEmpty()) {
      Matcher earlier = VERSION.matcher(around);
      number = earlier.find() ? earlier.group(1) : "";
    }
    return new GnuVersion(number, LATER.matcher(after).find() || LATER.matcher(around).find());
  }
}
