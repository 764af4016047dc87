package dev.ringfence.audit.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.audit.history.CommitEdits;
import dev.ringfence.audit.history.CommitGraph;
import dev.ringfence.audit.history.CommitReader;
import dev.ringfence.audit.marks.AiMark;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.RepositoryFinder;
import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditStateTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

  @TempDir Path folder;

  private static CommitGraph graph(Repository opened) throws IOException {
    return CommitGraph.read(opened, List.of(opened.resolve("HEAD")), _ -> true);
  }

  @Test
  void keepsWhatIsWalkedAndWalksOnlyWhatIsNew() throws IOException {
    TestRepository repository = new TestRepository(folder.resolve("r"));
    repository.write("a.c", "int a;\n").commit(DAY);
    String second = repository.write("a.c", "int a;\nint b;\n").commit(DAY.plusDays(1));
    AiMark mark = new AiMark("sign", "tool", 90, "source", "a  line\n of it");
    try (Repository opened = RepositoryFinder.open(repository.root());
        CommitReader reader = new CommitReader(opened)) {
      CommitEdits edits;
      try (AuditState state = AuditState.open(folder)) {
        CommitGraph graph = graph(opened);
        state.plan(graph);
        assertEquals(2, state.toWalk());
        edits = reader.read(graph.nodes().getLast());
        state.walked(List.of(new WalkedCommit(edits, List.of(mark), Map.of())));
        assertEquals(1, state.toWalk());
      }
      String third = repository.write("b.c", "int c;\n").commit(DAY.plusDays(2));
      try (AuditState state = AuditState.openExisting(folder)) {
        state.plan(graph(opened));
        assertEquals(2, state.toWalk());
        assertEquals(third, state.nextToWalk().getLast().hash());
        CommitRow row =
            state
                .database()
                .read(
                    "SELECT id, hash FROM commits WHERE hash = ?",
                    found -> new CommitRow(found.getLong(1), found.getString(2)),
                    second)
                .getFirst();
        assertEquals(edits.files(), state.edits(row));
        assertEquals(
            List.of("a line of it"),
            state.database().read("SELECT evidence FROM marks", found -> found.getString(1)));
        state.settle();
      }
      assertTrue(Files.notExists(folder.resolve("audit.sqlite-wal")));
    }
  }

  @Test
  void stepThatFailsLeavesNothingBehind() throws IOException {
    try (AuditState state = AuditState.open(folder)) {
      state.keep("a", "1");
      assertThrows(
          IllegalStateException.class,
          () ->
              state
                  .database()
                  .transaction(() -> {
                    state.database().update("UPDATE meta SET value = '2' WHERE key = 'a'");
                    throw new IllegalStateException();
                  }));
      assertEquals("1", state.value("a").orElseThrow());
    }
  }

  @Test
  void faultsSayWhatToDo() throws IOException {
    RingfenceException none =
        assertThrows(RingfenceException.class, () -> AuditState.openExisting(folder));
    assertEquals("audit/no-state", none.diagnostic().category());
    Files.writeString(
        folder.resolve(AuditState.FILE), "this is no database, whatever it is called");
    RingfenceException broken =
        assertThrows(RingfenceException.class, () -> AuditState.open(folder));
    assertEquals("audit/state", broken.diagnostic().category());
    Files.delete(folder.resolve(AuditState.FILE));
    try (AuditState state = AuditState.open(folder)) {
      state.keep("schema", "99");
    }
    RingfenceException other =
        assertThrows(RingfenceException.class, () -> AuditState.open(folder));
    assertEquals("audit/other-schema", other.diagnostic().category());
  }
}
