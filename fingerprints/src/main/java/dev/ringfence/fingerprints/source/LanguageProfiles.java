package dev.ringfence.fingerprints.source;

import static dev.ringfence.fingerprints.source.Language.Layout.LINES;
import static dev.ringfence.fingerprints.source.Language.Layout.OPTIONAL_SEMICOLONS;
import static dev.ringfence.fingerprints.source.Language.Layout.SEMICOLONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Blocks.BRACED;
import static dev.ringfence.fingerprints.source.LanguageProfile.Blocks.INDENTED;
import static dev.ringfence.fingerprints.source.LanguageProfile.Blocks.UNKNOWN;
import static dev.ringfence.fingerprints.source.LanguageProfile.Blocks.WORDED;
import static dev.ringfence.fingerprints.source.LanguageProfile.CharacterTrait.CONTROL_Z_ENDS;
import static dev.ringfence.fingerprints.source.LanguageProfile.CharacterTrait.FORM_FEED_ENDS;
import static dev.ringfence.fingerprints.source.LanguageProfile.CharacterTrait.LETTERS_BEYOND_ASCII;
import static dev.ringfence.fingerprints.source.LanguageProfile.Dereference.ARROW;
import static dev.ringfence.fingerprints.source.LanguageProfile.Dereference.AS_WRITTEN;
import static dev.ringfence.fingerprints.source.LanguageProfile.Dereference.DOT;
import static dev.ringfence.fingerprints.source.LanguageProfile.Documentation.COMMENTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Documentation.STRINGS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Documentation.STRINGS_IN_BODIES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Escapes.EVERYWHERE;
import static dev.ringfence.fingerprints.source.LanguageProfile.Escapes.NAMES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Escapes.STRINGS_ONLY;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.BRACES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.FIRST_COLUMN;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.INDENTATION;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.PROGRAM_UNITS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.UNTOLD;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.BARE_METHODS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.BRACES_IN_STRINGS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.CAPITALS_SHOW;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.CLOSURE_MODULES;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.END_IN_INDEX;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.INITIALISERS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.LEADS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.LET_BOUND;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.MODIFIERS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.NAMED_ARGUMENTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.OPTIONAL_END;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.PUB_SHOWS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.RECEIVERS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.RESULTS_FIRST;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.SELECTORS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.SELF_BEFORE_NAME;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.UNDERSCORES_HIDE;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportEnd.LINE;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportEnd.SEMICOLON;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportForm.INCLUDES;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportForm.MODULES;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportForm.MODULES_AND_HEADERS;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportForm.PACKAGES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Marks.DASHES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Marks.HASHES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Marks.OTHERS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Marks.SLASHES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.AFTER_DATA;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.AFTER_END;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.AMPERSANDS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.BEGIN_END;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.CALLED_REGEXES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.COLUMNS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.DASHED_STRINGS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.DELIMITED_STRINGS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.DISABLED_PROSE;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.ELEMENT_TEXT;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.ELLIPSES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.FORMATS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.LETTER_CASE;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.NESTED_BLOCKS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.PAGES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.PERL_HEREDOCS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.PHP_HEREDOCS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.POD;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.RUBY_HEREDOCS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.SHELL_HEREDOCS;
import static dev.ringfence.fingerprints.source.LanguageProfile.NameCase.COUNTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.NameCase.IGNORED;
import static dev.ringfence.fingerprints.source.LanguageProfile.Separators.BLANKS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Separators.LEXED;
import static dev.ringfence.fingerprints.source.LanguageProfile.Separators.LINE_ENDS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.ARROW_FUNCTIONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BAR_FUNCTIONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BLOCKS_ARE_ARGUMENTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BRACES_OPEN_BLOCKS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BRACKETED_CONDITIONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.CASTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.CHOICE_BY_WORDS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.COUNTED_DO;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.DECLARATORS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.DIRECTIVES;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.POSTFIX_QUESTION;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.TERNARY;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.TYPES_BEHIND_COLONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.TYPES_FIRST;

import dev.ringfence.fingerprints.source.LanguageProfile.Delimiters;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The profile of each language. The compiler asks for one for each constant of [Language],
/// [ProfileBuilder] for each part of it.
final class LanguageProfiles {
  private static final Delimiters BLOCK = new Delimiters("/*", "*/");
  private static final Delimiters TRIPLE = new Delimiters("\"\"\"", "\"\"\"");
  private static final Delimiters TRIPLE_SINGLE = new Delimiters("'''", "'''");
  private static final Delimiters BACKQUOTES = new Delimiters("`", "`");

  private static final Map<Language, LanguageProfile> PROFILES = profiles();

  private LanguageProfiles() {}

  static LanguageProfile of(Language language) {
    return Objects.requireNonNull(PROFILES.get(language));
  }

