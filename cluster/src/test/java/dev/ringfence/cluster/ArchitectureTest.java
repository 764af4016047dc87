package dev.ringfence.cluster;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/// A cluster is reached through the seam of the index alone, and is one place.
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.ringfence");

  @Test
  void onlyTheIndexIsBelow() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("dev.ringfence.cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.ringfence.scanner..", "dev.ringfence.server..", "org.apache.lucene..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void nothingElseKnowsTheCluster() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("dev.ringfence.cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.ringfence.cluster..")
        .check(CLASSES);
  }
}
