package dev.ringfence.corpus.license;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The licenses that a text names in words. A name in a sentence that denies it, tells of the past,
/// or speaks of other programs is a mention and no statement.
final class LicenseStatements {
  /// A license named in words.
  ///
  /// @param expression what it is
  /// @param start where, in the text that was read
  /// @param versioned whether its version is named too
  /// @param words as they stand there
  /// @param denied whether the sentence is no statement of the text's own license
  record Named(String expression, int start, boolean versioned, String words, boolean denied) {}

  private static final Pattern GNU =
      Pattern.compile(
          "\\bgnu public licen[sc]e|(gnu )?(affero|lesser|library)?( gnu)? ?general public licen[sc]e"
              + "|\\b(a|l)?gpl ?(v|version)? ?[0-9]|\\bunder the (terms of the )?(gnu )?[la]?gpl\\b"
              + "|\\bgnu [la]?gpl\\b|\\b[la]?gpl licen[sc]ed?\\b|licen[sc]ed? ?(:|=|is|under) ?[la]?gpl\\b");
  private static final Pattern VERSION =
      Pattern.compile("(?:version|v\\.?|gpl)[ -]*([123](?:\\.[01])?)\\b");
  private static final Pattern LATER =
      Pattern.compile(
          "any later|or later|or newer|or above|or higher|or greater|or \\(at your option\\) any|at your option, any|[123](\\.[01])?\\+|and later|or, at your option, any");

  /// Words that make licenses a choice; "at your option any later version" is none.
  private static final Pattern CHOICE =
      Pattern.compile(
          "in parallel|dual[- ]?licen|dually licen|multi[- ]?licen|tri[- ]?licen|dual (bsd|mit|mpl|apache|gpl)"
              + "|(at|as) (your|the [a-z']{2,15}|its|their) (option|choice|discretion|preference)(?!\\)?,? ?any)(?! \\(?any)"
              + "|one of the (above|following)|any of the (above|following)"
              + "|under either|either of the|either (the )?(terms|gnu|gpl|lgpl|mit|bsd|apache|mozilla|licen)"
              + "|alternatively,? (this|the|you|it|at|under|your|may|licen|any|and)|\\balternatively\\b"
              + "|choice of|(you|users?|licensees?|recipients?|which) (may|can|are free to|might) (choose|select|pick|elect|decide)|your choice|whichever"
              + "|under (the terms of )?(any |either |at least )?one of|or,? alternatively|two licen[sc]es|both licen[sc]es");

  /// What stands between two names that are a choice.
  private static final Pattern OR_BETWEEN =
      Pattern.compile(
          "^[^.]{0,90}?(\\bor\\b(?! (?:any |\\(?at your option\\)? ?,?(?:any )?)?(?:later|newer|above|higher|greater))|\\band or\\b|\\|)[^.]{0,40}$");

  /// A phrase that names a license; `needle` stands in every text that the pattern takes.
  private record Phrase(String needle, Pattern pattern, String expression) {
    Phrase(String needle, String pattern, String expression) {
      this(needle, Pattern.compile(pattern), expression);
    }
  }

