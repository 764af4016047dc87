package dev.ringfence.corpus.license;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import dev.ringfence.corpus.license.LicenseTexts.TextMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the license that a file states about itself. Looks at the first [#HEAD] characters.
public final class LicenseHeader {
  /// How much of a file counts as its head, in characters.
  static final int HEAD = 8_000;

  private static final Pattern GNU =
      Pattern.compile(
          "(gnu )?(affero|lesser|library)?( gnu)? ?general public licen[sc]e"
              + "|\\b(a|l)?gpl ?(v|version)? ?[0-9]|\\bunder the (terms of the )?(gnu )?l?gpl\\b");
  private static final Pattern VERSION =
      Pattern.compile("(?:version|v\\.?|gpl)[ -]*([123](?:\\.[01])?)\\b");
  private static final Pattern LATER =
      Pattern.compile(
          "any later|or later|or newer|or \\(at your option\\) any|at your option, any|[123](\\.[01])?\\+|and later");

  /// Python's `__license__ = "BSD-3-Clause"`.
  private static final Pattern ASSIGNED =
      Pattern.compile("(?m)^__license__\\s*=\\s*([\"'])([^\"'\\n]{2,80})\\1");

  /// Words that make two licenses a choice.
  private static final Pattern CHOICE =
      Pattern.compile(
          "in parallel|at your choice|dual[- ]?licen|select, at your option|one of the above"
              + "|under either|alternatively, (this|the|you)");

  /// A phrase that names a license; `needle` stands in every text that the pattern takes.
  private record Phrase(String needle, Pattern pattern, String expression) {
    Phrase(String needle, String pattern, String expression) {
      this(needle, Pattern.compile(pattern), expression);
    }
  }

  private static final List<Phrase> PHRASES =
      List.of(
          new Phrase("mozilla", "mozilla public license,? (v\\.? ?|version )2\\.0", "MPL-2.0"),
          new Phrase("mozilla", "mozilla public license version 1\\.1", "MPL-1.1"),
          new Phrase("eclipse", "eclipse public license,? ?-? ?(v ?|version )?2\\.0", "EPL-2.0"),
          new Phrase("eclipse", "eclipse public license,? ?-? ?(v ?|version )?1\\.0", "EPL-1.0"),
          new Phrase(
              "apache", "apache (software )?license,? (v\\.? ?|version )?2\\.0", "Apache-2.0"),
          new Phrase("cecill-b", "under the (terms of the )?cecill-b licen[sc]e", "CECILL-B"),
          new Phrase("cecill-c", "(under|by) the (terms of the )?cecill-c licen[sc]e", "CECILL-C"),
          new Phrase("cecill", "(under|by) the (terms of the )?cecill licen[sc]e", "CECILL-2.1"),
          new Phrase("boost software", "boost software license", "BSL-1.0"),
          new Phrase(
              "mit", "(under|the) (the )?(terms of the )?mit license|mit-style license", "MIT"),
          new Phrase(
              "permission is hereby",
              "permission is hereby granted, free of charge, to any person",
              "MIT"),
          new Phrase(
              "permission to use",
              "permission to use, copy, modify,? (and/or|and) distribute this software",
              "ISC"),
          new Phrase(
              "bsd",
              "(new|revised|modified|3-clause) bsd license|bsd 3-clause|bsd-style license",
              "BSD-3-Clause"),
          new Phrase("bsd", "simplified bsd license|bsd 2-clause|2-clause bsd", "BSD-2-Clause"),
          new Phrase(
              "redistribution and use",
              "redistribution and use in source and binary forms",
              "BSD-3-Clause"),
          new Phrase(
              "public domain",
              "released (in)?to the public domain|placed in the public domain|is in the public domain",
              "LicenseRef-public-domain"));

  private LicenseHeader() {}

  /// All that a file says about its own license.
  ///
  /// @param path the file, relative to the work
  public static List<LicenseEvidence> read(String path, String text) {
    String head = text.length() > HEAD ? text.substring(0, HEAD) : text;
    // Most files of a work open with the same comment, and what follows is silent on licenses.
    int end = openingComment(head);
    List<LicenseEvidence> found;
    if (speaksOfLicenses(head.substring(end).toLowerCase(Locale.ROOT))) {
      found = readHead(SpdxTags.withoutIgnored(Commentary.of(path, head, end)), head);
    } else {
      String opening = head.substring(0, end);
      if (opening.indexOf('#') >= 0 && DIRECTIVE.matcher(opening).find()) {
        opening = Commentary.of(path, opening, end);
      }
      List<LicenseEvidence> known = KNOWN.get(opening);
      if (known == null) {
        known = readHead(SpdxTags.withoutIgnored(opening), opening);
        if (KNOWN.size() < MAX_KNOWN) {
          KNOWN.put(opening, known);
        }
      }
      found = known;
    }
    if (text.length() > HEAD && SpdxTags.mayHave(text.substring(HEAD))) {
      found = withTags(found, path, text, end);
    }
    return found.stream()
        .map(item ->
            new LicenseEvidence(item.method(), item.expression(), path, item.line(), item.detail()))
        .toList();
  }

  /// A tag counts wherever it stands; files that are put together from several have several.
  private static List<LicenseEvidence> withTags(
      List<LicenseEvidence> head, String path, String text, int opening) {
    List<LicenseEvidence> all =
        new ArrayList<>(
            SpdxTags.read("", SpdxTags.withoutIgnored(Commentary.of(path, text, opening))));
    head.stream().filter(item -> item.method() != Method.SPDX_TAG).forEach(all::add);
    return all;
  }

  /// A directive of C, which looks like a comment of other languages.
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "(?m)^[ \\t]*#[ \\t]*(define|if|ifndef|ifdef|undef|pragma|error|include)\\b.*(?i:gpl|licen|general public|public domain)");

  /// Openings that are remembered: a work repeats few, 16 MB at most.
  private static final int MAX_KNOWN = 1_000;

  private static final Map<String, List<LicenseEvidence>> KNOWN = new ConcurrentHashMap<>();

  private static final Pattern DOC_STRING = Pattern.compile("[rRuU]?(\"\"\"|''')");

  private static boolean speaksOfLicenses(String low) {
    return low.contains("licen")
        || low.contains("gpl")
        || low.contains("redistribut")
        || low.contains("permission")
        || low.contains("public domain");
  }

  /// Where the comments end that a text opens with, whatever the language: the first line that is
  /// neither blank nor looks like a comment.
  private static int openingComment(String text) {
    int at = 0;
    String until = "";
    while (at < text.length()) {
      int lineEnd = text.indexOf('\n', at);
      lineEnd = lineEnd < 0 ? text.length() : lineEnd + 1;
      String line = text.substring(at, lineEnd).strip();
      if (!until.isEmpty()) {
        until = line.contains(until) ? "" : until;
      } else if (line.startsWith("/*")) {
        until = line.indexOf("*/", 2) >= 0 ? "" : "*/";
      } else if (DOC_STRING.matcher(line).lookingAt()) {
        String quote = line.contains("\"\"\"") ? "\"\"\"" : "'''";
        until = line.indexOf(quote, line.indexOf(quote) + 3) >= 0 ? "" : quote;
      } else if (!line.isEmpty() && "#/*;%-!(".indexOf(line.charAt(0)) < 0) {
        return at;
      }
      at = lineEnd;
    }
    return at;
  }

  /// The evidence in the head of a file, without the name of the file.
  private static List<LicenseEvidence> readHead(String head, String code) {
    String path = "";
    List<LicenseEvidence> evidence = new ArrayList<>(SpdxTags.read(path, head));
    Matcher assigned = ASSIGNED.matcher(code);
    if (assigned.find()) {
      int line = lineOf(code, assigned.start());
      LicenseNames.toSpdx(assigned.group(2))
          .ifPresent(expression ->
              evidence.add(
                  new LicenseEvidence(
                      Method.PHRASE, expression, path, line, assigned.group().trim())));
    }
    String low = head.toLowerCase(Locale.ROOT);
    if (speaksOfLicenses(low)) {
      List<TextMatch> matches = LicenseTexts.shared().find(head);
      List<TextMatch> exceptions = LicenseTexts.shared().findExceptions(head);
      Optional<Found> phrase = phrase(low);
      if (!matches.isEmpty()) {
        evidence.add(excepted(exact(fromTexts(path, matches), matches, phrase, head), exceptions));
      }
      phrase.ifPresent(found ->
          evidence.add(
              excepted(
                  new LicenseEvidence(
                      Method.PHRASE,
                      found.expression(),
                      path,
                      lineOf(head, found.offset()),
                      found.words()),
                  exceptions)));
    }
    return evidence;
  }

  /// Evidence of a GNU license with the exception that stands in the same head.
  private static LicenseEvidence excepted(LicenseEvidence evidence, List<TextMatch> exceptions) {
    if (exceptions.isEmpty()
        || !(evidence.parsed().orElse(null) instanceof SpdxExpression.License license)
        || !license.id().contains("GPL-")) {
      return evidence;
    }
    TextMatch exception = exceptions.getFirst();
    return new LicenseEvidence(
        evidence.method(),
        license.id() + " WITH " + exception.id(),
        evidence.where(),
        evidence.line(),
        evidence.detail()
            + String.format(
                Locale.ROOT,
                "; %.0f %% of the words of %s",
                100 * exception.matched(),
                exception.id()));
  }

  /// The GNU headers differ in a word or two, less than their addresses do: the words that name
  /// license and version decide, not the share of matched words.
  private static LicenseEvidence exact(
      LicenseEvidence matched, List<TextMatch> matches, Optional<Found> phrase, String text) {
    boolean gnu =
        phrase.isPresent()
            && phrase.get().expression().contains("GPL-")
            && matches.getFirst().header()
            && matches.getFirst().id().contains("GPL-");
    return gnu
        ? new LicenseEvidence(
            matched.method(),
            phrase.get().expression(),
            matched.where(),
            lineOf(text, phrase.get().offset()),
            phrase.get().words() + "; " + matched.detail())
        : matched;
  }

  /// The license of a LICENSE or COPYING file; empty where its text is no known one.
  public static Optional<LicenseEvidence> readLicenseFile(String path, String text) {
    List<TextMatch> matches = LicenseTexts.shared().find(text);
    String head = text.substring(0, Math.min(HEAD, text.length()));
    Optional<Found> phrase = phrase(head.toLowerCase(Locale.ROOT));
    if (!matches.isEmpty()) {
      LicenseEvidence found = exact(fromTexts(path, matches), matches, phrase, head);
      return Optional.of(
          new LicenseEvidence(
              Method.LICENSE_FILE, found.expression(), path, found.line(), found.detail()));
    }
    return phrase.map(found ->
        new LicenseEvidence(Method.LICENSE_FILE, found.expression(), path, 1, found.words()));
  }

  private static LicenseEvidence fromTexts(String path, List<TextMatch> matches) {
    List<SpdxExpression> parts = new ArrayList<>();
    StringBuilder detail = new StringBuilder();
    for (TextMatch match : matches) {
      parts.add(new SpdxExpression.License(match.id()));
      detail.append(detail.isEmpty() ? "" : "; ");
      detail.append(
          String.format(
              Locale.ROOT,
              "%.0f %% of the words of the %s of %s",
              100 * match.matched(),
              match.header() ? "standard header" : "text",
              match.id()));
    }
    return new LicenseEvidence(
        Method.HEADER, SpdxExpression.and(parts).toString(), path, 1, detail.toString());
  }

  private record Found(String expression, int offset, String words) {}

  private static Optional<Found> phrase(String low) {
    // Comment decoration between words would break the phrases: runs of it become one blank.
    StringBuilder packed = new StringBuilder(low.length());
    int[] offsets = new int[low.length() + 1];
    for (int i = 0; i < low.length(); i++) {
      char c = low.charAt(i);
      boolean blank =
          c <= ' ' || c == '*' || c == '#' || c == ';' || c == '/' || c == '!' || c == '%';
      if (blank && !packed.isEmpty() && packed.charAt(packed.length() - 1) == ' ') {
        continue;
      }
      offsets[packed.length()] = i;
      packed.append(blank ? ' ' : c);
    }
    String flat = packed.toString();
    List<SpdxExpression> parts = new ArrayList<>();
    int first = -1;
    String words = "";
    boolean vague = false;
    List<Gnu> gnus = gnu(flat);
    if (!gnus.isEmpty()) {
      Gnu gnu = gnus.getFirst();
      List<SpdxExpression> ids =
          gnus.stream()
              .<SpdxExpression>map(g -> new SpdxExpression.License(g.id()))
              .distinct()
              .toList();
      // A choice is said in so many words; otherwise the first license named is the file's own.
      parts.add(
          ids.size() > 1 && CHOICE.matcher(flat).find()
              ? new SpdxExpression.Or(ids)
              : ids.getFirst());
      first = gnu.offset();
      vague = !gnu.versioned();
      words = flat.substring(first, Math.min(flat.length(), first + 100));
    }
    for (Phrase phrase : PHRASES) {
      Matcher matcher = phrase.pattern().matcher(flat);
      if (flat.contains(phrase.needle()) && matcher.find()) {
        parts.add(new SpdxExpression.License(phrase.expression()));
        if (first < 0) {
          first = matcher.start();
          words = matcher.group();
        }
        break;
      }
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Found(
                (parts.size() > 1 && CHOICE.matcher(flat).find()
                        ? new SpdxExpression.Or(parts)
                        : SpdxExpression.and(parts))
                    .toString(),
                offsets[first],
                vague ? words.trim() + NO_VERSION : words.trim()));
  }

  private static final String NEEDLE_NAME = "general public licen";
  private static final String NEEDLE_INITIALS = "gpl";

  /// How far a match of [#GNU] reaches about its needle, in characters.
  private static final int NEEDLE_BEFORE = 40;

  private static final int NEEDLE_AFTER = 40;

  private static int nearest(int a, int b) {
    return a < 0 ? b : b < 0 ? a : Math.min(a, b);
  }

  /// A mention of a GNU license.
  private record Gnu(String id, int offset, boolean versioned) {}

  /// The GNU licenses that a flattened, lower-case text names, in order.
  private static List<Gnu> gnu(String packed) {
    List<Gnu> found = new ArrayList<>();
    if (!packed.contains("gpl") && !packed.contains("general public")) {
      return found;
    }
    Matcher gnu = GNU.matcher(packed).useTransparentBounds(true).useAnchoringBounds(false);
    int end = 0;
    while (found.size() < 4) {
      // The pattern runs about its needles alone: over a whole head it takes most of the time.
      int needle = nearest(packed.indexOf(NEEDLE_NAME, end), packed.indexOf(NEEDLE_INITIALS, end));
      if (needle < 0) {
        break;
      }
      int from = Math.max(end, needle - NEEDLE_BEFORE);
      gnu.region(from, Math.min(packed.length(), needle + NEEDLE_AFTER));
      if (!gnu.find()) {
        end = needle + 1;
        continue;
      }
      end = Math.max(gnu.end(), needle + 1);
      String around =
          packed.substring(
              Math.max(0, gnu.start() - 120), Math.min(packed.length(), gnu.end() + 300));
      String after = packed.substring(gnu.start(), Math.min(packed.length(), gnu.end() + 300));
      // What follows up to the next mention belongs to that one.
      Matcher next = GNU.matcher(after);
      if (next.find() && next.find(Math.max(1, next.end()))) {
        after = after.substring(0, next.start());
      }
      String name = gnu.group();
      boolean affero = name.contains("affero") || name.startsWith("agpl");
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
      // nor
      // does a second one of the same license.
      boolean known = found.stream().anyMatch(other -> other.id().startsWith(base));
      if (found.isEmpty() || (versioned && !known)) {
        found.add(new Gnu(id, gnu.start(), versioned));
      }
    }
    return found;
  }

  /// What the detail of a mention without a version ends with.
  static final String NO_VERSION = " (no version stated)";

  static int lineOf(String text, int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }
}
