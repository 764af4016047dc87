package dev.ringfence.fingerprints.source;

import static dev.ringfence.fingerprints.source.Language.Layout.LINES;
import static dev.ringfence.fingerprints.source.Language.Layout.OPTIONAL_SEMICOLONS;
import static dev.ringfence.fingerprints.source.Language.Layout.SEMICOLONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Blocks.INDENTED;
import static dev.ringfence.fingerprints.source.LanguageProfile.Blocks.UNKNOWN;
import static dev.ringfence.fingerprints.source.LanguageProfile.Blocks.WORDED;
import static dev.ringfence.fingerprints.source.LanguageProfile.CharacterTrait.FORM_FEED_ENDS;
import static dev.ringfence.fingerprints.source.LanguageProfile.CharacterTrait.LETTERS_BEYOND_ASCII;
import static dev.ringfence.fingerprints.source.LanguageProfile.Dereference.AS_WRITTEN;
import static dev.ringfence.fingerprints.source.LanguageProfile.Documentation.COMMENTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Documentation.STRINGS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Documentation.STRINGS_IN_BODIES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Escapes.STRINGS_ONLY;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.BRACES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.FIRST_COLUMN;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.INDENTATION;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.PROGRAM_UNITS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.UNTOLD;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.END_IN_INDEX;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.LET_BOUND;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.MODIFIERS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.NAMED_ARGUMENTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.OPTIONAL_END;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.RESULTS_FIRST;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.SELF_BEFORE_NAME;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.UNDERSCORES_HIDE;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportEnd.LINE;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportForm.MODULES;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportForm.MODULES_AND_HEADERS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Marks.DASHES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Marks.HASHES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Marks.OTHERS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Marks.SLASHES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.AFTER_END;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.AMPERSANDS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.BEGIN_END;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.COLUMNS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.ELLIPSES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.LETTER_CASE;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.NESTED_BLOCKS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.RUBY_HEREDOCS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.SHELL_HEREDOCS;
import static dev.ringfence.fingerprints.source.LanguageProfile.NameCase.COUNTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.NameCase.IGNORED;
import static dev.ringfence.fingerprints.source.LanguageProfile.Separators.BLANKS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BLOCKS_ARE_ARGUMENTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BRACES_OPEN_BLOCKS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BRACKETED_CONDITIONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.CASTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.CHOICE_BY_WORDS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.COUNTED_DO;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.C_DECLARATIONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.TYPES_BEHIND_COLONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.TYPES_FIRST;

import dev.ringfence.fingerprints.source.LanguageProfile.Delimiters;
import java.util.List;
import java.util.Set;

/// The profiles of languages whose blocks are told by words or by indentation, and of what is read
/// without a grammar of its own.
final class WordedProfiles {
  private static final Delimiters BLOCK = new Delimiters("/*", "*/");
  private static final Delimiters TRIPLE = new Delimiters("\"\"\"", "\"\"\"");
  private static final Delimiters TRIPLE_SINGLE = new Delimiters("'''", "'''");

  private WordedProfiles() {}

  static ProfileBuilder python() {
    return new ProfileBuilder(Language.PYTHON)
        .names("python")
        .files("sconstruct", "sconscript", "wscript", "build", "workspace")
        .alsoCalled(
            "python3", "python2", "ipython", "ipython3", "sage", "pycon", "pyodide", "brython")
        .characters(COUNTS, STRINGS_ONLY, BLANKS)
        .masks()
        .comments(HASHES, STRINGS_IN_BODIES, TRIPLE, TRIPLE_SINGLE)
        .imports(LINE, "import", "from", "cimport")
        .continuedBy("import")
        .followed(MODULES, List.of(".py", ".pyi"), List.of())
        .statements(LINES, INDENTED, AS_WRITTEN)
        .has(TYPES_BEHIND_COLONS, CHOICE_BY_WORDS)
        .functions(INDENTATION, NAMED_ARGUMENTS, UNDERSCORES_HIDE);
  }

  static ProfileBuilder cython() {
    return python()
        .names("cython")
        .followed(MODULES_AND_HEADERS, List.of(".pyx", ".pxd"), List.of())
        .has(C_DECLARATIONS);
  }

  static ProfileBuilder fortran() {
    return new ProfileBuilder(Language.FORTRAN)
        .names("f90")
        .alsoCalled("fortranfreeform")
        .characters(IGNORED, STRINGS_ONLY, BLANKS)
        .masks(LETTER_CASE, AMPERSANDS)
        .comments(OTHERS, COMMENTS)
        .imports(LINE, "use")
        .statements(LINES, WORDED, AS_WRITTEN)
        .has(BRACKETED_CONDITIONS, TYPES_FIRST, COUNTED_DO)
        .functions(PROGRAM_UNITS, NAMED_ARGUMENTS);
  }

