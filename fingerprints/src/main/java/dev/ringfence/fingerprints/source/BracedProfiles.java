package dev.ringfence.fingerprints.source;

import static dev.ringfence.fingerprints.source.Language.Layout.OPTIONAL_SEMICOLONS;
import static dev.ringfence.fingerprints.source.Language.Layout.SEMICOLONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Blocks.BRACED;
import static dev.ringfence.fingerprints.source.LanguageProfile.CharacterTrait.CONTROL_Z_ENDS;
import static dev.ringfence.fingerprints.source.LanguageProfile.CharacterTrait.FORM_FEED_ENDS;
import static dev.ringfence.fingerprints.source.LanguageProfile.CharacterTrait.LETTERS_BEYOND_ASCII;
import static dev.ringfence.fingerprints.source.LanguageProfile.Dereference.AS_WRITTEN;
import static dev.ringfence.fingerprints.source.LanguageProfile.Dereference.DOT;
import static dev.ringfence.fingerprints.source.LanguageProfile.Documentation.COMMENTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Escapes.EVERYWHERE;
import static dev.ringfence.fingerprints.source.LanguageProfile.Escapes.NAMES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Escapes.STRINGS_ONLY;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.BRACES;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.BARE_METHODS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.BRACES_IN_STRINGS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.CAPITALS_SHOW;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.CLOSURE_MODULES;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.LEADS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.NAMED_ARGUMENTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.PUB_SHOWS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.RECEIVERS;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportEnd.LINE;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportEnd.SEMICOLON;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportForm.PACKAGES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Marks.HASHES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Marks.SLASHES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.AFTER_DATA;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.AFTER_END;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.CALLED_REGEXES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.DASHED_STRINGS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.ELEMENT_TEXT;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.FORMATS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.PAGES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.PERL_HEREDOCS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.PHP_HEREDOCS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.POD;
import static dev.ringfence.fingerprints.source.LanguageProfile.NameCase.COUNTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Separators.BLANKS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Separators.LEXED;
import static dev.ringfence.fingerprints.source.LanguageProfile.Separators.LINE_ENDS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.ARROW_FUNCTIONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BAR_FUNCTIONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BRACES_OPEN_BLOCKS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BRACKETED_CONDITIONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.CASTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.DECLARATORS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.DIRECTIVES;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.POSTFIX_QUESTION;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.TERNARY;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.TYPES_BEHIND_COLONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.TYPES_FIRST;

import dev.ringfence.fingerprints.source.LanguageProfile.Delimiters;
import java.util.List;

/// The profiles of the other languages whose blocks stand in braces.
final class BracedProfiles {
  private static final Delimiters BLOCK = new Delimiters("/*", "*/");
  private static final Delimiters TRIPLE = new Delimiters("\"\"\"", "\"\"\"");
  private static final Delimiters BACKQUOTES = new Delimiters("`", "`");

  private BracedProfiles() {}

