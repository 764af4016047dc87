package dev.ringfence.scanner.change.document;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads HTML, XHTML, SVG and other XML: scripts by their type, and the text around the tags, which
/// may show code. Tolerant as browsers are: an end that is missing is the end of the text.
final class HtmlReader {
  /// Longer ones are no tags but text.
  private static final int MAX_TAG = 4_000;

  private static final int MAX_ENTITY = 8;

  private static final Set<String> OWN_LINE =
      Set.of("br", "p", "div", "li", "tr", "td", "th", "pre", "dd", "dt", "h1", "h2", "h3", "code");

  private static final Map<String, String> ENTITIES =
      Map.of(
          "lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ", "lbrace", "{",
          "rbrace", "}", "tab", "\t");

  private final String text;
  private final int[] lineOf;
  private final PartCollector parts = new PartCollector();
  private final StringBuilder line = new StringBuilder();
  private Optional<Language> language = Optional.empty();
  private int number;
  private int tagEnd;

  private HtmlReader(List<DocumentLine> lines) {
    StringBuilder all = new StringBuilder();
    List<Integer> numbers = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (DocumentLine each : lines) {
      all.append(each.text()).append('\n');
      numbers.add(each.number());
      ends.add(all.length());
    }
    text = all.toString();
    lineOf = new int[text.length() + 1];
    int row = 0;
    for (int i = 0; i < text.length(); i++) {
      while (i >= ends.get(row)) {
        row++;
      }
      lineOf[i] = numbers.get(row);
    }
    lineOf[text.length()] = lines.isEmpty() ? 1 : lines.getLast().number();
  }

  static List<DocumentPart> read(List<DocumentLine> lines) {
    return new HtmlReader(lines).read();
  }

