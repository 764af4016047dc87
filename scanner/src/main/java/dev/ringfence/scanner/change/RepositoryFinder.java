package dev.ringfence.scanner.change;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// Finds the git repository of a folder, and says of one that cannot be read what it is.
public final class RepositoryFinder {
  private RepositoryFinder() {}

  /// The repository that holds a folder. `GIT_DIR` and its like count for the current folder, as in
  /// a hook; another one that is named is what was meant.
  public static Repository open(Path folder) throws IOException {
    return find(folder)
        .orElseThrow(() ->
            RingfenceException.usage(
                Diagnostic.of(
                    "change/no-repository",
                    "no git repository at `" + folder + "`",
                    "run inside a repository, name one with --repo, or give a patch file")));
  }

  /// The same; empty where there is none.
  static Optional<Repository> find(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    FileRepositoryBuilder builder = new FileRepositoryBuilder();
    if (folder.normalize().toString().isEmpty()) {
      builder.readEnvironment();
    }
    builder.findGitDir(folder.toAbsolutePath().toFile());
    if (builder.getGitDir() == null && folder.resolve("HEAD").toFile().isFile()) {
      builder.setGitDir(folder.toFile()); // a bare clone
    }
    if (builder.getGitDir() == null) {
      return Optional.empty();
    }
    Repository repository;
    try {
      repository = builder.setMustExist(true).build();
    } catch (RepositoryNotFoundException e) {
      return Optional.empty();
    }
    String objects = repository.getConfig().getString("extensions", null, "objectFormat");
    if (objects != null && !objects.equals("sha1")) {
      repository.close();
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "change/object-format",
              "the repository at `"
                  + folder
                  + "` has object ids of "
                  + objects
                  + ", which this version does not read; nothing was checked",
              "scan a patch of it: `git diff BASE...HEAD | ringfence scan INDEX -`"));
    }
    return Optional.of(repository);
  }
}
