package dev.ringfence.corpus;

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

/// Packages point one way: diagnostic, license, source, index, cli; nothing knows the scanner.
class ArchitectureTest {
  private static final String BASE = "dev.ringfence.corpus";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void packagesPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("diagnostic")
        .definedBy(BASE + ".diagnostic..")
        .layer("glob")
        .definedBy(BASE + ".glob..")
        .layer("process")
        .definedBy(BASE + ".process..")
        .layer("license")
        .definedBy(BASE + ".license..")
        .layer("source")
        .definedBy(BASE + ".source..")
        .layer("index")
        .definedBy(BASE + ".index..")
        .layer("toml")
        .definedBy(BASE + ".toml..")
        .layer("sync")
        .definedBy(BASE + ".sync..")
        .layer("cli")
        .definedBy(BASE + ".cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("sync")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("index")
        .mayOnlyBeAccessedByLayers("sync", "cli")
        .whereLayer("source")
        .mayOnlyBeAccessedByLayers("index", "sync", "cli")
        .whereLayer("license")
        .mayOnlyBeAccessedByLayers("source", "index", "sync", "cli")
        .whereLayer("glob")
        .mayNotAccessAnyLayer()
        .whereLayer("process")
        .mayNotAccessAnyLayer()
        .check(CLASSES);
  }

  @Test
  void onlyTheIndexKnowsLucene() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".index..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.lucene..")
        .check(CLASSES);
  }

  @Test
  void nothingKnowsTheScanner() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.ringfence.scanner..")
        .check(CLASSES);
  }

  @Test
  void programsAreStartedInOnePlace() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("dev.ringfence.corpus.process")
        .should()
        .callMethod(ProcessBuilder.class, "start")
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .check(CLASSES);
  }

  /// A switch over an enum of another class leaves a table of that name.
  @Test
  void languagesAreAskedForTheirProfiles() {
    ArchRuleDefinition.noFields()
        .should()
        .haveNameMatching("\\$SwitchMap\\$.*\\$Language")
        .check(CLASSES);
  }

  /// Symbols, spellings and lines go from class to class as `Tokens`, not as columns.
  @Test
  void noMethodTakesTheColumnsOfTokensApart() {
    List<String> apart =
        CLASSES.stream()
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
