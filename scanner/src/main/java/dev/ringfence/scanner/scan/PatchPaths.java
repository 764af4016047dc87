package dev.ringfence.scanner.scan;

import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.PatchedText;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the repository at hand knows of a bare patch: its paths, its policy and its objects.
final class PatchPaths {
  private final Optional<Path> repository;
  private final Optional<GitChanges> git;
  private final ZonePolicy policy;

  /// @param repository the folder that the patch is for
  /// @param git the repository that holds it; stays open as long as this is used
  PatchPaths(Optional<Path> repository, Optional<GitChanges> git, ZonePolicy policy) {
    this.repository = repository;
    this.git = git;
    this.policy = policy;
  }

  /// The path that a file is judged by: of those that are in the repository, else of all, the one
  /// in the strictest ring; on ties one that says code, then the likeliest.
  String choose(List<String> candidates) {
    List<String> there = candidates.stream().filter(this::isThere).toList();
    List<String> among = there.isEmpty() ? candidates : there;
    String best = among.getFirst();
    for (String path : among) {
      int stricter = Integer.compare(strictness(path), strictness(best));
      if (stricter > 0 || (stricter == 0 && saysCode(path) && !saysCode(best))) {
        best = path;
      }
    }
    return best;
  }

  private boolean isThere(String path) {
    try {
      return repository.isPresent() && Files.isRegularFile(repository.get().resolve(path));
    } catch (InvalidPathException notAPath) {
      return false;
    }
  }

  @SuppressWarnings("EnumOrdinal") // the order of the rings is their strictness
  private int strictness(String path) {
    if (policy.place(path).ignored()) {
      return -1;
    }
    return policy.place(path).ring().ordinal();
  }

  private static boolean saysCode(String path) {
    return LanguageDetector.detect(path, "").isPresent();
  }

  /// A blob of the repository; empty where there is no such blob, or no repository.
  Optional<byte[]> blob(String id) {
    if (!id.matches("[0-9a-f]{40}")) {
      return Optional.empty();
    }
    try {
      return git.isPresent() ? git.get().bytes(id, MAX_BLOB) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The change with the texts of files that it moves to a stricter place, so that they can be
  /// judged whole: a patch shows a few of their lines, or none. They are read as HEAD has them.
  Change withMovedTexts(Change change) throws IOException {
    List<FileChange> files = new ArrayList<>();
    for (FileChange file : change.files()) {
      Optional<String> old =
          file.newText().isPresent() || policy.place(file.path()).ignored()
              ? Optional.empty()
              : atHead(file.oldPath());
      Optional<String> text = old.flatMap(before -> PatchedText.of(before, file.hunks()));
      files.add(
          text.isEmpty()
              ? file
              : new FileChange(
                  file.path(), file.oldPath(), file.kind(), file.hunks(), text, file.unread()));
    }
    return new Change(change.label(), files, change.faults(), change.notes());
  }

  private Optional<String> atHead(Optional<String> path) throws IOException {
    if (git.isEmpty() || path.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> head = git.get().judgeOfUncommitted();
    return head.isEmpty() ? Optional.empty() : git.get().textAt(head.get(), path.get());
  }

  private static final int MAX_BLOB = 64 << 20;
}
