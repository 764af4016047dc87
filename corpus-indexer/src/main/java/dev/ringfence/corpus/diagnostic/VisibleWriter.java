package dev.ringfence.corpus.diagnostic;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/// Standard output and standard error as every command writes to them: no character reaches them
/// that a reader would not see, no line begins a command of a job's log unless it is meant to, and
/// the first fault in writing is kept, which a [java.io.PrintWriter] would swallow.
public final class VisibleWriter extends Writer {
  private final Writer out;
  private final boolean color;
  private final StringBuilder line = new StringBuilder();
  private boolean lineBegun;
  private Optional<IOException> fault = Optional.empty();

  /// A writer over another.
  ///
  /// @param color whether colors of our own pass
  public VisibleWriter(Writer out, boolean color) {
    this.out = out;
    this.color = color;
  }

  /// What went wrong first in writing.
  public Optional<IOException> fault() {
    return fault;
  }

  /// Writes text as it is: lines that are meant as commands of a job's log.
  public void writeCommands(String text) {
    try {
      flushLine();
      out.write(text);
    } catch (IOException e) {
      keep(e);
    }
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      char unit = buffer[i];
      line.append(unit);
      if (unit == '\n') {
        flushLine();
      }
    }
  }

  private void flushLine() throws IOException {
    if (line.isEmpty()) {
      return;
    }
    String text = line.toString();
    line.setLength(0);
    boolean ends = text.endsWith("\n");
    String body = ends ? text.substring(0, text.length() - 1) : text;
    body = body.endsWith("\r") ? body.substring(0, body.length() - 1) : body;
    body = visible(body);
    if (!lineBegun) {
      body = VisibleText.lineStart(body);
    }
    lineBegun = !ends && (lineBegun || !body.isBlank());
    try {
      out.write(body);
      if (ends) {
        out.write('\n');
      }
    } catch (IOException e) {
      keep(e);
      throw e;
    }
  }

  private String visible(String text) {
    StringBuilder shown = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      int size = Character.charCount(point);
      int painted = color ? paint(text, i) : 0;
      if (painted > 0 || point == '\t' || !VisibleText.isUnseen(point)) {
        size = Math.max(size, painted);
        shown.append(text, i, i + size);
      } else {
        for (int unit = i; unit < i + size; unit++) {
          shown.append(VisibleText.escape(text.charAt(unit)));
        }
      }
      i += size;
    }
    return VisibleText.withoutLogCommands(shown.toString());
  }

  /// The length of a color sequence that stands there: `ESC [ 1 ; 31 m`.
  private static int paint(String text, int at) {
    if (!text.startsWith("\u001b[", at)) {
      return 0;
    }
    int end = at + 2;
    while (end < text.length()
        && (Character.isDigit(text.charAt(end)) || text.charAt(end) == ';')) {
      end++;
    }
    return end < text.length() && text.charAt(end) == 'm' ? end + 1 - at : 0;
  }

  private void keep(IOException e) {
    if (fault.isEmpty()) {
      fault = Optional.of(e);
    }
  }

  @Override
  public void flush() throws IOException {
    flushLine();
    try {
      out.flush();
    } catch (IOException e) {
      keep(e);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}
