package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringfence.testkit.TestRepository;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs what CI runs, as its runner would: with its environment, its files and its event, over a
/// real remote and a shallow checkout of the base. Only the client of the forge is a stand-in.
@SuppressWarnings("StringConcatToTextBlock") // lines of a file or a protocol, one by one
class CiScriptsTest {
  private static final Path CI = Path.of("..", "ci").toAbsolutePath().normalize();
  private static final Path COPIED = TestWorks.WEAVER.resolve("match/RegionFinder.java");

  @TempDir static Path shared;
  private static Path index;

  @TempDir Path temp;
  private Path bin;
  private @Nullable Path work;
  private TestRepository remote;
  private String base = "";
  private final Map<String, String> environment = new LinkedHashMap<>();

  @BeforeAll
  static void indexOwnSources() {
    index = shared.resolve("index");
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index.toString(),
            "dir:" + TestWorks.WEAVER.resolve("match"),
            "--name",
            "own",
            "--license",
            "GPL-2.0-or-later");
    assertEquals(0, added.status(), added.err());
  }

  private Path executable(String name, String text) throws IOException {
    Path file = Files.writeString(bin.resolve(name), text);
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  @BeforeEach
  void makeRunner() throws IOException {
    bin = Files.createDirectories(temp.resolve("bin"));
    executable(
        "ringfence",
        "#!/bin/sh\nexec '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' --enable-native-access=ALL-UNNAMED -Xmx512m -cp '"
            + Ringfence.classPath()
            + "' "
            + Main.class.getName()
            + " \"$@\"\n");
    remote = new TestRepository(temp.resolve("remote"));
    remote
        .write("README", "x\n")
        .write(
            ".github/ai-policy.toml",
            "version = 1\n[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"src/**\"]\n");
    for (int i = 0; i < 3; i++) {
      remote.write("README", "x" + i + "\n");
      base = remote.commit(LocalDate.of(2026, 1, 1 + i));
    }
    Path runner = Files.createDirectories(temp.resolve("runner"));
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
    environment.put("RUNNER_TEMP", runner.toString());
    environment.put("GITHUB_OUTPUT", runner.resolve("output").toString());
    environment.put("GITHUB_STEP_SUMMARY", runner.resolve("summary").toString());
    environment.put("GITHUB_PATH", runner.resolve("path").toString());
    environment.put("GITHUB_EVENT_PATH", runner.resolve("event.json").toString());
    environment.put("GITHUB_REPOSITORY", "o/r");
    environment.put("GITHUB_EVENT_NAME", "pull_request_target");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    Files.createSymbolicLink(runner.resolve("ringfence-index"), index);
  }

  /// A shallow checkout of the base, as the checkout action makes it.
  private void checkOut() throws IOException {
    work = temp.resolve("work");
    remote.git(
        "clone", "--quiet", "--depth", "1", remote.root().toUri().toString(), work.toString());
  }

  /// A pull request's commits, which only `refs/pull/1/head` names.
  private String pullRequest(String path, String text) throws IOException {
    remote.git("checkout", "--quiet", "-b", "change");
    remote.write(path, text);
    String head = remote.commit(LocalDate.of(2026, 2, 1));
    remote.git("update-ref", "refs/pull/1/head", head);
    remote.git("checkout", "--quiet", "main");
    remote.git("branch", "-D", "change");
    return head;
  }

  private void event(String json) throws IOException {
    Files.writeString(Path.of(environment.get("GITHUB_EVENT_PATH")), json);
  }

  private void pullRequestEvent(String head) throws IOException {
    event(
        "{\"pull_request\":{\"number\":1,\"base\":{\"sha\":\""
            + base
            + "\"},\"head\":{\"sha\":\""
            + head
            + "\",\"ref\":\"$(touch hacked)\"}}}");
  }

  private Path folder() {
    return work == null ? temp : work;
  }

  private Ringfence.Result bash(Path folder, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    Path out = temp.resolve("out.txt");
    Path err = temp.resolve("err.txt");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    try {
      int status = builder.start().waitFor();
      return new Ringfence.Result(status, Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private Ringfence.Result script(String name) throws IOException {
    assumeTrue(has("jq"), "jq is not installed");
    return bash(folder(), CI.resolve(name).toString());
  }

  private static boolean has(String program) throws IOException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private Map<String, String> outputs() throws IOException {
    Map<String, String> outputs = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(environment.get("GITHUB_OUTPUT")))) {
      outputs.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    return outputs;
  }

  private String copied() throws IOException {
    List<String> lines = Files.readAllLines(COPIED);
    return "class Copied {\n" + String.join("\n", lines.subList(60, 160)) + "\n}\n";
  }

  @Test
  void aPullRequestIsScannedWithoutBeingCheckedOut() throws IOException {
    // It also tries to talk its judge round.
    remote.git("checkout", "--quiet", "-b", "weaker");
    remote.write(".github/ai-policy.toml", "version = 1\n[ignore]\npaths = [\"**\"]\n");
    remote.commit(LocalDate.of(2026, 1, 20));
    remote.git("checkout", "--quiet", "-b", "change");
    remote.write("src/100%,a:b.java", copied());
    String head = remote.commit(LocalDate.of(2026, 2, 1));
    remote.git("update-ref", "refs/pull/1/head", head);
    remote.git("checkout", "--quiet", "main");
    remote.git("branch", "-D", "change", "weaker");
    checkOut();
    pullRequestEvent(head);
    Ringfence.Result result = script("github/scan.sh");
    assertEquals(0, result.status(), result.err());
    Map<String, String> outputs = outputs();
    assertEquals("1", outputs.get("status"), result.out() + result.err());
    assertEquals("1", outputs.get("findings"));
    assertTrue(result.out().contains("::error file=src/100%25%2Ca%3Ab.java,line="), result.out());
    assertTrue(
        Files.readString(Path.of(outputs.get("comment"))).startsWith("<!-- ringfence -->\n### "));
    assertEquals(
        Files.readString(Path.of(outputs.get("comment"))),
        Files.readString(Path.of(environment.get("GITHUB_STEP_SUMMARY"))));
    JsonNode sarif = JsonMapper.shared().readTree(Files.readString(Path.of(outputs.get("sarif"))));
    assertEquals(1, sarif.path("runs").path(0).path("results").size());
    assertTrue(Files.size(Path.of(outputs.get("receipt"))) > 0);
    assertFalse(Files.exists(folder().resolve("src")), "the head is not checked out");
    assertFalse(Files.exists(folder().resolve("hacked")));
    environment.put("RINGFENCE_STATUS", outputs.get("status"));
    assertEquals(1, script("github/result.sh").status());
  }

  @Test
  void aCleanPullRequestIsOneLine() throws IOException {
    String head = pullRequest("src/New.java", "class New {}\n");
    checkOut();
    pullRequestEvent(head);
    Ringfence.Result result = script("github/scan.sh");
    Map<String, String> outputs = outputs();
    assertEquals("0", outputs.get("status"), result.err());
    // No finding is annotated, only that this index knows of nothing what is common.
    assertEquals(1, result.out().lines().count(), result.out());
    assertTrue(
        result.out().startsWith("::notice title=Ringfence::this index has no background works"),
        result.out());
    String comment = Files.readString(Path.of(outputs.get("comment")));
    assertTrue(comment.contains("**Ringfence**: nothing found in 1 hunk"), comment);
    assertTrue(comment.contains("receipt `sha256:"), comment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "index | no index",
        "head | could not fetch",
        "event | names no change",
        "age | last written",
        "policy | ai-policy.toml"
      })
  void whatCannotBeScannedIsAsLoudAsAFinding(String fault, String message) throws IOException {
    if (fault.equals("policy")) {
      remote.write(".github/ai-policy.toml", "version = 99\n");
      base = remote.commit(LocalDate.of(2026, 1, 9));
    }
    String head = pullRequest("src/New.java", "class New {}\n");
    checkOut();
    pullRequestEvent(fault.equals("head") ? "1".repeat(40) : head);
    if (fault.equals("head")) {
      remote.git("update-ref", "-d", "refs/pull/1/head");
    }
    Path link = Path.of(environment.get("RUNNER_TEMP"), "ringfence-index");
    if (fault.equals("index")) {
      Files.delete(link);
    }
    if (fault.equals("event")) {
      environment.put("GITHUB_EVENT_NAME", "issue_comment");
    }
    if (fault.equals("age")) {
      environment.put("RINGFENCE_MAX_INDEX_AGE", "-1");
    }
    Ringfence.Result result = script("github/scan.sh");
    assertEquals(0, result.status(), result.err());
    assertEquals("3", outputs().get("status"), result.out() + result.err());
    String comment = Files.readString(Path.of(outputs().get("comment")));
    assertTrue(comment.contains("this change was NOT checked"), comment);
    assertTrue(comment.contains(message), comment);
    assertTrue(result.out().startsWith("::error title=Ringfence: this change was NOT checked::"));
    assertFalse(outputs().containsKey("sarif"));
    environment.put("RINGFENCE_STATUS", "3");
    assertEquals(3, script("github/result.sh").status());
    environment.remove("RINGFENCE_STATUS");
    assertEquals(3, script("github/result.sh").status(), "an earlier step failed");
  }

  /// What the text says about AI, with the reviews that the forge has; a queue has no text.
  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "No AI tools used                            | []  | 0 | AI disclosure: complete",
        "''                                          | []  | 1 | one thing to do",
        "Written with Claude 4; I understand src/New.java | [] | 1 | things to do",
        "No AI tools used                            | gone | 0 | AI disclosure: complete",
        "Written with Claude 4                       | gone | 3 | NOT everything could be checked",
      })
  void theTextOfAPullRequestIsChecked(String body, String reviews, String status, String says)
      throws IOException {
    remote.write(
        ".github/ai-policy.toml",
        "version = 1\n[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"src/**\"]\n"
            + "[rings.inner]\nowner_approvals = 1\n");
    base = remote.commit(LocalDate.of(2026, 1, 9));
    executable(
        "gh", "#!/bin/sh\n" + (reviews.equals("gone") ? "exit 1\n" : "echo '" + reviews + "'\n"));
    String head = pullRequest("src/New.java", "class New {}\n");
    checkOut();
    event(
        "{\"pull_request\":{\"number\":1,\"body\":\""
            + body
            + "\",\"base\":{\"sha\":\""
            + base
            + "\"},\"head\":{\"sha\":\""
            + head
            + "\"}}}");
    assertEquals(0, script("github/scan.sh").status());
    String scanned = String.valueOf(outputs().get("status"));
    Files.delete(Path.of(environment.get("GITHUB_OUTPUT")));
    Ringfence.Result result = script("github/attest.sh");
    assertEquals(0, result.status(), result.err());
    assertEquals(status, outputs().get("status"), result.out() + result.err());
    String comment = Files.readString(Path.of(String.valueOf(outputs().get("comment"))));
    assertTrue(comment.startsWith("<!-- ringfence-attest -->\n"), comment);
    assertTrue(comment.contains(says), comment);
    assertFalse(Files.exists(folder().resolve("src")), "the head is not checked out");
    environment.put("RINGFENCE_STATUS", scanned);
    environment.put("RINGFENCE_ATTEST_STATUS", status);
    assertEquals(Integer.parseInt(status), script("github/result.sh").status());
    environment.put("GITHUB_EVENT_NAME", "merge_group");
    Files.delete(Path.of(environment.get("GITHUB_OUTPUT")));
    assertEquals(0, script("github/attest.sh").status());
    assertFalse(Files.exists(Path.of(environment.get("GITHUB_OUTPUT"))));
  }

  @Test
  void aMissingProvenanceRecordFails() throws IOException {
    remote.write(
        ".github/ai-policy.toml",
        "version = 1\n[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"src/**\"]\n"
            + "[rings.inner]\nprovenance = \"required\"\nattest = [\"used\"]\n");
    base = remote.commit(LocalDate.of(2026, 1, 9));
    executable("gh", "#!/bin/sh\necho '[]'\n");
    String head = pullRequest("src/New.java", "class New {}\n");
    checkOut();
    event(
        "{\"pull_request\":{\"number\":1,\"body\":\"Written with Claude 4\",\"base\":{\"sha\":\""
            + base
            + "\"},\"head\":{\"sha\":\""
            + head
            + "\"}}}");
    assertEquals(0, script("github/scan.sh").status());
    Files.delete(Path.of(environment.get("GITHUB_OUTPUT")));
    Ringfence.Result result = script("github/attest.sh");
    assertEquals("1", outputs().get("status"), result.out() + result.err());
    assertTrue(result.out().contains("::error title=Provenance::provenance: records are missing"));
    assertTrue(
        Files.readString(Path.of(String.valueOf(outputs().get("comment"))))
            .contains("    provenance: records are missing"));
  }

  @Test
  void aTextThatCouldNotBeCheckedIsLoud() throws IOException {
    String head = pullRequest("src/New.java", "class New {}\n");
    checkOut();
    // Nobody fetched the head.
    pullRequestEvent(head);
    Ringfence.Result result = script("github/attest.sh");
    assertEquals(0, result.status(), result.err());
    assertTrue(Integer.parseInt(String.valueOf(outputs().get("status"))) >= 2, outputs()::toString);
    assertTrue(result.out().contains("::error title=AI disclosure: NOT checked::"), result.out());
    assertTrue(
        Files.readString(Path.of(String.valueOf(outputs().get("comment"))))
            .contains("NOT checked"));
  }

  @Test
  void pushesAndMergeGroups() throws IOException {
    String head = pullRequest("src/Copied.java", copied());
    remote.git("checkout", "--quiet", "-b", "queue", head);
    checkOut();
    environment.put("GITHUB_EVENT_NAME", "merge_group");
    event("{\"merge_group\":{\"base_sha\":\"" + base + "\",\"head_sha\":\"" + head + "\"}}");
    assertEquals(0, script("github/scan.sh").status());
    assertEquals("1", outputs().get("findings"));
    assertFalse(outputs().containsKey("comment"), "there is no pull request to comment on");
    environment.put("GITHUB_EVENT_NAME", "push");
    // The first push of a branch of two commits: the copy is in the first.
    remote.git("checkout", "--quiet", "queue");
    remote.write("README", "later\n");
    String later = remote.commit(LocalDate.of(2026, 2, 2));
    bash(folder(), "git", "fetch", "--quiet", "origin", "queue");
    event(
        "{\"before\":\""
            + "0".repeat(40)
            + "\",\"after\":\""
            + later
            + "\",\"ref\":\"refs/heads/queue\",\"repository\":{\"default_branch\":\"main\"}}");
    assertEquals(0, script("github/scan.sh").status());
    assertEquals("1", outputs().get("findings"));
  }

  @Test
  void oneCommentIsKeptUpToDate() throws IOException {
    Path state = temp.resolve("comments");
    executable(
        "gh",
        """
        #!/bin/sh
        # As much of the client as the script uses; what it is asked for is kept.
        echo "$*" >>'STATE.log'
        case "$*" in
        *POST*) cp "${RINGFENCE_COMMENT}" 'STATE' ;;
        *PATCH*comments/77*) cp "${RINGFENCE_COMMENT}" 'STATE' ;;
        *paginate*) [ ! -e 'STATE' ] || echo 77 ;;
        *) exit 1 ;;
        esac
        """
            .replace("STATE", state.toString()));
    pullRequestEvent(base);
    Path comment = Files.writeString(temp.resolve("c.md"), "<!-- ringfence -->\nfirst\n");
    environment.put("RINGFENCE_COMMENT", comment.toString());
    assertEquals(0, script("github/comment.sh").status());
    Files.writeString(comment, "<!-- ringfence -->\nsecond\n");
    assertEquals(0, script("github/comment.sh").status());
    assertTrue(Files.readString(state).contains("second"));
    List<String> asked = Files.readAllLines(Path.of(state + ".log"));
    assertEquals(4, asked.size(), asked::toString);
    assertTrue(asked.get(1).contains("POST repos/o/r/issues/1/comments"), asked::toString);
    assertTrue(asked.get(3).contains("PATCH repos/o/r/issues/comments/77"), asked::toString);
    // A fork's token may not write: the run does not fail for it, and says so.
    executable("gh", "#!/bin/sh\nexit 1\n");
    Ringfence.Result denied = script("github/comment.sh");
    assertEquals(0, denied.status());
    assertTrue(denied.out().contains("::warning"), denied.out());
  }

  @Test
  void onlyTheArchiveWithTheChecksumIsInstalled() throws IOException {
    Path tree = Files.createDirectories(temp.resolve("tree/ringfence-1.0/bin"));
    for (String name : List.of("ringfence", "ringfence-train")) {
      Path file =
          Files.writeString(tree.resolve(name), "#!/bin/sh\necho ran >>\"$RUNNER_TEMP/ran\"\n");
      assertTrue(file.toFile().setExecutable(true));
    }
    Path archive = temp.resolve("archive.tar.gz");
    assertEquals(
        0,
        bash(
                temp,
                "tar",
                "-czf",
                archive.toString(),
                "-C",
                temp.resolve("tree").toString(),
                "ringfence-1.0")
            .status());
    String sum = bash(temp, "sha256sum", archive.toString()).out().substring(0, 64);
    executable(
        "gh",
        "#!/bin/sh\nwhile [ $# -gt 0 ]; do case $1 in --pattern) name=$2 ;; --dir) dir=$2 ;; esac; shift; done\ncp '"
            + archive
            + "' \"$dir/$name\"\n");
    environment.put("RINGFENCE_VERSION", "v1.0");
    environment.put("RINGFENCE_REPOSITORY", "o/ringfence");
    Path ran = Path.of(environment.get("RUNNER_TEMP"), "ran");
    for (String wrong : List.of("0".repeat(64), "abc", "")) {
      environment.put("RINGFENCE_SHA256", wrong);
      Ringfence.Result refused = script("github/install.sh");
      assertEquals(3, refused.status(), refused.err());
      assertTrue(refused.out().contains("NOT checked"), refused.out());
      assertFalse(Files.exists(ran), "nothing of it runs");
    }
    environment.put("RINGFENCE_SHA256", sum);
    Ringfence.Result installed = script("github/install.sh");
    assertEquals(0, installed.status(), installed.err());
    assertTrue(Files.exists(ran));
    assertTrue(
        Files.readString(Path.of(environment.get("GITHUB_PATH")))
            .strip()
            .endsWith("/ringfence/bin"));
    executable("gh", "#!/bin/sh\nexit 1\n");
    assertEquals(3, script("github/install.sh").status(), "the network is gone");
  }

  @Test
  void theIndexPackIsCheckedEveryTime() throws IOException {
    Path runner = Path.of(environment.get("RUNNER_TEMP"));
    Files.delete(runner.resolve("ringfence-index"));
    Path pack = temp.resolve("corpus.pack");
    assertEquals(0, Ringfence.run("index", "export", index.toString(), pack.toString()).status());
    environment.put("RINGFENCE_PACK", pack.toString());
    environment.put("RINGFENCE_PACK_SHA256", "1".repeat(64));
    assertEquals(3, script("github/index.sh").status());
    environment.put(
        "RINGFENCE_PACK_SHA256", bash(temp, "sha256sum", pack.toString()).out().substring(0, 64));
    Ringfence.Result fetched = script("github/index.sh");
    assertEquals(0, fetched.status(), fetched.out() + fetched.err());
    // From a release, once; then the cached pack serves, as long as it is the same.
    environment.put("RINGFENCE_PACK", "o/r@v1:corpus.pack");
    executable(
        "gh",
        "#!/bin/sh\nwhile [ $# -gt 0 ]; do case $1 in --dir) dir=$2 ;; esac; shift; done\ncp '"
            + pack
            + "' \"$dir\"\n");
    assertEquals(0, script("github/index.sh").status());
    executable("gh", "#!/bin/sh\nexit 1\n");
    assertEquals(0, script("github/index.sh").status(), "the cached pack serves");
    Path kept = runner.resolve("ringfence-pack/corpus.pack");
    byte[] bytes = Files.readAllBytes(kept);
    bytes[bytes.length / 2] ^= 1;
    Files.write(kept, bytes);
    Ringfence.Result exchanged = script("github/index.sh");
    assertEquals(3, exchanged.status());
    assertTrue(exchanged.out().contains("NOT checked"), exchanged.out());
  }

  @Test
  void gitLabGetsItsReport() throws IOException {
    String head = pullRequest("src/Copied.java", copied());
    work = temp.resolve("work");
    remote.git("clone", "--quiet", remote.root().toUri().toString(), work.toString());
    bash(folder(), "git", "fetch", "--quiet", "origin", "refs/pull/1/head");
    environment.put("RINGFENCE_INDEX", index.toString());
    environment.put("RINGFENCE_TIMEOUT", "600");
    environment.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
    environment.put("CI_COMMIT_SHA", head);
    String template = Files.readString(CI.resolve("gitlab/ringfence.gitlab-ci.yml"));
    String script =
        template.substring(template.indexOf("- |\n") + 4, template.indexOf("  artifacts:"));
    Ringfence.Result result = bash(folder(), "sh", "-e", "-c", script);
    assertEquals(1, result.status(), result.err());
    JsonNode report =
        JsonMapper.shared()
            .readTree(Files.readString(folder().resolve("gl-code-quality-report.json")));
    assertEquals(1, report.size());
    Set<String> fingerprints = new HashSet<>();
    for (JsonNode finding : report) {
      for (String field : List.of("description", "check_name", "fingerprint", "severity")) {
        assertFalse(finding.path(field).asString().isBlank(), field);
      }
      assertTrue(
          Set.of("info", "minor", "major", "critical", "blocker")
              .contains(finding.path("severity").asString()));
      assertEquals("src/Copied.java", finding.path("location").path("path").asString());
      assertTrue(finding.path("location").path("lines").path("begin").asInt() > 0);
      assertTrue(fingerprints.add(finding.path("fingerprint").asString()));
    }
    environment.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "");
    assertEquals(2, bash(folder(), "sh", "-e", "-c", script).status());
    environment.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
    environment.put("RINGFENCE_INDEX", temp.resolve("none").toString());
    Ringfence.Result missing = bash(folder(), "sh", "-e", "-c", script);
    assertEquals(3, missing.status());
    assertTrue(missing.out().contains("NOT checked"), missing.out());
  }

  @Test
  void anyOtherCiHasARecipe() throws IOException {
    String head = pullRequest("src/Copied.java", copied());
    work = temp.resolve("work");
    remote.git("clone", "--quiet", remote.root().toUri().toString(), work.toString());
    bash(folder(), "git", "fetch", "--quiet", "origin", "refs/pull/1/head");
    String recipe = CI.resolve("scan-range.sh").toString();
    assertEquals(1, bash(folder(), recipe, index.toString(), base, head).status());
    for (String file :
        List.of("ringfence.sarif", "ringfence.json", "ringfence.md", "receipt.intoto.json")) {
      assertTrue(Files.size(folder().resolve("ringfence-report").resolve(file)) > 0, file);
    }
    assertEquals(2, bash(folder(), recipe).status());
    for (List<String> ends : List.of(List.of("", head), List.of(base, ""), List.of("", ""))) {
      Ringfence.Result empty = bash(folder(), recipe, index.toString(), ends.get(0), ends.get(1));
      assertEquals(2, empty.status(), empty.err());
      assertTrue(empty.err().contains("nothing was checked"), empty.err());
    }
    assertEquals(3, bash(folder(), recipe, temp.resolve("none").toString(), base, head).status());
  }

  /// The hooks as the repository offers them, called by git itself.
  @Test
  void hooksStopACommit() throws IOException {
    String hooks = Files.readString(CI.resolve("../.pre-commit-hooks.yaml"));
    List<String> entries = new ArrayList<>();
    hooks
        .lines()
        .filter(line -> line.strip().startsWith("entry: "))
        .forEach(line -> entries.add(line.strip().substring("entry: ".length())));
    assertEquals(List.of("ringfence scan --staged", "ringfence commit-msg"), entries);
    work = remote.root();
    remote.write(
        ".github/ai-policy.toml",
        "version = 1\npreset = \"kubernetes\"\ndefault_ring = \"inner\"\n");
    remote.commit(LocalDate.of(2026, 3, 1));
    Path hook = folder().resolve(".git/hooks/pre-commit");
    Files.writeString(hook, "#!/bin/sh\nexec " + entries.get(0) + " '" + index + "' >&2\n");
    Path message = folder().resolve(".git/hooks/commit-msg");
    Files.writeString(message, "#!/bin/sh\nexec " + entries.get(1) + " \"$@\"\n");
    assertTrue(hook.toFile().setExecutable(true) && message.toFile().setExecutable(true));
    Files.writeString(folder().resolve("New.java"), "class New {}\n");
    bash(folder(), "git", "add", "--all");
    Ringfence.Result clean = bash(folder(), "git", "commit", "--quiet", "-m", "a change");
    assertEquals(0, clean.status(), clean.err());
    Files.writeString(folder().resolve("New.java"), "class New { int x; }\n");
    bash(folder(), "git", "add", "--all");
    Ringfence.Result trailer =
        bash(folder(), "git", "commit", "--quiet", "-m", "a change\n\nAssisted-by: Claude:opus");
    assertEquals(1, trailer.status());
    assertTrue(trailer.err().contains("forbids trailers about AI"), trailer.err());
    Files.writeString(folder().resolve("Copied.java"), copied());
    bash(folder(), "git", "add", "--all");
    Ringfence.Result stopped = bash(folder(), "git", "commit", "--quiet", "-m", "a change");
    assertEquals(1, stopped.status());
    assertTrue(stopped.err().contains("GPL-2.0-or-later"), stopped.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required | fix | 0 |",
        "required | fix\\n\\nAssisted-by: Claude:opus | 0 |",
        "required | fix\\n\\nCo-authored-by: Claude <noreply@anthropic.com> | 1 | without the trailer",
        "required | fix\\n\\nGenerated with [Claude Code](x) | 1 | without the trailer",
        "required | fix\\n\\nCo-authored-by: Ada <ada@example.org> | 0 |",
        "optional | fix\\n\\nCo-authored-by: Claude <noreply@anthropic.com> | 0 |",
        "optional | fix\\n\\nSigned-off-by: Copilot <175728472+copilot@users.noreply.github.com> | 1 | a tool signs off",
        "optional | fix\\n\\nSigned-off-by: Ada <ada@example.org> | 0 |",
        "forbidden | fix\\n\\nassisted-by: x | 1 | forbids trailers",
        "forbidden | fix\\n\\nCo-developed-by: Cursor <cursoragent@cursor.com> | 1 | forbids trailers",
        "forbidden | fix\\n\\n# Assisted-by: a comment | 0 |",
        "forbidden | fix # ------------------------ >8\\nAssisted-by: x | 1 | forbids"
      })
  void messagesAreHeldToThePolicy(String trailers, String text, int status, String said)
      throws IOException {
    Path policy =
        Files.writeString(
            temp.resolve("p.toml"), "version = 1\n[disclosure]\ntrailers = \"" + trailers + "\"\n");
    Path message = Files.writeString(temp.resolve("m"), text.replace("\\n", "\n") + "\n");
    Ringfence.Result result =
        Ringfence.run("commit-msg", message.toString(), "--policy", policy.toString());
    assertEquals(status, result.status(), result.err());
    assertEquals("", result.out());
    if (said != null) {
      assertTrue(result.err().contains(said), result.err());
      assertTrue(result.err().contains(message + ":"), result.err());
    }
  }
}
