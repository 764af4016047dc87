package dev.ringfence.attest.provenance;

import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.match.LineRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the lines of records stand at a revision, whatever files they were moved to.
final class Whereabouts {
  private static final int MAX_FILE = 16 << 20;

  /// A run and where it stands.
  ///
  /// @param state what became of it
  /// @param path the file
  /// @param lines the lines; empty where it is gone
  /// @param found how many of its lines are there
  /// @param of how many it had
  record Place(State state, String path, Optional<LineRange> lines, int found, int of) {}

  /// What became of a run.
  enum State {
    /// It stands in its file, line for line.
    INTACT,
    /// It stands in another file, line for line.
    MOVED,
    /// Some of its lines stand.
    CHANGED,
    /// None of its lines does.
    GONE
  }

  private final Map<String, List<LineDigests.Line>> files = new LinkedHashMap<>();
  private final Map<String, Set<String>> filesOf = new HashMap<>();

  /// @param wanted digests that any record has
  private Whereabouts(GitChanges git, String revision, Set<String> wanted, Set<String> paths)
      throws IOException {
    for (Map.Entry<String, String> blob : git.snapshot(revision).blobs().entrySet()) {
      if (blob.getKey().startsWith(ProvenanceStore.FOLDER + "/")) {
        continue;
      }
      Optional<String> text = git.blob(blob.getValue(), MAX_FILE);
      if (text.isEmpty()) {
        continue;
      }
      List<LineDigests.Line> lines = LineDigests.of(List.of(text.get().split("\n", -1)), 1);
      boolean holds = paths.contains(blob.getKey());
      for (LineDigests.Line line : lines) {
        if (wanted.contains(line.digest())) {
          holds = true;
          filesOf.computeIfAbsent(line.digest(), _ -> new HashSet<>()).add(blob.getKey());
        }
      }
      if (holds) {
        files.put(blob.getKey(), lines);
      }
    }
  }

  static Whereabouts of(GitChanges git, String revision, List<ProvenanceRecord> records)
      throws IOException {
    Set<String> wanted = new HashSet<>();
    Set<String> paths = new HashSet<>();
    for (ProvenanceRecord record : records) {
      for (ProvenanceRecord.RecordedFile file : record.files()) {
        paths.add(file.path());
        file.runs().forEach(run -> wanted.addAll(run.lineDigests()));
      }
    }
    return new Whereabouts(git, revision, wanted, paths);
  }

  /// Where each run of a file stands. A run that its own file has not is looked for in the file
  /// that holds most of the record's lines.
  Map<ProvenanceRecord.Run, Place> of(ProvenanceRecord.RecordedFile file) {
    Map<ProvenanceRecord.Run, Place> places = new LinkedHashMap<>();
    Optional<String> other = bestOther(file);
    for (ProvenanceRecord.Run run : file.runs()) {
      Place here = in(run, file.path(), State.INTACT);
      Place there = other.map(path -> in(run, path, State.MOVED)).orElse(here);
      places.put(run, there.found() > here.found() ? there : here);
    }
    return places;
  }

  private Optional<String> bestOther(ProvenanceRecord.RecordedFile file) {
    Map<String, Integer> counts = new HashMap<>();
    Set<String> distinct = new HashSet<>();
    file.runs().forEach(run -> distinct.addAll(run.lineDigests()));
    for (String digest : distinct) {
      for (String path : filesOf.getOrDefault(digest, Set.of())) {
        counts.merge(path, 1, Integer::sum);
      }
    }
    int own = counts.getOrDefault(file.path(), 0);
    return counts.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(file.path()))
        .filter(entry -> entry.getValue() > own && 2 * entry.getValue() >= distinct.size())
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  private Place in(ProvenanceRecord.Run run, String path, State whole) {
    List<LineDigests.Line> lines = files.getOrDefault(path, List.of());
    int size = run.lineDigests().size();
    for (int at = 0; at + size <= lines.size(); at++) {
      if (isAt(run.lineDigests(), lines, at)) {
        return new Place(
            whole,
            path,
            Optional.of(new LineRange(lines.get(at).number(), lines.get(at + size - 1).number())),
            size,
            size);
      }
    }
    Set<String> wanted = new HashSet<>(run.lineDigests());
    List<Integer> numbers = new ArrayList<>();
    Set<String> found = new HashSet<>();
    for (LineDigests.Line line : lines) {
      if (wanted.contains(line.digest()) && found.add(line.digest())) {
        numbers.add(line.number());
      }
    }
    return numbers.isEmpty()
        ? new Place(State.GONE, path, Optional.empty(), 0, size)
        : new Place(
            State.CHANGED,
            path,
            Optional.of(new LineRange(numbers.getFirst(), numbers.getLast())),
            Math.min(size, numbers.size()),
            size);
  }

  private static boolean isAt(List<String> digests, List<LineDigests.Line> lines, int at) {
    for (int i = 0; i < digests.size(); i++) {
      if (!lines.get(at + i).digest().equals(digests.get(i))) {
        return false;
      }
    }
    return true;
  }
}
