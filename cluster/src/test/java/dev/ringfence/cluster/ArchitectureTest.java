package dev.ringfence.cluster;

import dev.ringfence.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

/// A cluster is reached through the seam of the index alone, and is one place.
class ArchitectureTest {
  private static final ArchitectureRules RULES = ArchitectureRules.of("dev.ringfence.cluster");

  @Test
  void onlyTheIndexIsBelow() {
    RULES.knowNothingOf("dev.ringfence.scanner..", "dev.ringfence.server..", "org.apache.lucene..");
  }

  @Test
  void nothingElseKnowsTheCluster() {
    ArchitectureRules.of("dev.ringfence").knowInOnePlace("cluster", "dev.ringfence.cluster..");
  }

  @Test
  void theLibraryKnowsNoCommandLine() {
    RULES.knowNoCommandLine();
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