  private static Map<Language, LanguageProfile> profiles() {
    Map<Language, LanguageProfile> profiles = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      profiles.put(language, declared(language).build());
    }
    return profiles;
  }

  private static ProfileBuilder declared(Language language) {
    return switch (language) {
      case C ->
          profile(Language.C)
              .characters(COUNTS, NAMES, BLANKS)
              .masks(DISABLED_PROSE)
              .comments(SLASHES, COMMENTS, BLOCK)
              .noImports()
              .followed(INCLUDES, List.of(".h"), List.of(".c"))
              .statements(SEMICOLONS, BRACED, ARROW)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, DECLARATORS)
              .has(CASTS, TERNARY, DIRECTIVES)
              .functions(BRACES);
      case CPP ->
          profile(Language.C)
              .characters(COUNTS, NAMES, BLANKS)
              .masks(DISABLED_PROSE, DELIMITED_STRINGS)
              .comments(SLASHES, COMMENTS, BLOCK)
              .imports(SEMICOLON, "using", "import")
              .followed(INCLUDES, List.of(".hh", ".hpp", ".hxx"), List.of(".cc", ".cpp", ".cxx"))
              .statements(SEMICOLONS, BRACED, ARROW)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, DECLARATORS)
              .has(CASTS, TERNARY, DIRECTIVES)
              .functions(BRACES, INITIALISERS);
      case PYTHON ->
          profile(Language.PYTHON)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks()
              .comments(HASHES, STRINGS_IN_BODIES, TRIPLE, TRIPLE_SINGLE)
              .imports(LINE, "import", "from", "cimport")
              .continuedBy("import")
              .followed(MODULES, List.of(".py", ".pyi"), List.of())
              .statements(LINES, INDENTED, AS_WRITTEN)
              .has(TYPES_BEHIND_COLONS, CHOICE_BY_WORDS)
              .functions(INDENTATION, NAMED_ARGUMENTS, UNDERSCORES_HIDE);
      case CYTHON ->
          profile(Language.PYTHON)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks()
              .comments(HASHES, STRINGS_IN_BODIES, TRIPLE, TRIPLE_SINGLE)
              .imports(LINE, "import", "from", "cimport")
              .continuedBy("import")
              .followed(MODULES_AND_HEADERS, List.of(".pyx", ".pxd"), List.of())
              .statements(LINES, INDENTED, AS_WRITTEN)
              .has(TYPES_BEHIND_COLONS, CHOICE_BY_WORDS)
              .functions(INDENTATION, NAMED_ARGUMENTS, UNDERSCORES_HIDE);
      case JAVA ->
          profile(Language.JAVA)
              .characters(COUNTS, EVERYWHERE, BLANKS)
              .masks()
              .comments(SLASHES, COMMENTS, BLOCK, TRIPLE)
              .imports(SEMICOLON, "import", "package")
              .followed(PACKAGES, List.of(".java"), List.of())
              .statements(SEMICOLONS, BRACED, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, DECLARATORS)
              .has(CASTS, TERNARY, ARROW_FUNCTIONS)
              .functions(BRACES);
      case JAVASCRIPT ->
          profile(Language.JAVASCRIPT)
              .characters(COUNTS, NAMES, LEXED)
              .masks(ELEMENT_TEXT, CALLED_REGEXES)
              .comments(SLASHES, COMMENTS, BLOCK, BACKQUOTES)
              .imports(LINE, "import")
              .notBefore("(")
              .continuedBy("from")
              .statements(OPTIONAL_SEMICOLONS, BRACED, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, TYPES_BEHIND_COLONS)
              .has(TERNARY)
              .functions(BRACES, BARE_METHODS, CLOSURE_MODULES);
      case RUST ->
          profile(Language.RUST)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks()
              .comments(SLASHES, COMMENTS, BLOCK)
              .imports(SEMICOLON, "use")
              .statements(SEMICOLONS, BRACED, DOT)
              .has(BRACES_OPEN_BLOCKS, TYPES_FIRST, TYPES_BEHIND_COLONS, POSTFIX_QUESTION)
              .has(BAR_FUNCTIONS)
              .functions(BRACES, LEADS, PUB_SHOWS);
      case GO ->
          profile(Language.GO)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks()
              .comments(SLASHES, COMMENTS, BLOCK, BACKQUOTES)
              .imports(LINE, "import", "package")
              .statements(OPTIONAL_SEMICOLONS, BRACED, DOT)
              .has(BRACES_OPEN_BLOCKS)
              .functions(BRACES, LEADS, RECEIVERS, CAPITALS_SHOW);
      case FORTRAN ->
          profile(Language.FORTRAN)
              .characters(IGNORED, STRINGS_ONLY, BLANKS)
              .masks(LETTER_CASE, AMPERSANDS)
              .comments(OTHERS, COMMENTS)
              .imports(LINE, "use")
              .statements(LINES, WORDED, AS_WRITTEN)
              .has(BRACKETED_CONDITIONS, TYPES_FIRST, COUNTED_DO)
              .functions(PROGRAM_UNITS, NAMED_ARGUMENTS);
      case FORTRAN_FIXED ->
          profile(Language.FORTRAN)
              .characters(IGNORED, STRINGS_ONLY, BLANKS)
              .masks(LETTER_CASE, COLUMNS)
              .comments(OTHERS, COMMENTS)
              .imports(LINE, "use")
              .statements(LINES, WORDED, AS_WRITTEN)
              .has(BRACKETED_CONDITIONS, TYPES_FIRST, COUNTED_DO)
              .functions(PROGRAM_UNITS, NAMED_ARGUMENTS);
      case CSHARP ->
          profile(Language.CSHARP)
              .characters(COUNTS, NAMES, LINE_ENDS)
              .masks()
              .comments(SLASHES, COMMENTS, BLOCK)
              .imports(SEMICOLON, "using")
              .notBefore("(", "var")
              .statements(SEMICOLONS, BRACED, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, DECLARATORS)
              .has(CASTS, TERNARY, DIRECTIVES)
              .functions(BRACES, NAMED_ARGUMENTS);
      case KOTLIN ->
          profile(Language.KOTLIN)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks()
              .comments(SLASHES, COMMENTS, BLOCK, TRIPLE)
              .imports(LINE, "import", "package")
              .statements(OPTIONAL_SEMICOLONS, BRACED, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, TYPES_BEHIND_COLONS)
              .has(POSTFIX_QUESTION)
              .functions(BRACES, LEADS, NAMED_ARGUMENTS);
      case SCALA ->
          profile(Language.SCALA)
              .characters(COUNTS, NAMES, BLANKS, FORM_FEED_ENDS, CONTROL_Z_ENDS)
              .masks()
              .comments(SLASHES, COMMENTS, BLOCK, TRIPLE)
              .imports(LINE, "import", "package")
              .statements(OPTIONAL_SEMICOLONS, BRACED, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, TYPES_BEHIND_COLONS)
              .functions(BRACES, LEADS, NAMED_ARGUMENTS);
      case SWIFT ->
          profile(Language.SWIFT)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks()
              .comments(SLASHES, COMMENTS, BLOCK, TRIPLE)
              .imports(LINE, "import", "package")
              .statements(OPTIONAL_SEMICOLONS, BRACED, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, TYPES_FIRST, TYPES_BEHIND_COLONS, TERNARY)
              .has(POSTFIX_QUESTION)
              .functions(BRACES, LEADS, NAMED_ARGUMENTS);
      case RUBY ->
          profile(Language.RUBY)
              .characters(COUNTS, STRINGS_ONLY, BLANKS, LETTERS_BEYOND_ASCII)
              .masks(BEGIN_END, AFTER_END, RUBY_HEREDOCS)
              .comments(HASHES, COMMENTS, new Delimiters("=begin\n", "=end"))
              .noImports()
              .statements(LINES, WORDED, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, BLOCKS_ARE_ARGUMENTS)
              .functionsUpToEnd(
                  "def",
                  Set.of(
                      "def", "class", "module", "begin", "case", "if", "unless", "while", "until",
                      "for"),
                  SELF_BEFORE_NAME,
                  MODIFIERS,
                  NAMED_ARGUMENTS);
      case PHP ->
          profile(Language.PHP)
              .characters(COUNTS, STRINGS_ONLY, BLANKS, LETTERS_BEYOND_ASCII)
              .masks(PHP_HEREDOCS, PAGES)
              .comments(SLASHES, COMMENTS, BLOCK)
              .imports(SEMICOLON, "use", "namespace")
              .statements(SEMICOLONS, BRACED, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, CASTS)
              .has(TERNARY)
              .functions(BRACES, LEADS, BRACES_IN_STRINGS);
      case PERL ->
          profile(Language.PERL)
              .characters(COUNTS, STRINGS_ONLY, BLANKS, LETTERS_BEYOND_ASCII)
              .masks(POD, AFTER_END, AFTER_DATA, FORMATS, PERL_HEREDOCS)
              .comments(HASHES, COMMENTS, new Delimiters("=pod\n", "=cut"))
              .imports(SEMICOLON, "use", "package")
              .statements(SEMICOLONS, BRACED, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TERNARY)
              .functions(BRACES, LEADS);
      case SHELL ->
          profile(Language.SHELL)
              .characters(COUNTS, STRINGS_ONLY, BLANKS, LETTERS_BEYOND_ASCII)
              .masks(SHELL_HEREDOCS)
              .comments(HASHES, COMMENTS)
              .noImports()
              .statements(OPTIONAL_SEMICOLONS, WORDED, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS)
              .functions(BRACES);
      case R ->
          profile(Language.R)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks(DASHED_STRINGS)
              .comments(HASHES, COMMENTS)
              .noImports()
              .statements(OPTIONAL_SEMICOLONS, BRACED, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS)
              .functions(BRACES, LEADS, NAMED_ARGUMENTS);
      case JULIA ->
          profile(Language.JULIA)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks()
              .comments(HASHES, STRINGS, TRIPLE, new Delimiters("#=", "=#"))
              .imports(LINE, "import", "using")
              .statements(LINES, WORDED, AS_WRITTEN)
              .functionsUpToEnd(
                  "function",
                  Set.of(
                      "function",
                      "if",
                      "for",
                      "while",
                      "begin",
                      "let",
                      "quote",
                      "try",
                      "struct",
                      "module",
                      "baremodule",
                      "macro",
                      "do"),
                  END_IN_INDEX,
                  NAMED_ARGUMENTS);
      case MATLAB ->
          profile(Language.MATLAB)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks(NESTED_BLOCKS, ELLIPSES)
              .comments(OTHERS, COMMENTS)
              .noImports()
              .statements(LINES, WORDED, AS_WRITTEN)
              .functionsUpToEnd(
                  "function",
                  Set.of(
                      "function",
                      "if",
                      "for",
                      "while",
                      "switch",
                      "try",
                      "parfor",
                      "classdef",
                      "methods",
                      "properties",
                      "events",
                      "unwind_protect"),
                  OPTIONAL_END,
                  RESULTS_FIRST,
                  END_IN_INDEX);
      case LUA ->
          profile(Language.LUA)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks()
              .comments(DASHES, COMMENTS, new Delimiters("--[[", "]]"))
              .noImports()
              .statements(OPTIONAL_SEMICOLONS, WORDED, AS_WRITTEN)
              .functionsUpToEnd("function", Set.of("function", "if", "do"));
      case HASKELL ->
          profile(Language.HASKELL)
              .characters(COUNTS, STRINGS_ONLY, BLANKS, FORM_FEED_ENDS)
              .masks()
              .comments(DASHES, COMMENTS, new Delimiters("{-", "-}"))
              .imports(LINE, "import", "package")
              .statements(OPTIONAL_SEMICOLONS, WORDED, AS_WRITTEN)
              .has(BRACKETED_CONDITIONS)
              .functions(FIRST_COLUMN);
      case OCAML ->
          profile(Language.OCAML)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks()
              .comments(OTHERS, COMMENTS, new Delimiters("(*", "*)"))
              .noImports()
              .statements(SEMICOLONS, WORDED, AS_WRITTEN)
              .has(BRACKETED_CONDITIONS, TYPES_FIRST)
              .functions(FIRST_COLUMN, LET_BOUND);
      case CUDA ->
          profile(Language.C)
              .characters(COUNTS, NAMES, BLANKS)
              .masks(DISABLED_PROSE, DELIMITED_STRINGS)
              .comments(SLASHES, COMMENTS, BLOCK)
              .imports(SEMICOLON, "using", "import")
              .followed(INCLUDES, List.of(".cuh"), List.of(".cu"))
              .statements(SEMICOLONS, BRACED, ARROW)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, DECLARATORS)
              .has(CASTS, TERNARY, DIRECTIVES)
              .functions(BRACES, INITIALISERS);
      case OPENCL ->
          profile(Language.C)
              .characters(COUNTS, NAMES, BLANKS)
              .masks(DISABLED_PROSE)
              .comments(SLASHES, COMMENTS, BLOCK)
              .noImports()
              .statements(SEMICOLONS, BRACED, ARROW)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, DECLARATORS)
              .has(CASTS, DIRECTIVES)
              .functions(BRACES);
      case GENERIC ->
          profile(Language.GENERIC)
              .characters(COUNTS, STRINGS_ONLY, BLANKS)
              .masks()
              .comments(SLASHES, COMMENTS, BLOCK)
              .noImports()
              .statements(SEMICOLONS, UNKNOWN, AS_WRITTEN)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, CASTS)
              .functions(UNTOLD);
      case OBJECTIVE_C ->
          profile(Language.C)
              .characters(COUNTS, NAMES, BLANKS)
              .masks(DISABLED_PROSE)
              .comments(SLASHES, COMMENTS, BLOCK)
              .noImports()
              .followed(INCLUDES, List.of(), List.of(".m"))
              .statements(SEMICOLONS, BRACED, ARROW)
              .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, DECLARATORS)
              .has(CASTS, TERNARY, DIRECTIVES)
              .functions(BRACES, SELECTORS);
    };
  }

  private static ProfileBuilder profile(Language kin) {
    return new ProfileBuilder(kin);
  }
}
