package dev.ringfence.server;

import dev.ringfence.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

/// Packages point one way: settings, scan, store, http and page, web, and the front door.
class ArchitectureTest {
  private static final String BASE = "dev.ringfence.server";
  private static final ArchitectureRules RULES = ArchitectureRules.of(BASE);

  @Test
  void packagesPointOneWay() {
    RULES
        .layers("settings", "scan", "store", "http", "page", "web")
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
        .check(RULES.classes());
  }

  @Test
  void onlyOnePackageKnowsTheWebServer() {
    RULES.knowInOnePlace("http", "org.eclipse.jetty..");
  }

  /// The command line gives it clock and log.
  @Test
  void nothingAsksTheClockOrTheEnvironment() {
    RULES.askNeitherClockNorEnvironment();
  }

  @Test
  void theLibraryKnowsNoCommandLine() {
    RULES.knowNoCommandLine();
  }

  @Test
  void nothingReachesPastTheIndex() {
    RULES.knowTheIndexAlone();
  }

  @Test
  void programsAreStartedInOnePlace() {
    RULES.startProgramsInOnePlace();
  }

  @Test
  void languagesAreAskedForTheirProfiles() {
    RULES.askLanguagesForTheirProfiles();
  }
}
