package dev.ringfence.audit.state;

import java.util.List;

/// What scanning some commits, which follow each other, came to.
///
/// @param commits the commits; at least one
/// @param contents digests of the contents all of whose lines are scanned now
/// @param regions the regions that they add, known ones too
/// @param unread what of them was not scanned
/// @param sightings the findings in them
/// @param counts how much it was
public record ScannedCommits(
    List<CommitRow> commits,
    List<byte[]> contents,
    List<Region> regions,
    List<Unread> unread,
    List<Sighting> sightings,
    Counts counts) {
  public ScannedCommits {
    commits = List.copyOf(commits);
    contents = List.copyOf(contents);
    regions = List.copyOf(regions);
    unread = List.copyOf(unread);
    sightings = List.copyOf(sightings);
  }

  /// A region that a commit adds.
  ///
  /// @param digest what it is known by
  /// @param firstLine its first line in the file after the commit
  /// @param lines how many lines it has, those around the added ones too
  /// @param added how many of them are added
  public record Region(
      CommitRow commit, byte[] digest, String path, int firstLine, int lines, int added) {}

  /// What was not scanned.
  ///
  /// @param path the file; empty text for the commit as a whole
  /// @param incomplete whether it is code that should have been
  public record Unread(CommitRow commit, String path, String reason, boolean incomplete) {}

  /// How much was scanned.
  ///
  /// @param hunks hunks that were scanned
  /// @param known hunks that were known, and not scanned again
  /// @param lines added lines of those that were scanned
  /// @param tooShort hunks that cannot hold enough evidence
  public record Counts(int hunks, int known, int lines, int tooShort) {}
}