  static ProfileBuilder fortranFixed() {
    return fortran().names("fortran").alsoCalled("fortranfixed").masks(LETTER_CASE, COLUMNS);
  }

  static ProfileBuilder ruby() {
    return new ProfileBuilder(Language.RUBY)
        .names("ruby")
        .files("rakefile", "gemfile", "vagrantfile", "podfile")
        .characters(COUNTS, STRINGS_ONLY, BLANKS, LETTERS_BEYOND_ASCII)
        .masks(BEGIN_END, AFTER_END, RUBY_HEREDOCS)
        .comments(HASHES, COMMENTS, new Delimiters("=begin\n", "=end"))
        .noImports()
        .statements(LINES, WORDED, AS_WRITTEN)
        .has(BRACES_OPEN_BLOCKS, BLOCKS_ARE_ARGUMENTS)
        .functionsUpToEnd(
            "def",
            Set.of(
                "def", "class", "module", "begin", "case", "if", "unless", "while", "until", "for"),
            SELF_BEFORE_NAME,
            MODIFIERS,
            NAMED_ARGUMENTS);
  }

  static ProfileBuilder shell() {
    return new ProfileBuilder(Language.SHELL)
        .names("sh", "bash", "dash", "ksh", "zsh", "shell")
        .files("configure", ".bashrc", ".bash_profile", ".profile", ".zshrc")
        .alsoCalled("posix")
        .characters(COUNTS, STRINGS_ONLY, BLANKS, LETTERS_BEYOND_ASCII)
        .masks(SHELL_HEREDOCS)
        .comments(HASHES, COMMENTS)
        .noImports()
        .statements(OPTIONAL_SEMICOLONS, WORDED, AS_WRITTEN)
        .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS)
        .functions(BRACES);
  }

  static ProfileBuilder julia() {
    return new ProfileBuilder(Language.JULIA)
        .names("julia")
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
  }

  static ProfileBuilder matlab() {
    return new ProfileBuilder(Language.MATLAB)
        .names("octave", "matlab")
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
  }

  static ProfileBuilder lua() {
    return new ProfileBuilder(Language.LUA)
        .names("lua", "luajit")
        .characters(COUNTS, STRINGS_ONLY, BLANKS)
        .masks()
        .comments(DASHES, COMMENTS, new Delimiters("--[[", "]]"))
        .noImports()
        .statements(OPTIONAL_SEMICOLONS, WORDED, AS_WRITTEN)
        .functionsUpToEnd("function", Set.of("function", "if", "do"));
  }

  static ProfileBuilder haskell() {
    return new ProfileBuilder(Language.HASKELL)
        .names("haskell", "runhaskell")
        .characters(COUNTS, STRINGS_ONLY, BLANKS, FORM_FEED_ENDS)
        .masks()
        .comments(DASHES, COMMENTS, new Delimiters("{-", "-}"))
        .imports(LINE, "import", "package")
        .statements(OPTIONAL_SEMICOLONS, WORDED, AS_WRITTEN)
        .has(BRACKETED_CONDITIONS)
        .functions(FIRST_COLUMN);
  }

  static ProfileBuilder ocaml() {
    return new ProfileBuilder(Language.OCAML)
        .names("ocaml", "tuareg")
        .characters(COUNTS, STRINGS_ONLY, BLANKS)
        .masks()
        .comments(OTHERS, COMMENTS, new Delimiters("(*", "*)"))
        .noImports()
        .statements(SEMICOLONS, WORDED, AS_WRITTEN)
        .has(BRACKETED_CONDITIONS, TYPES_FIRST)
        .functions(FIRST_COLUMN, LET_BOUND);
  }

  static ProfileBuilder generic() {
    return new ProfileBuilder(Language.GENERIC)
        .names()
        .files("makefile", "gnumakefile", "dockerfile", "jenkinsfile", "cmakelists.txt")
        .alsoCalled("f#", "coffeescript")
        .characters(COUNTS, STRINGS_ONLY, BLANKS)
        .masks()
        .comments(SLASHES, COMMENTS, BLOCK)
        .noImports()
        .statements(SEMICOLONS, UNKNOWN, AS_WRITTEN)
        .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, CASTS)
        .functions(UNTOLD);
  }
}
