package dev.ringfence.corpus.license;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import dev.ringfence.corpus.license.LicenseTexts.TextMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the license that a file states about itself. Looks at the first [#HEAD] characters.
public final class LicenseHeader {
  /// How much of a file counts as its head, in characters.
  static final int HEAD = 8_000;

  /// Python's `__license__ = "BSD-3-Clause"`.
  private static final Pattern ASSIGNED =
      Pattern.compile("(?m)^__license__\\s*=\\s*([\"'])([^\"'\\n]{2,80})\\1");

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
      found = KNOWN.of(opening);
    }
    if (text.length() > HEAD && SpdxTags.mayHave(text, HEAD)) {
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

  private static final Memo<List<LicenseEvidence>> KNOWN =
      new Memo<>(MAX_KNOWN, opening -> readHead(SpdxTags.withoutIgnored(opening), opening));

  private static final Pattern DOC_STRING = Pattern.compile("[rRuU]?(\"\"\"|''')");

  private static final Needles SPEAKING =
      new Needles(List.of("licen", "gpl", "redistribut", "permission", "public domain"));

  private static boolean speaksOfLicenses(String low) {
    return SPEAKING.standIn(low);
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
    if (speaksOfLicenses(head.toLowerCase(Locale.ROOT))) {
      evidence.addAll(readWords(head));
    }
    return evidence;
  }

  /// What the texts of the list and the words of a text say.
  private static List<LicenseEvidence> readWords(String text) {
    List<LicenseEvidence> evidence = new ArrayList<>();
    LicenseTexts.Reading texts = LicenseTexts.shared().read(text);
    List<TextMatch> matches = texts.licenses();
    LicenseStatements words = new LicenseStatements(text);
    Optional<TextMatch> exception = texts.exceptions().stream().findFirst();
    Optional<LicenseExceptions.Named> byName =
        exception.isPresent() ? Optional.empty() : LicenseExceptions.named(words.flat());
    Optional<LicenseEvidence> phrase = fromWords(text, words);
    if (!matches.isEmpty()) {
      evidence.add(
          excepted(
              exact(fromTexts(text, matches, words), matches, words, text), exception, byName));
    }
    phrase.ifPresent(found -> evidence.add(excepted(found, exception, byName)));
    if (evidence.isEmpty() && !words.mentioned().isEmpty()) {
      LicenseStatements.Named mention = words.mentioned().getFirst();
      evidence.add(
          new LicenseEvidence(
              Method.PHRASE,
              "",
              "",
              lineOf(text, mention.start()),
              mention.words() + " (named, not stated)"));
    }
    return evidence;
  }

  private static Optional<LicenseEvidence> fromWords(String text, LicenseStatements words) {
    return words
        .expression()
        .map(expression -> {
          LicenseStatements.Named first = words.stated().getFirst();
          return new LicenseEvidence(
              Method.PHRASE,
              expression.toString(),
              "",
              lineOf(text, first.start()),
              first.versioned() ? first.words() : first.words() + NO_VERSION);
        });
  }

  /// Evidence of a GNU license with the exception that stands in the same head or is named there.
  private static LicenseEvidence excepted(
      LicenseEvidence evidence,
      Optional<TextMatch> text,
      Optional<LicenseExceptions.Named> byName) {
    Optional<String> id = text.map(TextMatch::id).or(() -> byName.map(LicenseExceptions.Named::id));
    Optional<SpdxExpression> parsed = evidence.parsed();
    if (id.isEmpty() || parsed.isEmpty()) {
      return evidence;
    }
    SpdxExpression with = with(parsed.get(), id.get());
    if (with.equals(parsed.get())) {
      return evidence;
    }
    String how =
        text.isPresent()
            ? String.format(
                Locale.ROOT, "; %.0f %% of the words of %s", 100 * text.get().matched(), id.get())
            : "; names \"" + byName.orElseThrow().words().trim() + "\"";
    return new LicenseEvidence(
        evidence.method(),
        with.toString(),
        evidence.where(),
        evidence.line(),
        evidence.detail().replace(NO_VERSION, "") + how);
  }

  private static SpdxExpression with(SpdxExpression expression, String exception) {
    return switch (expression) {
      case SpdxExpression.License license ->
          license.id().contains("GPL-")
              ? new SpdxExpression.With(license.id(), exception)
              : license.id().equals("Apache-2.0") && exception.equals("LLVM-exception")
                  ? new SpdxExpression.With(license.id(), exception)
                  : license;
      case SpdxExpression.With with -> with;
      case SpdxExpression.And and ->
          new SpdxExpression.And(and.parts().stream().map(p -> with(p, exception)).toList());
      case SpdxExpression.Or or ->
          new SpdxExpression.Or(or.parts().stream().map(p -> with(p, exception)).toList());
    };
  }

  /// The GNU headers differ in a word or two, less than their addresses do: the words that name
  /// license and version decide, not the share of matched words.
  private static LicenseEvidence exact(
      LicenseEvidence matched, List<TextMatch> matches, LicenseStatements words, String text) {
    Optional<SpdxExpression> expression = words.expression();
    boolean gnu =
        expression.isPresent()
            && expression.get().toString().contains("GPL-")
            && matches.getFirst().header()
            && matches.getFirst().id().contains("GPL-");
    if (!gnu) {
      return matched;
    }
    LicenseStatements.Named first = words.stated().getFirst();
    return new LicenseEvidence(
        matched.method(),
        expression.get().toString(),
        matched.where(),
        lineOf(text, first.start()),
        first.words() + "; " + matched.detail());
  }

  /// The license of a LICENSE or COPYING file; empty where its text is no known one.
  public static Optional<LicenseEvidence> readLicenseFile(String path, String text) {
    String head = text.substring(0, Math.min(HEAD, text.length()));
    List<TextMatch> matches = LicenseTexts.shared().find(text);
    LicenseStatements words = new LicenseStatements(head);
    Optional<LicenseEvidence> found =
        matches.isEmpty()
            ? fromWords(head, words).or(() -> tagAlone(head))
            : Optional.of(exact(fromTexts(matches), matches, words, head));
    return found.map(item ->
        new LicenseEvidence(
            Method.LICENSE_FILE, item.expression(), path, item.line(), item.detail()));
  }

  /// A file that gives the license by its tag, and no text.
  private static Optional<LicenseEvidence> tagAlone(String head) {
    return SpdxTags.read("", head).stream().filter(tag -> tag.parsed().isPresent()).findFirst();
  }

  /// The texts that were found, with a GNU license that is stated beside them: "Alternatively, this
  /// software may be distributed under the terms of the GNU General Public License".
  private static LicenseEvidence fromTexts(
      String text, List<TextMatch> matches, LicenseStatements words) {
    LicenseEvidence found = fromTexts(matches);
    if (matches.stream()
        .anyMatch(match ->
            match.id().contains("GPL-")
                || match.id().matches("MPL-.*|Linux-OpenIB|Artistic.*|CDDL-.*|EPL-.*"))) {
      return found;
    }
    Optional<LicenseStatements.Named> gnu =
        words.stated().stream()
            .filter(
                each -> each.expression().contains("GPL-") && !each.expression().contains(" OR "))
            .findFirst();
    if (gnu.isEmpty()) {
      return found;
    }
    List<SpdxExpression> parts = new ArrayList<>();
    words
        .expression()
        .ifPresent(all -> {
          if (all instanceof SpdxExpression.Or or) {
            or.parts().stream().filter(p -> p.toString().contains("GPL-")).forEach(parts::add);
          }
        });
    if (parts.isEmpty()) {
      parts.add(new SpdxExpression.License(gnu.get().expression()));
    }
    found.parsed().ifPresent(parts::add);
    return new LicenseEvidence(
        found.method(),
        LicenseStatements.combine(parts, words.isChoice()).toString(),
        "",
        lineOf(text, gnu.get().start()),
        gnu.get().words() + "; " + found.detail());
  }

  private static LicenseEvidence fromTexts(List<TextMatch> matches) {
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
        Method.HEADER, SpdxExpression.and(parts).toString(), "", 1, detail.toString());
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
