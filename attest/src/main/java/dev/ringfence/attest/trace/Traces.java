package dev.ringfence.attest.trace;

import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.contribution.Commit;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.contribution.TracedLines;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.GitCommand;
import dev.ringfence.scanner.match.LineRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what coding tools left about the lines of a change.
public final class Traces {
  private static final String NOTES = "refs/notes/ai";
  private static final long MAX_TRACE_BYTES = 64L << 20;

  private final GitChanges git;
  private final CommitRange range;
  private final Map<String, ChangedFile> files = new LinkedHashMap<>();
  private final List<TracedLines> found = new ArrayList<>();

  private Traces(GitChanges git, CommitRange range, Contribution contribution) {
    this.git = git;
    this.range = range;
    contribution.files().forEach(file -> files.put(file.path(), file));
  }

  /// A contribution with what the traces of its range say.
  public static Contribution read(GitChanges git, CommitRange range, Contribution contribution)
      throws IOException {
    Traces traces = new Traces(git, range, contribution);
    traces.notes(contribution.commits());
    traces.agentTraces(contribution.commits());
    traces.checkpoints(contribution.commits());
    return contribution.withTraces(traces.found);
  }

  /// A contribution with what a file of Agent Trace records says of its range.
  ///
  /// @param label what to call the file
  public static Contribution read(
      GitChanges git, CommitRange range, Contribution contribution, String records, String label)
      throws IOException {
    Traces traces = new Traces(git, range, contribution);
    traces.agentTraces(contribution.commits(), records, label);
    return contribution.withTraces(traces.found);
  }

  /// git-ai's notes of the range's commits.
  private void notes(List<Commit> commits) throws IOException {
    Optional<String> list =
        new GitCommand(git.directory()).text(List.of("notes", "--ref=" + NOTES, "list"));
    Map<String, String> blobs = new LinkedHashMap<>();
    for (String line : list.orElse("").split("\n", -1)) {
      String[] pair = line.split(" ", 2);
      if (pair.length == 2) {
        blobs.put(pair[1].strip(), pair[0]);
      }
    }
    for (Commit commit : commits) {
      String blob = blobs.get(commit.id());
      Optional<GitAiNote> note =
          blob == null
              ? Optional.empty()
              : git.blob(blob, (int) MAX_TRACE_BYTES)
                  .flatMap(text -> GitAiNote.read(text, "git-ai note of " + commit.shortId()));
      if (note.isPresent()) {
        for (Map.Entry<String, List<GitAiNote.Entry>> file : note.get().entries().entrySet()) {
          for (GitAiNote.Entry entry : file.getValue()) {
            add(commit.id(), file.getKey(), entry.lines(), entry.tool());
          }
        }
      }
    }
  }

  /// Agent Trace's records, as the end of the range has them, else the working tree.
  private void agentTraces(List<Commit> commits) throws IOException {
    Optional<String> text = git.fileAt(range.to(), AgentTrace.FILE);
    if (text.isEmpty() && git.workTree().isPresent()) {
      Path file = git.workTree().get().resolve(AgentTrace.FILE);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.size(file) <= MAX_TRACE_BYTES) {
        text = Optional.of(Files.readString(file));
      }
    }
    if (text.isPresent()) {
      agentTraces(commits, text.get(), AgentTrace.FILE);
    }
  }

  private void agentTraces(List<Commit> commits, String records, String label) throws IOException {
    for (AgentTrace trace : AgentTrace.read(records, label)) {
      // Tools record before the commit that keeps the lines: the revision may be the base.
      boolean ofRange =
          trace.revision().isEmpty()
              || trace.revision().equals(range.from())
              || commits.stream().anyMatch(commit -> commit.id().equals(trace.revision().get()));
      if (!ofRange) {
        continue;
      }
      boolean inRange = trace.revision().isPresent() && !trace.revision().equals(range.from());
      for (AgentTrace.Range each : trace.ranges()) {
        add(inRange ? trace.revision().get() : range.to(), each.path(), each.lines(), each.tool());
      }
    }
  }

  private void checkpoints(List<Commit> commits) throws IOException {
    for (EntireCheckpoint checkpoint : EntireCheckpoint.of(git, commits)) {
      for (String path : checkpoint.files()) {
        Optional<ChangedFile> file = now(path);
        file.ifPresent(
            known -> found.add(new TracedLines(known.path(), List.of(), checkpoint.tool())));
      }
    }
  }

  private void add(String revision, String path, List<LineRange> lines, ToolUse tool)
      throws IOException {
    Optional<ChangedFile> file = now(path);
    if (file.isEmpty()) {
      return;
    }
    Optional<String> then = git.isCommit(revision) ? git.fileAt(revision, path) : Optional.empty();
    List<LineRange> moved =
        then.isEmpty() ? List.of() : TraceMap.toChange(then.get(), lines, file.get());
    if (!moved.isEmpty()) {
      found.add(new TracedLines(file.get().path(), moved, tool));
    }
  }

  /// The changed file that has or had a path.
  private Optional<ChangedFile> now(String path) {
    return Optional.ofNullable(files.get(path))
        .or(() ->
            files.values().stream()
                .filter(file -> file.oldPath().equals(Optional.of(path)))
                .findFirst());
  }
}
