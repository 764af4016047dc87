package dev.ringfence.corpus.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What an old source package of Debian changes.
final class DebianDiff {
  private DebianDiff() {}

  /// The `debian/copyright` of an old source package, which lies in its diff as one added file.
  static boolean visit(Path diff, ArchiveGuard guard, SourceEntry.Visitor visitor)
      throws IOException {
    StringBuilder copyright = new StringBuilder();
    try (InputStream in = TarEntries.gunzip(new BufferedInputStream(Files.newInputStream(diff)))) {
      boolean inside = false;
      for (String line : new String(guard.readEntry(in), StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.startsWith("+++ ")) {
          inside = line.matches("\\+\\+\\+ [^/]+/debian/copyright\\b.*");
        } else if (inside && line.startsWith("--- ")) {
          inside = false;
        } else if (inside && line.startsWith("+")) {
          copyright.append(line, 1, line.length()).append('\n');
        }
      }
    }
    if (copyright.isEmpty()) {
      return true;
    }
    byte[] bytes = copyright.toString().getBytes(StandardCharsets.UTF_8);
    return guard.offer(visitor, new ArchiveEntry("debian/copyright", bytes.length, () -> bytes));
  }
}
