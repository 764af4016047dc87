package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes of real repositories, of all kinds that git makes: what is read, and what is said of the
/// rest.
@SuppressWarnings("StringConcatToTextBlock") // line ends in sight
class RepositoryTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
  private static final String INNER =
      "version = 1\n[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"src/**\"]\n"
          + "[[zone]]\nname = \"docs\"\nring = \"outer\"\npaths = [\"doc/**\"]\n";

  @TempDir static Path shared;
  private static Path index;
  private static String copy;

  @TempDir Path temp;
  private TestRepository repository;

  /// A function of seeded statements, as nobody else has written them. Code that is like no program
  /// of [#program(long)], not even as a rewrite of it: they are like each other where an index
  /// holds nothing else.
  static final String UNLIKE =
      """
      static void paint(struct screen *s)
      {
        while (s->dirty && !s->closed)
          redraw(s, next_tile(s), s->palette[s->depth]);
        do {
          if (poll_key(s) == KEY_ESC || timed_out(s->clock)) break;
          swap_buffers(s->front, s->back);
        } while (!s->closed);
        log_line("screen %s is closed", s->title);
        free_tiles(&s->tiles);
      }
      """;

  /// A function of seeded statements, as nobody else has written them.
  static String program(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("int fold_" + seed + "(int *data, int count) {\n");
    String[] names = new String[12];
    for (int i = 0; i < names.length; i++) {
      names[i] = "v" + Integer.toString(random.nextInt(46_656), 36);
      text.append("  int ")
          .append(names[i])
          .append(" = ")
          .append(random.nextInt(900))
          .append(";\n");
    }
    String[] operators = {"+", "-", "*", "^", "|", "&", "%", "<<"};
    for (int i = 0; i < 40; i++) {
      String left = names[random.nextInt(names.length)];
      String right = names[random.nextInt(names.length)];
      String operator = operators[random.nextInt(operators.length)];
      text.append(
          switch (random.nextInt(4)) {
            case 0 ->
                "  "
                    + left
                    + " = "
                    + right
                    + " "
                    + operator
                    + " data["
                    + random.nextInt(99)
                    + "];\n";
            case 1 ->
                "  if ("
                    + left
                    + " > "
                    + random.nextInt(99)
                    + ") {\n    "
                    + right
                    + " "
                    + operator.charAt(0)
                    + "= 7;\n  }\n";
            case 2 -> "  while (" + left + " < count) {\n    " + left + " += " + right + ";\n  }\n";
            default ->
                "  data["
                    + left
                    + "] = call_"
                    + random.nextInt(99)
                    + "("
                    + right
                    + ", "
                    + left
                    + ");\n";
          });
    }
    return text.append("  return ").append(names[0]).append(";\n}\n").toString();
  }

  @BeforeAll
  static void indexOneWork() throws IOException {
    index = shared.resolve("index");
    copy = program(7);
    Files.createDirectories(shared.resolve("work"));
    Files.writeString(shared.resolve("work/fold.c"), copy);
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index.toString(),
            "dir:" + shared.resolve("work"),
            "--name",
            "own",
            "--license",
            "GPL-2.0-or-later");
    assertEquals(0, added.status(), added.err());
  }

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new TestRepository(temp.resolve("repository"));
    repository.write("README", "x\n").write("src/a.c", "int a;\n");
    repository.commit(DAY);
  }

  private Ringfence.Result scan(String... more) {
    return scan(repository.root(), more);
  }

  private static Ringfence.Result scan(Path root, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("scan", index.toString(), "--repo", root.toString()));
    arguments.addAll(List.of(more));
    return Ringfence.run(arguments.toArray(new String[0]));
  }

  private static void assertSays(String expected, Ringfence.Result result) {
    assertTrue(
        (result.out() + result.err()).contains(expected),
        () -> "no `" + expected + "` in:\n" + result.out() + result.err());
  }

  private TestRepository library() throws IOException {
    TestRepository library = new TestRepository(temp.resolve("library"));
    library.write("l.c", "int l;\n").commit(DAY);
    return library;
  }

  private void addSubmodule() throws IOException {
    repository.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        library().root().toString(),
        "vendor/lib");
    repository.commit(DAY);
  }

  private void moveSubmodule() throws IOException {
    repository.git(
        "-C",
        "vendor/lib",
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"range", "staged", "working tree"})
  void aSubmoduleIsNamedAndItsContentIsNoPartOfTheChange(String kind) throws IOException {
    addSubmodule();
    String before = repository.git("rev-parse", "HEAD:vendor/lib").trim().substring(0, 12);
    moveSubmodule();
    String after = repository.git("-C", "vendor/lib", "rev-parse", "HEAD").trim().substring(0, 12);
    Ringfence.Result result;
    if (kind.equals("range")) {
      repository.commit(DAY);
      result = scan("--diff", "HEAD~1..HEAD");
    } else {
      repository.git("add", "vendor/lib");
      result = scan(kind.equals("staged") ? "--staged" : "--working-tree");
    }
    assertEquals(0, result.status(), result.err());
    assertSays("submodule vendor/lib moved from " + before + " to " + after, result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dangling | dang.c: a symbolic link",
        "folder link | latest: a symbolic link",
        "endless link | zero.c: a symbolic link",
        "link that moved | l.c: a symbolic link",
        "nested | nested is a git repository of its own",
        "submodule | submodule vendor/lib moved",
        "pipe | pipe.c: a pipe, device or socket",
        "tracked as pipe | src/a.c: a pipe, device or socket"
      })
  void oddFilesOfAWorkingTreeAreNamedAndTheRestIsJudged(String kind, String said)
      throws IOException, InterruptedException {
    Path root = repository.root();
    switch (kind) {
      case "dangling" -> Files.createSymbolicLink(root.resolve("dang.c"), Path.of("/nonexistent"));
      case "folder link" -> Files.createSymbolicLink(root.resolve("latest"), Path.of("src"));
      case "endless link" -> Files.createSymbolicLink(root.resolve("zero.c"), Path.of("/dev/zero"));
      case "link that moved" -> {
        Files.createSymbolicLink(root.resolve("l.c"), Path.of("src/a.c"));
        repository.commit(DAY);
        Files.delete(root.resolve("l.c"));
        Files.createSymbolicLink(root.resolve("l.c"), Path.of("src/new.c"));
      }
      case "nested" ->
          new TestRepository(root.resolve("nested")).write("b.c", "int b;\n").commit(DAY);
      case "submodule" -> {
        addSubmodule();
        moveSubmodule();
      }
      default -> {
        Path pipe = root.resolve(kind.equals("pipe") ? "pipe.c" : "src/a.c");
        Files.deleteIfExists(pipe);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
      }
    }
    repository.write("src/new.c", copy);
    Ringfence.Result result = scan("--working-tree");
    assertEquals(1, result.status(), result.out() + result.err());
    assertSays("src/new.c:1-", result);
    assertSays(said, result);
    assertSays("1 finding", result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tracked and ignored", "in a folder that only looks like a repository"})
  void whatGitTakesIsReadInAWorkingTree(String kind) throws IOException {
    if (kind.startsWith("tracked")) {
      repository.write("src/hidden.c", "int h;\n");
      repository.commit(DAY);
      repository.write(".gitignore", "hidden.c\n");
      repository.commit(DAY);
      repository.write("src/hidden.c", copy);
    } else {
      repository.write("lib/hidden.c", copy);
      Files.createDirectories(repository.root().resolve("lib/.git"));
    }
    assertEquals(1, scan("--working-tree").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"split", "sparse", "version 4"})
  void everyKindOfIndexIsRead(String kind) throws IOException {
    repository.write("doc/x", "x\n");
    repository.commit(DAY);
    if (kind.equals("sparse")) {
      repository.git("sparse-checkout", "init", "--cone", "--sparse-index");
      repository.git("sparse-checkout", "set", "src");
    }
    repository.write("src/new.c", copy);
    repository.git("add", "--all");
    if (kind.equals("split")) {
      repository.git("update-index", "--split-index");
    } else if (kind.equals("version 4")) {
      repository.git("update-index", "--index-version", "4");
    }
    Ringfence.Result result = scan("--staged");
    assertEquals(1, result.status(), result.err());
    assertSays("src/new.c:1-", result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "main..feature | 1 | 1 finding",
        "..feature | 1 | 1 finding",
        "feature~1.. | 0 | no finding",
        "main...feature | 1 | 1 finding",
        "feature | 1 | 1 finding",
        "first | 0 | 2 added lines of 2 files",
        "4b825dc642cb6eb9a060e54bf8d69288fbee4904..feature | 1 | 1 finding",
        "4b825dc..feature | 1 | 1 finding",
        "main^{tree}..feature | 1 | 1 finding",
        "main.. | 0 | nothing to check: main and HEAD are the same commit",
        "main..HEAD | 0 | nothing to check: main and HEAD are the same commit",
        "feature...main | 0 | nothing to check: main holds no commit that feature has not",
        "main..same | 0 | nothing to check: the files are the same at both ends",
        "..main | 2 | has no base",
        ".. | 2 | names no commit",
        "... | 2 | names no commit",
        "\" .. \" | 2 | names no commit",
        "\"\" | 2 | names no commit",
        "main..nowhere | 2 | no commit named `nowhere`",
        "main...other | 2 | share no history"
      })
  void aRangeIsWhatGitMeansAndNoEmptyOnePassesWithoutAWord(String range, int status, String said)
      throws IOException {
    repository.git("tag", "first");
    repository.write("README", "y\n");
    repository.commit(DAY);
    repository.git("branch", "same");
    repository.git("checkout", "--quiet", "same");
    repository.commit(DAY);
    repository.git("checkout", "--quiet", "--orphan", "other");
    repository.commit(DAY);
    repository.git("checkout", "--quiet", "main");
    repository.git("checkout", "--quiet", "-b", "feature");
    repository.write("src/new.c", copy);
    repository.commit(DAY);
    repository.git("checkout", "--quiet", "main");
    Ringfence.Result result = scan("--diff", range);
    assertEquals(status, result.status(), result.out() + result.err());
    assertSays(said, result);
    if (said.startsWith("nothing")) {
      assertTrue(result.err().contains(said) && result.out().contains(said), result.err());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--working-tree,nothing to check: the working tree is as HEAD",
    "--staged,nothing to check: nothing is staged"
  })
  void nothingToCheckIsSaid(String option, String said) {
    Ringfence.Result result = scan(option);
    assertEquals(0, result.status());
    assertTrue(result.err().contains(said) && result.out().contains(said), result.err());
  }

  /// Policy, waivers and attributes come from before the change, also where its base is implied.
  @ParameterizedTest
  @ValueSource(
      strings = {"--staged", "--working-tree", "main..weak", "..weak", "main...weak", "weak"})
  void noChangeWeakensItsOwnJudge(String change) throws IOException {
    repository.write(".github/ai-policy.toml", INNER);
    repository.commit(DAY);
    boolean committed = !change.startsWith("--");
    if (committed) {
      repository.git("checkout", "--quiet", "-b", "weak");
    }
    repository.write(".github/ai-policy.toml", "version = 1\n[ignore]\npaths = [\"src/**\"]\n");
    repository.write(".gitattributes", "src/** ai-zone=outer linguist-generated\n");
    repository.write("src/new.c", copy);
    repository.git("add", "--all");
    if (committed) {
      repository.commit(DAY);
      repository.git("checkout", "--quiet", "main");
    }
    Ringfence.Result result =
        committed
            ? scan("--diff", change, "--fail-on", "error")
            : scan(change, "--fail-on", "error");
    assertEquals(1, result.status(), result.out() + result.err());
    assertSays(
        "this change alters .gitattributes, .github/ai-policy.toml; it is judged by", result);
    assertSays(
        "policy: "
            + (committed
                ? change.equals("weak") ? "weak^" : change.startsWith("..") ? "HEAD" : "main"
                : "HEAD"),
        result);
  }

  /// A branch that was cut before the policy is judged by that of its target.
  @Test
  void theStartOfABranchIsNotItsJudge() throws IOException {
    repository.git("checkout", "--quiet", "-b", "old");
    repository.write("doc/new.c", copy);
    repository.commit(DAY);
    repository.git("checkout", "--quiet", "main");
    repository.write(".github/ai-policy.toml", "version = 1\ndefault_ring = \"inner\"\n");
    repository.commit(DAY);
    Ringfence.Result result = scan("--diff", "main...old");
    assertEquals(1, result.status());
    assertSays("policy: main:.github/ai-policy.toml", result);
  }

  @Test
  void aPolicyThatDoesNotJudgeIsNamed() throws IOException {
    repository.write("src/b.c", "int b;\n");
    repository.commit(DAY);
    repository.write(".github/ai-policy.toml", INNER);
    assertSays(
        ".github/ai-policy.toml of the working tree is not the policy that judges",
        scan("--diff", "HEAD~1..HEAD"));
    Path policy = repository.root().resolve(".github/ai-policy.toml");
    Ringfence.Result named = scan("--diff", "HEAD~1..HEAD", "--policy", policy.toString());
    assertFalse(named.out().contains("not the policy that judges"), named.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sha256 | 3 | object ids of sha256",
        "bare | 2 | the repository is bare",
        "shallow | 3 | not in this shallow clone",
        "shallow range | 2 | this clone is shallow",
        "unborn range | 2 | this branch has no commit yet",
        "unborn staged | 1 | 1 finding",
        "detached | 1 | 1 finding",
        "linked tree | 1 | 1 finding",
        "missing blob | 3 | not in this partial clone"
      })
  void repositoriesOfAllKinds(String kind, int status, String said) throws IOException {
    Path root = repository.root();
    Path other = temp.resolve("other");
    String[] change = {"--diff", "HEAD"};
    repository.write("src/new.c", copy);
    if (!kind.equals("linked tree")) {
      repository.commit(DAY);
    }
    switch (kind) {
      case "sha256" ->
          repository.git("init", "--quiet", "--object-format=sha256", other.toString());
      case "bare" -> {
        repository.git("clone", "--quiet", "--bare", root.toUri().toString(), other.toString());
        change = new String[] {"--staged"};
      }
      case "shallow", "shallow range" -> {
        repository.git(
            "clone", "--quiet", "--depth", "1", root.toUri().toString(), other.toString());
        if (kind.endsWith("range")) {
          change = new String[] {"--diff", "HEAD~1..HEAD"};
        }
      }
      case "unborn range", "unborn staged" -> {
        TestRepository fresh = new TestRepository(other);
        fresh.write("new.c", copy).git("add", "--all");
        if (kind.endsWith("staged")) {
          change = new String[] {"--staged"};
        }
      }
      case "detached" -> {
        repository.git("checkout", "--quiet", "--detach");
        other = root;
      }
      case "linked tree" -> {
        repository.git("worktree", "add", "--quiet", "--detach", other.toString());
        Files.createDirectories(other.resolve("src"));
        Files.writeString(other.resolve("src/new.c"), copy);
        change = new String[] {"--working-tree"};
      }
      default -> {
        repository.git("config", "uploadpack.allowFilter", "true");
        repository.git(
            "clone",
            "--quiet",
            "--bare",
            "--filter=blob:none",
            root.toUri().toString(),
            other.toString());
      }
    }
    Ringfence.Result result = scan(other, change);
    assertEquals(status, result.status(), result.out() + result.err());
    assertSays(said, result);
  }

  /// Two small merges, one where nobody minds and one that moves it inside, do not get past the
  /// rings.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "doc/lu.c | src/lu.c | 1 | judged whole: moved or copied from doc/lu.c, in the outer ring",
        "doc/lu.c | lib/lu.c | 1 | to the middle ring",
        "lib/lu.c | src/lu.c | 1 | to the inner ring",
        "src/lu.c | src/lv.c | 0 | no finding in 0 hunks",
        "src/lu.c | doc/lu.c | 0 | no finding in 0 hunks",
        "third/lu.c | lib/lu.c | 1 | which the policy ignores",
        "lib/mild/lu.c | lib/lu.c | 1 | to the middle ring",
        "lib/vendored/lu.c | lib/lu.c | 1 | which is `linguist-vendored`",
        "lib/lu.c | lib/hot/lu.c | 1 | to the inner ring"
      })
  void aMoveToAStricterPlaceIsJudgedWhole(String from, String to, int status, String said)
      throws IOException {
    repository.write(
        ".github/ai-policy.toml",
        INNER
            + "[[area]]\nname = \"hot\"\nring = \"inner\"\npaths = [\"lib/hot/**\"]\nmatch = [\"return\"]\n"
            + "[ignore]\npaths = [\"third/**\"]\n");
    repository.write(
        ".gitattributes", "lib/mild/** ai-zone=outer\nlib/vendored/** linguist-vendored\n");
    repository.write(from, copy);
    repository.commit(DAY);
    Path target = repository.root().resolve(to);
    Files.createDirectories(target.getParent());
    repository.git("mv", from, to);
    assertMoved(status, said, scan("--staged"));
    String patch = repository.git("diff", "--cached", "-M");
    assertTrue(patch.contains("rename to"), patch);
    assertMoved(status, said, scanPatch(repository.root(), patch));
    repository.write(to, "/* now with a line more */\n" + copy);
    assertMoved(
        status,
        status == 0 ? "no finding in 1 hunk with 1 added line" : said,
        scan("--working-tree"));
    repository.git("add", "--all");
    String partly = repository.git("diff", "--cached", "-M");
    assertMoved(
        status,
        status == 0 ? "no finding in 1 hunk with 1 added line" : said,
        scanPatch(repository.root(), partly));
    repository.commit(DAY);
    assertMoved(
        status,
        status == 0 ? "no finding in 1 hunk with 1 added line" : said,
        scan("--diff", "HEAD~1..HEAD"));
    // Where the text is not at hand, this is said: the patch alone, in another place.
    repository.write(from, "int other;\n");
    repository.commit(DAY);
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere/.github"));
    Files.copy(
        repository.root().resolve(".github/ai-policy.toml"), elsewhere.resolve("ai-policy.toml"));
    Files.copy(
        repository.root().resolve(".gitattributes"), temp.resolve("elsewhere/.gitattributes"));
    Ringfence.Result alone = scanPatch(temp.resolve("elsewhere"), patch);
    assertEquals(status == 0 ? 0 : 3, alone.status(), alone.out() + alone.err());
  }

  private static void assertMoved(int status, String said, Ringfence.Result result) {
    assertEquals(status, result.status(), result.out() + result.err());
    assertSays(said, result);
  }

  private Ringfence.Result scanPatch(Path root, String patch) throws IOException {
    return scan(root, Files.writeString(temp.resolve("c.patch"), patch).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "submodules = \"list\" | 0 | submodule vendor/lib moved",
        "submodules = \"forbid\" | 3 | the policy forbids to change submodules",
        "submodules = \"ignore\" | 0 | !submodule",
        "submodules = \"perhaps\" | 2 | says nothing about submodules",
        "[ignore]\\npaths = [\"vendor/lib\"] | 0 | the policy ignores this path"
      })
  void aPolicyMayListIgnoreOrForbidSubmodules(String line, int status, String said)
      throws IOException {
    repository.write(".github/ai-policy.toml", "version = 1\n" + line.replace("\\n", "\n") + "\n");
    addSubmodule();
    moveSubmodule();
    Ringfence.Result staged = scan("--working-tree");
    assertEquals(status, staged.status(), staged.out() + staged.err());
    if (said.startsWith("!")) {
      assertFalse(staged.out().contains(said.substring(1)), staged.out());
    } else {
      assertSays(said, staged);
    }
  }

  @ParameterizedTest
  @CsvSource({"1000,0", "20,30"})
  void renamesAreToldUpToGitsLimit(int limit, int added) throws IOException {
    for (int i = 0; i < 30; i++) {
      repository.write("old/f" + i + ".c", program(100 + i));
    }
    repository.commit(DAY);
    repository.git("config", "diff.renameLimit", String.valueOf(limit));
    repository.git("mv", "old", "new");
    for (int i = 0; i < 30; i++) {
      repository.write("new/f" + i + ".c", "/* " + i + " */\n" + program(100 + i));
    }
    repository.commit(DAY);
    Ringfence.Result result = scan("--diff", "HEAD~1..HEAD");
    boolean told = added == 0;
    assertEquals(told, result.out().contains("30 hunks with 30 added lines"), result.out());
    assertEquals(!told, result.out().contains("more than 20 files are added or deleted"));
  }

  /// Programs that the repository's own settings name, each of which would leave a mark.
  @Test
  void noProgramOfTheRepositorysSettingsRuns() throws IOException {
    repository.write(
        ".github/ai-policy.toml", "version = 1\n[blast_radius]\nmode = \"escalate\"\n");
    repository.commit(DAY);
    // Enough commits for a history, made in one go.
    StringBuilder commits = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      String text = "int a;\n" + "int b;\n".repeat(i);
      commits.append("commit refs/heads/main\ncommitter A <a@b> ").append(1_767_000_000L + i);
      commits.append(" +0000\ndata 1\nc\n").append(i == 0 ? "from refs/heads/main^0\n" : "");
      commits.append("M 100644 inline src/a.c\ndata ").append(text.length()).append('\n');
      commits.append(text).append('\n');
    }
    Path stream = Files.writeString(temp.resolve("stream"), commits);
    repository.git("-c", "alias.load=!git fast-import --quiet <" + stream, "load");
    repository.git("reset", "--quiet", "--hard");
    // A blob that only the remote has.
    String blob =
        new TestRepository(temp.resolve("lost"))
            .write("x.c", "int x;\n")
            .git("hash-object", "x.c")
            .trim();
    repository.git("update-index", "--add", "--cacheinfo", "100644," + blob + ",src/lost.c");
    Path marks = Files.createDirectories(temp.resolve("marks"));
    String program = "sh -c 'echo ran >> " + marks + "/NAME; cat'";
    for (String name :
        List.of(
            "diff.x.textconv",
            "diff.x.command",
            "diff.external",
            "filter.y.smudge",
            "filter.y.clean",
            "filter.y.process",
            "core.fsmonitor",
            "core.pager",
            "core.sshCommand",
            "core.gitProxy",
            "core.editor",
            "gpg.program",
            "remote.origin.uploadpack",
            "credential.helper")) {
      repository.git("config", name, program.replace("NAME", name));
    }
    repository.git("config", "core.repositoryFormatVersion", "1");
    repository.git("config", "extensions.partialClone", "origin");
    repository.git("config", "remote.origin.promisor", "true");
    repository.git("config", "remote.origin.url", temp.resolve("repository").toUri().toString());
    repository.git("config", "protocol.file.allow", "always");
    repository.git("config", "log.showSignature", "true");
    Files.writeString(repository.root().resolve(".git/info/attributes"), "* diff=x filter=y\n");
    Path hook = repository.root().resolve(".git/hooks/post-checkout");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\necho ran >> " + marks + "/hook\n");
    Files.writeString(repository.root().resolve("src/a.c"), "int changed;\n");
    String root = repository.root().toString();
    assertEquals(0, scan("--diff", "HEAD~1..HEAD").status());
    assertEquals(3, scan("--staged").status());
    assertEquals(0, scan("--working-tree").status());
    assertEquals(0, Ringfence.run("blast", "--repo", root, "src/a.c").status());
    assertEquals(0, Ringfence.run("policy", "init", "--repo", root).status());
    try (var ran = Files.list(marks)) {
      assertEquals(List.of(), ran.map(file -> file.getFileName().toString()).toList());
    }
  }

  /// The limit holds while a change is read: nobody ever writes to the pipe.
  @Test
  void theTimeLimitHoldsWhileAChangeIsRead() throws IOException, InterruptedException {
    Path pipe = temp.resolve("never.patch");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Ringfence.Result blocked = scan(pipe.toString(), "--timeout", "1");
    assertEquals(3, blocked.status(), blocked.out() + blocked.err());
    assertSays("the time limit of 1 s was over while " + pipe + " was read", blocked);
    repository.write("src/new.c", copy);
    Ringfence.Result none = scan("--working-tree", "--timeout", "0");
    assertEquals(3, none.status(), none.out() + none.err());
    assertSays("the time limit of 0 s was over", none);
    assertEquals(1, scan("--working-tree", "--timeout", "600").status());
    assertEquals(2, scan("--working-tree", "--timeout", "-1").status());
  }
}
