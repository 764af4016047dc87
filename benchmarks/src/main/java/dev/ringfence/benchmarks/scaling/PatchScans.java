package dev.ringfence.benchmarks.scaling;

import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.report.ReportJson;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.ChangeSource;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.PolicyChoice;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Scans patches, one by one, to their reports.
final class PatchScans {
  private PatchScans() {}

  /// The patches of a folder, by name.
  static List<Path> patches(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  /// So many patches, evenly spread; all where there are fewer.
  static List<Path> some(List<Path> all, int most) {
    List<Path> some = new ArrayList<>();
    for (int i = 0; i < most && i < all.size(); i++) {
      some.add(all.get((int) ((long) i * all.size() / Math.min(most, all.size()))));
    }
    return some;
  }

  /// A patch as a scan takes it.
  static ScanRequest request(Path patch) throws IOException {
    ChangeSource source =
        new ChangeSource.Patches(
            List.of(
                new ChangeSource.Input(
                    String.valueOf(patch.getFileName()), Files.readAllBytes(patch))),
            OptionalInt.empty(),
            Optional.empty());
    return ScanRequest.of(
        ChangeResolver.resolve(
            source,
            new JudgementOptions(
                PolicyChoice.DEFAULT, List.of(), Optional.empty(), LocalDate.of(2026, 1, 1))));
  }

  /// The lines that a request's changes add.
  static long addedLines(ScanRequest request) {
    return request.changes().stream()
        .flatMap(change -> change.files().stream())
        .flatMap(file -> file.hunks().stream())
        .mapToLong(Hunk::addedLines)
        .sum();
  }

  /// The report of a patch as JSON.
  static String report(ScanEngine engine, Path patch) throws IOException {
    return ReportJson.write(engine.scan(request(patch), ScanProgress.NONE));
  }
}
