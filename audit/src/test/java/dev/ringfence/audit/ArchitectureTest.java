package dev.ringfence.audit;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/// Packages point along the data flow: history, marks, state; answer, triage, report.
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
        .layer("answer")
        .definedBy(BASE + ".answer..")
        .layer("triage")
        .definedBy(BASE + ".triage..")
        .layer("report")
        .definedBy(BASE + ".report..")
        .layer("front door")
        .definedBy(BASE)
        .whereLayer("front door")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("report")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("triage")
        .mayOnlyBeAccessedByLayers("report")
        .whereLayer("answer")
        .mayOnlyBeAccessedByLayers("report", "front door")
        .whereLayer("state")
        .mayOnlyBeAccessedByLayers("report", "front door")
        .whereLayer("marks")
        .mayOnlyBeAccessedByLayers("state", "report", "front door")
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
