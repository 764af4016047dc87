package dev.ringfence.scanner.blast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The cycles of a graph, each collapsed to one node, and how many reach it.
final class Cycles {
  private final Map<String, Set<String>> uses;
  private final Map<String, Set<String>> users;
  private final Map<String, Integer> components = new HashMap<>();
  private final Map<String, Integer> dependents = new HashMap<>();

  Cycles(List<String> nodes, Map<String, Set<String>> uses, Map<String, Set<String>> users) {
    this.uses = uses;
    this.users = users;
    collapse(nodes);
  }

  /// How many nodes reach a node in any number of steps, where a cycle counts as one.
  int dependents(String path) {
    Integer component = components.get(path);
    return component == null ? 0 : dependents.getOrDefault(path, 0);
  }

  /// The nodes in one cycle with a node, itself left out.
  Set<String> cycle(String path) {
    Integer own = components.get(path);
    Set<String> members = new TreeSet<>();
    if (own != null) {
      new TreeMap<>(components)
          .forEach((other, component) -> {
            if (component.equals(own) && !other.equals(path)) {
              members.add(other);
            }
          });
    }
    return members;
  }

  /// Numbers the cycles (Tarjan 1972, without recursion) and counts who reaches each.
  private void collapse(List<String> nodes) {
    Map<String, Integer> index = new HashMap<>();
    Map<String, Integer> low = new HashMap<>();
    Deque<String> stack = new ArrayDeque<>();
    Set<String> onStack = new HashSet<>();
    List<List<String>> found = new ArrayList<>();
    record Step(String node, List<String> targets, int[] next) {}
    for (String root : nodes) {
      if (index.containsKey(root)) {
        continue;
      }
      Deque<Step> work = new ArrayDeque<>();
      work.push(new Step(root, sorted(uses.getOrDefault(root, Set.of())), new int[1]));
      while (!work.isEmpty()) {
        Step step = work.peek();
        String node = step.node();
        if (step.next()[0] == 0 && !index.containsKey(node)) {
          index.put(node, index.size());
          low.put(node, index.size() - 1);
          stack.push(node);
          onStack.add(node);
        }
        if (step.next()[0] < step.targets().size()) {
          String target = step.targets().get(step.next()[0]++);
          if (!index.containsKey(target)) {
            work.push(new Step(target, sorted(uses.getOrDefault(target, Set.of())), new int[1]));
          } else if (onStack.contains(target)) {
            low.merge(node, index.getOrDefault(target, 0), Math::min);
          }
          continue;
        }
        work.pop();
        if (!work.isEmpty()) {
          low.merge(work.peek().node(), low.getOrDefault(node, 0), Math::min);
        }
        if (low.getOrDefault(node, 0).equals(index.get(node))) {
          List<String> component = new ArrayList<>();
          String member;
          do {
            member = stack.pop();
            onStack.remove(member);
            component.add(member);
            components.put(member, found.size());
          } while (!member.equals(node));
          found.add(component);
        }
      }
    }
    countDependents(found);
  }

  private static List<String> sorted(Set<String> paths) {
    return paths.stream().sorted().toList();
  }

  /// Components come with what they use before them, so users are found going backwards.
  private void countDependents(List<List<String>> found) {
    BitSet[] reach = new BitSet[found.size()];
    for (int c = found.size() - 1; c >= 0; c--) {
      BitSet set = new BitSet(found.size());
      for (String member : found.get(c)) {
        for (String user : users.getOrDefault(member, Set.of())) {
          int other = components.getOrDefault(user, c);
          if (other != c) {
            set.set(other);
            set.or(reach[other]);
          }
        }
      }
      reach[c] = set;
      for (String member : found.get(c)) {
        dependents.put(member, set.cardinality());
      }
    }
  }
}
