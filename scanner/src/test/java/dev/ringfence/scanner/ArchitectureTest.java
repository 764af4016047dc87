package dev.ringfence.scanner;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Packages point along the data flow: change, match, policy, result, scan; reports know results
/// alone.
class ArchitectureTest {
  private static final String BASE = "dev.ringfence.scanner";
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
        .layer("result")
        .definedBy(BASE + ".result..")
        .layer("report")
        .definedBy(BASE + ".report..")
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
        .check(CLASSES);
  }

  /// A hunk passes the rooms of the matcher in one order.
  @Test
  void theStepsOfMatchingPointOneWay() {
    String match = BASE + ".match";
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("parameters")
        .definedBy(match + ".parameters")
        .layer("origin")
        .definedBy(match + ".origin")
        .layer("query")
        .definedBy(match + ".query")
        .layer("region")
        .definedBy(match + ".region")
        .layer("alignment")
        .definedBy(match + ".alignment")
        .layer("evidence")
        .definedBy(match + ".evidence")
        .layer("rewrite")
        .definedBy(match + ".rewrite")
        .layer("match")
        .definedBy(match)
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

  /// What a scan says depends on what it is given, not on who runs it when.
  @Test
  void whatDecidesAsksNeitherTheClockNorTheEnvironment() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage(
            BASE + ".match..",
            BASE + ".policy..",
            BASE + ".scan..",
            BASE + ".result..",
            BASE + ".report..")
        .should()
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

  /// A stored report can be shown without the index that was searched.
  @Test
  void reportsAreFunctionsOfTheirResult() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage(BASE + ".result..", BASE + ".report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.ringfence.corpus.index..", BASE + ".match..", BASE + ".scan..")
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

  /// A switch over an enum of another class leaves a table of that name.
  @Test
  void languagesAreAskedForTheirProfiles() {
    ArchRuleDefinition.noFields()
        .should()
        .haveNameMatching("\\$SwitchMap\\$.*\\$Language")
        .check(CLASSES);
  }

  @Test
  void programsAreStartedInOnePlace() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("dev.ringfence.corpus.process")
        .should()
        .callMethod(ProcessBuilder.class, "start")
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .check(CLASSES);
  }

  /// Symbols, spellings and lines go from class to class as `Tokens`, not as columns.
  @Test
  void noMethodTakesTheColumnsOfTokensApart() {
    List<String> apart =
        CLASSES.stream()
            .flatMap(each -> each.getCodeUnits().stream())
            .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE))
            .filter(method ->
                method.getRawParameterTypes().stream()
                        .filter(type -> type.isEquivalentTo(int[].class))
                        .count()
                    > 2)
            .map(JavaCodeUnit::getFullName)
            .toList();
    assertEquals(List.of(), apart);
  }
}