  private static final List<Phrase> PHRASES =
      List.of(
          new Phrase(
              "as perl",
              "(under )?(the )?same (terms|licen[sc]e)( and conditions)? as (the )?perl\\b",
              "Artistic-1.0-Perl OR GPL-1.0-or-later"),
          new Phrase(
              "mozilla",
              "mozilla public license,?( \\(mpl\\),?)? ?(v\\.? ?|version )?2\\.0",
              "MPL-2.0"),
          new Phrase(
              "mozilla",
              "mozilla public license,?( \\(mpl\\),?)? ?(v\\.? ?|version )?1\\.1",
              "MPL-1.1"),
          new Phrase("eclipse", "eclipse public license,? ?-? ?(v ?|version )?2\\.0", "EPL-2.0"),
          new Phrase("eclipse", "eclipse public license,? ?-? ?(v ?|version )?1\\.0", "EPL-1.0"),
          new Phrase(
              "apache",
              "apache (software )?licen[sc]e,? ?\\(?(v\\.? ?|version )?2(\\.0)?\\b",
              "Apache-2.0"),
          new Phrase("cecill-b", "under the (terms of the )?cecill-b licen[sc]e", "CECILL-B"),
          new Phrase("cecill-c", "(under|by) the (terms of the )?cecill-c licen[sc]e", "CECILL-C"),
          new Phrase("cecill", "(under|by) the (terms of the )?cecill licen[sc]e", "CECILL-2.1"),
          new Phrase("boost software", "boost software licen[sc]e", "BSL-1.0"),
          new Phrase(
              "mit",
              "(under|the) (the )?(terms of the )?\"?mit\"? (x11 )?licen[sc]e|mit-style license|\\bmit licen[sc]e|licen[sc]ed? ?(:|under|is) ?(the )?mit\\b",
              "MIT"),
          new Phrase(
              "permission is hereby",
              "permission is hereby granted, free of charge, to any person",
              "MIT"),
          new Phrase(
              "permission to use",
              "permission to use, copy, modify,? (and or|and) distribute this software",
              "ISC"),
          new Phrase(
              "bsd",
              "(simplified|2-clause|two-clause|freebsd) bsd[- ]?(style )?licen[sc]e|bsd 2-clause|bsd-2-clause|2-clause bsd",
              "BSD-2-Clause"),
          new Phrase(
              "bsd",
              "(new|revised|modified|3-clause) bsd[- ](style )?licen[sc]e|bsd 3-clause|bsd-3-clause|bsd-style licen[sc]e|(under|the) (the )?(terms of the )?bsd licen[sc]e|bsd licen[sc]ed?\\b|licen[sc]ed? ?(:|under|is) ?(the )?bsd\\b",
              "BSD-3-Clause"),
          new Phrase(
              "redistribution and use",
              "redistribution and use in source and binary forms",
              "BSD-3-Clause"),
          new Phrase(
              "public domain",
              "(released|dedicated|placed|put) (in)?to the public domain|placed in the public domain|(is|are) (hereby )?(in the )?public domain\\b|public domain software",
              "LicenseRef-public-domain"));

  /// A sentence up to a name that makes it a mention.
  private static final Pattern DENIED_BEFORE =
      Pattern.compile(
          "\\b(?:not|never|isn.?t|aren.?t|wasn.?t|no longer|nor|neither)\\s+(?:(?:be|been|itself|yet|is|are|currently|being|a|an)\\s+){0,3}"
              + "(?:licen[sc]ed|released|distributed|covered|available|published|governed|subject|compatible|bound|affected|under|the|gnu)\\b(?! part of)[^.;,]{0,28}$"
              + "|compatib(?:le|ility) with[^.;]{0,40}$"
              + "|\\b(?:formerly|previously|used to be)\\b[^.;,]{0,60}$"
              + "|\\b(?:unlike|instead of|rather than|as opposed to|in contrast to|versus|alternative to|similar to|inspired by)\\b[^.;]{0,60}$"
              + "|\\b(?:checks?|detects?|finds?|refuses?|rejects?|scans?|recogni[sz]es?|forbids?|warns?|complains?|flags?|identif(?:y|ies)|classif(?:y|ies)|looks? for)\\b[^.;]{0,90}$"
              + "|\\b(?:a|an|another|other|similar|any|many|most|several)\\s+(?:[\\w+-]+\\s+){0,3}(?:programs?|software|packages?|tools?|librar(?:y|ies)|implementations?|projects?)\\b[^.;]{0,30}\\bunder\\b[^.;]{0,25}$"
              + "|\\b(?:for example|e\\.g\\.|such as|for instance)[^.;]{0,60}$"
              + "|\\b(?:discuss\\w*|explains?|faq|questions? about|compare\\w*)\\b[^.;]{0,50}$");

