package dev.ringfence.corpus.index;

import dev.ringfence.corpus.license.LicenseDetector;
import dev.ringfence.corpus.license.UsePreference;
import dev.ringfence.corpus.source.SourceEntry;
import dev.ringfence.fingerprints.source.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the files of a work say of it as a whole: what speaks for other files, license texts,
/// wishes about use.
final class WorkSurvey {
  /// A license text longer than this is something else by that name.
  private static final int MAX_SPEAKING_BYTES = 1 << 20;

  private static final int MAX_NOTICES = 2_000;

  final Map<String, String> speaking = new TreeMap<>();
  final Map<String, byte[]> notices = new TreeMap<>();
  final List<UsePreference> preferences = new ArrayList<>();
  long bytes;

  /// Looks at a file.
  ///
  /// @return its bytes, where they had to be read
  byte @Nullable [] see(SourceEntry entry) throws IOException {
    bytes += Math.max(0, entry.size());
    String path = entry.path();
    boolean speaks = LicenseDetector.speaksForOthers(path);
    boolean prefers = UsePreference.mayHold(path);
    if (!(speaks || prefers) || entry.size() > MAX_SPEAKING_BYTES) {
      return null;
    }
    byte[] read = entry.bytes();
    if (read.length > MAX_SPEAKING_BYTES) {
      return read;
    }
    String text = SourceText.decode(read);
    if (speaks) {
      // Of a history the newest comes last.
      speaking.put(path, text);
    }
    if (LicenseDetector.isLicenseFile(path) && notices.size() < MAX_NOTICES) {
      notices.put(path, read);
    }
    if (prefers) {
      preferences.removeIf(known -> known.where().equals(path));
      preferences.addAll(UsePreference.read(path, text));
    }
    return read;
  }
}
