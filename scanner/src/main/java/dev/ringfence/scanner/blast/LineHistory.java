package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.change.GitCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// When the lines of all files were written, from one pass over the history: each commit of the
/// chain of first parents, with the whole of a merge as its one step, so that every hunk fits the
/// lines before it.
///
/// Goes on from the last commit that it has read; what it knows can be kept at any time.
final class LineHistory {
  private static final Duration BETWEEN_SAVES = Duration.ofSeconds(15);
  private static final int MAX_GAPS = 50;
  private static final Pattern HUNK =
      Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");

  /// Lines that follow one another and were written at one time.
  ///
  /// @param lines how many
  /// @param time in seconds since 1970
  record Span(int lines, long time) {}

  /// What is kept between runs.
  ///
  /// @param tip the last commit that was read; empty before the first
  /// @param files the lines of each file, in order
  record State(String tip, Map<String, List<Span>> files) {}

  private record Hunk(int from, int removed, int added) {}

  private String tip;
  private final Map<String, List<Span>> files;

  private LineHistory(State state) {
    this.tip = state.tip();
    this.files = new HashMap<>(state.files());
  }

  /// Reads what a cache has not.
  ///
  /// @param globs the files that count, as git's pathspecs
  /// @param started hears how many commits there are to read
  /// @param progress hears of commits that were read
  static LineHistory read(
      GitCommand git,
      BlastCache cache,
      String head,
      List<String> globs,
      LongConsumer started,
      LongConsumer progress)
      throws IOException {
    State kept = cache.lines();
    List<String> missing = missing(git, kept.tip(), head);
    if (!kept.tip().isEmpty() && missing.isEmpty() && !kept.tip().equals(head)) {
      // What was kept is of another branch, or of a later commit.
      kept = new State("", Map.of());
      missing = missing(git, "", head);
    }
    LineHistory own = new LineHistory(kept);
    Thread atExit = new Thread(() -> own.save(cache));
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      started.accept(missing.size());
      own.readAll(git, cache, missing, globs, progress);
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException ending) {
        // It runs, and keeps what there is.
      }
    }
    own.save(cache);
    return own;
  }

  /// The first parents after a commit, oldest first; empty where it is not one of them.
  private static List<String> missing(GitCommand git, String from, String head) throws IOException {
    List<String> chain =
        git.text(List.of("rev-list", "--first-parent", "--reverse", head))
            .map(text -> text.lines().toList())
            .orElse(List.of());
    if (from.isEmpty()) {
      return chain;
    }
    int at = chain.indexOf(from);
    return at < 0 ? List.of() : chain.subList(at + 1, chain.size());
  }

  private synchronized void save(BlastCache cache) {
    cache.putLines(new State(tip, Map.copyOf(files)));
  }

  private void readAll(
      GitCommand git,
      BlastCache cache,
      List<String> commits,
      List<String> globs,
      LongConsumer progress)
      throws IOException {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < commits.size(); i++) {
      places.put(commits.get(i), i);
    }
    int done = 0;
    for (int gap = 0; done < commits.size() && gap <= MAX_GAPS; gap++) {
      String range = tip.isEmpty() ? commits.getLast() : tip + ".." + commits.getLast();
      int before = done;
      AtomicReference<@Nullable Pass> begun = new AtomicReference<>();
      boolean whole =
          git.<Boolean>run(
                  log(List.of("--reverse", range), globs),
                  "",
                  output -> {
                    Pass pass = new Pass(output, cache, places, before, progress);
                    begun.set(pass);
                    pass.read();
                    return true;
                  })
              .isPresent();
      Pass pass = begun.get();
      if (pass != null && (whole || isReadable(git, pass.commit, globs))) {
        pass.endCommit();
      }
      if (whole) {
        tip = commits.getLast();
        return;
      }
      // An object that the clone lacks: what the commit after the last one changed stays unknown.
      int failed = tip.isEmpty() ? 0 : places.getOrDefault(tip, before - 1) + 1;
      if (failed >= commits.size()) {
        return;
      }
      tip = commits.get(failed);
      done = failed + 1;
    }
  }

  /// Whether git can show a commit by itself. Where it stopped, its output does not tell whether
  /// the last commit is whole.
  private static boolean isReadable(GitCommand git, String commit, List<String> globs)
      throws IOException {
    return !commit.isEmpty()
        && git.<Boolean>run(
                log(List.of("-1", commit), globs),
                "",
                output -> {
                  output.transferTo(OutputStream.nullOutputStream());
                  return true;
                })
            .isPresent();
  }

  private static List<String> log(List<String> which, List<String> globs) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "log",
                "--first-parent",
                "-m",
                "-p",
                "-U0",
                "-M",
                "-w",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                "--format=%x02%H %ct"));
    command.addAll(which);
    command.add("--");
    command.addAll(globs);
    return command;
  }

  /// One run of git.
  private final class Pass {
    private final BufferedReader in;
    private final BlastCache cache;
    private final Map<String, Integer> places;
    private final LongConsumer progress;
    private int done;
    private long lastSave = System.nanoTime();
    private String commit = "";
    private long time;
    private String oldPath = "";
    private String newPath = "";
    private boolean deleted;
    private final List<Hunk> hunks = new ArrayList<>();
    private final List<Runnable> changes = new ArrayList<>();

    Pass(
        InputStream in,
        BlastCache cache,
        Map<String, Integer> places,
        int done,
        LongConsumer progress) {
      this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1), 1 << 16);
      this.cache = cache;
      this.places = places;
      this.done = done;
      this.progress = progress;
    }

    void read() throws IOException {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("@@")) {
          hunk(line);
        } else if (!line.isEmpty() && line.charAt(0) == 2) {
          endCommit();
          int space = line.indexOf(' ');
          commit = line.substring(1, space);
          time = Long.parseLong(line.substring(space + 1));
        } else if (line.startsWith("diff --git ")) {
          endFile();
          int half = line.indexOf(" b/");
          oldPath = half < 0 ? "" : path(line.substring("diff --git a/".length(), half));
          newPath = oldPath;
        } else if (line.startsWith("--- a/")) {
          oldPath = path(line.substring(6));
        } else if (line.startsWith("+++ b/")) {
          newPath = path(line.substring(6));
        } else if (line.startsWith("rename from ")) {
          oldPath = path(line.substring(12));
        } else if (line.startsWith("rename to ")) {
          newPath = path(line.substring(10));
        } else if (line.startsWith("deleted file mode ")) {
          deleted = true;
        }
      }
      // Whether the last commit is whole is known when git has ended.
    }

    private static String path(String text) {
      return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
          .replaceFirst("\t$", "");
    }

    private void hunk(String line) throws IOException {
      Matcher matcher = HUNK.matcher(line);
      if (!matcher.matches()) {
        return;
      }
      int removed = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
      int added = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
      hunks.add(new Hunk(Integer.parseInt(matcher.group(1)), removed, added));
      // The lines themselves may look like anything.
      for (int left = removed + added; left > 0; left--) {
        String content = in.readLine();
        if (content == null) {
          return;
        }
        if (content.startsWith("\\")) {
          left++;
        }
      }
    }

    private void endFile() {
      if (!oldPath.isEmpty() || !newPath.isEmpty()) {
        String from = oldPath;
        String to = newPath;
        boolean gone = deleted;
        long when = time;
        List<Hunk> own = List.copyOf(hunks);
        changes.add(() -> {
          List<Span> spans = from.equals(to) ? files.get(from) : files.remove(from);
          if (gone) {
            files.remove(from);
          } else {
            files.put(to, apply(spans == null ? List.of() : spans, own, when));
          }
        });
      }
      oldPath = "";
      newPath = "";
      deleted = false;
      hunks.clear();
    }

    private void endCommit() {
      endFile();
      if (commit.isEmpty()) {
        return;
      }
      synchronized (LineHistory.this) {
        changes.forEach(Runnable::run);
        tip = commit;
      }
      changes.clear();
      int now = places.getOrDefault(commit, done - 1) + 1;
      progress.accept(Math.max(0, now - done));
      done = Math.max(done, now);
      if (System.nanoTime() - lastSave > BETWEEN_SAVES.toNanos()) {
        save(cache);
        lastSave = System.nanoTime();
      }
    }
  }

  /// The lines of a file after a change to it.
  private static List<Span> apply(List<Span> before, List<Hunk> hunks, long time) {
    List<Span> after = new ArrayList<>(before.size() + 2 * hunks.size());
    int span = 0;
    int used = 0;
    int line = 1;
    for (Hunk hunk : hunks) {
      // A hunk that only adds stands after its line.
      int first = hunk.removed() == 0 ? hunk.from() + 1 : hunk.from();
      int keep = first - line;
      int drop = hunk.removed();
      while (span < before.size() && keep + drop > 0) {
        Span own = before.get(span);
        int left = own.lines() - used;
        int taken = Math.min(left, keep > 0 ? keep : drop);
        if (keep > 0) {
          add(after, taken, own.time());
          keep -= taken;
        } else {
          drop -= taken;
        }
        line += taken;
        used += taken;
        if (used == own.lines()) {
          span++;
          used = 0;
        }
      }
      add(after, hunk.added(), time);
    }
    for (; span < before.size(); span++) {
      add(after, before.get(span).lines() - used, before.get(span).time());
      used = 0;
    }
    return after;
  }

  private static void add(List<Span> spans, int lines, long time) {
    if (lines <= 0) {
      return;
    }
    if (!spans.isEmpty() && spans.getLast().time() == time) {
      spans.set(spans.size() - 1, new Span(spans.getLast().lines() + lines, time));
    } else {
      spans.add(new Span(lines, time));
    }
  }

  /// The time before which half of a file's lines were written; empty where they do not add up to
  /// the file, since some commit could not be read.
  ///
  /// @param lines how many lines the file has
  OptionalLong median(String path, int lines) {
    List<Span> spans = files.getOrDefault(path, List.of());
    if (spans.stream().mapToInt(Span::lines).sum() != lines) {
      return OptionalLong.empty();
    }
    Map<Long, Integer> byTime = new TreeMap<>();
    spans.forEach(span -> byTime.merge(span.time(), span.lines(), Integer::sum));
    long seen = 0;
    for (Map.Entry<Long, Integer> each : byTime.entrySet()) {
      seen += each.getValue();
      if (2 * seen >= lines) {
        return OptionalLong.of(each.getKey());
      }
    }
    return OptionalLong.empty();
  }
}
