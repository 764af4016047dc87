package dev.ringfence.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each rule finds whoever breaks it, and nobody else.
class ArchitectureRulesTest {
  private static final String BASE = "dev.ringfence.testkit.offender";
  private static final List<String> OFFENDERS =
      List.of(
          "ClockReader",
          "ColumnTaker",
          "EnvironmentReader",
          "Innocent",
          "LanguageSwitch",
          "OptionReader",
          "Printer",
          "ProgramStarter",
          "ShellRunner");

  private static final ArchitectureRules RULES =
      new ArchitectureRules(BASE, new ClassFileImporter().importPackages(BASE));

  private static List<String> found(Consumer<ArchitectureRules> rule) {
    AssertionError broken = assertThrows(AssertionError.class, () -> rule.accept(RULES));
    String message = String.valueOf(broken.getMessage());
    return OFFENDERS.stream().filter(name -> message.contains(BASE + "." + name)).toList();
  }

  @Test
  void programsThatAreStartedElsewhere() {
    assertEquals(
        List.of("ProgramStarter", "ShellRunner"),
        found(ArchitectureRules::startProgramsInOnePlace));
  }

  @Test
  void switchesOverLanguages() {
    assertEquals(List.of("LanguageSwitch"), found(ArchitectureRules::askLanguagesForTheirProfiles));
  }

  @Test
  void tokensInColumns() {
    assertEquals(List.of("ColumnTaker"), found(ArchitectureRules::takeTokensWhole));
  }

  @Test
  void librariesThatTakeOptions() {
    assertEquals(List.of("OptionReader"), found(rules -> rules.knowNothingOf("picocli..")));
    assertEquals(
        List.of("OptionReader"), found(rules -> rules.knowInOnePlace("elsewhere", "picocli..")));
  }

  @Test
  void librariesThatReadTheEnvironmentOrPrint() {
    ArchitectureRules others =
        new ArchitectureRules(
            BASE,
            new ClassFileImporter()
                .withImportOption(location -> !location.contains("OptionReader"))
                .importPackages(BASE));
    AssertionError broken = assertThrows(AssertionError.class, others::knowNoCommandLine);
    String message = String.valueOf(broken.getMessage());
    assertEquals(
        List.of("EnvironmentReader", "Printer"),
        OFFENDERS.stream().filter(name -> message.contains(BASE + "." + name)).toList());
    assertEquals(List.of("OptionReader"), found(ArchitectureRules::knowNoCommandLine));
  }

  @Test
  void clocks() {
    assertEquals(
        List.of("ClockReader", "EnvironmentReader", "Printer"),
        found(ArchitectureRules::askNeitherClockNorEnvironment));
  }

  @Test
  void nobodyElse() {
    ArchitectureRules innocent =
        new ArchitectureRules(
            BASE,
            new ClassFileImporter()
                .withImportOption(location -> location.contains("Innocent"))
                .importPackages(BASE));
    assertFalse(innocent.classes().isEmpty());
    Stream.<Consumer<ArchitectureRules>>of(
            ArchitectureRules::startProgramsInOnePlace,
            ArchitectureRules::askLanguagesForTheirProfiles,
            ArchitectureRules::takeTokensWhole,
            ArchitectureRules::knowNoCommandLine,
            ArchitectureRules::askNeitherClockNorEnvironment,
            ArchitectureRules::knowTheIndexAlone)
        .forEach(rule -> rule.accept(innocent));
  }
}
