package dev.ringfence.scanner.scan;

import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.policy.Waiver;
import dev.ringfence.scanner.policy.WaiverFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The waivers of a repository.
///
/// @param waivers the waivers
/// @param digest the digest of the file they stand in; empty where there is none
record Waivers(List<Waiver> waivers, Optional<String> digest) {
  static final Waivers NONE = new Waivers(List.of(), Optional.empty());

  static Waivers parse(String label, String text) {
    return new Waivers(WaiverFile.parse(label, text), Optional.of(Digests.of(text)));
  }

  /// Those of a folder.
  static Waivers find(Path root) throws IOException {
    Path file = root.resolve(WaiverFile.NAME);
    return Files.isRegularFile(file)
        ? parse(WaiverFile.NAME, SourceText.decode(Files.readAllBytes(file)))
        : NONE;
  }
}
