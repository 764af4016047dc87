package dev.ringfence.scanner.blast;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.GitCommand;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.policy.BlastSettings;
import dev.ringfence.scanner.policy.BlastSettings.Anchor;
import dev.ringfence.scanner.policy.BlastSettings.Dimension;
import dev.ringfence.scanner.policy.GitAttributes;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.structure.CodeMetrics;
import dev.ringfence.scanner.structure.FunctionMetrics;
import dev.ringfence.scanner.structure.Risk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Computes the blast radius of files and changes of a repository, as of one commit.
///
/// What cannot be known (no history, no git, imports of a language that are not read) is unknown:
/// its dimension's weight goes to the others, and the result says so.
public final class BlastCalculator implements AutoCloseable {
  private static final int MAX_BYTES = 4 << 20;
  private static final double RISK = 0.1;

  /// Folders that hold the code of others.
  private static final Pattern VENDORED =
      Pattern.compile(
          "(?i)/(_?vendor(ed)?|third[-_]?party|3rd[-_]?party|externals?|extern|node_modules|subprojects)/");

  /// With fewer commits nothing can be said about how a file changes.
  private static final int MIN_COMMITS = 10;

  /* Spinellis, Louridas and Kechagia 2021: half of all lines of code are gone after about 2.4 years. */
  private static final double LINE_HALF_LIFE_YEARS = 2.4;
  private static final double SECONDS_A_YEAR = 365.25 * 86_400;

  private final GitChanges git;
  private final GitCommand command;
  private final GitChanges.Snapshot snapshot;
  private final ZonePolicy policy;
  private final BlastSettings settings;
  private final Coverage coverage;
  private final BlastCache cache;
  private final Map<String, FileFacts> facts = new TreeMap<>();
  private final ImportGraph graph;
  private final Optional<History> history;
  private final boolean blames;
  private final String noHistory;
  private final GitAttributes attributes;
  private Optional<LineHistory> lineHistory = Optional.empty();

  private BlastCalculator(
      GitChanges git, String revision, ZonePolicy policy, Coverage coverage, boolean blames)
      throws IOException {
    this.git = git;
    this.blames = blames;
    this.policy = policy;
    this.settings = policy.blastRadius();
    this.coverage = coverage;
    this.command = new GitCommand(git.directory());
    this.snapshot = git.snapshot(revision);
    this.cache = BlastCache.open(git.commonDirectory());
    this.attributes =
        new GitAttributes(
            path -> Optional.ofNullable(snapshot.blobs().get(path)).flatMap(this::text));
    readFacts();
    Map<String, List<String>> imports = new TreeMap<>();
    facts.forEach((path, known) -> known.imports().ifPresent(list -> imports.put(path, list)));
    this.graph = ImportGraph.of(imports);
    if (git.isShallow()) {
      this.history = Optional.empty();
      this.noHistory = "the clone is shallow; fetch its history (`git fetch --unshallow`)";
    } else {
      Optional<History> read =
          History.read(command, cache, snapshot.commit(), snapshot.time(), settings.historyYears());
      this.history = read.filter(known -> known.size() >= MIN_COMMITS);
      this.noHistory =
          read.map(known ->
                  "there are only "
                      + known.size()
                      + " commits in the last "
                      + settings.historyYears()
                      + " years")
              .orElse("git could not be asked; is it on the PATH?");
    }
  }

