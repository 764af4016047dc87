package dev.ringfence.scanner.scan;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.Unread;
import dev.ringfence.scanner.change.patch.NestedPatch;
import dev.ringfence.scanner.policy.Moves;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.result.Unchecked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a scan reads, file by file, and what it leaves unread. A file that comes to lie where code
/// is judged more strictly is read whole; a patch that a file holds is read as one.
final class ScanPlan {
  private static final int MAX_FILE_CHARACTERS = 8 << 20;

  private final ScanRequest request;
  private final ZonePolicy policy;
  private final List<Task> tasks = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final List<Unchecked> unchecked = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private ScanPlan(ScanRequest request) {
    this.request = request;
    this.policy = request.judgement().policy();
  }

  /// What is to be read for a request.
  static ScanPlan of(ScanRequest request) {
    ScanPlan plan = new ScanPlan(request);
    for (Change change : request.changes()) {
      for (String fault : change.faults()) {
        plan.unchecked.add(new Unchecked(change.label(), "", fault, true));
      }
      plan.notes.addAll(change.notes());
      int first = plan.tasks.size();
      for (FileChange file : change.files()) {
        plan.plan(change.label(), plan.moved(change.label(), file));
      }
      plan.parts.add(Part.of(change.label(), plan.tasks, first));
    }
    return plan;
  }

  /// A file to be read.
  ///
  /// @param language empty for a document, whose text tells where there is code in it
  record Task(String change, FileChange file, Optional<Language> language) {}

  /// A change: its tasks, and how many hunks they have. A hunk by itself has nothing to be summed
  /// with.
  record Part(String change, int firstTask, int endTask, int hunks) {
    static Part of(String change, List<Task> tasks, int firstTask) {
      long hunks =
          tasks.subList(firstTask, tasks.size()).stream()
              .flatMap(task -> task.file().hunks().stream())
              .filter(hunk -> hunk.addedLines() > 0)
              .count();
      return new Part(change, firstTask, tasks.size(), (int) hunks);
    }
  }

  /// The files that are read, in the order of the changes.
  List<Task> tasks() {
    return tasks;
  }

  /// The changes, in order.
  List<Part> parts() {
    return parts;
  }

  /// What is not read, and why.
  List<Unchecked> unchecked() {
    return unchecked;
  }

  /// What a reader should know.
  List<String> notes() {
    return notes;
  }

  /// A file that comes to lie where code is judged more strictly is judged whole.
  private FileChange moved(String label, FileChange file) {
    Optional<String> stricter = Moves.stricter(policy, file, file.newText());
    if (stricter.isEmpty() || (file.newText().isEmpty() && !file.unread().isEmpty())) {
      return file;
    }
    if (file.newText().isEmpty()) {
      unchecked.add(
          new Unchecked(
              label,
              file.path(),
              stricter.get()
                  + ", and its whole text is not at hand: scan the range, or name the"
                  + " repository with --repo",
              true));
      return file;
    }
    notes.add(file.path() + " is judged whole: " + stricter.get());
    return Moves.whole(file, file.newText().get());
  }

  private void plan(String label, FileChange file) {
    if (file.kind() == FileChange.Kind.SUBMODULE) {
      submodule(label, file);
      return;
    }
    for (Unread part : file.unread()) {
      unchecked.add(new Unchecked(label, file.path(), part.reason(), part.mayBeCode()));
    }
    if (file.hunks().stream().mapToInt(Hunk::addedLines).sum() == 0) {
      return;
    }
    Optional<String> ignoredBy = policy.place(file.path()).ignoredBy();
    if (ignoredBy.isPresent()) {
      unchecked.add(
          new Unchecked(
              label, file.path(), "the policy ignores this path: " + ignoredBy.get(), false));
      return;
    }
    Optional<Language> read =
        request.language().or(() -> LanguageDetector.detect(file.path(), textAtHand(file)));
    List<NestedPatch.Inner> inner = read.isEmpty() ? NestedPatch.of(file) : List.of();
    if (!inner.isEmpty()) {
      inner.forEach(hunk -> tasks.add(new Task(label, hunk.file(), hunk.language())));
      return;
    }
    boolean large =
        file.newText().isPresent() && file.newText().get().length() > MAX_FILE_CHARACTERS;
    if (large && read.isPresent()) {
      unchecked.add(new Unchecked(label, file.path(), "the file is larger than 8 MiB", true));
      return;
    }
    // The lines that a large document adds are read as those of a patch.
    FileChange readable = large ? withoutText(file) : file;
    tasks.add(new Task(label, readable, read));
  }

  private static FileChange withoutText(FileChange file) {
    return new FileChange(
        file.path(), file.oldPath(), file.kind(), file.hunks(), Optional.empty(), file.unread());
  }

  private void submodule(String label, FileChange file) {
    if (policy.enforcement().submodules() == ZonePolicy.Submodules.IGNORE) {
      return;
    }
    Optional<String> ignoredBy = policy.place(file.path()).ignoredBy();
    boolean forbidden =
        policy.enforcement().submodules() == ZonePolicy.Submodules.FORBID && ignoredBy.isEmpty();
    String why =
        ignoredBy
            .map(by -> "; the policy ignores this path: " + by)
            .orElse(forbidden ? "; the policy forbids to change submodules" : "");
    for (Unread part : file.unread()) {
      unchecked.add(new Unchecked(label, file.path(), part.reason() + why, forbidden));
    }
  }

  private static String textAtHand(FileChange file) {
    return file.newText()
        .orElseGet(() ->
            file.hunks().stream()
                .flatMap(hunk -> hunk.lines().stream())
                .collect(Collectors.joining("\n")));
  }
}
