package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.result.Excerpt;
import dev.ringfence.testkit.TestIndex;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Changes that copy from a small work, edited as a copy is.
final class WeaverChanges {
  private WeaverChanges() {}

  /// Indexes the work.
  static void index(Path index, boolean withText) {
    add(index, TestWorks.WEAVER, "weaver", "copyleft", "GPL-3.0-or-later", withText);
  }

  /// Adds a work to an index.
  static void add(
      Path index, Path folder, String name, String role, String license, boolean withText) {
    List<String> options = new ArrayList<>(List.of("--name", name, "--role", role));
    if (!withText) {
      options.add("--no-text");
    }
    TestIndex.add(index, folder, license, options.toArray(String[]::new));
  }

  /// The files of the work, by path.
  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(TestWorks.WEAVER)) {
      return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /// The lines of a file, edited: some names changed, every ninth statement doubled.
  static List<String> edited(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      String renamed =
          line.replaceAll("\\b(match|result|index|finding|score)\\b", "my_$1")
              .replaceAll("\\btokens\\b", "units");
      lines.add(renamed);
      if (++number % 9 == 0 && line.strip().endsWith(";") && line.startsWith("    ")) {
        lines.add("    checkpoint(" + number + ");");
      }
    }
    return lines;
  }

  static FileChange added(String path, List<String> lines) {
    Hunk hunk = new Hunk(1, lines, Collections.nCopies(lines.size(), true), 0);
    return new FileChange(
        path,
        Optional.empty(),
        FileChange.Kind.ADDED,
        List.of(hunk),
        Optional.of(String.join("\n", lines) + "\n"));
  }

  /// A change that copies a file whole and parts of others.
  static Change whole() throws IOException {
    List<FileChange> changed = new ArrayList<>();
    List<Path> files = files();
    for (int i = 0; i < 5; i++) {
      List<String> lines = edited(files.get(i));
      changed.add(
          added(
              "src/F" + i + ".java",
              i == 0 ? lines : lines.subList(30, Math.min(110, lines.size()))));
    }
    return new Change("whole", changed, List.of());
  }

  /// Changes of forty lines each.
  static List<Change> small(int count) throws IOException {
    List<Change> changes = new ArrayList<>();
    List<Path> files = files();
    for (int i = 0; i < count; i++) {
      List<String> lines = edited(files.get(i % files.size()));
      int start = Math.min(50 + 7 * i, lines.size() - 40);
      changes.add(
          new Change(
              "small " + i,
              List.of(added("src/S" + i + ".java", lines.subList(start, start + 40))),
              List.of()));
    }
    return changes;
  }

  static ScanRequest request(Change change) {
    return ScanRequest.of(
        new ResolvedChange(
            List.of(change),
            Judgement.by(ZonePolicy.defaultPolicy(), LocalDate.EPOCH),
            Optional.empty()));
  }

  /// What stands at a place of an excerpt.
  static String word(List<Excerpt> excerpts, int line, int begin, int end) {
    return Excerpt.line(excerpts, line).orElseThrow().substring(begin, end);
  }
}
