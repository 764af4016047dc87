package dev.ringfence.audit.answer;

import java.util.List;

/// What became of a finding.
///
/// @param head the commit that was asked about, hex
/// @param before how much of its tokens the same file held before the commit that brought it in:
///   where that is nearly all, the commit only laid it out anew, or changed a few lines of it
/// @param status whether its lines are there
/// @param share how much of its tokens is there in all, from 0 to 1
/// @param places where, most first
/// @param tags the tags that hold it, oldest first
/// @param moves how the file came to its other names, in order
/// @param rollback what taking it out would touch
public record Answer(
    String head,
    double before,
    Status status,
    double share,
    List<Survivor> places,
    List<Shipped> tags,
    List<Move> moves,
    Rollback rollback) {
  public Answer {
    places = List.copyOf(places);
    tags = List.copyOf(tags);
    moves = List.copyOf(moves);
  }

  /// Whether the lines of a finding are there.
  public enum Status {
    /// Nine tenths of its tokens or more.
    WHOLE,
    /// Some of them.
    PARTLY,
    /// Next to none.
    GONE,
    /// They could not be followed: the content that brought them cannot be read any more.
    NOT_FOLLOWED
  }

  /// A tag that holds it.
  ///
  /// @param name the tag
  /// @param time when its commit was committed, in seconds since 1970
  /// @param share how much of its tokens is there
  public record Shipped(String name, long time, double share) {}

  /// A commit that gave the file another name, or copied it.
  ///
  /// @param commit the commit, hex
  /// @param from the path before
  /// @param to the path after
  /// @param copied whether the old one stays
  public record Move(String commit, String from, String to, boolean copied) {}

  /// What taking it out would touch.
  ///
  /// @param files the files, with the lines that go
  /// @param releases how many tags have shipped it
  public record Rollback(List<TouchedFile> files, int releases) {
    public Rollback {
      files = List.copyOf(files);
    }
  }

  /// A file that loses lines.
  ///
  /// @param path the file
  /// @param sha1 the SHA-1 of its bytes, hex
  /// @param lines the lines that go, with their bytes
  /// @param ofLines how many lines it has
  /// @param dependents the files that import or include it, no tests
  /// @param tests the tests that do
  public record TouchedFile(
      String path,
      String sha1,
      List<Stretch> lines,
      int ofLines,
      List<String> dependents,
      List<String> tests) {
    public TouchedFile {
      lines = List.copyOf(lines);
      dependents = List.copyOf(dependents);
      tests = List.copyOf(tests);
    }
  }

  /// Lines that follow each other.
  ///
  /// @param first the first line, from 1
  /// @param last the last line
  /// @param firstByte the first byte of the first line, from 1
  /// @param lastByte the last byte of the last line
  public record Stretch(int first, int last, int firstByte, int lastByte) {}
}
