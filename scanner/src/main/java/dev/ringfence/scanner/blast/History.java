package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.change.GitCommand;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The commits of some years before a commit, merges left out: what each changed, and by how many
/// lines.
public final class History {
  /*
   * Change coupling as code-maat counts it (D'Ambros, Lanza and Robbes 2009): at least MIN_SHARED
   * commits in common, in at least MIN_DEGREE of the average of both files' commits. A commit of
   * very many files couples nothing.
   */
  private static final int MIN_SHARED = 5;
  private static final double MIN_DEGREE = 0.30;
  private static final int MAX_COUPLING_FILES = 50;

  /// A changed file of a commit.
  ///
  /// @param path its path after the commit
  /// @param lines how many lines were added and deleted
  record Touch(String path, int lines) {}

  /// A commit.
  ///
  /// @param id its id
  /// @param time when it was committed, in seconds since 1970
  /// @param touches what it changed
  record Commit(String id, long time, List<Touch> touches) {
    Commit {
      touches = List.copyOf(touches);
    }
  }

  private final double years;
  private final int commits;
  private final Map<String, List<Commit>> byPath = new HashMap<>();

  private History(Collection<Commit> commits, double years) {
    this.years = years;
    this.commits = commits.size();
    for (Commit commit : commits) {
      for (Touch touch : commit.touches()) {
        byPath.computeIfAbsent(touch.path(), key -> new ArrayList<>()).add(commit);
      }
    }
  }

  /// Reads the history before a commit: what the cache has not, git is asked for.
  ///
  /// @param head the commit
  /// @param time its time, in seconds since 1970
  /// @param years how many years count
  /// @return the history; empty where git cannot be asked
  static Optional<History> read(GitCommand git, BlastCache cache, String head, long time, int years)
      throws IOException {
    long since = time - Math.round(years * 365.25 * 86_400);
    Optional<List<String>> ids =
        git.text(List.of("rev-list", "--no-merges", "--since=" + since, head))
            .map(text -> text.lines().toList());
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Commit> known = cache.commits();
    List<String> missing = ids.get().stream().filter(id -> !known.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      Optional<List<Commit>> fresh =
          git.run(
              List.of(
                  "log",
                  "--stdin",
                  "--no-walk=unsorted",
                  "--numstat",
                  "-z",
                  "--no-renames",
                  "--no-ext-diff",
                  "--no-textconv",
                  "--root",
                  "--format=%x02%H %ct"),
              String.join("\n", missing) + "\n",
              History::parse);
      if (fresh.isEmpty()) {
        return Optional.empty();
      }
      fresh.get().forEach(commit -> known.put(commit.id(), commit));
      cache.putCommits(known);
    }
    Map<String, Commit> reachable = new LinkedHashMap<>();
    long oldest = time;
    for (String id : ids.get()) {
      Commit commit = known.get(id);
      if (commit != null) {
        reachable.put(id, commit);
        oldest = Math.min(oldest, commit.time());
      }
    }
    // A young repository has fewer years than are asked for.
    double covered = Math.max((time - oldest) / (365.25 * 86_400), 1.0 / 12);
    return Optional.of(new History(reachable.values(), Math.min(years, covered)));
  }

  /// Reads `git log --numstat -z`: a head after U+0002, then `added TAB deleted TAB path`, each
  /// ended by NUL.
  static List<Commit> parse(InputStream in) throws IOException {
    List<Commit> commits = new ArrayList<>();
    String id = "";
    long time = 0;
    List<Touch> touches = new ArrayList<>();
    for (Optional<String> next = GitCommand.untilNul(in);
        next.isPresent();
        next = GitCommand.untilNul(in)) {
      String record = next.get();
      int head = record.indexOf('\u0002');
      if (head >= 0) {
        if (!id.isEmpty()) {
          commits.add(new Commit(id, time, touches));
        }
        touches = new ArrayList<>();
        String[] lines = record.substring(head + 1).split("\n", 2);
        String[] parts = lines[0].split(" ", 2);
        id = parts[0];
        time = parts.length > 1 ? number(parts[1]) : 0;
        record = lines.length > 1 ? lines[1] : "";
      }
      String[] fields = record.strip().split("\t", 3);
      if (fields.length == 3) {
        touches.add(new Touch(fields[2], (int) (number(fields[0]) + number(fields[1]))));
      }
    }
    if (!id.isEmpty()) {
      commits.add(new Commit(id, time, touches));
    }
    return commits;
  }

  /// A number; 0 for the `-` of a binary file.
  private static long number(String text) {
    return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
  }

  /// How many years it covers: those asked for, or fewer in a young repository.
  public double years() {
    return years;
  }

  /// How many commits it holds.
  public int size() {
    return commits;
  }

  /// How many commits touched a path.
  public int commits(String path) {
    return byPath.getOrDefault(path, List.of()).size();
  }

  /// The last commit that touched a path; empty where none did in these years.
  Optional<String> last(String path) {
    List<Commit> own = byPath.getOrDefault(path, List.of());
    return own.isEmpty() ? Optional.empty() : Optional.of(own.getFirst().id());
  }

  /// How many lines were added to and deleted from a path.
  public long churn(String path) {
    return byPath.getOrDefault(path, List.of()).stream()
        .flatMap(commit -> commit.touches().stream())
        .filter(touch -> touch.path().equals(path))
        .mapToLong(Touch::lines)
        .sum();
  }

  /// The files that change together with a path, by how many commits they share.
  public Map<String, Integer> coupled(String path) {
    Map<String, Integer> shared = new TreeMap<>();
    List<Commit> own = byPath.getOrDefault(path, List.of());
    if (own.size() < MIN_SHARED) {
      return shared;
    }
    for (Commit commit : own) {
      if (commit.touches().size() <= MAX_COUPLING_FILES) {
        Set<String> others = new HashSet<>();
        commit.touches().forEach(touch -> others.add(touch.path()));
        others.remove(path);
        others.forEach(other -> shared.merge(other, 1, Integer::sum));
      }
    }
    shared
        .entrySet()
        .removeIf(each ->
            each.getValue() < MIN_SHARED
                || each.getValue() < MIN_DEGREE * (own.size() + commits(each.getKey())) / 2.0);
    return shared;
  }

  /// The tests that change together with a path.
  Set<String> coupledTests(String path) {
    Set<String> tests = new LinkedHashSet<>(coupled(path).keySet());
    tests.removeIf(other -> !ImportGraph.isTest(other));
    return tests;
  }
}
