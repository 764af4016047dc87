package dev.ringfence.fingerprints;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
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
}
