package dev.ringfence.audit.answer;

import dev.ringfence.scanner.result.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/// A patch that takes lines out of a file, as `git apply` reads it.
///
/// @param bytes the patch; bytes, since a file may be in any encoding
/// @param lines the lines that go
/// @param ofLines how many lines the file has
record RemovalPatch(byte[] bytes, List<Answer.Stretch> lines, int ofLines) {
  private static final int CONTEXT = 3;

  /// The patch of a file.
  static RemovalPatch of(HeadFile file, byte[] before, List<Lines> lines) throws IOException {
    RawText old = new RawText(before);
    BitSet gone = gone(old, lines);
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    EditList edits = new EditList();
    int removed = 0;
    for (int line = 0; line < old.size(); ) {
      if (!gone.get(line)) {
        kept.write(line(before, old, line));
        line++;
        continue;
      }
      int end = Math.min(old.size(), gone.nextClearBit(line));
      edits.add(new Edit(line, end, line - removed, line - removed));
      removed += end - line;
      line = end;
    }
    byte[] after = kept.toByteArray();
    boolean whole = after.length == 0;
    ByteArrayOutputStream patch = new ByteArrayOutputStream();
    String a = file.inPatch("a/");
    String b = file.inPatch("b/");
    write(patch, "diff --git " + a + " " + b + "\n");
    if (whole) {
      write(patch, "deleted file mode " + file.mode() + "\n");
    }
    write(
        patch,
        "index "
            + file.blob()
            + ".."
            + (whole ? ObjectId.zeroId().name() : blobId(after))
            + (whole ? "" : " " + file.mode())
            + "\n");
    write(patch, "--- " + a + "\n+++ " + (whole ? "/dev/null" : b) + "\n");
    try (DiffFormatter formatter = new DiffFormatter(patch)) {
      formatter.setContext(CONTEXT);
      formatter.format(edits, old, new RawText(after));
    }
    List<Answer.Stretch> stretches = new ArrayList<>();
    for (Edit edit : edits) {
      stretches.add(
          new Answer.Stretch(
              edit.getBeginA() + 1,
              edit.getEndA(),
              start(before, old, edit.getBeginA()) + 1,
              start(before, old, edit.getEndA())));
    }
    return new RemovalPatch(patch.toByteArray(), stretches, old.size());
  }

  /// The lines, with blank ones between them.
  private static BitSet gone(RawText text, List<Lines> lines) {
    BitSet gone = new BitSet();
    for (Lines range : lines) {
      gone.set(Math.min(text.size(), range.first() - 1), Math.min(text.size(), range.last()));
    }
    List<int[]> gaps = new ArrayList<>();
    for (int end = gone.nextClearBit(Math.max(0, gone.nextSetBit(0)));
        gone.nextSetBit(end) >= 0; ) {
      int next = gone.nextSetBit(end);
      boolean blank = true;
      for (int line = end; line < next; line++) {
        blank &= text.getString(line).isBlank();
      }
      if (blank) {
        gaps.add(new int[] {end, next});
      }
      end = gone.nextClearBit(next);
    }
    gaps.forEach(gap -> gone.set(gap[0], gap[1]));
    return gone;
  }

  private static byte[] line(byte[] content, RawText text, int line) {
    return Arrays.copyOfRange(content, start(content, text, line), start(content, text, line + 1));
  }

  private static int start(byte[] content, RawText text, int line) {
    return line < text.size() ? text.getRawString(line).position() : content.length;
  }

  private static String blobId(byte[] content) {
    try (var formatter = new ObjectInserter.Formatter()) {
      return formatter.idFor(Constants.OBJ_BLOB, content).name();
    }
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RemovalPatch patch && Arrays.equals(bytes, patch.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "RemovalPatch" + lines;
  }
}
