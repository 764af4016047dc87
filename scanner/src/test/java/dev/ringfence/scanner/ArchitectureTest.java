package dev.ringfence.scanner;

import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.ringfence.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

/// Packages point along the data flow: change, match, policy, result, scan; reports know results
/// alone.
class ArchitectureTest {
  private static final String BASE = "dev.ringfence.scanner";
  private static final ArchitectureRules RULES = ArchitectureRules.of(BASE);

  @Test
  void packagesPointAlongTheDataFlow() {
    RULES
        .layers("change", "match", "policy", "blast", "scan", "result", "report")
        .whereLayer("report")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("scan")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("result")
        .mayOnlyBeAccessedByLayers("scan", "report")
        .whereLayer("blast")
        .mayOnlyBeAccessedByLayers("scan", "report")
        .whereLayer("policy")
        .mayOnlyBeAccessedByLayers("blast", "result", "scan", "report")
        .whereLayer("match")
        .mayOnlyBeAccessedByLayers("policy", "scan")
        .check(RULES.classes());
  }

  /// A hunk passes the rooms of the matcher in one order.
  @Test
  void theStepsOfMatchingPointOneWay() {
    RULES
        .layers(
            "match.parameters",
            "match.origin",
            "match.query",
            "match.region",
            "match.alignment",
            "match.evidence",
            "match.rewrite")
        .layer("match")
        .definedBy(BASE + ".match")
        .whereLayer("match")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("rewrite")
        .mayOnlyBeAccessedByLayers("match")
        .whereLayer("evidence")
        .mayOnlyBeAccessedByLayers("match", "rewrite")
        .whereLayer("alignment")
        .mayOnlyBeAccessedByLayers("match", "rewrite", "evidence")
        .whereLayer("region")
        .mayOnlyBeAccessedByLayers("match", "evidence")
        .whereLayer("query")
        .mayOnlyBeAccessedByLayers("match", "evidence", "alignment", "region", "rewrite")
        .whereLayer("origin")
        .mayOnlyBeAccessedByLayers("match", "rewrite", "evidence", "alignment", "region", "query")
        .check(RULES.classes());
  }

  @Test
  void onlyReportsKnowAnOutputFormat() {
    RULES.knowInOnePlace("report", "tools.jackson..");
  }

  /// What a scan says depends on what it is given, not on who runs it when.
  @Test
  void whatDecidesAsksNeitherTheClockNorTheEnvironment() {
    RULES.askNeitherClockNorEnvironment(
        BASE + ".match..",
        BASE + ".policy..",
        BASE + ".scan..",
        BASE + ".result..",
        BASE + ".report..");
  }

  /// A stored report can be shown without the index that was searched.
  @Test
  void reportsAreFunctionsOfTheirResult() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage(BASE + ".result..", BASE + ".report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.ringfence.corpus.index..", BASE + ".match..", BASE + ".scan..")
        .check(RULES.classes());
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

  @Test
  void noMethodTakesTheColumnsOfTokensApart() {
    RULES.takeTokensWhole();
  }
}
