package dev.ringfence.scanner;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/// Packages point along the data flow: change, match, policy, scan, report.
class ArchitectureTest {
  private static final String BASE = "dev.ringfence.scanner";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void packagesPointAlongTheDataFlow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("change")
        .definedBy(BASE + ".change..")
        .layer("match")
        .definedBy(BASE + ".match..")
        .layer("policy")
        .definedBy(BASE + ".policy..")
        .layer("blast")
        .definedBy(BASE + ".blast..")
        .layer("scan")
        .definedBy(BASE + ".scan..")
        .layer("report")
        .definedBy(BASE + ".report..")
        .whereLayer("report")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("scan")
        .mayOnlyBeAccessedByLayers("report")
        .whereLayer("blast")
        .mayOnlyBeAccessedByLayers("scan", "report")
        .whereLayer("policy")
        .mayOnlyBeAccessedByLayers("blast", "scan", "report")
        .whereLayer("match")
        .mayOnlyBeAccessedByLayers("policy", "scan", "report")
        .check(CLASSES);
  }

  @Test
  void onlyReportsKnowAnOutputFormat() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".report..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("tools.jackson..")
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

  @Test
  void nothingReachesPastTheIndexIntoLucene() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.lucene..")
        .check(CLASSES);
  }

  /// Another index can stand in for the one on disk.
  @Test
  void theMatcherKnowsNoIndexOnDisk() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage(BASE + ".match..")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("CorpusIndex")
        .check(CLASSES);
  }
}
