package dev.ringfence.corpus.source;

import java.io.IOException;

/// An entry of an archive that is not read, and why.
public final class EntryRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param why for a reader, without the path
  public EntryRefusedException(String why) {
    super(why);
  }
}
