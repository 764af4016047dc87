package dev.ringfence.audit.history;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// The commits that can be reached from some, parents first; between commits that do not descend
/// from one another the older one first. The order depends on the commits alone.
///
/// Some 100 bytes a commit. A commit that cannot be read is a fault and costs only itself and what
/// can be reached through it alone.
public final class CommitGraph {
  /// A commit.
  ///
  /// @param id its id, hex
  /// @param time when it was committed, in seconds since 1970
  /// @param parents its parents
  /// @param lostParents the parents that are not in this clone: cut off, or not readable
  /// @param selected whether the caller's selection takes it
  public record Node(
      String id, int time, List<String> parents, List<String> lostParents, boolean selected) {
    public Node {
      parents = List.copyOf(parents);
      lostParents = List.copyOf(lostParents);
    }
  }

  private final List<Node> nodes;
  private final Map<String, String> faults;

  private CommitGraph(List<Node> nodes, Map<String, String> faults) {
    this.nodes = nodes;
    this.faults = faults;
  }

  /// Reads the graph.
  ///
  /// @param selection which commits the caller wants; all are part of the order
  public static CommitGraph read(
      Repository repository, Collection<ObjectId> tips, Predicate<RevCommit> selection)
      throws IOException {
    Map<ObjectId, RevCommit> read = new HashMap<>();
    Map<ObjectId, Boolean> selected = new HashMap<>();
    Map<String, String> faults = new TreeMap<>();
    Set<ObjectId> cutOff = repository.getObjectDatabase().getShallowCommits();
    try (RevWalk walk = new RevWalk(repository)) {
      Deque<ObjectId> open = new ArrayDeque<>(tips);
      while (!open.isEmpty()) {
        ObjectId id = open.pop();
        if (read.containsKey(id) || faults.containsKey(id.name())) {
          continue;
        }
        try {
          RevCommit commit = walk.parseCommit(id);
          selected.put(commit.copy(), selection.test(commit));
          commit.disposeBody();
          read.put(commit.copy(), commit);
          for (int p = 0; p < commit.getParentCount(); p++) {
            open.push(commit.getParent(p).copy());
          }
        } catch (IOException | RuntimeException unreadable) {
          faults.put(id.name(), MissingObjects.why(repository, unreadable));
        }
      }
    }
    return new CommitGraph(order(read, selected, cutOff), faults);
  }

  private static List<Node> order(
      Map<ObjectId, RevCommit> read, Map<ObjectId, Boolean> selected, Set<ObjectId> cutOff) {
    Map<ObjectId, Integer> waitsFor = new HashMap<>();
    Map<ObjectId, List<RevCommit>> children = new HashMap<>();
    PriorityQueue<RevCommit> ready =
        new PriorityQueue<>(
            Comparator.comparingInt(RevCommit::getCommitTime).thenComparing(RevCommit::getName));
    for (RevCommit commit : read.values()) {
      Set<ObjectId> distinct = new TreeSet<>();
      for (int p = 0; p < commit.getParentCount(); p++) {
        ObjectId parent = commit.getParent(p).copy();
        if (read.containsKey(parent) && distinct.add(parent)) {
          children.computeIfAbsent(parent, _ -> new ArrayList<>(1)).add(commit);
        }
      }
      waitsFor.put(commit.copy(), distinct.size());
      if (distinct.isEmpty()) {
        ready.add(commit);
      }
    }
    List<Node> ordered = new ArrayList<>(read.size());
    while (!ready.isEmpty()) {
      RevCommit commit = ready.poll();
      ordered.add(node(commit, read, selected, cutOff));
      for (RevCommit child : children.getOrDefault(commit.copy(), List.of())) {
        if (waitsFor.merge(child.copy(), -1, Integer::sum) == 0) {
          ready.add(child);
        }
      }
    }
    return List.copyOf(ordered);
  }

  private static Node node(
      RevCommit commit,
      Map<ObjectId, RevCommit> read,
      Map<ObjectId, Boolean> selected,
      Set<ObjectId> cutOff) {
    List<String> parents = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (int p = 0; p < commit.getParentCount(); p++) {
      ObjectId parent = commit.getParent(p).copy();
      (read.containsKey(parent) ? parents : lost).add(parent.name());
    }
    if (cutOff.contains(commit.copy())) {
      lost.add("cut off by a shallow clone");
    }
    return new Node(
        commit.name(),
        commit.getCommitTime(),
        parents,
        lost,
        Boolean.TRUE.equals(selected.get(commit.copy())));
  }

  /// The commits in order.
  public List<Node> nodes() {
    return nodes;
  }

  /// The commits that could not be read, each with the reason.
  public Map<String, String> faults() {
    return faults;
  }
}