  /// Keeps what was computed for the next run.
  @Override
  public void close() {
    cache.save();
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

  private static Optional<Language> language(String path) {
    return LanguageDetector.detect(path, "").filter(language -> language != Language.GENERIC);
  }

  private void readFacts() throws IOException {
    Map<String, FileFacts> read = new ConcurrentHashMap<>();
    try {
      snapshot.blobs().entrySet().parallelStream()
          .forEach(file ->
              language(file.getKey())
                  .flatMap(language -> facts(file.getValue(), language))
                  .ifPresent(known -> read.put(file.getKey(), known)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    facts.putAll(read);
  }

  private Optional<FileFacts> facts(String blob, Language language) {
    String key = blob + ":" + language.id();
    Optional<FileFacts> known = cache.facts().get(key);
    if (known.isPresent()) {
      return known;
    }
    Optional<FileFacts> computed = text(blob).map(text -> FileFacts.of(language, text));
    computed.ifPresent(value -> cache.facts().put(key, value));
    return computed;
  }

  private Optional<String> text(String blob) {
    try {
      return git.blob(blob, MAX_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All files of the commit.
  public List<String> files() {
    return List.copyOf(snapshot.blobs().keySet());
  }

  /// The files of code that are the project's own: what the policy ignores, vendored and generated
  /// files and tests are left out.
  public List<String> sources() {
    return facts.keySet().stream()
        .filter(path -> !ImportGraph.isTest(path) && !isForeign(path))
        .filter(path -> !policy.place(path).ignored())
        .toList();
  }

  private boolean isForeign(String path) {
    return VENDORED.matcher("/" + path).find()
        || isSet(path, "linguist-vendored")
        || isSet(path, "linguist-generated");
  }

  private boolean isSet(String path, String attribute) {
    return attributes.value(path, attribute).filter(value -> !value.equals("false")).isPresent();
  }

  /// Reads when the lines of all files were written, in one pass over the history; without it each
  /// file takes a process of its own.
  ///
  /// @param started hears how many commits there are to read
  /// @param progress hears of commits that were read
  public void readLineHistory(LongConsumer started, LongConsumer progress) throws IOException {
    if (!blames || history.isEmpty()) {
      return;
    }
    Set<String> globs = new TreeSet<>();
    for (String path : facts.keySet()) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      int dot = name.lastIndexOf('.');
      globs.add(":(glob)**/" + (dot < 0 ? name : "*" + name.substring(dot)));
    }
    if (!globs.isEmpty()) {
      lineHistory =
          Optional.of(
              LineHistory.read(
                  command, cache, snapshot.commit(), List.copyOf(globs), started, progress));
    }
  }

  /// How many lines of a file are not blank; 0 where it is not in the commit.
  public int lines(String path) {
    FileFacts known = facts.get(path);
    return known == null ? 0 : known.lines();
  }

  /// Whether a path is a file of the commit.
  public boolean holds(String path) {
    return snapshot.blobs().containsKey(path);
  }

  /// The imports and includes.
  public ImportGraph graph() {
    return graph;
  }

  /// The history; empty where there is none to be had.
  public Optional<History> history() {
    return history;
  }

  /// The blast radius of a file as it is.
  public BlastRadius of(String path) throws IOException {
    Optional<Complexity> complexity = complexity(path);
    List<BlastRadius.Part> parts = new ArrayList<>();
    parts.add(complexityPart(complexity, "hardest function"));
    parts.add(impact(path, publicBy(path)));
    parts.add(lifespan(path));
    parts.add(rollback(path, List.of()));
    parts.add(testability(path, complexity));
    return sum(path, parts, complexity);
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
    List<BlastRadius.Measure> measures = new ArrayList<>();
    OptionalInt later = LaterCommits.count(command, last, tip, change.path(), addedSpans(change));
    later.ifPresent(count ->
        measures.add(
            anchored(Anchor.LATER_COMMITS, "later commits on its lines", count, "commits")));
    command
        .text(List.of("tag", "--contains", last))
        .ifPresent(tags ->
            measures.add(
                anchored(
                    Anchor.RELEASE_TAGS,
                    "tags that contain it",
                    (double) tags.lines().filter(line -> !line.isBlank()).count(),
                    "tags")));
    return of(change, measures);
  }

  private BlastRadius of(FileChange change, List<BlastRadius.Measure> past) throws IOException {
    String path = change.path();
    String before = change.oldPath().orElse(path);
    Optional<Complexity> touched = touched(change);
    int added = change.hunks().stream().mapToInt(Hunk::addedLines).sum();
    List<BlastRadius.Measure> size = new ArrayList<>();
    size.add(anchored(Anchor.LINES_ADDED, "lines added", added, "lines"));
    size.addAll(past);
    List<BlastRadius.Part> parts = new ArrayList<>();
    parts.add(complexityPart(touched, "hardest touched function"));
    parts.add(impact(before, signature(change)));
    parts.add(lifespan(before));
    parts.add(rollback(before, size));
    parts.add(testability(before, touched));
    return sum(path, parts, touched);
  }

  /// The lines that a change adds, as pairs of first and last line.
  private static List<int[]> addedSpans(FileChange change) {
    List<int[]> spans = new ArrayList<>();
    for (Hunk hunk : change.hunks()) {
      for (int i = 0; i < hunk.lines().size(); i++) {
        if (hunk.added().get(i)) {
          int start = i;
          while (i + 1 < hunk.lines().size() && hunk.added().get(i + 1)) {
            i++;
          }
          spans.add(new int[] {hunk.firstLine() + start, hunk.firstLine() + i});
        }
      }
    }
    return spans;
  }

  /// Whether a change touches what others can count on.
  private static Optional<String> signature(FileChange change) {
    if (ImportGraph.isTest(change.path()) || !ImportGraph.isOpen(change.path())) {
      return Optional.empty();
    }
    boolean declared =
        !change.path().endsWith(".py") || change.newText().orElse("").contains("__all__");
    for (Hunk hunk : change.hunks()) {
      Optional<Landing.Line> line = Landing.of(change, hunk).publicSignature();
      if (line.isPresent() && declared) {
        return Optional.of("line " + line.get().number() + " changes a public signature");
      }
    }
    return Optional.empty();
  }

  private Optional<String> publicBy(String path) {
    FileFacts known = facts.get(path);
    return known == null ? Optional.empty() : graph.publicBy(path, known);
  }

  private Optional<Complexity> complexity(String path) {
    Optional<Language> language = language(path);
    String blob = snapshot.blobs().get(path);
    if (language.isEmpty() || blob == null) {
      return Optional.empty();
    }
    String key = blob + ":" + language.get().id();
    Optional<Complexity> known = cache.complexities().get(key);
    if (known.isPresent()) {
      return known;
    }
    Optional<Complexity> computed =
        text(blob).map(text -> Complexity.of(CodeMetrics.of(language.get(), text)));
    computed.ifPresent(value -> cache.complexities().put(key, value));
    return computed;
  }

  /// The complexity of the functions that a change touches, as they are after it.
  private static Optional<Complexity> touched(FileChange change) {
    Optional<Language> language =
        LanguageDetector.detect(change.path(), change.newText().orElse(""))
            .filter(found -> found != Language.GENERIC);
    if (language.isEmpty() || change.newText().isEmpty()) {
      return Optional.empty();
    }
    List<int[]> spans = addedSpans(change);
    List<FunctionMetrics> functions =
        CodeMetrics.of(language.get(), change.newText().get()).stream()
            .filter(each ->
                spans.stream()
                    .anyMatch(span ->
                        span[0] <= each.function().lastLine()
                            && each.function().firstLine() <= span[1]))
            .toList();
    return Optional.of(Complexity.of(functions));
  }

  private BlastRadius.Measure anchored(Anchor anchor, String name, double value, String unit) {
    BlastSettings.Range range = settings.anchors().getOrDefault(anchor, anchor.range());
    return new BlastRadius.Measure(
        name,
        number(value) + " " + unit,
        "ln scale " + number(range.low()) + " to " + number(range.high()),
        OptionalDouble.of(range.position(value)));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%d", (long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  private static BlastRadius.Part known(
      Dimension dimension, double value, List<BlastRadius.Measure> measures) {
    return new BlastRadius.Part(
        dimension, OptionalDouble.of(Math.clamp(value, 0, 1)), 0, measures, Optional.empty());
  }

  private static BlastRadius.Part unknown(Dimension dimension, String why) {
    return new BlastRadius.Part(dimension, OptionalDouble.empty(), 0, List.of(), Optional.of(why));
  }

  private BlastRadius.Part complexityPart(Optional<Complexity> complexity, String whose) {
    if (complexity.isEmpty()) {
      return unknown(
          Dimension.COMPLEXITY, "no lexer for this kind of file, or its text is not at hand");
    }
    Complexity own = complexity.get();
    List<BlastRadius.Measure> measures = new ArrayList<>();
    measures.add(
        anchored(Anchor.CYCLOMATIC, "cyclomatic complexity, " + whose, own.cyclomatic(), "paths"));
    own.cognitive()
        .ifPresent(value ->
            measures.add(
                anchored(Anchor.COGNITIVE, "cognitive complexity, " + whose, value, "points")));
    BlastRadius.Measure nesting = anchored(Anchor.NESTING, "nesting", own.nesting(), "levels");
    measures.add(
        new BlastRadius.Measure(
            nesting.name(),
            nesting.raw(),
            "0.8 x " + nesting.anchor(),
            OptionalDouble.of(0.8 * nesting.contribution().orElse(0))));
    double value =
        measures.stream().mapToDouble(each -> each.contribution().orElse(0)).max().orElse(0);
    if (!own.risks().isEmpty()) {
      double risks = RISK * own.risks().size();
      measures.add(
          new BlastRadius.Measure(
              "risky constructs",
              own.risks().stream().sorted().map(Risk::label).collect(Collectors.joining(", ")),
              "0.1 a kind, added",
              OptionalDouble.of(risks)));
      value += risks;
    }
    return known(Dimension.COMPLEXITY, value, measures);
  }

  private BlastRadius.Part impact(String path, Optional<String> isPublic) {
    if (isPublic.isPresent()) {
      return known(
          Dimension.IMPACT,
          1,
          List.of(
              new BlastRadius.Measure(
                  "public", isPublic.get(), "public counts in full", OptionalDouble.of(1))));
    }
    if (!snapshot.blobs().containsKey(path)) {
      return known(
          Dimension.IMPACT,
          0,
          List.of(
              new BlastRadius.Measure(
                  "new file", "nothing imports it yet", "none", OptionalDouble.of(0))));
    }
    if (!graph.knows(path)) {
      return unknown(Dimension.IMPACT, "imports are read of C, C++, Python, Cython and Java alone");
    }
    List<BlastRadius.Measure> measures = new ArrayList<>();
    measures.add(anchored(Anchor.FAN_IN, "fan-in", graph.users(path).size(), "files, no tests"));
    double percentile = graph.rankPercentile(path);
    measures.add(
        new BlastRadius.Measure(
            "PageRank",
            String.format(
                Locale.ROOT,
                "above %.0f %% of files; %d files or cycles reach it",
                100 * percentile,
                graph.dependents(path)),
            "percentile squared",
            OptionalDouble.of(percentile * percentile)));
    return known(
        Dimension.IMPACT,
        measures.stream().mapToDouble(each -> each.contribution().orElse(0)).max().orElse(0),
        measures);
  }

  private BlastRadius.Part lifespan(String path) throws IOException {
    if (history.isEmpty()) {
      return unknown(Dimension.LIFESPAN, noHistory);
    }
    if (!snapshot.blobs().containsKey(path)) {
      return known(
          Dimension.LIFESPAN,
          0,
          List.of(
              new BlastRadius.Measure(
                  "new file", "no line of it is older", "none", OptionalDouble.of(0))));
    }
    OptionalLong median = medianTime(path);
    if (median.isEmpty()) {
      return unknown(
          Dimension.LIFESPAN,
          blames ? "git blame says nothing about it" : "the ages of its lines were not asked for");
    }
    double age = Math.max(0, snapshot.time() - median.getAsLong()) / SECONDS_A_YEAR;
    double old = age / (age + LINE_HALF_LIFE_YEARS);
    long churned = history.get().churn(path);
    int lines = Math.max(1, ownLines(path));
    double churn = (double) churned / lines / history.get().years();
    double calm = 1 / (1 + churn);
    return known(
        Dimension.LIFESPAN,
        old * calm,
        List.of(
            new BlastRadius.Measure(
                "median age of its lines",
                String.format(Locale.ROOT, "%.1f years", age),
                "age / (age + 2.4)",
                OptionalDouble.of(old)),
            new BlastRadius.Measure(
                "churn",
                String.format(
                    Locale.ROOT,
                    "%d lines changed in %.1f years, %.2f of its size a year",
                    churned,
                    history.get().years(),
                    churn),
                "times 1 / (1 + churn a year)",
                OptionalDouble.of(calm))));
  }

  /// The lines of a file that are not blank, also of one without a lexer.
  private int ownLines(String path) {
    int known = lines(path);
    String blob = snapshot.blobs().get(path);
    return known > 0 || blob == null
        ? known
        : text(blob)
            .map(text -> (int) text.lines().filter(line -> !line.isBlank()).count())
            .orElse(0);
  }

  private OptionalLong medianTime(String path) throws IOException {
    String blob = snapshot.blobs().get(path);
    if (lineHistory.isPresent() && blob != null) {
      int count = text(blob).map(text -> (int) text.lines().count()).orElse(0);
      OptionalLong known = lineHistory.get().median(path, count);
      if (known.isPresent()) {
        return known;
      }
    }
    String key = blob + ":" + history.flatMap(known -> known.last(path)).orElse("") + ":" + path;
    Optional<Long> kept = cache.ages().get(key);
    if (kept.isPresent()) {
      return OptionalLong.of(kept.get());
    }
    if (!blames) {
      return OptionalLong.empty();
    }
    OptionalLong median = LineAges.median(command, snapshot.commit(), path);
    median.ifPresent(time -> cache.ages().put(key, time));
    return median;
  }

  private BlastRadius.Part rollback(String path, List<BlastRadius.Measure> change) {
    List<BlastRadius.Measure> measures = new ArrayList<>();
    if (history.isPresent()) {
      measures.add(
          anchored(
              Anchor.COUPLED_FILES,
              "files that change with it",
              history.get().coupled(path).size(),
              "files (5 commits and 30 % in common)"));
    } else {
      measures.add(
          new BlastRadius.Measure(
              "files that change with it", "unknown: " + noHistory, "", OptionalDouble.empty()));
    }
    measures.addAll(change);
    if (graph.knows(path)) {
      measures.add(anchored(Anchor.FAN_OUT, "fan-out", graph.uses(path).size(), "files"));
    }
    if (history.isEmpty() && change.isEmpty()) {
      // Fan-out alone would pass for all of it.
      return unknown(Dimension.ROLLBACK, noHistory);
    }
    // Each measure alone can make it dear.
    double left = 1;
    for (BlastRadius.Measure measure : measures) {
      left *= 1 - measure.contribution().orElse(0);
    }
    return known(Dimension.ROLLBACK, 1 - left, measures);
  }

  private BlastRadius.Part testability(String path, Optional<Complexity> complexity) {
    List<BlastRadius.Measure> measures = new ArrayList<>();
    OptionalDouble covered = coverage.of(path);
    double tested;
    if (covered.isPresent()) {
      tested = covered.getAsDouble();
      measures.add(
          new BlastRadius.Measure(
              "coverage",
              String.format(Locale.ROOT, "%.0f %% of its lines", 100 * tested),
              "less 0.5 x share",
              OptionalDouble.of(-0.5 * tested)));
    } else {
      if (!graph.knows(path) && history.isEmpty()) {
        return unknown(
            Dimension.TESTABILITY, "neither coverage, nor imports, nor history say what tests it");
      }
      int imports = graph.tests(path).size();
      int changes = history.map(known -> known.coupledTests(path).size()).orElse(0);
      tested = imports + changes > 0 ? 1 : 0;
      measures.add(
          new BlastRadius.Measure(
              "tests",
              imports + " import it, " + changes + " change with it",
              "less 0.5 where there is one",
              OptionalDouble.of(-0.5 * tested)));
    }
    List<String> oracles = policy.oracles(path);
    measures.add(
        new BlastRadius.Measure(
            "oracles",
            oracles.isEmpty() ? "none declared" : String.join(", ", oracles),
            "less 0.3 where the policy declares one",
            OptionalDouble.of(oracles.isEmpty() ? 0 : -0.3)));
    double documented =
        complexity
            .filter(own -> own.functions() > 0)
            .map(own -> (double) own.documented() / own.functions())
            .orElse(0.0);
    measures.add(
        new BlastRadius.Measure(
            "documentation",
            complexity
                .map(own -> own.documented() + " of " + own.functions() + " functions")
                .orElse("none known"),
            "less 0.2 x share",
            OptionalDouble.of(-0.2 * documented)));
    double value = 1 + measures.stream().mapToDouble(each -> each.contribution().orElse(0)).sum();
    return known(Dimension.TESTABILITY, value, measures);
  }

  private BlastRadius sum(
      String path, List<BlastRadius.Part> parts, Optional<Complexity> complexity) {
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
        history.isPresent() && complexity.isPresent()
            ? OptionalDouble.of(
                history.get().commits(path) / history.get().years() * complexity.get().cyclomatic())
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
