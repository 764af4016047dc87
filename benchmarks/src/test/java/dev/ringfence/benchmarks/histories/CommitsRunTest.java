package dev.ringfence.benchmarks.histories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.cli.Main;
import dev.ringfence.testkit.TestRepository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CommitsRunTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
  private static final String COPIED =
      """
      long weft_checksum(const long *warp, int span)
      {
        long shuttle = 5381;
        for (int pick = 0; pick < span; pick++) {
          shuttle = (shuttle << 5) ^ warp[pick] % 8191;
          if (shuttle < 0) {
            shuttle = -shuttle / 3 + span;
          }
        }
        return shuttle * 31 - span;
      }
      """;

  @TempDir Path temp;

  @Test
  void aCommitIsTheSameAsARangeAndAsAPatch() throws Exception {
    Path work = Files.createDirectories(temp.resolve("work"));
    Files.writeString(work.resolve("weft.c"), COPIED);
    Path index = temp.resolve("index");
    assertEquals(
        0,
        Main.run(
            new String[] {
              "index", "add", index.toString(), "dir:" + work, "--license", "GPL-3.0-only"
            },
            new PrintWriter(new StringWriter())));
    TestRepository repository = new TestRepository(temp.resolve("repository"));
    repository.write("README.md", "own\n").commit(DAY);
    repository.write("src/copy.c", COPIED).commit(DAY);
    repository.write("src/more.c", "int more;\n").commit(DAY);
    repository.git("checkout", "--quiet", "-b", "side", "HEAD~1");
    repository.write("src/again.c", COPIED.replace("shuttle", "x")).commit(DAY);
    repository.git("checkout", "--quiet", "main");
    repository.git("merge", "--quiet", "--no-ff", "-m", "merge", "side");
    // Code that git takes for binary: neither way can read it.
    Files.write(repository.root().resolve("src/blob.c"), new byte[] {0, 1, 2, (byte) 0xff, 0, 9});
    repository.commit(DAY);

    JsonNode results = new CommitsRun(index, repository.root()).run(4);

    assertEquals(4, results.path("commits").asInt());
    assertEquals(4, results.path("equal").asInt(), results.toString());
    // A copy by itself and one that a merge brings in; what cannot be read; one that is clean.
    JsonNode statuses = results.path("status_of_range_and_patch");
    assertEquals(2, statuses.path("1 and 1").asInt(), results.toString());
    assertEquals(1, statuses.path("0 and 0").asInt(), results.toString());
    assertEquals(1, statuses.path("3 and 3").asInt(), results.toString());
    assertEquals(2, results.path("findings_by_severity").path("error").asInt());
    String why = results.path("incomplete").path(0).path("range").path(0).asString("");
    assertTrue(why.startsWith("src/blob.c: "), why);
  }
}
