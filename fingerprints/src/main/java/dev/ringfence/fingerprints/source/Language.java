package dev.ringfence.fingerprints.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A programming language that has a lexer here. The closed list; adding one takes a grammar, a
/// line here and a keyword list.
public enum Language {
  /// C and its headers; `.h` counts as C.
  C(0, "c", "C", Layout.SEMICOLONS, ".c", ".h"),
  /// C++.
  CPP(1, "cpp", "C++", Layout.SEMICOLONS, ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx"),
  /// Python 3, with the literals of Python 2.
  PYTHON(2, "python", "Python", Layout.LINES, ".py", ".pyi"),
  /// Cython sources and declarations.
  CYTHON(3, "cython", "Cython", Layout.LINES, ".pyx", ".pxd", ".pxi"),
  /// Java.
  JAVA(4, "java", "Java", Layout.SEMICOLONS, ".java"),
  /// JavaScript and TypeScript.
  JAVASCRIPT(
      5,
      "javascript",
      "JavaScript",
      Layout.OPTIONAL_SEMICOLONS,
      ".js",
      ".mjs",
      ".cjs",
      ".jsx",
      ".ts",
      ".mts",
      ".cts",
      ".tsx"),
  /// Rust.
  RUST(6, "rust", "Rust", Layout.SEMICOLONS, ".rs"),
  /// Go.
  GO(7, "go", "Go", Layout.OPTIONAL_SEMICOLONS, ".go");

  /// How statements of a language end.
  public enum Layout {
    /// By a semicolon that has to be there, as in C.
    SEMICOLONS,
    /// By a semicolon that may be left out, as in Go: it is no token.
    OPTIONAL_SEMICOLONS,
    /// By the end of a line outside brackets, as in Python: it counts as a semicolon.
    LINES
  }

  private final int number;
  private final String id;
  private final String displayName;
  private final Layout layout;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> suffixes;

  Language(int number, String id, String displayName, Layout layout, String... suffixes) {
    this.number = number;
    this.id = id;
    this.displayName = displayName;
    this.layout = layout;
    this.suffixes = List.of(suffixes);
  }

  /// The number in indexes. Stable once shipped.
  public int number() {
    return number;
  }

  /// The language with this number.
  public static Language ofNumber(int number) {
    for (Language language : values()) {
      if (language.number == number) {
        return language;
      }
    }
    throw new IllegalArgumentException("no language has the number " + number);
  }

  /// The name in indexes, reports and options, for example `python`. Stable once shipped.
  public String id() {
    return id;
  }

  /// The name for readers, for example `C++`.
  public String displayName() {
    return displayName;
  }

  /// How statements end.
  public Layout layout() {
    return layout;
  }

  /// Whether two languages share their syntax as far as tokens go, as C and C++ do.
  public boolean isKin(Language other) {
    return this == other || kin() == other.kin();
  }

  /// The language that stands for this one and its kin, as C does for C++.
  public Language kin() {
    return switch (this) {
      case CPP -> C;
      case CYTHON -> PYTHON;
      default -> this;
    };
  }

  /// The file name suffixes, lower case, with their dot.
  public List<String> suffixes() {
    return suffixes;
  }

  /// The language of a file by the suffix of its name, whatever its case; empty where none is
  /// known.
  public static Optional<Language> ofPath(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String suffix = name.substring(dot);
    for (Language language : values()) {
      if (language.suffixes.contains(suffix)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /// The language with this id; empty where there is none.
  public static Optional<Language> ofId(String id) {
    for (Language language : values()) {
      if (language.id.equals(id)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }
}
