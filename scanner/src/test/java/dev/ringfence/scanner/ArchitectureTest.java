package dev.ringfence.scanner;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/// Packages point along the data flow: change, match, policy, scan, report, demo, cli.
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
        .layer("demo")
        .definedBy(BASE + ".demo..")
        .layer("cli")
        .definedBy(BASE + ".cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("demo")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("demo", "cli")
        .whereLayer("scan")
        .mayOnlyBeAccessedByLayers("report", "demo", "cli")
        .whereLayer("blast")
        .mayOnlyBeAccessedByLayers("report", "cli")
        .whereLayer("policy")
        .mayOnlyBeAccessedByLayers("blast", "scan", "report", "demo", "cli")
        .whereLayer("match")
        .mayOnlyBeAccessedByLayers("policy", "scan", "report", "demo", "cli")
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

  @Test
  void nothingReachesPastTheIndexIntoLucene() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.lucene..")
        .check(CLASSES);
  }
}
