package dev.ringfence.scanner.change;

import dev.ringfence.scanner.change.patch.PatchReader;

/// Reads the text of a patch.
public final class UnifiedDiffParser {
  private UnifiedDiffParser() {}

  /// The change that a diff describes. A text without any diff has no files.
  public static Change parse(String label, String text) {
    return PatchReader.read(label, text);
  }
}
