package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first command in a repository.
class InitCommandTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 2);

  @TempDir Path temp;

  private Path repository(String... files) throws IOException {
    TestRepository made = new TestRepository(temp.resolve("project"));
    for (int i = 0; i < files.length; i += 2) {
      made.write(files[i], files[i + 1]);
    }
    made.commit(DAY);
    return made.root();
  }

  private static Ringfence.Result init(Path repository, String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "init";
    arguments[1] = "--repo";
    arguments[2] = repository.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Ringfence.run(arguments);
  }

  @Test
  void numpyGetsItsPresetAndTheWorkflow() throws IOException {
    Path root =
        repository(
            "pyproject.toml", "[project]\nname = \"numpy\"\n",
            "numpy/__init__.py", "x = 1\n",
            ".github/CODEOWNERS", "* @a\n");
    Ringfence.Result result = init(root);
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("preset `numpy`"), result.out());
    String policy = Files.readString(root.resolve(".github/ai-policy.toml"));
    assertTrue(policy.contains("preset = \"numpy\""), policy);
    Ringfence.Result explained =
        Ringfence.run(
            "policy",
            "explain",
            "numpy/linalg/linalg.py",
            "--policy",
            root.resolve(".github/ai-policy.toml").toString());
    assertTrue(explained.out().contains("inner"), explained.out() + explained.err());
    String workflow = Files.readString(root.resolve(".github/workflows/ringfence.yml"));
    assertTrue(
        Files.readString(Path.of("../docs/ci.md")).contains(workflow), "as docs/ci.md has it");
    for (String line : result.out().lines().toList()) {
      assertTrue(line.length() <= 80 || line.contains("/"), line);
    }

    // What is there stays.
    Files.writeString(root.resolve(".github/workflows/ringfence.yml"), "mine\n");
    Ringfence.Result again = init(root);
    assertEquals(0, again.status(), again.err());
    assertTrue(again.out().contains("policy   kept .github/ai-policy.toml"), again.out());
    assertTrue(again.out().contains("ci       kept .github/workflows/ringfence.yml"), again.out());
    assertEquals("mine\n", Files.readString(root.resolve(".github/workflows/ringfence.yml")));
  }

  @ParameterizedTest
  @CsvSource({
    "a copy of the package under another name, name = \"fork\"",
    "a project that depends on it, dependencies = [\"numpy\"]",
  })
  void othersGetAProposal(String what, String metadata) throws IOException {
    Path root =
        repository(
            "pyproject.toml", "[project]\n" + metadata + "\n",
            "numpy/__init__.py", "x = 1\n",
            "core/a.py", "import numpy\n");
    Ringfence.Result result = init(root);
    assertEquals(0, result.status(), what + result.err());
    String policy = Files.readString(root.resolve(".github/ai-policy.toml"));
    assertFalse(policy.contains("preset = "), policy);
    assertEquals(0, Ringfence.run("policy", "check", "--repo", root.toString()).status());
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    Path root = repository("a.c", "int a;\n", ".gitlab-ci.yml", "stages: [test]\n");
    Ringfence.Result result = init(root, "--dry-run");
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("would write .gitlab/ringfence.yml"), result.out());
    assertFalse(Files.exists(root.resolve(".github")));
    assertFalse(Files.exists(root.resolve(".gitlab")));
    assertEquals(0, init(root).status());
    assertEquals(
        Files.readString(Path.of("../ci/gitlab/ringfence.gitlab-ci.yml")),
        Files.readString(root.resolve(".gitlab/ringfence.yml")));
  }

  @Test
  void anIndexWithoutBackgroundIsSaid() throws IOException {
    Path root = repository("a.c", "int a;\n");
    Path work = Files.createDirectories(temp.resolve("work"));
    Files.writeString(work.resolve("fold.c"), RepositoryTest.program(7));
    String index = temp.resolve("index").toString();
    assertEquals(0, Ringfence.run("index", "add", index, "dir:" + work).status());
    Ringfence.Result result = init(root, index);
    assertTrue(result.out().contains("1 copyleft and 0 background works"), result.out());
    assertTrue(result.out().contains("shipped:background-scientific"), result.out());
  }

  @Test
  void whatCannotBeIsSaid() throws IOException {
    assertEquals(2, init(repository("a.c", "int a;\n"), "--ci", "jenkins").status());
    assertEquals(2, init(temp.resolve("nowhere")).status());
  }

  @Test
  void theShippedCorpusFilesCanBeNamed() {
    Ringfence.Result none =
        Ringfence.run("index", "sync", temp.resolve("i").toString(), "shipped:nothing");
    assertEquals(2, none.status());
    assertTrue(none.err().contains("shipped:copyleft-scientific"), none.err());
  }
}
