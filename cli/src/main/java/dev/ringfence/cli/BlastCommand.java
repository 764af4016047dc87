package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.blast.BlastCalculator;
import dev.ringfence.scanner.blast.BlastRadius;
import dev.ringfence.scanner.blast.Coverage;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.report.BlastMap;
import dev.ringfence.scanner.report.BlastRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence blast`: how far a fault at a place would reach.
@Command(
    name = "blast",
    description = {
      "Show the blast radius of files or of a change: complexity, impact, lifespan, rollback cost and"
          + " testability, each with its raw values, anchors and contributions.",
      "",
      "Files and history are those of a commit. The score suggests a ring; the declared ring is the"
          + " policy's."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence blast numpy/linalg/_linalg.py",
      "  ringfence blast --diff main..HEAD --coverage coverage.xml",
      "  ringfence blast --diff 1a2b3c4 --history       a change of the past, with what came after",
      "  ringfence blast --all                          all files, highest first",
      "  ringfence blast --map map.html                 a treemap of the repository"
    })
public final class BlastCommand implements Callable<Integer> {
  private static final int MANY_COMMITS = 1000;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  PolicyOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Files or folders, relative to the repository's root.")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "--diff",
      paramLabel = "RANGE",
      description = "The files of BASE..HEAD, BASE...HEAD or one commit, as they are changed.")
  @Nullable String range;

  @Option(
      names = "--history",
      description =
          "With --diff: count the later commits on its lines and the tags that contain it.")
  boolean past;

  @Option(names = "--all", description = "All source files but tests, in a table.")
  boolean all;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "Write a treemap of the repository by ring and blast radius, an HTML page.")
  @Nullable Path map;

  @Option(
      names = "--revision",
      paramLabel = "COMMIT",
      description =
          "The commit whose files and history count (default: HEAD, or the range's base).")
  @Nullable String revision;

  @Option(
      names = "--coverage",
      paramLabel = "FILE",
      description = "A coverage file: LCOV, or XML of Cobertura or JaCoCo. May be given again.")
  List<Path> coverage = new ArrayList<>();

  @Option(
      names = "--no-blame",
      description =
          "Leave the ages of lines out, for which the history is read: lifespan is unknown, unless an"
              + " earlier run has asked.")
  boolean noBlame;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /// The command.
  public BlastCommand() {}

  @Override
  public Integer call() throws IOException {
    int kinds =
        (paths.isEmpty() ? 0 : 1) + (range == null ? 0 : 1) + (all ? 1 : 0) + (map == null ? 0 : 1);
    if (kinds != 1) {
      throw usage("name paths, or one of --diff, --all and --map", "see `ringfence blast --help`");
    }
    if (past && range == null) {
      throw usage("--history goes with --diff", "name the change of the past with --diff");
    }
    ZonePolicy policy = options.read();
    Coverage covered = Coverage.read(coverage);
    try (GitChanges git = GitChanges.open(options.repository)) {
      String at = revision != null ? revision : range != null ? base(git, range) : "HEAD";
      try (BlastCalculator calculator =
          noBlame
              ? BlastCalculator.withoutBlame(git, at, policy, covered)
              : BlastCalculator.open(git, at, policy, covered)) {
        if (range != null) {
          print(at, changed(git, calculator, policy, range), policy, false);
        } else if (paths.isEmpty()) {
          everything(calculator, policy, at);
        } else {
          List<BlastRenderer.Place> places = named(calculator, policy);
          print(at, places, policy, places.size() > paths.size());
        }
      }
    }
    return 0;
  }

  private static String base(GitChanges git, String range) throws IOException {
    return git.resolve(range)
        .judge()
        .orElseThrow(() ->
            usage(
                "there is nothing before `" + range + "`, so nothing that a fault could reach",
                "name a commit with --revision"));
  }

  private List<BlastRenderer.Place> changed(
      GitChanges git, BlastCalculator calculator, ZonePolicy policy, String named)
      throws IOException {
    String head = git.resolve(named).to();
    List<FileChange> files = git.range(named).files();
    List<BlastRadius> found = new ArrayList<>();
    if (past) {
      for (FileChange file : files) {
        found.add(calculator.of(file, head, "HEAD"));
      }
    } else {
      found.addAll(calculator.of(files));
    }
    return found.stream()
        .map(radius -> new BlastRenderer.Place(radius, policy.place(radius.path())))
        .toList();
  }

  private List<BlastRenderer.Place> named(BlastCalculator calculator, ZonePolicy policy)
      throws IOException {
    List<BlastRenderer.Place> places = new ArrayList<>();
    for (String path : paths) {
      String clean = path.startsWith("./") ? path.substring(2) : path;
      String folder = clean.endsWith("/") ? clean : clean + "/";
      List<String> within =
          calculator.sources().stream().filter(each -> each.startsWith(folder)).toList();
      if (!calculator.holds(clean) && !within.isEmpty()) {
        for (String each : within) {
          places.add(place(calculator, policy, each));
        }
        continue;
      }
      if (!calculator.holds(clean)) {
        throw usage(
            "no file `" + clean + "` in the commit, and no folder of code",
            "paths are relative to the repository's root; see `git ls-files`");
      }
      places.add(new BlastRenderer.Place(calculator.of(clean), policy.place(clean)));
    }
    return places;
  }

  private static BlastRenderer.Place place(
      BlastCalculator calculator, ZonePolicy policy, String path) {
    try {
      return new BlastRenderer.Place(calculator.of(path), policy.place(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says how long it will take where it takes long.
  private static void readLineHistory(BlastCalculator calculator) throws IOException {
    ProgressBar[] bar = {ProgressBar.onStandardError(false, "", "", 0)};
    try {
      calculator.readLineHistory(
          commits -> {
            if (commits > MANY_COMMITS) {
              System.err.printf(
                  Locale.ROOT,
                  "reading the history, %,d commits, which is kept for later runs and goes on where it"
                      + " was stopped; --no-blame leaves it out%n",
                  commits);
              bar[0] =
                  ProgressBar.onStandardError(
                      ProgressBar.stderrIsTerminal(), "history", "commits", commits);
            }
          },
          count -> bar[0].advance(count));
    } finally {
      bar[0].close();
    }
  }

  private void everything(BlastCalculator calculator, ZonePolicy policy, String at)
      throws IOException {
    List<String> sources = calculator.sources();
    List<BlastRenderer.Place> places;
    readLineHistory(calculator);
    boolean worthIt = ProgressBar.stderrIsTerminal() && sources.size() > 20;
    try (ProgressBar bar =
        ProgressBar.onStandardError(worthIt, "measuring", "files", sources.size())) {
      places =
          sources.parallelStream()
              .map(path -> {
                BlastRenderer.Place place = place(calculator, policy, path);
                bar.advance(1);
                return place;
              })
              .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (map == null) {
      print(at, places, policy, true);
      return;
    }
    List<BlastMap.Tile> tiles =
        places.stream()
            .map(place -> new BlastMap.Tile(place, calculator.lines(place.radius().path())))
            .toList();
    String name = String.valueOf(options.repository.toAbsolutePath().normalize().getFileName());
    List<String> notes = new ArrayList<>();
    notes.add(
        calculator
            .history()
            .map(history ->
                String.format(
                    Locale.ROOT,
                    "History: %d commits in %.1f years.",
                    history.size(),
                    history.years()))
            .orElse("No history to go by: lifespan and rollback are unknown."));
    Files.writeString(
        map,
        BlastMap.render(
            "Blast radius of " + name + " at " + at, notes, tiles, policy.blastRadius()));
    System.err.println("wrote " + map + ": " + tiles.size() + " files");
  }

  private void print(
      String at, List<BlastRenderer.Place> places, ZonePolicy policy, boolean table) {
    var out = spec.commandLine().getOut();
    if (json) {
      out.print(BlastRenderer.json(at, places, policy.blastRadius()));
    } else if (table) {
      out.print(BlastRenderer.table(places, policy.blastRadius()));
    } else {
      places.forEach(place -> out.printf("%s%n", BlastRenderer.text(place, policy.blastRadius())));
    }
    out.flush();
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-arguments", message, help));
  }
}
