package dev.ringfence.scanner.scan;

import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.GitAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the files of a repository say about its paths.
final class RepositoryFiles {
  private RepositoryFiles() {}

  /// The attributes of a working tree.
  static GitAttributes attributes(Path root) {
    return new GitAttributes(path -> {
      Path file = root.resolve(path);
      try {
        return Files.isRegularFile(file)
            ? Optional.of(SourceText.decode(Files.readAllBytes(file)))
            : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /// The attributes at a commit. Read at once: the repository is closed before they are asked for.
  static GitAttributes attributes(GitChanges git, String revision) throws IOException {
    Map<String, String> texts = git.filesNamed(revision, ".gitattributes");
    return new GitAttributes(path -> Optional.ofNullable(texts.get(path)));
  }
}
