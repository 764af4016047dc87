package dev.ringfence.corpus.license;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// License expressions as people write them: `GPL-2+ with OpenSSL exception or Expat, and Zlib`.
///
/// A comma binds least, as the machine-readable `debian/copyright` has it: `A or B, and C` is `(A
/// OR B) AND C`; without an `and` or `or` behind it, it lists, as the last one of the list does.
/// `and/or`, `|` and `||` are a choice.
final class LooseExpression {
  private static final int MAX_LENGTH = 2_000;
  private static final int MAX_DEPTH = 20;

  /// Parts of a text: brackets, commas, operators and what stands between.
  private static final Pattern PART =
      Pattern.compile(
          "(?<open>\\()|(?<close>\\))|(?<comma>[,;])"
              + "|(?<either>\\band ?/ ?or\\b|\\|\\|?|\\bor\\b(?! *\\(?(?:at your option\\)? )?(?:any )?(?:later|newer|above|higher|greater|up)\\b))"
              + "|(?<both>&&?|\\band\\b(?! *(?:any )?(?:later|newer|above|higher|greater|up)\\b)|\\bplus\\b)"
              + "|(?<slash> ?/ ?)"
              + "|(?<with>\\bwith\\b|\\bw/)",
          Pattern.CASE_INSENSITIVE);

  private enum Kind {
    OPEN,
    CLOSE,
    COMMA,
    OR,
    AND,
    SLASH,
    WITH,
    NAME
  }

  private record Part(Kind kind, String text) {}

  private final Function<String, Optional<SpdxExpression>> names;
  private final boolean slashIsChoice;
  private final List<Part> parts = new ArrayList<>();
  private int next;
  private int depth;

  private LooseExpression(Function<String, Optional<SpdxExpression>> names, boolean slashIsChoice) {
    this.names = names;
    this.slashIsChoice = slashIsChoice;
  }

