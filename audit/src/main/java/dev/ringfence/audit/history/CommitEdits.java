package dev.ringfence.audit.history;

import java.util.List;

/// What is known of a commit.
///
/// @param id its id, hex
/// @param author who wrote it
/// @param authorTime when, in seconds since 1970
/// @param authorZone minutes east of UTC there
/// @param committer who committed it
/// @param committerTime when
/// @param message its message
/// @param parents how many parents it has
/// @param files what it does, by path
/// @param faults what of it could not be read; a commit with faults was not checked whole
/// @param notes what else a reader should know of it
public record CommitEdits(
    String id,
    Person author,
    long authorTime,
    int authorZone,
    Person committer,
    long committerTime,
    String message,
    int parents,
    List<FileEdit> files,
    List<String> faults,
    List<String> notes) {
  public CommitEdits {
    files = List.copyOf(files);
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  /// The first line of the message.
  public String subject() {
    return message.lines().findFirst().orElse("").strip();
  }

  /// A name and an address, as they are written.
  public record Person(String name, String address) {}
}
