package dev.ringfence.cli;

import dev.ringfence.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

/// The command line asks the libraries, and goes round none of them.
class ArchitectureTest {
  private static final ArchitectureRules RULES = ArchitectureRules.of("dev.ringfence.cli");

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
