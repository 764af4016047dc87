package dev.ringfence.scanner.blast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.change.GitCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineHistoryTest {
  private static final List<String> GLOBS = List.of(":(glob)**/*.c");

  @TempDir Path temp;
  private Path root;
  private int day;

  @BeforeEach
  void history() throws IOException {
    root = Files.createDirectories(temp.resolve("repository"));
    git("init", "--quiet", "--initial-branch=main");
    git("config", "user.name", "Ada");
    git("config", "user.email", "ada@example.org");
    commit("a.c", "one", "two", "three", "four", "five");
    commit("a.c", "one", "2", "three", "four", "five", "six", "seven");
    git("checkout", "--quiet", "-b", "side");
    commit("b.c", "@@ -1,9 +1,9 @@", "--- a/a.c", "+++ b/a.c");
    git("checkout", "--quiet", "main");
    commit("a.c", "zero", "one", "2", "three", "four", "five", "six", "seven");
    git("merge", "--quiet", "--no-edit", "side");
    git("mv", "a.c", "moved.c");
    commit("moved.c", "zero", "one", "2", "  three", "four", "six", "seven");
  }

  private void git(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    String when = (1_700_000_000 + 86_400 * ++day) + " +0000";
    builder.environment().put("GIT_AUTHOR_DATE", when);
    builder.environment().put("GIT_COMMITTER_DATE", when);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertEquals(0, process.waitFor(), said);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void commit(String file, String... lines) throws IOException {
    Files.writeString(root.resolve(file), String.join("\n", lines) + "\n");
    git("add", "-A");
    git("commit", "--quiet", "-m", "a change of " + file);
  }

  private LineHistory read(BlastCache cache, String commit) throws IOException {
    GitCommand git = new GitCommand(root.resolve(".git"));
    String head = git.text(List.of("rev-parse", commit)).orElseThrow().strip();
    return LineHistory.read(git, cache, head, GLOBS, count -> {}, count -> {});
  }

  private BlastCache cache(String name) {
    return BlastCache.open(temp.resolve(name));
  }

  @Test
  void agreesWithBlameAlsoWhereAFileWasMoved() throws IOException {
    LineHistory history = read(cache("fresh"), "HEAD");
    GitCommand git = new GitCommand(root.resolve(".git"));
    OptionalLong blamed = LineAges.median(git, "HEAD", "moved.c");
    assertTrue(blamed.isPresent());
    assertEquals(blamed, history.median("moved.c", 7));
    // A merge is one step: what came with it is as old as the merge.
    OptionalLong merged = history.median("b.c", 3);
    assertTrue(merged.getAsLong() >= LineAges.median(git, "HEAD", "b.c").getAsLong());
    assertEquals(OptionalLong.empty(), history.median("a.c", 8), "it is no more");
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    BlastCache kept = cache("kept");
    read(kept, "HEAD~2");
    List<Long> counts = new ArrayList<>();
    GitCommand git = new GitCommand(root.resolve(".git"));
    String head = git.text(List.of("rev-parse", "HEAD")).orElseThrow().strip();
    LineHistory later = LineHistory.read(git, kept, head, GLOBS, counts::add, count -> {});
    assertEquals(List.of(2L), counts);
    LineHistory fresh = read(cache("other"), "HEAD");
    assertEquals(fresh.median("moved.c", 7), later.median("moved.c", 7));
    assertEquals(head, cache("kept").lines().tip());
    // What was kept of a later commit does not count for an earlier one.
    assertEquals(
        read(cache("third"), "HEAD~2").median("a.c", 8), read(kept, "HEAD~2").median("a.c", 8));
  }

  @Test
  void doesNotGuessWhereACommitCannotBeRead() throws IOException {
    GitCommand git = new GitCommand(root.resolve(".git"));
    String blob = git.text(List.of("rev-parse", "HEAD~1:a.c")).orElseThrow().strip();
    Files.delete(root.resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
    LineHistory history = read(cache("gap"), "HEAD");
    OptionalLong median = history.median("moved.c", 7);
    OptionalLong blamed = LineAges.median(git, "HEAD", "moved.c");
    assertTrue(median.isEmpty() || median.equals(blamed), median + " and " + blamed);
    assertTrue(history.median("b.c", 3).isPresent(), "the other file is known");
  }
}