  /// A sentence from a name on that makes it a mention.
  private static final Pattern DENIED_AFTER =
      Pattern.compile(
          "^(?:[- ]compatib|[^.;]{0,80}\\b(?:does the same|is not (?:compatible|allowed|permitted|used|an option)|does not apply|doesn.t apply|do(?:es)? not cover|incompatib|are refused|not allowed|is forbidden|no longer applies))");

  private static final Pattern WAS_BEFORE =
      Pattern.compile("\\b(?:was|were|been|originally)\\b[^.;]{0,70}$");
  private static final Pattern WAS_AFTER =
      Pattern.compile(
          "^[^.;]{0,60}\\b(?:until|before|prior to|up to|but (?:is|has|was)|and (?:is|was|has been) (?:now|later|since)|then)\\b");

  private static final String NEEDLE_NAME = "general public licen";
  private static final String NEEDLE_SHORT = "gnu public licen";
  private static final String NEEDLE_INITIALS = "gpl";

  /// How far a match of [#GNU] reaches about its needle, in characters.
  private static final int NEEDLE_BEFORE = 40;

  private static final int NEEDLE_AFTER = 40;
  private static final int MAX_NAMED = 6;

  private final String flat;
  private final int[] offsets;
  private final List<Named> named = new ArrayList<>();
  private final List<int[]> places = new ArrayList<>();

