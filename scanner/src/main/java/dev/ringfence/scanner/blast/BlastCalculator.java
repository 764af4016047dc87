package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.policy.BlastSettings;
import dev.ringfence.scanner.policy.BlastSettings.Anchor;
import dev.ringfence.scanner.policy.BlastSettings.Dimension;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.LongConsumer;

/// Computes the blast radius of files and changes of a repository, as of one commit.
///
/// What cannot be known (no history, no git, imports of a language that are not read) is unknown:
/// its dimension's weight goes to the others, and the result says so.
public final class BlastCalculator implements AutoCloseable {
  private final BlastFacts facts;
  private final ZonePolicy policy;
  private final BlastSettings settings;
  private final Measures measures;
  private final ComplexityDimension complexity;
  private final ImpactDimension impact;
  private final LifespanDimension lifespan;
  private final RollbackDimension rollback;
  private final TestabilityDimension testability;

  private BlastCalculator(
      GitChanges git, String revision, ZonePolicy policy, Coverage coverage, boolean blames)
      throws IOException {
    this.policy = policy;
    this.settings = policy.blastRadius();
    this.facts = new BlastFacts(git, revision, settings, blames);
    this.measures = new Measures(settings);
    this.complexity = new ComplexityDimension(measures);
    this.impact = new ImpactDimension(facts, measures);
    this.lifespan = new LifespanDimension(facts);
    this.rollback = new RollbackDimension(facts, measures);
    this.testability = new TestabilityDimension(facts, policy, coverage);
  }

  /// Keeps what was computed for the next run.
  @Override
  public void close() {
    facts.close();
  }

  /// A calculator, for any number of threads.
  ///
  /// @param git the repository; stays open as long as this is used
  /// @param revision the commit whose files and history count
  /// @param policy its settings and its declared oracles
  /// @param coverage coverage files, where given
  public static BlastCalculator open(
      GitChanges git, String revision, ZonePolicy policy, Coverage coverage) throws IOException {
    return new BlastCalculator(git, revision, policy, coverage, true);
  }

  /// A calculator that does not ask for the ages of lines, which takes a process a file: lifespan
  /// is unknown, unless an earlier run has asked.
  public static BlastCalculator withoutBlame(
      GitChanges git, String revision, ZonePolicy policy, Coverage coverage) throws IOException {
    return new BlastCalculator(git, revision, policy, coverage, false);
  }

  /// All files of the commit.
  public List<String> files() {
    return facts.files();
  }

  /// The files of code that are the project's own: what the policy ignores, vendored and generated
  /// files and tests are left out.
  public List<String> sources() {
    return facts.code().stream()
        .filter(path -> !ImportGraph.isTest(path) && !facts.isForeign(path))
        .filter(path -> !policy.place(path).ignored())
        .toList();
  }

  /// Reads when the lines of all files were written, in one pass over the history; without it each
  /// file takes a process of its own.
  ///
  /// @param started hears how many commits there are to read
  /// @param progress hears of commits that were read
  public void readLineHistory(LongConsumer started, LongConsumer progress) throws IOException {
    facts.readLineHistory(started, progress);
  }

  /// How many lines of a file are not blank; 0 where it is not in the commit.
  public int lines(String path) {
    return facts.lines(path);
  }

  /// Whether a path is a file of the commit.
  public boolean holds(String path) {
    return facts.holds(path);
  }

  /// The imports and includes.
  public ImportGraph graph() {
    return facts.graph();
  }

  /// The history; empty where there is none to be had.
  public Optional<History> history() {
    return facts.history();
  }

  /// The blast radius of a file as it is.
  public BlastRadius of(String path) throws IOException {
    Optional<Complexity> known = facts.complexity(path);
    List<BlastRadius.Part> parts = new ArrayList<>();
    parts.add(complexity.of(known, "hardest function"));
    parts.add(impact.of(path, facts.publicBy(path)));
    parts.add(lifespan.of(path));
    parts.add(rollback.of(path, List.of()));
    parts.add(testability.of(path, known));
    return sum(path, parts, known);
  }

