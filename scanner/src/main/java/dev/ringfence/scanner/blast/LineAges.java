package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.change.GitCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// When the lines of files were written, by blame through moves, copies and changes of white space.
final class LineAges {
  private LineAges() {}

  /// The time in seconds since 1970 before which half of a file's lines were written.
  ///
  /// @return the median; empty where git cannot say
  static OptionalLong median(GitCommand git, String commit, String path) throws IOException {
    return git.run(
            List.of(
                "blame", "--incremental", "--no-textconv", "-w", "-M", "-C", commit, "--", path),
            "",
            output ->
                parse(new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))))
        .orElse(OptionalLong.empty());
  }

  /// Reads `git blame --incremental`: an entry is `commit source-line line count`, and with a
  /// commit's first entry its `committer-time`.
  private static OptionalLong parse(BufferedReader reader) throws IOException {
    Map<String, Long> times = new HashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    String commit = "";
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.matches("[0-9a-f]{40,64} \\d+ \\d+ \\d+")) {
        String[] parts = line.split(" ", -1);
        commit = parts[0];
        lines.merge(commit, Integer.parseInt(parts[3]), Integer::sum);
      } else if (line.startsWith("committer-time ")) {
        times.put(commit, Long.parseLong(line.substring("committer-time ".length()).trim()));
      }
    }
    record Part(long time, int lines) {}
    List<Part> parts = new ArrayList<>();
    long total = 0;
    for (Map.Entry<String, Integer> each : lines.entrySet()) {
      Long time = times.get(each.getKey());
      if (time != null) {
        parts.add(new Part(time, each.getValue()));
        total += each.getValue();
      }
    }
    parts.sort(java.util.Comparator.comparingLong(Part::time));
    long seen = 0;
    for (Part part : parts) {
      seen += part.lines();
      if (2 * seen >= total) {
        return OptionalLong.of(part.time());
      }
    }
    return OptionalLong.empty();
  }
}
