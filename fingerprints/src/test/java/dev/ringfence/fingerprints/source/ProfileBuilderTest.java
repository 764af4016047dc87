package dev.ringfence.fingerprints.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language.Layout;
import dev.ringfence.fingerprints.source.LanguageProfile.Blocks;
import dev.ringfence.fingerprints.source.LanguageProfile.Dereference;
import dev.ringfence.fingerprints.source.LanguageProfile.Documentation;
import dev.ringfence.fingerprints.source.LanguageProfile.Escapes;
import dev.ringfence.fingerprints.source.LanguageProfile.Family;
import dev.ringfence.fingerprints.source.LanguageProfile.ImportEnd;
import dev.ringfence.fingerprints.source.LanguageProfile.ImportForm;
import dev.ringfence.fingerprints.source.LanguageProfile.Marks;
import dev.ringfence.fingerprints.source.LanguageProfile.NameCase;
import dev.ringfence.fingerprints.source.LanguageProfile.Separators;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// That no language can be there with half of a profile.
class ProfileBuilderTest {
  private static final Map<String, Consumer<ProfileBuilder>> PARTS = parts();

  private static Map<String, Consumer<ProfileBuilder>> parts() {
    Map<String, Consumer<ProfileBuilder>> parts = new LinkedHashMap<>();
    parts.put("names", ProfileBuilder::names);
    parts.put(
        "characters",
        builder -> builder.characters(NameCase.COUNTS, Escapes.STRINGS_ONLY, Separators.BLANKS));
    parts.put("masks", ProfileBuilder::masks);
    parts.put("comments", builder -> builder.comments(Marks.HASHES, Documentation.COMMENTS));
    parts.put("imports", ProfileBuilder::noImports);
    parts.put(
        "statements",
        builder -> builder.statements(Layout.LINES, Blocks.WORDED, Dereference.AS_WRITTEN));
    parts.put("functions", builder -> builder.functions(Family.BRACES));
    return parts;
  }

  static Stream<String> partNames() {
    return PARTS.keySet().stream();
  }

  @Test
  void isCompleteWithAllParts() {
    ProfileBuilder builder = new ProfileBuilder(Language.LUA);
    PARTS.values().forEach(part -> part.accept(builder));

    assertEquals(Language.LUA, builder.build().kin());
  }

  @ParameterizedTest
  @MethodSource("partNames")
  void refusesAProfileWithoutAPart(String missing) {
    ProfileBuilder builder = new ProfileBuilder(Language.LUA);
    PARTS.forEach((name, part) -> {
      if (!name.equals(missing)) {
        part.accept(builder);
      }
    });

    IllegalStateException refused = assertThrows(IllegalStateException.class, builder::build);
    assertEquals("the profile has no " + missing, refused.getMessage());
  }

  @Test
  void refusesImportsWithoutWordsOrEnd() {
    ProfileBuilder builder = new ProfileBuilder(Language.LUA);

    assertThrows(IllegalArgumentException.class, () -> builder.imports(ImportEnd.NONE, "require"));
    assertThrows(IllegalArgumentException.class, () -> builder.imports(ImportEnd.LINE));
  }

  @Test
  void refusesImportsThatAreFollowedToNoFile() {
    ProfileBuilder builder = new ProfileBuilder(Language.LUA).noImports();

    assertThrows(
        IllegalArgumentException.class,
        () -> builder.followed(ImportForm.MODULES, List.of(), List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.followed(ImportForm.NOT_READ, List.of(".lua"), List.of()));
  }

  @Test
  void refusesFunctionsUpToAnEndThatNothingOpens() {
    ProfileBuilder builder = new ProfileBuilder(Language.LUA);

    assertThrows(IllegalArgumentException.class, () -> builder.functions(Family.END_WORDS));
    assertThrows(
        IllegalArgumentException.class, () -> builder.functionsUpToEnd("function", Set.of()));
    assertThrows(
        IllegalArgumentException.class, () -> builder.functionsUpToEnd("function", Set.of("if")));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyLanguageHasAProfileAndASample(Language language) {
    assertEquals(language.kin(), language.kin().kin(), "kin of kin");
    assertEquals(
        language.layout(), language.kin().layout(), "kin that ends statements in another way");
    assertNotNull(getClass().getResource("/samples/" + language.id() + ".txt"), "sample");
    for (String suffix : language.profile().imports().importable()) {
      assertTrue(
          Language.ofPath("x" + suffix).orElseThrow().isKin(language), suffix + " is another's");
    }
  }
}
