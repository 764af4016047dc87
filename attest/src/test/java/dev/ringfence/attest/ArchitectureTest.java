package dev.ringfence.attest;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/// What a change is comes first; what is said of it, checked and kept comes after.
class ArchitectureTest {
  private static final String BASE = "dev.ringfence.attest";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void packagesPointAlongTheDataFlow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("contribution")
        .definedBy(BASE + ".contribution..")
        .layer("trace")
        .definedBy(BASE + ".trace..")
        .layer("form")
        .definedBy(BASE + ".form..")
        .layer("check")
        .definedBy(BASE + ".check..")
        .layer("provenance")
        .definedBy(BASE + ".provenance..")
        .layer("guide")
        .definedBy(BASE + ".guide..")
        .layer("hook")
        .definedBy(BASE + ".hook..")
        .layer("mcp")
        .definedBy(BASE + ".mcp..")
        .layer("replay")
        .definedBy(BASE + ".replay..")
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
    ArchRuleDefinition.noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
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

  /// A switch over an enum of another class leaves a table of that name.
  @Test
  void languagesAreAskedForTheirProfiles() {
    ArchRuleDefinition.noFields()
        .should()
        .haveNameMatching("\\$SwitchMap\\$.*\\$Language")
        .check(CLASSES);
  }
}
