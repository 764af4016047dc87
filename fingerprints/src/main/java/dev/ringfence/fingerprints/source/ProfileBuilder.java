package dev.ringfence.fingerprints.source;

import dev.ringfence.fingerprints.source.Language.Layout;
import dev.ringfence.fingerprints.source.LanguageProfile.Blocks;
import dev.ringfence.fingerprints.source.LanguageProfile.CharacterTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Characters;
import dev.ringfence.fingerprints.source.LanguageProfile.Comments;
import dev.ringfence.fingerprints.source.LanguageProfile.Delimiters;
import dev.ringfence.fingerprints.source.LanguageProfile.Dereference;
import dev.ringfence.fingerprints.source.LanguageProfile.Documentation;
import dev.ringfence.fingerprints.source.LanguageProfile.Escapes;
import dev.ringfence.fingerprints.source.LanguageProfile.Family;
import dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Functions;
import dev.ringfence.fingerprints.source.LanguageProfile.ImportEnd;
import dev.ringfence.fingerprints.source.LanguageProfile.ImportForm;
import dev.ringfence.fingerprints.source.LanguageProfile.Imports;
import dev.ringfence.fingerprints.source.LanguageProfile.Marks;
import dev.ringfence.fingerprints.source.LanguageProfile.Mask;
import dev.ringfence.fingerprints.source.LanguageProfile.NameCase;
import dev.ringfence.fingerprints.source.LanguageProfile.Names;
import dev.ringfence.fingerprints.source.LanguageProfile.Separators;
import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Statements;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds a profile part by part. No part has a default: what a language is nobody has thought of
/// must not read as what it is not. A dialect goes on from the builder of its parent, and says each
/// part once more that is another.
final class ProfileBuilder {
  private final Language kin;
  private @Nullable Names names;
  private @Nullable Characters characters;
  private @Nullable List<Mask> masks;
  private @Nullable Comments comments;
  private @Nullable Imports imports;
  private @Nullable Statements statements;
  private @Nullable Functions functions;

  /// @param kin the language that stands for it, itself most of the time
  ProfileBuilder(Language kin) {
    this.kin = kin;
  }

  /// What mode lines and interpreters call it; nothing, where none do. Its other names, if it was
  /// built from another's profile, go.
  ProfileBuilder names(String... modes) {
    names = new Names(Set.of(modes), Set.of(), Set.of());
    return this;
  }

  /// Whole names of files that are in it.
  ProfileBuilder files(String... files) {
    Names known = present(names, "names");
    names = new Names(known.modes(), Set.of(files), known.others());
    return this;
  }

  /// What else it is called inside of other text.
  ProfileBuilder alsoCalled(String... others) {
    Names known = present(names, "names");
    names = new Names(known.modes(), known.files(), Set.of(others));
    return this;
  }

  ProfileBuilder characters(
      NameCase nameCase, Escapes escapes, Separators separators, CharacterTrait... traits) {
    characters = new Characters(nameCase, escapes, separators, Set.of(traits));
    return this;
  }

  ProfileBuilder masks(Mask... inOrder) {
    masks = List.of(inOrder);
    return this;
  }

  ProfileBuilder comments(Marks marks, Documentation documentation, Delimiters... openings) {
    comments = new Comments(marks, documentation, List.of(openings));
    return this;
  }

  /// Imports that are code like any other, and are not followed.
  ProfileBuilder noImports() {
    imports = imports(ImportEnd.NONE, Set.of());
    return this;
  }

  ProfileBuilder imports(ImportEnd end, String... words) {
    imports = imports(end, Set.of(words));
    return this;
  }

  private static Imports imports(ImportEnd end, Set<String> words) {
    return new Imports(end, words, Set.of(), Set.of(), ImportForm.NOT_READ, List.of(), List.of());
  }

  /// No import begins before one of these.
  ProfileBuilder notBefore(String... behind) {
    Imports known = present(imports, "imports");
    imports =
        new Imports(
            known.end(),
            known.words(),
            Set.of(behind),
            known.continuations(),
            known.form(),
            known.importable(),
            known.sources());
    return this;
  }

  /// An import goes on with one of these.
  ProfileBuilder continuedBy(String... words) {
    Imports known = present(imports, "imports");
    imports =
        new Imports(
            known.end(),
            known.words(),
            known.notBefore(),
            Set.of(words),
            known.form(),
            known.importable(),
            known.sources());
    return this;
  }

  /// Files are found by their imports.
  ProfileBuilder followed(ImportForm form, List<String> importable, List<String> sources) {
    Imports known = present(imports, "imports");
    imports =
        new Imports(
            known.end(),
            known.words(),
            known.notBefore(),
            known.continuations(),
            form,
            importable,
            sources);
    return this;
  }

  ProfileBuilder statements(Layout layout, Blocks blocks, Dereference dereference) {
    statements = new Statements(layout, blocks, dereference, Set.of());
    return this;
  }

  /// Holds of the statements, beside what was said before.
  ProfileBuilder has(StatementTrait... traits) {
    Statements known = present(statements, "statements");
    Set<StatementTrait> all = EnumSet.noneOf(StatementTrait.class);
    all.addAll(known.traits());
    all.addAll(List.of(traits));
    statements = new Statements(known.layout(), known.blocks(), known.dereference(), all);
    return this;
  }

  ProfileBuilder functions(Family family, FunctionTrait... traits) {
    functions = new Functions(family, "", Set.of(), Set.of(traits));
    return this;
  }

  ProfileBuilder functionsUpToEnd(String lead, Set<String> openers, FunctionTrait... traits) {
    functions = new Functions(Family.END_WORDS, lead, openers, Set.of(traits));
    return this;
  }

  LanguageProfile build() {
    return new LanguageProfile(
        present(names, "names"),
        kin,
        present(characters, "characters"),
        present(masks, "masks"),
        present(comments, "comments"),
        present(imports, "imports"),
        present(statements, "statements"),
        present(functions, "functions"));
  }

  private static <T> T present(@Nullable T part, String name) {
    if (part == null) {
      throw new IllegalStateException("the profile has no " + name);
    }
    return part;
  }
}
