package dev.ringfence.scanner.own;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.scanner.change.GitChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/// Where the project's own code is, read when something is found that it may explain.
public sealed interface OwnSource {
  /// The code of a commit.
  ///
  /// @param repository a folder of the repository
  /// @param commit the commit before the change
  record Commit(Path repository, String commit) implements OwnSource {
    @Override
    public OwnCode read() throws IOException {
      try (GitChanges git = GitChanges.open(repository)) {
        return OwnCode.of(git, commit);
      }
    }

    @Override
    public Optional<OwnCode> former(Collection<String> paths) throws IOException {
      try (GitChanges git = GitChanges.open(repository)) {
        return Optional.of(OwnCode.former(git, commit, history().versions(git, paths)));
      }
    }

    @Override
    public Optional<OwnHistory.Since> since(String path, int firstLine, int lastLine)
        throws IOException {
      return history().since(path, firstLine, lastLine);
    }

    private OwnHistory history() {
      return new OwnHistory(repository, commit);
    }
  }

  /// The works of an index.
  ///
  /// @param path the folder of the index
  record Index(Path path) implements OwnSource {
    @Override
    public OwnCode read() throws IOException {
      try (CorpusIndex index = CorpusIndex.open(Indexes.folder(path, "--own"))) {
        return OwnCode.of(index);
      }
    }

    @Override
    public Optional<OwnCode> former(Collection<String> paths) {
      return Optional.empty();
    }

    @Override
    public Optional<OwnHistory.Since> since(String file, int firstLine, int lastLine) {
      return Optional.empty();
    }
  }

  /// Reads the code.
  OwnCode read() throws IOException;

  /// Reads what stood in files before and was taken out since; empty where nothing tells.
  Optional<OwnCode> former(Collection<String> paths) throws IOException;

  /// Since when lines stand as they are; empty where nothing tells.
  Optional<OwnHistory.Since> since(String path, int firstLine, int lastLine) throws IOException;
}
