package dev.ringfence.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.Set;

/// Rules of architecture that several modules share, over the classes of one of them. Each throws
/// where a class breaks it.
public final class ArchitectureRules {
  /// Who holds what a program is started with, and may start it.
  private static final String PROCESSES = "dev.ringfence.corpus.process";

  private static final Set<String> CLOCKS =
      Set.of(
          "System.currentTimeMillis",
          "System.nanoTime",
          "Instant.now",
          "LocalDate.now",
          "LocalDateTime.now",
          "ZonedDateTime.now",
          "Clock.systemUTC",
          "Clock.systemDefaultZone");

  private static final Set<String> ENVIRONMENT =
      Set.of("System.getenv", "System.getProperty", "System.exit");

  private final String base;
  private final JavaClasses classes;

  ArchitectureRules(String base, JavaClasses classes) {
    this.base = base;
    this.classes = classes;
  }

  /// The rules over what a package and those below it hold, without its tests.
  public static ArchitectureRules of(String base) {
    return new ArchitectureRules(
        base,
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(base));
  }

  /// The classes, for rules of one module.
  public JavaClasses classes() {
    return classes;
  }

  /// A layer for each package, of the package's last name, with what lies below it; who may use
  /// which is for the caller to say.
  public LayeredArchitecture layers(String... packages) {
    LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String name : packages) {
      layers =
          layers
              .layer(name.substring(name.lastIndexOf('.') + 1))
              .definedBy(base + "." + name + "..");
    }
    return layers;
  }

  /// Each program that is run has a time limit, because one class starts them.
  public void startProgramsInOnePlace() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage(PROCESSES)
        .should()
        .callMethodWhere(describe("a program is started", ArchitectureRules::starts))
        .check(classes);
  }

  private static boolean starts(JavaAccess<?> call) {
    return (call.getTargetOwner().isEquivalentTo(ProcessBuilder.class)
            && (call.getName().equals("start") || call.getName().equals("startPipeline")))
        || (call.getTargetOwner().isEquivalentTo(Runtime.class) && call.getName().equals("exec"));
  }

  /// What is to be known of a language is asked of its profile, so that a new one is complete with
  /// it. A switch over an enum of another class leaves a table of that name.
  public void askLanguagesForTheirProfiles() {
    ArchRuleDefinition.noFields()
        .should()
        .haveNameMatching("\\$SwitchMap\\$.*\\$Language")
        .allowEmptyShould(true)
        .check(classes);
  }

  /// Symbols, spellings and lines go from class to class as `Tokens`, not as columns.
  public void takeTokensWhole() {
    ArchRuleDefinition.noCodeUnits()
        .that()
        .areNotPrivate()
        .should(
            new ArchCondition<>("take three columns") {
              @Override
              public void check(JavaCodeUnit unit, ConditionEvents events) {
                long columns =
                    unit.getRawParameterTypes().stream()
                        .filter(type -> type.isEquivalentTo(int[].class))
                        .count();
                events.add(new SimpleConditionEvent(unit, columns > 2, unit.getFullName()));
              }
            })
        .check(classes);
  }

  /// Options, terminal and environment belong to the command line: a library is told.
  public void knowNoCommandLine() {
    knowNothingOf("picocli..");
    ArchRuleDefinition.noClasses()
        .should()
        .callMethodWhere(
            describe(
                "the environment answers, or the process ends",
                call -> name(call).equals("System.getenv") || name(call).equals("System.exit")))
        .orShould()
        .accessFieldWhere(describe("it is a stream of the process", ArchitectureRules::isStream))
        .check(classes);
  }

  /// What comes out depends on what goes in, not on who runs it when.
  ///
  /// @param packages whose classes are meant, as ArchUnit writes them; none for all
  public void askNeitherClockNorEnvironment(String... packages) {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage(packages.length == 0 ? new String[] {base + ".."} : packages)
        .should()
        .callMethodWhere(
            describe(
                "the clock or the environment answers",
                call -> CLOCKS.contains(name(call)) || ENVIRONMENT.contains(name(call))))
        .orShould()
        .accessFieldWhere(describe("it is a stream of the process", ArchitectureRules::isStream))
        .check(classes);
  }

  private static String name(JavaAccess<?> call) {
    return call.getTargetOwner().getSimpleName() + "." + call.getName();
  }

  private static boolean isStream(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(System.class);
  }

  /// A library is known in one place.
  ///
  /// @param inside the package that may depend on it, with those below it, after the module's own
  /// @param libraries its packages, as ArchUnit writes them
  public void knowInOnePlace(String inside, String... libraries) {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage(base + "." + inside + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .check(classes);
  }

  /// Nothing depends on what lies in some packages.
  public void knowNothingOf(String... packages) {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(classes);
  }

  /// Nothing reaches past the index, which may be a folder or a cluster.
  public void knowTheIndexAlone() {
    knowNothingOf("org.apache.lucene..", "dev.ringfence.cluster..");
  }
}
