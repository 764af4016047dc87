package dev.ringfence.attest;

import dev.ringfence.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

/// What a change is comes first; what is said of it, checked and kept comes after.
class ArchitectureTest {
  private static final ArchitectureRules RULES = ArchitectureRules.of("dev.ringfence.attest");

  @Test
  void packagesPointAlongTheDataFlow() {
    RULES
        .layers(
            "contribution",
            "trace",
            "form",
            "check",
            "provenance",
            "guide",
            "hook",
            "mcp",
            "replay")
        .whereLayer("mcp")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("replay")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("hook")
        .mayOnlyBeAccessedByLayers("mcp")
        .whereLayer("guide")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("check")
        .mayOnlyBeAccessedByLayers("hook", "guide", "provenance")
        .whereLayer("provenance")
        .mayOnlyBeAccessedByLayers("hook", "guide", "mcp", "replay")
        .whereLayer("form")
        .mayOnlyBeAccessedByLayers("check", "provenance", "hook", "guide", "mcp")
        .whereLayer("trace")
        .mayOnlyBeAccessedByLayers("form", "check", "provenance", "hook", "guide", "mcp", "replay")
        .check(RULES.classes());
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
