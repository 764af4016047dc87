package dev.ringfence.corpus.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// What a program says, as much as is wanted of it. The rest is read and dropped.
public final class CapturedOutput implements Runnable {
  private final InputStream in;
  private final long most;
  private final Runnable full;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean cut;

  CapturedOutput(InputStream in, long most, Runnable full) {
    this.in = in;
    this.most = most;
    this.full = full;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (add(buffer, n)) {
          full.run();
        }
      }
    } catch (IOException gone) {
      // The program is.
    }
  }

  /// Whether it is more than is wanted, from here on.
  private synchronized boolean add(byte[] buffer, int length) {
    int room = (int) Math.min(length, Math.max(0, most - bytes.size()));
    bytes.write(buffer, 0, room);
    boolean first = room < length && !cut;
    cut |= room < length;
    return first;
  }

  /// As text; what is no UTF-8 as U+FFFD.
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /// As it is.
  public synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  /// Whether the program said more.
  public synchronized boolean isCut() {
    return cut;
  }
}
