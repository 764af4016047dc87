package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.nio.file.Path;

/// What may be wrong with the folder of an index, as its user is told.
final class IndexFaults {
  private IndexFaults() {}

  static RingfenceException foreign(Path path, String why) {
    return foreign(path, why, "name the folder of an index; INDEX stands first");
  }

  static RingfenceException foreign(Path path, String why, String help) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "index/foreign", "not a Ringfence index: " + why + "; nothing was checked", help)
            .at(path.toString()));
  }

  static RingfenceException damaged(Path path, Throwable cause) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "index/damaged",
                "the index is damaged; nothing was checked",
                "`ringfence index verify "
                    + path
                    + "` tells more; build the index again, or restore it from a pack or a copy")
            .at(path.toString())
            .note(String.valueOf(cause.getMessage())));
  }
}