  private List<DocumentPart> read() {
    int at = 0;
    number = lineOf[0];
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '<') {
        at = readMarkup(at);
      } else if (c == '&') {
        at = readEntity(at, text.length());
      } else {
        take(c, at);
        at++;
      }
    }
    endLine();
    return parts.parts();
  }

  private void take(char c, int at) {
    if (c == '\n') {
      endLine();
      number = at + 1 < lineOf.length ? lineOf[at + 1] : number;
    } else {
      line.append(c);
    }
  }

  private void endLine() {
    parts.add(language, number, line.toString());
    line.setLength(0);
  }

  /// What begins with `<`; returns where it ends.
  private int readMarkup(int at) {
    if (text.startsWith("<!--", at)) {
      // What is commented out may be code too.
      line.append("    ");
      return at + 4;
    }
    if (text.startsWith("<![CDATA[", at)) {
      return readRaw(at + 9, "]]>", 3);
    }
    if (text.startsWith("<?php", at) || text.startsWith("<?=", at)) {
      return readScript(Optional.of(Language.PHP), at, "?>", 2);
    }
    boolean tag =
        at + 1 < text.length()
            && (Character.isLetter(text.charAt(at + 1)) || "/!?".indexOf(text.charAt(at + 1)) >= 0);
    if (!tag || !isTag(at)) {
      take('<', at);
      return at + 1;
    }
    String name = nameAt(text.charAt(at + 1) == '/' ? at + 2 : at + 1);
    String head = text.substring(at, tagEnd);
    int end = tagEnd;
    for (int i = at; i < end; i++) {
      if (text.charAt(i) == '\n') {
        take('\n', i);
      }
    }
    String local = name.substring(name.indexOf(':') + 1);
    boolean opens = text.charAt(at + 1) != '/' && !head.endsWith("/>");
    if (opens && (local.equals("script") || local.equals("style"))) {
      return readScript(
          local.equals("script") ? ofScript(head) : Optional.empty(), end, "</" + name, 0);
    }
    if (OWN_LINE.contains(local)) {
      endLine();
    }
    return end;
  }

  /// Reads a part in a language, to a mark or the end.
  private int readScript(Optional<Language> in, int start, String mark, int skipped) {
    endLine();
    parts.endPart();
    language = in;
    int after = readRaw(start, mark, skipped);
    endLine();
    parts.endPart();
    language = Optional.empty();
    return after;
  }

  /// Reads text in which nothing but entities means anything, to a mark or the end.
  private int readRaw(int start, String mark, int skipped) {
    int end = indexOfIgnoringCase(mark, start);
    int stop = end < 0 ? text.length() : end;
    int at = start;
    while (at < stop) {
      char c = text.charAt(at);
      if (c == '&') {
        at = readEntity(at, stop);
      } else if (text.startsWith("<![CDATA[", at)) {
        at += 9;
      } else if (text.startsWith("]]>", at) || text.startsWith("-->", at)) {
        at += 3;
      } else if (text.startsWith("<!--", at)) {
        at += 4;
      } else {
        take(c, at);
        at++;
      }
    }
    return end < 0 ? text.length() : Math.max(end + skipped, at);
  }

  private int indexOfIgnoringCase(String mark, int start) {
    for (int i = start; i + mark.length() <= text.length(); i++) {
      if (text.charAt(i) == mark.charAt(0) && text.regionMatches(true, i, mark, 0, mark.length())) {
        return i;
      }
    }
    return -1;
  }

  private int readEntity(int at, int stop) {
    int end = at + 1;
    while (end < stop && end - at <= MAX_ENTITY && isEntityUnit(text.charAt(end))) {
      end++;
    }
    if (end >= stop || text.charAt(end) != ';') {
      take('&', at);
      return at + 1;
    }
    String name = text.substring(at + 1, end);
    String value =
        name.startsWith("#") ? ofNumber(name) : ENTITIES.get(name.toLowerCase(Locale.ROOT));
    if (value == null) {
      take('&', at);
      return at + 1;
    }
    if (value.equals("\n") || value.equals("\r")) {
      endLine();
    } else {
      line.append(value);
    }
    return end + 1;
  }

  private static boolean isEntityUnit(char c) {
    return c == '#' || (c < 128 && Character.isLetterOrDigit(c));
  }

  private static String ofNumber(String name) {
    boolean hex = name.startsWith("#x") || name.startsWith("#X");
    String digits = name.substring(hex ? 2 : 1);
    try {
      int code = Integer.parseInt(digits, hex ? 16 : 10);
      return Character.isValidCodePoint(code) ? Character.toString(code) : " ";
    } catch (NumberFormatException notANumber) {
      return " ";
    }
  }

  private String nameAt(int start) {
    int end = start;
    while (end < text.length() && isNameUnit(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isNameUnit(char c) {
    return Character.isLetterOrDigit(c) || c == ':' || c == '-' || c == '_' || c == '.';
  }

  /// Whether a whole tag stands here, and no comparison or type of some code; sets where it ends.
  private boolean isTag(int start) {
    int limit = Math.min(text.length(), start + MAX_TAG);
    int at = start + 1;
    boolean free = text.charAt(at) == '!' || text.charAt(at) == '?';
    if (text.charAt(at) == '/' || free) {
      at++;
    }
    while (at < limit && isNameUnit(text.charAt(at))) {
      at++;
    }
    while (at < limit) {
      char c = text.charAt(at);
      if (c == '>') {
        tagEnd = at + 1;
        return true;
      }
      if (c == '"' || c == '\'') {
        at++;
        while (at < limit && text.charAt(at) != c) {
          at++;
        }
      } else if (c == '<' || (!free && ";(){}|&,".indexOf(c) >= 0 && !inValue(at))) {
        return false;
      }
      at++;
    }
    return false;
  }

  /// Whether a unit stands in a value without quotes.
  private boolean inValue(int at) {
    int before = at - 1;
    while (before >= 0 && "=<>\"' \t\n".indexOf(text.charAt(before)) < 0) {
      if (at - before > 80) {
        return false;
      }
      before--;
    }
    return before >= 0 && text.charAt(before) == '=';
  }

  /// The language of a script; empty for one that is data or says a language that nobody knows.
  private static Optional<Language> ofScript(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    String type = attribute(lower, "type");
    if (type.isEmpty()) {
      type = attribute(lower, "lang");
    }
    if (type.isEmpty()) {
      type = attribute(lower, "language");
    }
    if (type.isEmpty() || type.equals("module") || type.startsWith("javascript")) {
      return Optional.of(Language.JAVASCRIPT);
    }
    String name = type.substring(type.lastIndexOf('/') + 1);
    int end = name.indexOf(';');
    name = (end < 0 ? name : name.substring(0, end)).strip();
    Optional<Language> named = LanguageDetector.ofName(name);
    return named.isPresent() || !name.startsWith("x-")
        ? named
        : LanguageDetector.ofName(name.substring(2));
  }

  private static String attribute(String head, String name) {
    int at = head.indexOf(name);
    while (at >= 0) {
      int next = at + name.length();
      while (next < head.length() && Character.isWhitespace(head.charAt(next))) {
        next++;
      }
      boolean whole = at > 0 && Character.isWhitespace(head.charAt(at - 1));
      if (whole && next < head.length() && head.charAt(next) == '=') {
        String value = head.substring(next + 1).strip();
        if (value.startsWith("\"") || value.startsWith("'")) {
          int close = value.indexOf(value.charAt(0), 1);
          return value.substring(1, close < 0 ? value.length() : close).strip();
        }
        int stop = 0;
        while (stop < value.length()
            && !Character.isWhitespace(value.charAt(stop))
            && value.charAt(stop) != '>') {
          stop++;
        }
        return value.substring(0, stop);
      }
      at = head.indexOf(name, at + 1);
    }
    return "";
  }
}
