package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;

/// Reads what a change does to a file from the bytes before and after it: tells text from binary,
/// whatever its encoding, and cuts the changed lines into hunks.
public final class TextDiff {
  private static final int CONTEXT_LINES = 3;

  /// How many bytes of a file that is too large say whether it may be code.
  public static final int PROBE = 64 << 10;

  private TextDiff() {}

  /// The change of a file.
  ///
  /// @param before the bytes before the change; none of a new file
  /// @param after the bytes after it
  /// @param anyLineEnd whether CR LF and LF are equal, as between an index and a working tree
  public static FileChange of(
      String path,
      Optional<String> oldPath,
      FileChange.Kind kind,
      byte[] before,
      byte[] after,
      boolean anyLineEnd) {
    return switch (TextDecoder.decode(path, after)) {
      case TextDecoder.Binary binary ->
          FileChange.unread(path, oldPath, kind, new Unread(reason(binary), binary.mayBeCode()));
      case TextDecoder.Text text -> {
        String old =
            TextDecoder.decode(oldPath.orElse(path), before)
                        instanceof
                        TextDecoder.Text(
                            String read,
                            TextDecoder.Encoding encoding,
                            Optional<String> _)
                    && (encoding.width() > 1 || text.encoding().width() > 1)
                ? read
                : "";
        boolean bytewise = old.isEmpty();
        // Bytes are compared where both are 8-bit text, as git does: one byte changes the encoding
        // of a whole file.
        EditList edits =
            bytewise && text.encoding().width() == 1
                ? LineDiff.edits(latin1(before), latin1(after), anyLineEnd)
                : LineDiff.edits(old, text.text(), anyLineEnd);
        List<Unread> unread =
            text.doubt().filter(_ -> !edits.isEmpty()).stream()
                .map(doubt -> new Unread(doubt + ": perhaps not all of it was read", true))
                .toList();
        yield new FileChange(
            path, oldPath, kind, hunks(text.text(), edits), Optional.of(text.text()), unread);
      }
    };
  }

  /// A file that is too large to be read.
  ///
  /// @param start its first bytes
  public static FileChange tooLarge(
      String path, Optional<String> oldPath, FileChange.Kind kind, byte[] start, int limit) {
    return FileChange.unread(
        path,
        oldPath,
        kind,
        switch (TextDecoder.decode(path, start)) {
          case TextDecoder.Binary binary -> new Unread(reason(binary), binary.mayBeCode());
          case TextDecoder.Text text ->
              new Unread(
                  "the file is larger than " + (limit >> 20) + " MiB",
                  LanguageDetector.detect(path, text.text()).isPresent());
        });
  }

  private static String reason(TextDecoder.Binary binary) {
    return binary.kind().startsWith("binary content")
        ? binary.kind()
        : "binary content: " + binary.kind();
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// The hunks of edits, each with some lines around it.
  private static List<Hunk> hunks(String text, EditList edits) {
    String[] lines = text.split("\n", -1);
    List<Hunk> hunks = new ArrayList<>();
    int i = 0;
    while (i < edits.size()) {
      int last = i;
      while (last + 1 < edits.size()
          && edits.get(last + 1).getBeginB() - edits.get(last).getEndB() <= 2 * CONTEXT_LINES) {
        last++;
      }
      int start = Math.max(0, edits.get(i).getBeginB() - CONTEXT_LINES);
      int end = Math.min(lines.length, edits.get(last).getEndB() + CONTEXT_LINES);
      List<String> hunkLines = new ArrayList<>();
      List<Boolean> added = new ArrayList<>();
      int edit = i;
      for (int line = start; line < end; line++) {
        String content = lines[line];
        hunkLines.add(
            content.endsWith("\r") ? content.substring(0, content.length() - 1) : content);
        while (edit <= last && edits.get(edit).getEndB() <= line) {
          edit++;
        }
        added.add(edit <= last && edits.get(edit).getBeginB() <= line);
      }
      int removed = 0;
      for (Edit each : edits.subList(i, last + 1)) {
        removed += each.getLengthA();
      }
      hunks.add(new Hunk(start + 1, hunkLines, added, removed));
      i = last + 1;
    }
    return hunks;
  }
}