  /// Reads an expression; empty where one of its names is not known.
  ///
  /// @param names the license that a name stands for
  /// @param slashIsChoice whether `A/B` is a choice, as Cargo had it; otherwise both hold
  static Optional<SpdxExpression> read(
      String text, boolean slashIsChoice, Function<String, Optional<SpdxExpression>> names) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.isEmpty() || line.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Optional<SpdxExpression> whole = names.apply(line);
    if (whole.isPresent()) {
      return whole;
    }
    LooseExpression reader = new LooseExpression(names, slashIsChoice);
    reader.split(line);
    Optional<SpdxExpression> found = reader.list();
    return reader.next == reader.parts.size() ? found : Optional.empty();
  }

  private void split(String line) {
    Matcher part = PART.matcher(line);
    int from = 0;
    while (part.find()) {
      Kind kind =
          part.group("open") != null
              ? Kind.OPEN
              : part.group("close") != null
                  ? Kind.CLOSE
                  : part.group("comma") != null
                      ? Kind.COMMA
                      : part.group("either") != null
                          ? Kind.OR
                          : part.group("both") != null
                              ? Kind.AND
                              : part.group("slash") != null ? Kind.SLASH : Kind.WITH;
      // "Apache License, Version 2.0" and "MIT/X11" are one name.
      if ((kind == Kind.COMMA
              && line.substring(part.end()).matches("(?i) ?(version|v\\.? ?)\\s*[0-9].*"))
          || (kind == Kind.SLASH && isOneName(line, from, part))
          || (kind == Kind.OPEN && isRemark(line, part.end()))) {
        continue;
      }
      if (kind == Kind.CLOSE && openRemark(line.substring(from, part.start()))) {
        continue;
      }
      addName(line.substring(from, part.start()));
      parts.add(new Part(kind, part.group()));
      from = part.end();
    }
    addName(line.substring(from));
  }

  private static boolean openRemark(String name) {
    return name.chars().filter(c -> c == '(').count() > name.chars().filter(c -> c == ')').count();
  }

  /// "GNU General Public License (GPL)", "GPL (>= 2)": what is in brackets is part of the name.
  private static boolean isRemark(String line, int open) {
    return open > 2
        && Character.isLetterOrDigit(line.charAt(open - (line.charAt(open - 2) == ' ' ? 3 : 2)))
        && !line.substring(0, open - 1).matches("(?is).*\\b(or|and|with|either|both) ?");
  }

  private boolean isOneName(String line, int from, Matcher part) {
    int end = part.end();
    while (end < line.length()
        && !Character.isWhitespace(line.charAt(end))
        && line.charAt(end) != '/') {
      end++;
    }
    String joined = line.substring(from, end).strip();
    return joined.matches("(?i)(mit/x11|x11/mit|mit/expat|expat/mit|zlib/libpng|bsd/mit)")
        || joined.contains("://")
        || joined.endsWith(":/");
  }

  private void addName(String name) {
    String plain =
        name.strip()
            .replaceAll("(?i)^(either|both|the)( |$)", "")
            .replaceAll("^[:.]+|[:.]+$", "")
            .strip();
    if (!plain.isEmpty()) {
      parts.add(new Part(Kind.NAME, plain));
    }
  }

  private boolean at(Kind kind) {
    return next < parts.size() && parts.get(next).kind() == kind;
  }

  private record Segment(Optional<Kind> before, SpdxExpression value) {}

  private Optional<SpdxExpression> list() {
    List<Segment> segments = new ArrayList<>();
    do {
      Optional<Kind> before = Optional.empty();
      if (!segments.isEmpty() && (at(Kind.OR) || at(Kind.AND))) {
        before = Optional.of(parts.get(next++).kind());
      }
      Optional<SpdxExpression> value = or();
      if (value.isEmpty()) {
        return value;
      }
      segments.add(new Segment(before, value.get()));
    } while (take(Kind.COMMA));
    return Optional.of(fold(segments));
  }

  private static SpdxExpression fold(List<Segment> segments) {
    SpdxExpression last = segments.getLast().value();
    boolean noneBetween = segments.stream().allMatch(segment -> segment.before().isEmpty());
    boolean plain =
        segments.subList(0, segments.size() - 1).stream()
            .noneMatch(s ->
                s.value() instanceof SpdxExpression.Or || s.value() instanceof SpdxExpression.And);
    // "A, B or C" is one list.
    if (segments.size() > 1 && noneBetween && plain && last instanceof SpdxExpression.Or choice) {
      List<SpdxExpression> all = new ArrayList<>();
      segments.subList(0, segments.size() - 1).forEach(segment -> all.add(segment.value()));
      all.addAll(choice.parts());
      return new SpdxExpression.Or(all);
    }
    SpdxExpression result = segments.getFirst().value();
    for (int i = 1; i < segments.size(); i++) {
      Kind operator = Kind.AND;
      for (int k = i; k < segments.size(); k++) {
        if (segments.get(k).before().isPresent()) {
          operator = segments.get(k).before().get();
          break;
        }
      }
      result = join(operator, List.of(result, segments.get(i).value()));
    }
    return result;
  }

  private static SpdxExpression join(Kind operator, List<SpdxExpression> values) {
    List<SpdxExpression> flat = new ArrayList<>();
    for (SpdxExpression value : values) {
      if (operator == Kind.OR && value instanceof SpdxExpression.Or or) {
        flat.addAll(or.parts());
      } else if (operator == Kind.AND && value instanceof SpdxExpression.And and) {
        flat.addAll(and.parts());
      } else {
        flat.add(value);
      }
    }
    List<SpdxExpression> distinct = flat.stream().distinct().toList();
    return distinct.size() == 1
        ? distinct.getFirst()
        : operator == Kind.OR ? new SpdxExpression.Or(distinct) : new SpdxExpression.And(distinct);
  }

  private Optional<SpdxExpression> or() {
    return chain(Kind.OR);
  }

  /// A chain of one operator: `or` over `and` over slashes.
  private Optional<SpdxExpression> chain(Kind operator) {
    List<SpdxExpression> values = new ArrayList<>();
    do {
      Optional<SpdxExpression> value =
          operator == Kind.OR
              ? chain(Kind.AND)
              : operator == Kind.AND ? chain(Kind.SLASH) : simple();
      if (value.isEmpty()) {
        return value;
      }
      values.add(value.get());
    } while (take(operator));
    Kind meant = operator == Kind.SLASH ? (slashIsChoice ? Kind.OR : Kind.AND) : operator;
    return Optional.of(join(meant, values));
  }

  private Optional<SpdxExpression> simple() {
    if (take(Kind.OPEN)) {
      if (++depth > MAX_DEPTH) {
        return Optional.empty();
      }
      Optional<SpdxExpression> inner = list();
      depth--;
      return take(Kind.CLOSE) ? withException(inner) : Optional.empty();
    }
    if (!at(Kind.NAME)) {
      return Optional.empty();
    }
    return withException(names.apply(parts.get(next++).text()));
  }

  private Optional<SpdxExpression> withException(Optional<SpdxExpression> base) {
    Optional<SpdxExpression> result = base;
    while (take(Kind.WITH)) {
      if (!at(Kind.NAME)) {
        return Optional.empty();
      }
      String exception = LicenseExceptions.knownOrRef(parts.get(next++).text());
      result =
          result.map(license ->
              license instanceof SpdxExpression.License plain
                  ? new SpdxExpression.With(plain.id(), exception)
                  : license);
    }
    return result;
  }

  private boolean take(Kind kind) {
    if (at(kind)) {
      next++;
      return true;
    }
    return false;
  }
}
