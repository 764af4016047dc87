package dev.ringfence.scanner.change.patch;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads a patch: a diff of any program, or mails with diffs in them. Total: what is not read
/// becomes a fault of the change, with its line in the input, or is named with its file.
public final class PatchReader {
  private PatchReader() {}

  /// The change that a patch describes. A text without any diff has no files.
  public static Change read(String label, byte[] patch, PatchOptions options) {
    Faults faults = new Faults();
    PatchLines lines = MailDecoder.decode(PatchLines.of(patch, faults), faults);
    List<FileChange> files = new DiffReader(lines, options, faults).read();
    return new Change(label, files, faults.all());
  }

  /// The change that the text of a patch describes, with nothing known but it.
  public static Change read(String label, String patch) {
    return read(label, patch.getBytes(StandardCharsets.UTF_8), PatchOptions.DEFAULT);
  }
}
