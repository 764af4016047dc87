package dev.ringfence.scanner.blast;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.GitCommand;
import dev.ringfence.scanner.policy.BlastSettings;
import dev.ringfence.scanner.policy.GitAttributes;
import dev.ringfence.scanner.structure.CodeMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/// What is known of the files of a repository as of one commit: their imports, history and
/// complexity. What was computed is kept for the next run.
final class BlastFacts implements AutoCloseable {
  private static final int MAX_BYTES = 4 << 20;

  /// Folders that hold the code of others.
  private static final Pattern VENDORED =
      Pattern.compile(
          "(?i)/(_?vendor(ed)?|third[-_]?party|3rd[-_]?party|externals?|extern|node_modules|subprojects)/");

  /// With fewer commits nothing can be said about how a file changes.
  private static final int MIN_COMMITS = 10;

  private final GitChanges git;
  private final GitCommand command;
  private final GitChanges.Snapshot snapshot;
  private final BlastCache cache;
  private final Map<String, FileFacts> facts = new TreeMap<>();
  private final ImportGraph graph;
  private final Optional<History> history;
  private final boolean blames;
  private final String noHistory;
  private final GitAttributes attributes;
  private Optional<LineHistory> lineHistory = Optional.empty();

  /// @param git the repository; stays open as long as this is used
  /// @param revision the commit whose files and history count
  /// @param blames whether the ages of lines are asked for, which takes a process a file
  BlastFacts(GitChanges git, String revision, BlastSettings settings, boolean blames)
      throws IOException {
    this.git = git;
    this.blames = blames;
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

  GitCommand command() {
    return command;
  }

  ImportGraph graph() {
    return graph;
  }

  Optional<History> history() {
    return history;
  }

  /// Why there is no history.
  String noHistory() {
    return noHistory;
  }

  /// Whether the ages of lines are asked for.
  boolean asksForAges() {
    return blames;
  }

  /// When the commit was made, in seconds since 1970.
  long time() {
    return snapshot.time();
  }

  /// All files of the commit.
  List<String> files() {
    return List.copyOf(snapshot.blobs().keySet());
  }

  /// The files of code.
  List<String> code() {
    return List.copyOf(facts.keySet());
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

  /// Whether a file is of others, or generated.
  boolean isForeign(String path) {
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
  void readLineHistory(LongConsumer started, LongConsumer progress) throws IOException {
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
  int lines(String path) {
    FileFacts known = facts.get(path);
    return known == null ? 0 : known.lines();
  }

  /// Whether a path is a file of the commit.
  boolean holds(String path) {
    return snapshot.blobs().containsKey(path);
  }

  /// Whether others can count on a whole file, and why.
  Optional<String> publicBy(String path) {
    FileFacts known = facts.get(path);
    return known == null ? Optional.empty() : graph.publicBy(path, known);
  }

  /// The complexity of a file as it is; empty where it has no lexer.
  Optional<Complexity> complexity(String path) {
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

  /// The lines of a file that are not blank, also of one without a lexer.
  int ownLines(String path) {
    int known = lines(path);
    String blob = snapshot.blobs().get(path);
    return known > 0 || blob == null
        ? known
        : text(blob)
            .map(text -> (int) text.lines().filter(line -> !line.isBlank()).count())
            .orElse(0);
  }

  /// When half of the lines of a file were written.
  OptionalLong medianTime(String path) throws IOException {
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
}
