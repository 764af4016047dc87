package dev.ringfence.corpus.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What differs between two indexes, by work and file.
///
/// @param onlyInFirst works that the second has not, by name and version
/// @param onlyInSecond works that the first has not
/// @param changed works that both have with other files, licenses or another role
/// @param equal how many works are the same
public record IndexDiff(
    List<Work> onlyInFirst, List<Work> onlyInSecond, List<ChangedWork> changed, int equal) {
  /// A work that both indexes have.
  ///
  /// @param id name and version
  /// @param changes for a reader, one a line: `+ path`, `- path`, `~ path` and what about it
  public record ChangedWork(String id, List<String> changes) {}

  /// Compares two indexes.
  public static IndexDiff of(WorkIndex first, WorkIndex second) throws IOException {
    List<Work> onlyInFirst = new ArrayList<>();
    List<Work> onlyInSecond = new ArrayList<>();
    List<ChangedWork> changed = new ArrayList<>();
    int equal = 0;
    for (Work work : first.works()) {
      Optional<Work> other = second.work(work.id());
      if (other.isEmpty()) {
        onlyInFirst.add(work);
      } else if (other.get().digest().equals(work.digest()) && other.get().role() == work.role()) {
        equal++;
      } else {
        changed.add(new ChangedWork(work.id(), changes(first, work, second, other.get())));
      }
    }
    for (Work work : second.works()) {
      if (first.work(work.id()).isEmpty()) {
        onlyInSecond.add(work);
      }
    }
    return new IndexDiff(onlyInFirst, onlyInSecond, changed, equal);
  }

  private static Map<String, TreeSet<String>> files(WorkIndex index, Work work) throws IOException {
    Map<String, TreeSet<String>> files = new TreeMap<>();
    index.forEachFile(
        work,
        file ->
            files
                .computeIfAbsent(file.path(), path -> new TreeSet<>())
                .add(file.swhid() + " " + file.license().expression().orElse(Work.NO_LICENSE)));
    return files;
  }

  private static List<String> changes(WorkIndex first, Work work, WorkIndex second, Work other)
      throws IOException {
    List<String> changes = new ArrayList<>();
    if (work.role() != other.role()) {
      changes.add("~ role " + work.role().id() + " -> " + other.role().id());
    }
    Map<String, TreeSet<String>> before = files(first, work);
    Map<String, TreeSet<String>> after = files(second, other);
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    for (String path : paths) {
      TreeSet<String> old = before.get(path);
      TreeSet<String> now = after.get(path);
      if (old == null) {
        changes.add("+ " + path);
      } else if (now == null) {
        changes.add("- " + path);
      } else if (!Objects.equals(old, now)) {
        String was = old.first();
        String is = now.first();
        boolean content =
            !was.substring(0, was.indexOf(' ')).equals(is.substring(0, is.indexOf(' ')));
        String license = was.substring(was.indexOf(' ') + 1);
        String newLicense = is.substring(is.indexOf(' ') + 1);
        changes.add(
            "~ "
                + path
                + (content ? " content" : "")
                + (license.equals(newLicense) ? "" : " license " + license + " -> " + newLicense));
      }
    }
    return changes;
  }
}
