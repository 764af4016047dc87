package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.change.GitCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many later commits changed lines that a change of the past had added: each is one that a
/// revert would run into.
final class LaterCommits {
  private static final Pattern HUNK =
      Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");

  /// Lines of a file, as they lie after the commits that were read.
  private record Span(int first, int last) {}

  private List<Span> spans;
  private int count;

  private LaterCommits(List<Span> spans) {
    this.spans = spans;
  }

  /// Counts them.
  ///
  /// @param change the last commit of the change
  /// @param tip the commit up to which later ones count
  /// @param lines the lines that it added, as pairs of first and last line
  /// @return the number; empty where git cannot say
  static OptionalInt count(
      GitCommand git, String change, String tip, String path, List<int[]> lines)
      throws IOException {
    List<Span> spans = new ArrayList<>();
    lines.forEach(pair -> spans.add(new Span(pair[0], pair[1])));
    return git.run(
            List.of(
                "log",
                "--reverse",
                "--no-merges",
                "--format=tformat:commit",
                "-p",
                "-U0",
                "--no-ext-diff",
                "--no-textconv",
                "--no-color",
                change + ".." + tip,
                "--",
                path),
            "",
            output -> {
              LaterCommits own = new LaterCommits(spans);
              own.read(new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8)));
              return OptionalInt.of(own.count);
            })
        .orElse(OptionalInt.empty());
  }

  private void read(BufferedReader reader) throws IOException {
    List<int[]> hunks = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      Matcher hunk = HUNK.matcher(line);
      if (line.equals("commit")) {
        apply(hunks);
        hunks.clear();
      } else if (hunk.matches()) {
        hunks.add(
            new int[] {
              Integer.parseInt(hunk.group(1)),
              hunk.group(2) == null ? 1 : Integer.parseInt(hunk.group(2)),
              hunk.group(4) == null ? 1 : Integer.parseInt(hunk.group(4))
            });
      }
    }
    apply(hunks);
  }

  /// Applies a commit: whether it changes a line of a span, and where the spans lie after it.
  private void apply(List<int[]> hunks) {
    boolean touched = false;
    List<Span> after = new ArrayList<>();
    for (Span span : spans) {
      int shift = 0;
      int growth = 0;
      boolean gone = false;
      for (int[] hunk : hunks) {
        // A hunk that only adds stands after its line.
        int first = hunk[1] == 0 ? hunk[0] + 1 : hunk[0];
        int last = hunk[0] + Math.max(hunk[1], 1) - 1;
        int delta = hunk[2] - hunk[1];
        if (hunk[1] == 0 ? first <= span.first() : last < span.first()) {
          shift += delta;
        } else if (first <= span.last()) {
          touched = true;
          growth += delta;
          gone |= first <= span.first() && last >= span.last() && hunk[2] == 0;
        }
      }
      if (!gone) {
        int start = span.first() + shift;
        after.add(new Span(start, Math.max(start, span.last() + shift + growth)));
      }
    }
    count += touched ? 1 : 0;
    spans = after;
  }
}
