package dev.ringfence.scanner.policy;

import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What of a change is placed: a path, with a hunk where one is at hand.
///
/// @param path the file
/// @param addedLines the added lines of the hunk
/// @param text the whole file after the change, where it is at hand
/// @param blast the computed blast radius, where it is
public record Landing(
    String path, List<Line> addedLines, Optional<String> text, Optional<Blast> blast) {
  /// A computed blast radius.
  ///
  /// @param score from 0 to 100
  /// @param why the dimensions, for a reader
  public record Blast(double score, String why) {}

  /// A line that was added.
  ///
  /// @param number its number on the new side, from 1
  /// @param text the line
  public record Line(int number, String text) {}

  public Landing {
    addedLines = List.copyOf(addedLines);
  }

  /// A path by itself.
  public static Landing of(String path) {
    return new Landing(path, List.of(), Optional.empty(), Optional.empty());
  }

  /// A hunk of a file.
  public static Landing of(FileChange file, Hunk hunk) {
    List<Line> added = new ArrayList<>();
    for (int i = 0; i < hunk.lines().size(); i++) {
      if (hunk.added().get(i)) {
        added.add(new Line(hunk.firstLine() + i, hunk.lines().get(i)));
      }
    }
    return new Landing(file.path(), added, file.newText(), Optional.empty());
  }

  /// The same with its blast radius.
  public Landing withBlast(Optional<Blast> computed) {
    return new Landing(path, addedLines, text, computed);
  }

  /// The first added line that changes a signature others can use; empty where none does.
  public Optional<Line> publicSignature() {
    return Namespaces.signatureChange(this);
  }
}
