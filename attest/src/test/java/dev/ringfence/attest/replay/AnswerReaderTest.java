package dev.ringfence.attest.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.attest.replay.answer.Answer;
import dev.ringfence.attest.replay.answer.AnswerReader;
import dev.ringfence.attest.replay.answer.FileEdit;
import dev.ringfence.attest.replay.answer.PathRules;
import dev.ringfence.attest.replay.tree.TreeEditor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What models write, and what becomes of it in a tree.
class AnswerReaderTest {
  @TempDir Path root;

  private static Answer read(String text) {
    return AnswerReader.read(text.replace('~', '`'), List.of("src/a.c"));
  }

  /// Each way of saying which file a block is.
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "~src/a.c~\n~~~c\nint a;\n~~~\n",
        "**src/a.c**\n\n~~~\nint a;\n~~~\n",
        "### File: src/a.c\n~~~c\nint a;\n~~~\n",
        "1. ~src/a.c~:\n~~~c\nint a;\n~~~\n",
        "Here is the new ~src/a.c~ as you asked:\n~~~c\nint a;\n~~~\n",
        "~~~c src/a.c\nint a;\n~~~\n",
        "~~~c:src/a.c\nint a;\n~~~\n",
        "~~~c title=\"src/a.c\"\nint a;\n~~~\n",
        "~~~src/a.c\nint a;\n~~~\n",
        "~~~c\nint a;\n~~~\n",
        "<think>\nPerhaps ~src/b.c~:\n~~~c\nint b;\n~~~\nor\n~~~\n</think>\n~src/a.c~\n~~~c\nint a;\n~~~\n",
        "~src/a.c~\r\n~~~c\r\nint a;\r\n~~~\r\n",
        "To build it:\n~~~sh\nmake\n~~~\n~src/a.c~\n~~~~~c\nint a;\n~~~~~\n",
      })
  void filesAreNamedInManyWays(String text) {
    Answer answer = read(text);
    assertEquals(List.of(new FileEdit.Write("src/a.c", "int a;\n")), answer.edits());
    assertTrue(answer.fault().isEmpty() && answer.hostile().isEmpty(), answer::toString);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "I'm sorry, I can't help with that.      | refusal | I'm sorry, I can't help with that.",
        "I cannot reproduce that code.             | refusal | I cannot reproduce that code.",
        "As an AI I must decline.                  | refusal | As an AI I must decline.",
        "The function is fine as it is.            | fault   | the answer holds neither a diff nor a file",
        "~x/y.c~:~~~c:int a;                       | fault   | the last block of the answer is not closed: it was cut off",
        "~~~c:int a;:~~~:~~~c:int b;:~~~           | fault   | the answer holds code, but does not say of which file",
        "~~~diff:nothing:~~~                       | fault   | a diff without any change",
      })
  void whatIsNoChangeSaysWhy(String text, String kind, String words) {
    Answer answer =
        read(text.replace(":~", "\n~").replace(":int", "\nint").replace(":nothing", "\nnothing"));
    assertEquals(
        words, (kind.equals("refusal") ? answer.refusal() : answer.fault()).orElse("none"));
    assertTrue(answer.edits().isEmpty() || kind.equals("fault"));
  }

  /// A refusal among the words of an answer is none.
  @Test
  void anApologyBesideCodeIsNoRefusal() {
    assertTrue(
        read("I'm sorry for the delay.\n~src/a.c~\n~~~c\nint a;\n~~~\n").refusal().isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "src/a.c, true",
    "a, true",
    "src/.hidden/b.py, true",
    "docs/.gitkeep, true",
    "src/git/x.c, true",
    "'', false",
    "/etc/passwd, false",
    "~/x, false",
    "C:/x, false",
    "../x, false",
    "a/../../x, false",
    "a//b, false",
    "./a, false",
    "a/, false",
    ".git/config, false",
    "sub/.git/hooks/x, false",
    ".Git/config, false",
    "'.git /config', false",
    ".git./config, false",
    "git~1/config, false",
    ".\uFF47it/config, false",
    ".github/workflows/x.yml, false",
    "sub/.gitattributes, false",
    ".gitmodules, false",
    "Jenkinsfile, false",
    ".husky/pre-commit, false",
    ".vscode/tasks.json, false",
    "AGENTS.md, false",
    "CODEOWNERS, false",
    ".mvn/extensions.xml, false",
    ".provenance/x.intoto.jsonl, false",
    "ai-policy.toml, false",
    "a\\b, false",
    "a\u200Bb, false",
    "a\u0007b, false",
    "aux.c, false",
    "a:b, false",
  })
  void pathsThatMayBeWritten(String path, boolean allowed) {
    assertEquals(allowed, PathRules.refusal(path).isEmpty(), path);
  }

  // ---- diffs ----

  private static final String BEFORE = "one\ntwo\nthree\n\nfour\nfive\n";

  private TreeEditor.Outcome apply(String diff) throws IOException {
    Files.createDirectories(root.resolve("src"));
    Files.writeString(root.resolve("src/a.c"), BEFORE);
    Answer answer = AnswerReader.read("```diff\n" + diff + "```\n", List.of());
    assertEquals(List.of(), answer.hostile());
    assertEquals("", answer.fault().orElse(""));
    return TreeEditor.apply(root, answer.edits());
  }

  /// As git writes it, and as models do.
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "diff --git a/src/a.c b/src/a.c\nindex 1..2 100644\n--- a/src/a.c\n+++ b/src/a.c\n@@ -2,2 +2,2 @@\n two\n-three\n+3\n",
        "--- src/a.c\n+++ src/a.c\n@@ -2,2 +2,2 @@\n two\n-three\n+3\n",
        "--- a/src/a.c\t2026-01-01\n+++ b/src/a.c\t2026-01-01\n@@ -2 +2 @@\n two\n-three\n+3\n",
        "--- a/src/a.c\n+++ b/src/a.c\n@@ -40,9 +40,17 @@ int f()\n two\n-three\n+3\n",
        "--- a/src/a.c\n+++ b/src/a.c\n@@ ... @@\n two\n-three\n+3\n",
        "--- a/src/a.c\n+++ b/src/a.c\n@@ -2,4 +2,4 @@\n two\n-three\n+3\n\n four\n",
        "--- \"a/src/a.c\"\n+++ \"b/src/a.c\"\n@@ -3 +3 @@\n-three\n+3\n",
        "--- a/src/a.c\n+++ b/src/a.c\n@@ -3,1 +3,1 @@\n-three  \n+3\n",
      })
  void diffsAreApplied(String diff) throws IOException {
    TreeEditor.Outcome outcome = apply(diff);
    assertTrue(outcome.isDone(), outcome::toString);
    assertEquals(
        BEFORE.replace("three", "3"),
        Files.readString(root.resolve("src/a.c")),
        outcome.toString());
  }

  @Test
  void filesComeGoAndMove() throws IOException {
    TreeEditor.Outcome outcome =
        apply(
            """
            diff --git a/src/a.c b/src/b.c
            similarity index 90%
            rename from src/a.c
            rename to src/b.c
            --- a/src/a.c
            +++ b/src/b.c
            @@ -1,1 +1,1 @@
            -one
            +1
            diff --git a/new.c b/new.c
            new file mode 100644
            --- /dev/null
            +++ b/new.c
            @@ -0,0 +1,2 @@
            +int a;
            +int b;
            \\ No newline at end of file
            """);
    assertTrue(outcome.isDone(), outcome::toString);
    assertFalse(Files.exists(root.resolve("src/a.c")));
    assertEquals(BEFORE.replace("one", "1"), Files.readString(root.resolve("src/b.c")));
    assertEquals("int a;\nint b;", Files.readString(root.resolve("new.c")));
    Answer gone =
        AnswerReader.read(
            "```diff\n--- a/new.c\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-int a;\n-int b;\n```\n",
            List.of());
    assertTrue(TreeEditor.apply(root, gone.edits()).isDone());
    assertFalse(Files.exists(root.resolve("new.c")));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--- a/src/a.c!+++ b/src/a.c!@@ -2,2 +2,2 @@! two!-drei!+3!  | hunk 1 of `src/a.c` does not apply: `two` and what follows is not there",
        "--- a/src/z.c!+++ b/src/z.c!@@ -2,2 +2,2 @@! two!-three!+3! | `src/z.c` is to be changed and is not there",
        "--- a/src/z.c!+++ /dev/null!@@ -1 +0,0 @@!-one!             | `src/z.c` is to be deleted and is not there",
        "--- /dev/null!+++ b/src/a.c/b.c!@@ -0,0 +1 @@!+x!           | `src/a.c/b.c` lies below a file",
        "--- /dev/null!+++ b/src!@@ -0,0 +1 @@!+x!                   | `src` is a folder",
      })
  void whatDoesNotFitIsSaidAndNothingIsWritten(String diff, String fault) throws IOException {
    TreeEditor.Outcome outcome = apply(diff.replace('!', '\n'));
    assertEquals(List.of(fault), outcome.faults());
    assertEquals(BEFORE, Files.readString(root.resolve("src/a.c")));
  }

  @Test
  void linesOfWindowsStay() throws IOException {
    Files.createDirectories(root.resolve("src"));
    Files.writeString(root.resolve("src/w.c"), BEFORE.replace("\n", "\r\n"));
    Answer answer =
        AnswerReader.read(
            "```diff\n--- a/src/w.c\n+++ b/src/w.c\n@@ -3 +3 @@\n-three\n+3\n```\n", List.of());
    assertTrue(TreeEditor.apply(root, answer.edits()).isDone());
    assertEquals(
        BEFORE.replace("three", "3").replace("\n", "\r\n"),
        Files.readString(root.resolve("src/w.c")));
  }

  @Test
  void modesOfLinksAndSubmodulesAreHostile() {
    for (String mode : List.of("120000", "160000")) {
      Answer answer =
          AnswerReader.read(
              "```diff\ndiff --git a/x b/x\nnew file mode "
                  + mode
                  + "\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+/etc\n```\n",
              List.of());
      assertEquals(1, answer.hostile().size(), answer.toString());
    }
  }

  /// Made to take long, and does not: each took minutes or hours without its limit.
  @Test
  @Timeout(60)
  void nothingTakesLong() throws IOException {
    String stars = "*".repeat(2_000_000);
    assertTrue(read(stars + "x\n~~~c\nint a;\n~~~\n").fault().isEmpty());
    assertTrue(read("~~~" + stars + "x\nint a;\n~~~\n").hostile().isEmpty());
    Files.createDirectories(root.resolve("src"));
    Files.writeString(root.resolve("src/a.c"), "\n".repeat(400_000));
    String hunk = " \n".repeat(200_000) + "-no\n";
    Answer answer =
        AnswerReader.read(
            "```diff\n--- a/src/a.c\n+++ b/src/a.c\n@@ -1 +1 @@\n" + hunk + "+x\n```\n", List.of());
    assertFalse(TreeEditor.apply(root, answer.edits()).isDone());
  }

  /// Whatever comes, something is said of it, and nothing is written outside.
  @Test
  void anyDamageIsReadOrSaid() throws IOException {
    Random random = new Random(7);
    String good =
        """
        `src/a.c`
        ```c
        int a;
        ```
        ```diff
        diff --git a/src/b.c b/src/b.c
        --- a/src/b.c
        +++ b/src/b.c
        @@ -1,2 +1,2 @@
         one
        -two
        +2
        ```
        """;
    Path tree = root.resolve("tree");
    Files.createDirectories(tree.resolve("src"));
    Files.writeString(tree.resolve("src/b.c"), "one\ntwo\n");
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder(good);
      for (int i = random.nextInt(5); i >= 0; i--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, ' ');
          case 1 -> text.insert(at, "`~/.\\\n@+- a".charAt(random.nextInt(11)));
          default -> text.setLength(at + 1);
        }
      }
      Answer answer = AnswerReader.read(text.toString(), List.of("src/a.c"));
      assertTrue(
          !answer.edits().isEmpty() || answer.fault().isPresent() || answer.refusal().isPresent());
      if (answer.hostile().isEmpty() && answer.fault().isEmpty()) {
        TreeEditor.apply(tree, answer.edits());
      }
    }
    try (var files = Files.list(root)) {
      assertEquals(List.of(tree), files.toList());
    }
  }
}
