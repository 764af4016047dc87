package dev.ringfence.audit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.RepositoryFinder;
import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitReaderTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

  @TempDir Path folder;
  private TestRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new TestRepository(folder);
  }

  private static String text(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String numbered(String name, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("int ").append(name).append(i).append(" = ").append(i * i).append(";\n");
    }
    return text.toString();
  }

  private CommitGraph graph(Repository opened) throws IOException {
    return CommitGraph.read(opened, List.of(opened.resolve("HEAD")), _ -> true);
  }

  /// The added lines of a commit, each as `path:line text`.
  private List<String> added(String commit) throws IOException {
    List<String> added = new ArrayList<>();
    try (Repository opened = RepositoryFinder.open(folder);
        CommitReader reader = new CommitReader(opened);
        AddedLines lines = new AddedLines(opened)) {
      for (CommitGraph.Node node : graph(opened).nodes()) {
        if (!node.id().equals(commit)) {
          continue;
        }
        for (FileEdit edit : reader.read(node).files()) {
          FileChange change = lines.of(edit);
          for (Hunk hunk : change.hunks()) {
            for (int i = 0; i < hunk.lines().size(); i++) {
              if (hunk.added().get(i)) {
                added.add(edit.path() + ":" + (hunk.firstLine() + i) + " " + hunk.lines().get(i));
              }
            }
          }
        }
      }
    }
    return added;
  }

  @Test
  void rootCommitAddsAllOfItsLines() throws IOException {
    String root = repository.write("a.c", text("one", "two")).commit(DAY);
    assertEquals(List.of("a.c:1 one", "a.c:2 two"), added(root));
  }

  @Test
  void renameAddsOnlyWhatItChanges() throws IOException {
    repository.write("a.c", numbered("x", 40)).commit(DAY);
    Files.delete(folder.resolve("a.c"));
    String moved =
        repository.write("lib/b.c", numbered("x", 40) + "int more;\n").commit(DAY.plusDays(1));
    assertEquals(List.of("lib/b.c:41 int more;"), added(moved));
  }

  @Test
  void cleanMergeAddsNothing() throws IOException {
    repository.write("a.c", numbered("x", 20)).commit(DAY);
    repository.git("checkout", "--quiet", "-b", "side");
    repository.write("a.c", "int side;\n" + numbered("x", 20)).write("s.c", "int s;\n");
    repository.commit(DAY.plusDays(1));
    repository.git("checkout", "--quiet", "main");
    repository.write("a.c", numbered("x", 20) + "int here;\n").commit(DAY.plusDays(2));
    repository.git("merge", "--quiet", "--no-ff", "-m", "Merge branch 'side'", "side");
    assertEquals(List.of(), added(repository.git("rev-parse", "HEAD").trim()));
  }

  @Test
  void mergeAddsWhatIsInNoParent() throws IOException {
    repository.write("a.c", numbered("x", 20)).commit(DAY);
    repository.git("checkout", "--quiet", "-b", "side");
    repository.write("s.c", "int s;\n").commit(DAY.plusDays(1));
    repository.git("checkout", "--quiet", "main");
    repository.write("a.c", numbered("x", 20) + "int here;\n").commit(DAY.plusDays(2));
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "side");
    repository
        .write("a.c", numbered("x", 20) + "int here;\nint evil;\n")
        .write("s.c", "int t;\nint s;\n")
        .write("new.c", "int fresh;\n");
    String merge = repository.commit(DAY.plusDays(3));
    assertEquals(List.of("a.c:22 int evil;", "new.c:1 int fresh;", "s.c:1 int t;"), added(merge));
  }

  /// One side renames a file, the other changes it: the merge has both, and adds nothing.
  @Test
  void mergeFollowsRenamesOfEitherSide() throws IOException {
    repository.write("a.c", numbered("x", 40)).commit(DAY);
    repository.git("checkout", "--quiet", "-b", "side");
    repository.git("mv", "a.c", "b.c");
    repository.write("b.c", "int first;\n" + numbered("x", 40)).commit(DAY.plusDays(1));
    repository.git("checkout", "--quiet", "main");
    repository.write("a.c", numbered("x", 40) + "int last;\n").commit(DAY.plusDays(2));
    repository.git("merge", "--quiet", "--no-ff", "-m", "merge", "side");
    assertEquals(
        "int first;", Files.readAllLines(folder.resolve("b.c")).getFirst(), "git merged both");
    assertEquals(List.of(), added(repository.git("rev-parse", "HEAD").trim()));
  }

  @Test
  void orderHasParentsFirstAndDependsOnCommitsAlone() throws IOException {
    String root = repository.write("a.c", "int a;\n").commit(DAY);
    repository.git("checkout", "--quiet", "-b", "side");
    String late = repository.write("s.c", "int s;\n").commit(DAY.plusDays(9));
    repository.git("checkout", "--quiet", "main");
    String early = repository.write("m.c", "int m;\n").commit(DAY.plusDays(1));
    repository.git("merge", "--quiet", "--no-ff", "-m", "merge", "side");
    String merge = repository.git("rev-parse", "HEAD").trim();
    try (Repository opened = RepositoryFinder.open(folder)) {
      List<String> wanted = List.of(root, early, late, merge);
      assertEquals(wanted, graph(opened).nodes().stream().map(CommitGraph.Node::id).toList());
      CommitGraph fromAll =
          CommitGraph.read(
              opened,
              List.of(ObjectId.fromString(late), ObjectId.fromString(merge)),
              commit -> commit.getParentCount() == 1);
      assertEquals(wanted, fromAll.nodes().stream().map(CommitGraph.Node::id).toList());
      assertEquals(
          List.of(false, true, true, false),
          fromAll.nodes().stream().map(CommitGraph.Node::selected).toList());
    }
  }

  @Test
  void commitThatIsLostCostsOnlyItself() throws IOException {
    String root = repository.write("a.c", "int a;\n").commit(DAY);
    String second = repository.write("a.c", "int a;\nint b;\n").commit(DAY.plusDays(1));
    String third = repository.write("a.c", "int a;\nint b;\nint c;\n").commit(DAY.plusDays(2));
    Path object =
        folder.resolve(".git/objects/" + second.substring(0, 2) + "/" + second.substring(2));
    Files.delete(object);
    try (Repository opened = RepositoryFinder.open(folder);
        CommitReader reader = new CommitReader(opened)) {
      CommitGraph graph = graph(opened);
      assertEquals(List.of(third), graph.nodes().stream().map(CommitGraph.Node::id).toList());
      assertTrue(graph.faults().getOrDefault(second, "").contains("not in this clone"));
      CommitEdits edits = reader.read(graph.nodes().getFirst());
      assertTrue(edits.faults().getFirst().contains("all of its files count as added"));
      assertEquals(1, edits.files().size());
    }
    assertEquals(List.of("a.c:1 int a;", "a.c:2 int b;", "a.c:3 int c;"), added(third));
    assertEquals(List.of(), added(root), "not reachable any more");
  }
}
