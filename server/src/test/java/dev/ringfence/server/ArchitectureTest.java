package dev.ringfence.server;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Packages point one way: settings, scan, store, http and page, web, and the front door.
class ArchitectureTest {
  private static final String BASE = "dev.ringfence.server";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  private static final Set<String> ASKED =
      Set.of(
          "System.getenv",
          "System.getProperty",
          "System.currentTimeMillis",
          "System.nanoTime",
          "System.exit",
          "Instant.now",
          "LocalDate.now",
          "LocalDateTime.now",
          "ZonedDateTime.now",
          "Clock.systemUTC",
          "Clock.systemDefaultZone");

  @Test
  void packagesPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("settings")
        .definedBy(BASE + ".settings..")
        .layer("scan")
        .definedBy(BASE + ".scan..")
        .layer("store")
        .definedBy(BASE + ".store..")
        .layer("http")
        .definedBy(BASE + ".http..")
        .layer("page")
        .definedBy(BASE + ".page..")
        .layer("web")
        .definedBy(BASE + ".web..")
        .layer("front door")
        .definedBy(BASE)
        .whereLayer("front door")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("web")
        .mayOnlyBeAccessedByLayers("front door")
        .whereLayer("page")
        .mayOnlyBeAccessedByLayers("web")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("web", "front door")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("web", "front door")
        .whereLayer("scan")
        .mayOnlyBeAccessedByLayers("store", "http", "web", "front door")
        .check(CLASSES);
  }

  @Test
  void onlyOnePackageKnowsTheWebServer() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jetty..")
        .check(CLASSES);
  }

  /// What asks the terminal, the clock or the options of a run belongs to the command line.
  @Test
  void theLibraryKnowsNoCommandLine() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "the clock or the environment answers",
                call ->
                    ASKED.contains(call.getTargetOwner().getSimpleName() + "." + call.getName())))
        .orShould()
        .accessFieldWhere(
            DescribedPredicate.describe(
                "it is a stream of the process",
                access -> access.getTargetOwner().isEquivalentTo(System.class)))
        .check(CLASSES);
  }
}
