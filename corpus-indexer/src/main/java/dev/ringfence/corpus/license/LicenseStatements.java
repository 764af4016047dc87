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

  /// What stands between two names that are a choice.
  private static final Pattern OR_BETWEEN =
      Pattern.compile(
          "^[^.]{0,90}?(\\bor\\b(?! (?:any |\\(?at your option\\)? ?,?(?:any )?)?(?:later|newer|above|higher|greater))|\\band or\\b|\\|)[^.]{0,40}$");

  /// Every match of [GnuVersion#NAME] has one of these in it.
  private static final Needles NEEDLES =
      new Needles(List.of("general public licen", "gnu public licen", "gpl"));

  /// How far a match of [GnuVersion#NAME] reaches about its needle, in characters.
  private static final int NEEDLE_BEFORE = 40;

  private static final int NEEDLE_AFTER = 40;
  private static final int MAX_NAMED = 6;

  private final String flat;
  private final int[] offsets;
  private final List<Named> named = new ArrayList<>();
  private final List<int[]> places = new ArrayList<>();
  private final Optional<SpdxExpression> expression;

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
    expression = concluded();
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
    if (ChoiceWords.stand(flat)) {
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
    return Denials.stand(before, after);
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

  /// The GNU licenses that are named, in order.
  private void gnu() {
    Matcher gnu =
        GnuVersion.NAME.matcher(flat).useTransparentBounds(true).useAnchoringBounds(false);
    List<String> known = new ArrayList<>();
    int end = 0;
    int tries = 0;
    while (named.size() < MAX_NAMED && tries++ < 100) {
      // The pattern runs about its needles alone: over a whole head it takes most of the time.
      int needle = NEEDLES.next(flat, end);
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
      String name = gnu.group();
      boolean affero = name.contains("affero") || name.contains("agpl");
      boolean lesser = name.contains("lesser") || name.contains("library") || name.contains("lgpl");
      // Later mentions without a version ("see the GNU General Public License") name nothing new,
      // nor does a second one of the same license.
      boolean stated = !known.isEmpty();
      String base = affero ? "AGPL-" : lesser ? "LGPL-" : "GPL-";
      if (stated && known.contains(base)) {
        continue;
      }
      GnuVersion version =
          GnuVersion.of(
              flat.substring(Math.max(previous, gnu.start() - 120), gnu.start()),
              flat.substring(gnu.start(), Math.min(flat.length(), gnu.end() + 300)));
      String number = version.number();
      boolean versioned = !number.isEmpty();
      if (!versioned) {
        number = affero ? "3" : lesser ? "2" : "1";
      }
      boolean later = !versioned || version.later();
      String id =
          base + (number.contains(".") ? number : number + ".0") + (later ? "-or-later" : "-only");
      if (!stated || versioned) {
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
    long needles = LicensePhrase.needlesIn(flat);
    for (int i = 0; needles >>> i != 0; i++) {
      if ((needles >>> i & 1) == 0) {
        continue;
      }
      LicensePhrase phrase = LicensePhrase.ALL.get(i);
      Matcher matcher = phrase.matcher(flat);
      int from = 0;
      while (phrase.find(matcher, flat, from)) {
        from = matcher.end();
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
    return expression;
  }

  private Optional<SpdxExpression> concluded() {
    List<Named> stated = stated();
    List<Named> gnus =
        stated.stream()
            .filter(
                each -> each.expression().contains("GPL-") && !each.expression().contains(" OR "))
            .toList();
    if (!gnus.isEmpty() && TITLE.matcher(flat).lookingAt()) {
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
