package dev.ringfence.fingerprints.source;

import static dev.ringfence.fingerprints.source.Language.Layout.SEMICOLONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Blocks.BRACED;
import static dev.ringfence.fingerprints.source.LanguageProfile.Dereference.ARROW;
import static dev.ringfence.fingerprints.source.LanguageProfile.Documentation.COMMENTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Escapes.NAMES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Family.BRACES;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.INITIALISERS;
import static dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait.SELECTORS;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportEnd.SEMICOLON;
import static dev.ringfence.fingerprints.source.LanguageProfile.ImportForm.INCLUDES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Marks.SLASHES;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.DELIMITED_STRINGS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Mask.DISABLED_PROSE;
import static dev.ringfence.fingerprints.source.LanguageProfile.NameCase.COUNTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.Separators.BLANKS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BRACES_OPEN_BLOCKS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.BRACKETED_CONDITIONS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.CASTS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.DECLARATORS;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.DIRECTIVES;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.TERNARY;
import static dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait.TYPES_FIRST;

import dev.ringfence.fingerprints.source.LanguageProfile.Delimiters;
import java.util.List;

/// The profiles of C and the languages that are C and more.
final class CProfiles {
  private static final Delimiters BLOCK = new Delimiters("/*", "*/");

  private CProfiles() {}

  static ProfileBuilder c() {
    return new ProfileBuilder(Language.C)
        .names("c")
        .characters(COUNTS, NAMES, BLANKS)
        .masks(DISABLED_PROSE)
        .comments(SLASHES, COMMENTS, BLOCK)
        .noImports()
        .followed(INCLUDES, List.of(".h"), List.of(".c"))
        .statements(SEMICOLONS, BRACED, ARROW)
        .has(BRACES_OPEN_BLOCKS, BRACKETED_CONDITIONS, TYPES_FIRST, DECLARATORS)
        .has(CASTS, TERNARY, DIRECTIVES)
        .functions(BRACES);
  }

  static ProfileBuilder cpp() {
    return c().names("c++", "cpp")
        .masks(DISABLED_PROSE, DELIMITED_STRINGS)
        .imports(SEMICOLON, "using", "import")
        .followed(INCLUDES, List.of(".hh", ".hpp", ".hxx"), List.of(".cc", ".cpp", ".cxx"))
        .functions(BRACES, INITIALISERS);
  }

  static ProfileBuilder cuda() {
    return cpp().names("cuda").followed(INCLUDES, List.of(".cuh"), List.of(".cu"));
  }

  static ProfileBuilder opencl() {
    return c().names("opencl").noImports();
  }

  static ProfileBuilder objectiveC() {
    return c().names("objc")
        .alsoCalled("objectivec", "obj-c")
        .followed(INCLUDES, List.of(), List.of(".m"))
        .functions(BRACES, SELECTORS);
  }
}
