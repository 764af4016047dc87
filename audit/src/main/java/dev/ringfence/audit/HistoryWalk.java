package dev.ringfence.audit;

import dev.ringfence.audit.history.CommitEdits;
import dev.ringfence.audit.history.CommitGraph;
import dev.ringfence.audit.history.CommitReader;
import dev.ringfence.audit.marks.AiMark;
import dev.ringfence.audit.marks.CommitMarks;
import dev.ringfence.audit.marks.RepositoryMarks;
import dev.ringfence.audit.state.AuditState;
import dev.ringfence.audit.state.CommitRow;
import dev.ringfence.audit.state.WalkedCommit;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/// Walks the commits that are not walked yet, on all cores, and keeps what each does.
final class HistoryWalk {
  private static final int BATCH = 256;

  private final Repository repository;
  private final AuditState state;
  private final CommitMarks marks;

  HistoryWalk(Repository repository, AuditState state, CommitMarks marks) {
    this.repository = repository;
    this.state = state;
    this.marks = marks;
  }

  void run(CommitGraph graph, AuditProgress progress) throws IOException {
    int open = state.toWalk();
    if (open == 0) {
      return;
    }
    progress.begin(AuditProgress.Stage.WALK, open);
    Map<String, CommitGraph.Node> nodes = new HashMap<>();
    graph.nodes().forEach(node -> nodes.put(node.id(), node));
    try (Workers<CommitReader> workers =
        new Workers<>("walk", () -> new CommitReader(repository))) {
      for (List<CommitRow> page = state.nextToWalk(); !page.isEmpty(); page = state.nextToWalk()) {
        for (int at = 0; at < page.size(); at += BATCH) {
          List<CommitRow> batch = page.subList(at, Math.min(page.size(), at + BATCH));
          state.walked(
              workers.each(
                  batch,
                  (reader, commit) -> {
                    CommitGraph.Node node = nodes.get(commit.hash());
                    if (node == null) {
                      throw new IllegalStateException(commit.hash());
                    }
                    return walk(reader, node);
                  }));
          progress.advance(batch.size(), 0);
        }
      }
    }
  }

  private WalkedCommit walk(CommitReader reader, CommitGraph.Node node) throws IOException {
    CommitEdits edits = reader.read(node);
    Map<String, List<AiMark>> merged = new HashMap<>();
    if (node.parents().size() > 1) {
      Optional<AiMark> branch = marks.mergedBranch(edits.message());
      if (branch.isPresent()) {
        for (String commit : RepositoryMarks.merged(repository, node.parents())) {
          merged.put(commit, List.of(branch.get()));
        }
      }
    }
    return new WalkedCommit(edits, marks.find(edits), merged);
  }
}