  static ProfileBuilder java() {
    return new ProfileBuilder(Language.JAVA)
        .names("java")
        .characters(COUNTS, EVERYWHERE, BLANKS)
        .masks()
        .comments(SLASHES, COMMENTS, BLOCK, TRIPLE)
        .imports(SEMICOLON, "import", "package")
        .followed(PACKAGES, List.of(".java"), List.of())
        .statements(SEMICOLONS, BRACED, AS_WRITTEN)
        .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, DECLARATORS)
        .has(CASTS, TERNARY, ARROW_FUNCTIONS)
        .functions(BRACES);
  }

  static ProfileBuilder javascript() {
    return new ProfileBuilder(Language.JAVASCRIPT)
        .names("javascript", "js", "node", "typescript")
        .alsoCalled("ecmascript", "babel", "deno")
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
  }

  static ProfileBuilder rust() {
    return new ProfileBuilder(Language.RUST)
        .names("rust")
        .characters(COUNTS, STRINGS_ONLY, BLANKS)
        .masks()
        .comments(SLASHES, COMMENTS, BLOCK)
        .imports(SEMICOLON, "use")
        .statements(SEMICOLONS, BRACED, DOT)
        .has(BRACES_OPEN_BLOCKS, TYPES_FIRST, TYPES_BEHIND_COLONS, POSTFIX_QUESTION)
        .has(BAR_FUNCTIONS)
        .functions(BRACES, LEADS, PUB_SHOWS);
  }

  static ProfileBuilder go() {
    return new ProfileBuilder(Language.GO)
        .names("go")
        .alsoCalled("golang")
        .characters(COUNTS, STRINGS_ONLY, BLANKS)
        .masks()
        .comments(SLASHES, COMMENTS, BLOCK, BACKQUOTES)
        .imports(LINE, "import", "package")
        .statements(OPTIONAL_SEMICOLONS, BRACED, DOT)
        .has(BRACES_OPEN_BLOCKS)
        .functions(BRACES, LEADS, RECEIVERS, CAPITALS_SHOW);
  }

  static ProfileBuilder csharp() {
    return new ProfileBuilder(Language.CSHARP)
        .names("csharp")
        .alsoCalled("c#")
        .characters(COUNTS, NAMES, LINE_ENDS)
        .masks()
        .comments(SLASHES, COMMENTS, BLOCK)
        .imports(SEMICOLON, "using")
        .notBefore("(", "var")
        .statements(SEMICOLONS, BRACED, AS_WRITTEN)
        .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, DECLARATORS)
        .has(CASTS, TERNARY, DIRECTIVES)
        .functions(BRACES, NAMED_ARGUMENTS);
  }

  static ProfileBuilder kotlin() {
    return new ProfileBuilder(Language.KOTLIN)
        .names("kotlin")
        .characters(COUNTS, STRINGS_ONLY, BLANKS)
        .masks()
        .comments(SLASHES, COMMENTS, BLOCK, TRIPLE)
        .imports(LINE, "import", "package")
        .statements(OPTIONAL_SEMICOLONS, BRACED, AS_WRITTEN)
        .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, TYPES_BEHIND_COLONS)
        .has(POSTFIX_QUESTION)
        .functions(BRACES, LEADS, NAMED_ARGUMENTS);
  }

  static ProfileBuilder scala() {
    return new ProfileBuilder(Language.SCALA)
        .names("scala")
        .characters(COUNTS, NAMES, BLANKS, FORM_FEED_ENDS, CONTROL_Z_ENDS)
        .masks()
        .comments(SLASHES, COMMENTS, BLOCK, TRIPLE)
        .imports(LINE, "import", "package")
        .statements(OPTIONAL_SEMICOLONS, BRACED, AS_WRITTEN)
        .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, TYPES_BEHIND_COLONS)
        .functions(BRACES, LEADS, NAMED_ARGUMENTS);
  }

  static ProfileBuilder swift() {
    return new ProfileBuilder(Language.SWIFT)
        .names("swift")
        .characters(COUNTS, STRINGS_ONLY, BLANKS)
        .masks()
        .comments(SLASHES, COMMENTS, BLOCK, TRIPLE)
        .imports(LINE, "import", "package")
        .statements(OPTIONAL_SEMICOLONS, BRACED, AS_WRITTEN)
        .has(BRACES_OPEN_BLOCKS, TYPES_FIRST, TYPES_BEHIND_COLONS, TERNARY)
        .has(POSTFIX_QUESTION)
        .functions(BRACES, LEADS, NAMED_ARGUMENTS);
  }

  static ProfileBuilder php() {
    return new ProfileBuilder(Language.PHP)
        .names("php")
        .characters(COUNTS, STRINGS_ONLY, BLANKS, LETTERS_BEYOND_ASCII)
        .masks(PHP_HEREDOCS, PAGES)
        .comments(SLASHES, COMMENTS, BLOCK)
        .imports(SEMICOLON, "use", "namespace")
        .statements(SEMICOLONS, BRACED, AS_WRITTEN)
        .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, CASTS)
        .has(TERNARY)
        .functions(BRACES, LEADS, BRACES_IN_STRINGS);
  }

  static ProfileBuilder perl() {
    return new ProfileBuilder(Language.PERL)
        .names("perl", "cperl")
        .characters(COUNTS, STRINGS_ONLY, BLANKS, LETTERS_BEYOND_ASCII)
        .masks(POD, AFTER_END, AFTER_DATA, FORMATS, PERL_HEREDOCS)
        .comments(HASHES, COMMENTS, new Delimiters("=pod\n", "=cut"))
        .imports(SEMICOLON, "use", "package")
        .statements(SEMICOLONS, BRACED, AS_WRITTEN)
        .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TERNARY)
        .functions(BRACES, LEADS);
  }

  static ProfileBuilder r() {
    return new ProfileBuilder(Language.R)
        .names("r", "rscript")
        .alsoCalled("ir", "splus")
        .characters(COUNTS, STRINGS_ONLY, BLANKS)
        .masks(DASHED_STRINGS)
        .comments(HASHES, COMMENTS)
        .noImports()
        .statements(OPTIONAL_SEMICOLONS, BRACED, AS_WRITTEN)
        .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS)
        .functions(BRACES, LEADS, NAMED_ARGUMENTS);
  }
}
