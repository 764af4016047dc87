package dev.ringfence.audit;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/// Packages point along the data flow: history, marks, state, answer, report.
class ArchitectureTest {
  private static final String BASE = "dev.ringfence.audit";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void packagesPointAlongTheDataFlow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("history")
        .definedBy(BASE + ".history..")
        .layer("marks")
        .definedBy(BASE + ".marks..")
        .layer("state")
        .definedBy(BASE + ".state..")
        .layer("front door")
        .definedBy(BASE)
        .whereLayer("front door")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("state")
        .mayOnlyBeAccessedByLayers("front door")
        .whereLayer("marks")
        .mayOnlyBeAccessedByLayers("state", "front door")
        .whereLayer("history")
        .mayOnlyBeAccessedByLayers("marks", "state", "front door")
        .check(CLASSES);
  }

  @Test
  void onlyTheStateKnowsItsDatabase() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".state..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.sqlite..")
        .check(CLASSES);
  }

  /// What asks the terminal, the clock or the options of a run belongs to the command line.
  @Test
  void theLibraryKnowsNoCommandLine() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
        .check(CLASSES);
  }
}