  /// Reads a text.
  LicenseStatements(String text) {
    // Comment decoration between words would break the phrases: runs of it become one blank.
    StringBuilder packed = new StringBuilder(text.length());
    offsets = new int[text.length() + 1];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean blank =
          c <= ' ' || c == '*' || c == '#' || c == ';' || c == '/' || c == '!' || c == '%'
              || c == '|';
      if (blank && !packed.isEmpty() && packed.charAt(packed.length() - 1) == ' ') {
        continue;
      }
      offsets[packed.length()] = i;
      packed.append(blank ? ' ' : c);
    }
    String cased = packed.toString();
    String low = cased.toLowerCase(Locale.ROOT);
    // A few letters have lower-case forms of other lengths.
    flat = low.length() == cased.length() ? low : cased;
    gnu();
    phrases();
  }

  /// The text in lower case with its comment marks taken out.
  String flat() {
    return flat;
  }

  /// What is named and stated, in order of the text.
  List<Named> stated() {
    return named.stream()
        .filter(each -> !each.denied())
        .sorted((a, b) -> Integer.compare(a.start(), b.start()))
        .toList();
  }

  /// What is named in sentences that are no statements.
  List<Named> mentioned() {
    return named.stream().filter(Named::denied).toList();
  }

  /// Whether the licenses that are stated are a choice.
  boolean isChoice() {
    if (CHOICE.matcher(flat).find()) {
      return true;
    }
    for (int i = 0; i + 1 < places.size(); i++) {
      int end = places.get(i)[1];
      int next = places.get(i + 1)[0];
      if (next > end && next - end < 130 && OR_BETWEEN.matcher(flat.substring(end, next)).find()) {
        return true;
      }
    }
    return false;
  }

  private void add(String expression, int start, int end, boolean versioned, String words) {
    boolean denied = isDenied(start, end);
    named.add(new Named(expression, offsets[start], versioned, words.trim(), denied));
    if (!denied) {
      places.add(new int[] {start, end});
      places.sort((a, b) -> Integer.compare(a[0], b[0]));
    }
  }

  private boolean isDenied(int start, int end) {
    int name = start;
    // "under the" belongs to the sentence, not to the name.
    if (flat.startsWith("under ", start)) {
      name = start + (flat.startsWith("under the ", start) ? 10 : 6);
    }
    String before = flat.substring(sentenceStart(start), name);
    String after = flat.substring(end, Math.min(flat.length(), end + 120));
    return DENIED_BEFORE.matcher(before).find()
        || DENIED_AFTER.matcher(after).find()
        || (WAS_BEFORE.matcher(before).find() && WAS_AFTER.matcher(after).find());
  }

  private int sentenceStart(int at) {
    int from = Math.max(0, at - 200);
    int best = from;
    for (int i = from; i + 1 < at; i++) {
      char c = flat.charAt(i);
      if ((c == '.' || c == ':' || c == '?') && flat.charAt(i + 1) == ' ') {
        best = i + 2;
      }
    }
    return best;
  }

  private static int nearest(int a, int b) {
    return a < 0 ? b : b < 0 ? a : Math.min(a, b);
  }

  /// The GNU licenses that are named, in order.
  private void gnu() {
    if (!flat.contains("gpl") && !flat.contains("general public") && !flat.contains(NEEDLE_SHORT)) {
      return;
    }
    Matcher gnu = GNU.matcher(flat).useTransparentBounds(true).useAnchoringBounds(false);
    List<String> known = new ArrayList<>();
    int end = 0;
    int tries = 0;
    while (named.size() < MAX_NAMED && tries++ < 100) {
      // The pattern runs about its needles alone: over a whole head it takes most of the time.
      int needle =
          nearest(
              nearest(flat.indexOf(NEEDLE_NAME, end), flat.indexOf(NEEDLE_SHORT, end)),
              flat.indexOf(NEEDLE_INITIALS, end));
      if (needle < 0) {
        break;
      }
      int previous = end;
      int from = Math.max(end, needle - NEEDLE_BEFORE);
      gnu.region(from, Math.min(flat.length(), needle + NEEDLE_AFTER));
      if (!gnu.find()) {
        end = needle + 1;
        continue;
      }
      end = Math.max(gnu.end(), needle + 1);
      String after = flat.substring(gnu.start(), Math.min(flat.length(), gnu.end() + 300));
      // What follows up to the next mention belongs to that one.
      Matcher next = GNU.matcher(after);
      if (next.find() && next.find(Math.max(1, next.end()))) {
        after = after.substring(0, next.start());
      }
      String around = flat.substring(Math.max(previous, gnu.start() - 120), gnu.start()) + after;
      String name = gnu.group();
      boolean affero = name.contains("affero") || name.contains("agpl");
      boolean lesser = name.contains("lesser") || name.contains("library") || name.contains("lgpl");
      Matcher version = VERSION.matcher(after);
      String number = version.find() ? version.group(1) : "";
      if (number.isEmpty()) {
        Matcher before = VERSION.matcher(around);
        number = before.find() ? before.group(1) : "";
      }
      boolean versioned = !number.isEmpty();
      if (!versioned) {
        number = affero ? "3" : lesser ? "2" : "1";
      }
      boolean later = !versioned || LATER.matcher(after).find() || LATER.matcher(around).find();
      String base = affero ? "AGPL-" : lesser ? "LGPL-" : "GPL-";
      String id =
          base + (number.contains(".") ? number : number + ".0") + (later ? "-or-later" : "-only");
      // Later mentions without a version ("see the GNU General Public License") name nothing new,
      // nor does a second one of the same license.
      boolean stated = !known.isEmpty();
      if (!stated || (versioned && !known.contains(base))) {
        add(
            id,
            gnu.start(),
            gnu.end(),
            versioned,
            flat.substring(gnu.start(), Math.min(flat.length(), gnu.start() + 100)));
        if (!named.getLast().denied()) {
          known.add(base);
        }
      }
    }
  }

  private void phrases() {
    for (Phrase phrase : PHRASES) {
      if (!flat.contains(phrase.needle())) {
        continue;
      }
      Matcher matcher = phrase.pattern().matcher(flat);
      while (matcher.find()) {
        add(phrase.expression(), matcher.start(), matcher.end(), true, matcher.group());
        if (!named.getLast().denied()) {
          return;
        }
      }
    }
    if (named.stream().allMatch(Named::denied)) {
      listed();
    }
  }

  /// What no pattern takes, by the names of the SPDX list and by ids behind the word "license".
  private void listed() {
    int from = 0;
    for (int i = 0; i < MAX_NAMED; i++) {
      Optional<ListedNames.Place> place = ListedNames.find(flat, from);
      if (place.isEmpty()) {
        break;
      }
      ListedNames.Place found = place.get();
      add(found.id(), found.start(), found.end(), true, flat.substring(found.start(), found.end()));
      if (!named.getLast().denied()) {
        return;
      }
      from = found.end();
    }
    Matcher cue = CUE.matcher(flat);
    for (int i = 0; i < MAX_NAMED && cue.find(); i++) {
      String[] words =
          flat.substring(cue.end(), Math.min(flat.length(), cue.end() + 90)).split(" ", 8);
      for (int n = Math.min(6, words.length); n > 0; n--) {
        String name =
            String.join(" ", List.of(words).subList(0, n))
                .replaceAll("^[\"'(<\\[@]+|[\"')>\\].,:]+$", "");
        Optional<SpdxExpression> known =
            name.length() < 3 ? Optional.empty() : LicenseNames.known(name);
        if (known.isPresent()) {
          add(
              known.get().toString(),
              cue.start(),
              Math.min(flat.length(), cue.end() + name.length()),
              true,
              cue.group() + name);
          if (!named.getLast().denied()) {
            return;
          }
        }
      }
    }
  }

  /// What a license's name follows.
  private static final Pattern CUE =
      Pattern.compile(
          "(?:\\blicen[sc]ed?|@licen[sc]e|\\b(?:distributed|released|available|published|provided)(?: to you)? under)(?: (?:is|under|as|the|terms|of|by|conditions|to|and|use|a|an)\\b| ?[:=-] ?| ){1,8}");

  /// How the texts of the GNU licenses begin.
  private static final Pattern TITLE =
      Pattern.compile(
          "^ ?gnu (affero |lesser |library )?general public licen[sc]e version [0-9.]+, [0-9]+ [a-z]+ [0-9]{4}");

  /// The statements as one expression; empty where there are none.
  Optional<SpdxExpression> expression() {
    List<Named> stated = stated();
    List<Named> gnus =
        stated.stream()
            .filter(
                each -> each.expression().contains("GPL-") && !each.expression().contains(" OR "))
            .toList();
    if (!gnus.isEmpty() && TITLE.matcher(flat).find()) {
      // The text of a GNU license names others of the family, and choices.
      return SpdxExpression.parse(gnus.getFirst().expression());
    }
    boolean choice = isChoice();
    List<SpdxExpression> parts = new ArrayList<>();
    for (Named each : stated) {
      // Without a choice the first GNU license named is the file's own.
      if (choice || gnus.size() < 2 || !gnus.contains(each) || each.equals(gnus.getFirst())) {
        SpdxExpression.parse(each.expression()).ifPresent(parts::add);
      }
    }
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    List<SpdxExpression> gnuFirst = new ArrayList<>();
    parts.stream().filter(p -> p.toString().contains("GPL-")).forEach(gnuFirst::add);
    parts.stream().filter(p -> !p.toString().contains("GPL-")).forEach(gnuFirst::add);
    return Optional.of(combine(gnuFirst, choice));
  }

  /// A choice of licenses, or all of them.
  static SpdxExpression combine(List<SpdxExpression> parts, boolean choice) {
    List<SpdxExpression> flat = new ArrayList<>();
    for (SpdxExpression part : parts) {
      if (choice && part instanceof SpdxExpression.Or or) {
        flat.addAll(or.parts());
      } else {
        flat.add(part);
      }
    }
    List<SpdxExpression> distinct = flat.stream().distinct().toList();
    return choice && distinct.size() > 1
        ? new SpdxExpression.Or(distinct)
        : SpdxExpression.and(distinct);
  }
}
