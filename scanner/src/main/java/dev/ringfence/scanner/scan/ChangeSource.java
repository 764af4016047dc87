package dev.ringfence.scanner.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a change comes from. It decides what judges it too: a change of a repository is judged by
/// what the repository held before it.
public sealed interface ChangeSource {
  /// Bytes with a name.
  ///
  /// @param label where they come from, for a reader
  /// @param bytes the bytes
  record Input(String label, byte[] bytes) {}

  /// Patches, as files or mail.
  ///
  /// @param patches the patches
  /// @param strip how many components are taken off their paths; empty where their names tell
  /// @param repository the folder that they are for, whose files judge them; empty for none
  record Patches(List<Input> patches, OptionalInt strip, Optional<Path> repository)
      implements ChangeSource {
    public Patches {
      patches = List.copyOf(patches);
    }
  }

  /// Commits of a repository.
  ///
  /// @param repository a folder of it
  /// @param range `BASE..HEAD`, `BASE...HEAD` (from their merge base) or one commit
  record Commits(Path repository, String range) implements ChangeSource {}

  /// What is not committed.
  ///
  /// @param repository a folder of it
  /// @param staged whether only what is staged counts
  record WorkingTree(Path repository, boolean staged) implements ChangeSource {}

  /// Files and folders as they lie on disk, all of it as if new.
  ///
  /// @param paths the files and folders
  /// @param repository the folder whose policy judges them, and from which their paths are told
  record OnDisk(List<Path> paths, Path repository) implements ChangeSource {
    public OnDisk {
      paths = List.copyOf(paths);
    }
  }

  /// All files of a commit, as if new, judged by its own policy.
  ///
  /// @param repository a folder of the repository
  /// @param commit the commit
  record Tree(Path repository, String commit) implements ChangeSource {}

  /// Lines of a file, as if they were new, read with the rest of it at hand.
  ///
  /// @param file the whole file
  /// @param path the path that it is judged at, whose name tells the language
  /// @param firstLine the first line, from 1
  /// @param lastLine the last line, itself included; beyond the end it is the last one
  /// @param repository the folder whose policy judges it; empty for none
  record Stretch(Input file, String path, int firstLine, int lastLine, Optional<Path> repository)
      implements ChangeSource {}

  /// Code, all of it new.
  ///
  /// @param texts the code
  /// @param repository the folder whose policy judges it; empty for none
  record Pasted(List<Input> texts, Optional<Path> repository) implements ChangeSource {
    public Pasted {
      texts = List.copyOf(texts);
    }
  }
}
