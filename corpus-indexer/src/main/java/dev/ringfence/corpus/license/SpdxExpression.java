package dev.ringfence.corpus.license;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An SPDX license expression [1].
///
/// [1] SPDX Specification 2.3, annex D. Operators are read in any case; deprecated and loose ids
/// become current ones (`GPL-2.0` is `GPL-2.0-only`, `GPLv2+` is `GPL-2.0-or-later`), see
/// [LicenseAliases].
public sealed interface SpdxExpression {
  /// One license: `MIT`.
  record License(String id) implements SpdxExpression {
    @Override
    public Category category() {
      return LicenseCategories.of(id);
    }

    @Override
    public boolean isNetworkCopyleft() {
      return LicenseCategories.isNetworkCopyleft(id);
    }

    @Override
    public String toString() {
      return id;
    }
  }

  /// A license with an exception: `GPL-2.0-only WITH Classpath-exception-2.0`.
  record With(String id, String exception) implements SpdxExpression {
    @Override
    public Category category() {
      return LicenseCategories.withException(id, exception);
    }

    @Override
    public boolean isNetworkCopyleft() {
      return LicenseCategories.isNetworkCopyleft(id);
    }

    @Override
    public String toString() {
      return id + " WITH " + exception;
    }
  }

  /// All of them: `MIT AND GPL-2.0-only`.
  record And(List<SpdxExpression> parts) implements SpdxExpression {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public Category category() {
      return parts.stream().map(SpdxExpression::category).max(Enum::compareTo).orElseThrow();
    }

    @Override
    public boolean isNetworkCopyleft() {
      return parts.stream().anyMatch(SpdxExpression::isNetworkCopyleft);
    }

    @Override
    public String toString() {
      return String.join(
          " AND ",
          parts.stream().map(p -> p instanceof Or ? "(" + p + ")" : p.toString()).toList());
    }
  }

  /// Any one of them: `MIT OR GPL-2.0-only`.
  record Or(List<SpdxExpression> parts) implements SpdxExpression {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public Category category() {
      return parts.stream().map(SpdxExpression::category).min(Enum::compareTo).orElseThrow();
    }

    @Override
    public boolean isNetworkCopyleft() {
      return parts.stream().allMatch(SpdxExpression::isNetworkCopyleft);
    }

    @Override
    public String toString() {
      return String.join(" OR ", parts.stream().map(SpdxExpression::toString).toList());
    }
  }

  /// The category: of `A OR B` the mildest, of `A AND B` the strictest.
  Category category();

  /// Whether it is copyleft that serving over a network triggers.
  boolean isNetworkCopyleft();

  /// `A AND B`, without repeats.
  static SpdxExpression and(List<SpdxExpression> parts) {
    List<SpdxExpression> distinct = parts.stream().distinct().toList();
    return distinct.size() == 1 ? distinct.getFirst() : new And(distinct);
  }

  /// Reads an expression; empty where it is none.
  static Optional<SpdxExpression> parse(String text) {
    return new Parser(text).parse();
  }

  /// A recursive-descent parser; nesting is bounded.
  final class Parser {
    private static final int MAX_DEPTH = 50;

    private final List<String> words = new ArrayList<>();
    private int next;
    private int depth;

    Parser(String text) {
      for (String word : text.replace("(", " ( ").replace(")", " ) ").trim().split("\\s+", -1)) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }

    Optional<SpdxExpression> parse() {
      Optional<SpdxExpression> expression = or();
      return next == words.size() ? expression : Optional.empty();
    }

    private Optional<SpdxExpression> or() {
      List<SpdxExpression> parts = new ArrayList<>();
      do {
        Optional<SpdxExpression> part = and();
        if (part.isEmpty()) {
          return part;
        }
        parts.add(part.get());
      } while (take("OR"));
      return Optional.of(parts.size() == 1 ? parts.getFirst() : new Or(parts));
    }

    private Optional<SpdxExpression> and() {
      List<SpdxExpression> parts = new ArrayList<>();
      do {
        Optional<SpdxExpression> part = simple();
        if (part.isEmpty()) {
          return part;
        }
        parts.add(part.get());
      } while (take("AND"));
      return Optional.of(parts.size() == 1 ? parts.getFirst() : new And(parts));
    }

    private Optional<SpdxExpression> simple() {
      if (take("(")) {
        if (++depth > MAX_DEPTH) {
          return Optional.empty();
        }
        Optional<SpdxExpression> inner = or();
        depth--;
        return take(")") ? inner : Optional.empty();
      }
      Optional<String> id = id();
      if (id.isEmpty()) {
        return Optional.empty();
      }
      String current = LicenseAliases.current(id.get());
      int with = current.indexOf(" WITH ");
      if (take("WITH")) {
        String base = with < 0 ? current : current.substring(0, with);
        return id().map(exception -> new With(base, LicenseExceptions.current(exception)));
      }
      return Optional.of(
          with < 0
              ? new License(current)
              : new With(current.substring(0, with), current.substring(with + 6)));
    }

    private Optional<String> id() {
      if (next == words.size()) {
        return Optional.empty();
      }
      String word = words.get(next);
      boolean operator =
          word.equalsIgnoreCase("OR")
              || word.equalsIgnoreCase("AND")
              || word.equalsIgnoreCase("WITH");
      if (operator || !word.matches("[A-Za-z0-9.:+-]+")) {
        return Optional.empty();
      }
      next++;
      return Optional.of(word);
    }

    private boolean take(String word) {
      if (next < words.size() && words.get(next).equalsIgnoreCase(word)) {
        next++;
        return true;
      }
      return false;
    }
  }
}
