package dev.ringfence.fingerprints;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Packages point along the data flow: source, token, shingle, winnow, fingerprints.
class ArchitectureTest {
  private static final String BASE = "dev.ringfence.fingerprints";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void packagesPointAlongTheDataFlow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("source")
        .definedBy(BASE + ".source..")
        .layer("token")
        .definedBy(BASE + ".token..")
        .layer("shingle")
        .definedBy(BASE + ".shingle..")
        .layer("winnow")
        .definedBy(BASE + ".winnow..")
        .layer("front")
        .definedBy(BASE)
        .layer("statement")
        .definedBy(BASE + ".statement..")
        .whereLayer("front")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("statement")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("winnow")
        .mayOnlyBeAccessedByLayers("front")
        .whereLayer("shingle")
        .mayOnlyBeAccessedByLayers("front", "winnow", "statement")
        .whereLayer("token")
        .mayOnlyBeAccessedByLayers("front", "winnow", "shingle", "statement")
        .check(CLASSES);
  }

  @Test
  void winnowingKnowsNoText() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage(BASE + ".winnow")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + ".source..", BASE + ".token..")
        .check(CLASSES);
  }

  @Test
  void nothingTouchesFilesOrClocks() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage(BASE + "..")
        .and()
        // Runs when the project is built.
        .doNotHaveSimpleName("TableCompiler")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..", "java.time..", "java.util.logging..")
        .check(CLASSES);
  }

  /// A switch over an enum of another class leaves a table of that name.
  @Test
  void onlyProfilesAndDetectionSwitchOverLanguages() {
    ArchRuleDefinition.fields()
        .that()
        .haveNameMatching("\\$SwitchMap\\$.*\\$Language")
        .should()
        .beDeclaredInClassesThat()
        .haveNameMatching(".*\\.(LanguageProfiles|LanguageDetector)\\$\\d+")
        .check(CLASSES);
  }

  /// Symbols, spellings and lines go from class to class as `Tokens`, not as columns.
  @Test
  void noMethodTakesTheColumnsOfTokensApart() {
    List<String> apart =
        CLASSES.stream()
            // The columns there are those of automata.
            .filter(each -> !each.getPackageName().equals(BASE + ".token.table"))
            .flatMap(each -> each.getCodeUnits().stream())
            .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE))
            .filter(method ->
                method.getRawParameterTypes().stream()
                        .filter(type -> type.isEquivalentTo(int[].class))
                        .count()
                    > 2)
            .map(JavaCodeUnit::getFullName)
            .toList();
    assertEquals(List.of(), apart);
  }
}
