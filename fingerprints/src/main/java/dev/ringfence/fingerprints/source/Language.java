package dev.ringfence.fingerprints.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A programming language that has a lexer here. The closed list; adding one takes a grammar, a
/// line here and a [LanguageProfile].
public enum Language {
  /// C and its headers, also as templates of NumPy and Autoconf. `.h` counts as C by its name
  /// alone.
  C(0, "c", "C", ".c", ".h", ".c.src", ".h.src", ".c.in", ".h.in", ".inc.src"),
  /// C++.
  CPP(
      1,
      "cpp",
      "C++",
      ".cc",
      ".cpp",
      ".cxx",
      ".c++",
      ".hh",
      ".hpp",
      ".hxx",
      ".h++",
      ".ipp",
      ".tpp",
      ".cpp.src",
      ".hpp.in",
      ".cpp.in"),
  /// Python 3, with the literals of Python 2.
  PYTHON(2, "python", "Python", ".py", ".pyi", ".pyw", ".py.in"),
  /// Cython sources and declarations.
  CYTHON(3, "cython", "Cython", ".pyx", ".pxd", ".pxi", ".pyx.in", ".pxd.in", ".pxi.in", ".pyx.tp"),
  /// Java.
  JAVA(4, "java", "Java", ".java"),
  /// JavaScript and TypeScript.
  JAVASCRIPT(
      5, "javascript", "JavaScript", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"),
  /// Rust.
  RUST(6, "rust", "Rust", ".rs"),
  /// Go.
  GO(7, "go", "Go", ".go"),
  /// Fortran in free form.
  FORTRAN(8, "fortran", "Fortran", ".f90", ".f95", ".f03", ".f08", ".f18"),
  /// Fortran in fixed form.
  FORTRAN_FIXED(9, "fortran-fixed", "Fortran (fixed form)", ".f", ".for", ".ftn", ".f77"),
  /// C#.
  CSHARP(10, "csharp", "C#", ".cs"),
  /// Kotlin.
  KOTLIN(11, "kotlin", "Kotlin", ".kt", ".kts"),
  /// Scala.
  SCALA(12, "scala", "Scala", ".scala", ".sc"),
  /// Swift.
  SWIFT(13, "swift", "Swift", ".swift"),
  /// Ruby.
  RUBY(14, "ruby", "Ruby", ".rb", ".rake", ".gemspec", ".ru"),
  /// PHP, with the pages around it.
  PHP(15, "php", "PHP", ".php", ".phtml", ".php5", ".php7"),
  /// Perl 5.
  PERL(16, "perl", "Perl", ".pl", ".pm", ".t", ".psgi"),
  /// The POSIX shell, Bash and their kin.
  SHELL(17, "shell", "Shell", ".sh", ".bash", ".ksh", ".zsh", ".bats"),
  /// R.
  R(18, "r", "R", ".r"),
  /// Julia.
  JULIA(19, "julia", "Julia", ".jl"),
  /// MATLAB and Octave.
  MATLAB(20, "matlab", "MATLAB/Octave", ".m"),
  /// Lua.
  LUA(21, "lua", "Lua", ".lua", ".rockspec", ".nse"),
  /// Haskell.
  HASKELL(22, "haskell", "Haskell", ".hs", ".hsc", ".hs-boot"),
  /// OCaml.
  OCAML(23, "ocaml", "OCaml", ".ml", ".mli"),
  /// CUDA C++.
  CUDA(24, "cuda", "CUDA", ".cu", ".cuh"),
  /// OpenCL C.
  OPENCL(25, "opencl", "OpenCL", ".cl", ".clh"),
  /// Code in a language without a lexer here, read by what most languages share: verbatim and
  /// renamed copies are found, matches are marked as read this way.
  GENERIC(26, "generic", "other"),
  /// Objective-C and Objective-C++; `.m` is MATLAB by its name alone.
  OBJECTIVE_C(27, "objective-c", "Objective-C", ".mm");

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

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> suffixes;

  Language(int number, String id, String displayName, String... suffixes) {
    this.number = number;
    this.id = id;
    this.displayName = displayName;
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

  /// What readers of its code have to know.
  public LanguageProfile profile() {
    return LanguageProfiles.of(this);
  }

  /// How statements end.
  public Layout layout() {
    return profile().statements().layout();
  }

  /// Whether `X` and `x` are one name.
  public boolean ignoresCase() {
    return profile().characters().nameCase() == LanguageProfile.NameCase.IGNORED;
  }

  /// Whether two languages share their syntax as far as tokens go, as C and C++ do.
  public boolean isKin(Language other) {
    return this == other || kin() == other.kin();
  }

  /// The language that stands for this one and its kin, as C does for C++.
  public Language kin() {
    return profile().kin();
  }

  /// The file name suffixes, lower case, with their dot.
  public List<String> suffixes() {
    return suffixes;
  }

  /// The language of a file by the suffix of its name, whatever its case; empty where none is
  /// known. [LanguageDetector] looks at the text too.
  public static Optional<Language> ofPath(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    // The longest suffix first: `loops.c.src` is C.
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String suffix = name.substring(dot);
      for (Language language : values()) {
        if (language.suffixes.contains(suffix)) {
          return Optional.of(language);
        }
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