  /// The blast radius of changes to files, in their order.
  public List<BlastRadius> of(List<FileChange> changes) throws IOException {
    try {
      // Blame takes the time, and it is a process a file.
      return changes.parallelStream()
          .map(change -> {
            try {
              return of(change);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// The blast radius of a change to a file: complexity goes by the functions that it touches,
  /// impact by whether it changes a public signature, rollback by its size.
  public BlastRadius of(FileChange change) throws IOException {
    return of(change, List.of());
  }

  /// The blast radius of a change of the past, which later commits and releases have built upon.
  ///
  /// @param last the change's last commit
  /// @param tip the commit that its later history leads to
  public BlastRadius of(FileChange change, String last, String tip) throws IOException {
    List<BlastRadius.Measure> past = new ArrayList<>();
    OptionalInt later =
        LaterCommits.count(
            facts.command(), last, tip, change.path(), ChangedCode.addedSpans(change));
    later.ifPresent(count ->
        past.add(
            measures.anchored(
                Anchor.LATER_COMMITS, "later commits on its lines", count, "commits")));
    facts
        .command()
        .text(List.of("tag", "--contains", last))
        .ifPresent(tags ->
            past.add(
                measures.anchored(
                    Anchor.RELEASE_TAGS,
                    "tags that contain it",
                    (double) tags.lines().filter(line -> !line.isBlank()).count(),
                    "tags")));
    return of(change, past);
  }

  private BlastRadius of(FileChange change, List<BlastRadius.Measure> past) throws IOException {
    String path = change.path();
    String before = change.oldPath().orElse(path);
    Optional<Complexity> touched = ChangedCode.touched(change);
    int added = change.hunks().stream().mapToInt(Hunk::addedLines).sum();
    List<BlastRadius.Measure> size = new ArrayList<>();
    size.add(measures.anchored(Anchor.LINES_ADDED, "lines added", added, "lines"));
    size.addAll(past);
    List<BlastRadius.Part> parts = new ArrayList<>();
    parts.add(complexity.of(touched, "hardest touched function"));
    parts.add(impact.of(before, ChangedCode.signature(change)));
    parts.add(lifespan.of(before));
    parts.add(rollback.of(before, size));
    parts.add(testability.of(before, touched));
    return sum(path, parts, touched);
  }

  private BlastRadius sum(String path, List<BlastRadius.Part> parts, Optional<Complexity> known) {
    double weights =
        parts.stream()
            .filter(part -> part.value().isPresent())
            .mapToDouble(part -> weight(part.dimension()))
            .sum();
    List<BlastRadius.Part> weighted = new ArrayList<>();
    double highest = 0;
    double mean = 0;
    for (BlastRadius.Part part : parts) {
      boolean counts = part.value().isPresent() && weights > 0;
      double share = counts ? weight(part.dimension()) / weights : 0;
      weighted.add(
          new BlastRadius.Part(
              part.dimension(), part.value(), share, part.measures(), part.unknown()));
      if (counts && weight(part.dimension()) > 0) {
        // That nothing tests a file says nothing about how far it reaches: docs/decisions/0004.
        if (part.dimension() != Dimension.TESTABILITY) {
          highest = Math.max(highest, part.value().getAsDouble());
        }
        mean += share * part.value().getAsDouble();
      }
    }
    OptionalDouble hotspot =
        facts.history().isPresent() && known.isPresent()
            ? OptionalDouble.of(
                facts.history().get().commits(path)
                    / facts.history().get().years()
                    * known.get().cyclomatic())
            : OptionalDouble.empty();
    return new BlastRadius(
        path,
        weighted,
        weights > 0
            ? OptionalDouble.of(100 * (0.5 * highest + 0.5 * mean))
            : OptionalDouble.empty(),
        hotspot);
  }

  private double weight(Dimension dimension) {
    return settings.weights().getOrDefault(dimension, dimension.weight());
  }
}
