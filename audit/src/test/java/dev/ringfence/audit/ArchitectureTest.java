package dev.ringfence.audit;

import dev.ringfence.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

/// Packages point along the data flow: history, marks, state; answer, triage, report.
class ArchitectureTest {
  private static final String BASE = "dev.ringfence.audit";
  private static final ArchitectureRules RULES = ArchitectureRules.of(BASE);

  @Test
  void packagesPointAlongTheDataFlow() {
    RULES
        .layers("history", "marks", "state", "answer", "triage", "report")
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
        .check(RULES.classes());
  }

  @Test
  void onlyTheStateKnowsItsDatabase() {
    RULES.knowInOnePlace("state", "java.sql..", "org.sqlite..");
  }

  /// An audit that goes on later, elsewhere, comes to the same.
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
