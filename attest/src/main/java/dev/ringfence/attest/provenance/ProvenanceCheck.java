package dev.ringfence.attest.provenance;

import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.TracedLines;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.policy.Ring;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which lines of a change should be in a provenance record and are in none.
public final class ProvenanceCheck {
  /// Lines that no record has.
  ///
  /// @param path the file
  /// @param ring the ring that asks for a record
  /// @param lines these lines
  /// @param count how many of them are not blank
  public record Gap(String path, Ring ring, List<LineRange> lines, int count) {
    public Gap {
      lines = List.copyOf(lines);
    }
  }

  private ProvenanceCheck() {}

  /// The gaps of a change that AI helped with. Where traces say which lines came from tools, these
  /// count; without traces, all that it adds.
  public static List<Gap> gaps(Contribution change, List<ProvenanceRecord> records) {
    Set<String> recorded = new HashSet<>();
    for (ProvenanceRecord record : records) {
      record
          .files()
          .forEach(file -> file.runs().forEach(run -> recorded.addAll(run.lineDigests())));
    }
    boolean traced = change.traced().stream().anyMatch(trace -> !trace.lines().isEmpty());
    List<Gap> gaps = new ArrayList<>();
    for (ChangedFile file : change.files()) {
      List<LineRange> lines = new ArrayList<>();
      int count = 0;
      Ring ring = Ring.OUTER;
      for (ChangedFile.PlacedHunk hunk : file.hunks()) {
        if (!change.policy().demands(hunk.ring()).provenance()
            || file.path().startsWith(ProvenanceStore.FOLDER + "/")) {
          continue;
        }
        int at = 0;
        for (LineRange run : hunk.added()) {
          int length = run.lastLine() - run.firstLine() + 1;
          List<LineDigests.Line> missing =
              LineDigests.of(hunk.lines().subList(at, at + length), run.firstLine()).stream()
                  .filter(line -> !recorded.contains(line.digest()))
                  .filter(line -> !traced || isTraced(change, file.path(), line.number()))
                  .toList();
          at += length;
          if (!missing.isEmpty()) {
            lines.add(new LineRange(missing.getFirst().number(), missing.getLast().number()));
            count += missing.size();
            ring = hunk.ring().compareTo(ring) > 0 ? hunk.ring() : ring;
          }
        }
      }
      if (count > 0) {
        gaps.add(new Gap(file.path(), ring, lines, count));
      }
    }
    return gaps;
  }

  private static boolean isTraced(Contribution change, String path, int line) {
    for (TracedLines trace : change.traced()) {
      if (trace.path().equals(path)
          && (trace.lines().isEmpty()
              || trace.lines().stream()
                  .anyMatch(range -> range.firstLine() <= line && line <= range.lastLine()))) {
        return true;
      }
    }
    return false;
  }
}
