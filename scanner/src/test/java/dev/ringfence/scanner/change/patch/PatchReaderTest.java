package dev.ringfence.scanner.change.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchReaderTest {
  private static Change parse(String... lines) {
    return PatchReader.read("test", String.join("\n", lines) + "\n");
  }

  private static List<String> added(Hunk hunk) {
    List<String> added = new java.util.ArrayList<>();
    for (int i = 0; i < hunk.lines().size(); i++) {
      if (hunk.added().get(i)) {
        added.add(hunk.firstLine() + i + ":" + hunk.lines().get(i));
      }
    }
    return added;
  }

  @Test
  void readsAGitPatchInsideAMail() {
    Change change =
        parse(
            "From: A <a@example.org>",
            "Subject: [PATCH] x",
            "---",
            " a.c | 2 +-",
            "",
            "diff --git a/src/a.c b/src/a.c",
            "index 123..456 100644",
            "--- a/src/a.c",
            "+++ b/src/a.c",
            "@@ -10,4 +10,5 @@ int f(void)",
            " one",
            "-two",
            "+TWO",
            "+more",
            " three",
            " four",
            "-- ",
            "2.39");
    assertEquals(List.of(), change.faults());
    FileChange file = change.files().getFirst();
    assertEquals("src/a.c", file.path());
    assertEquals(FileChange.Kind.MODIFIED, file.kind());
    assertEquals(List.of("11:TWO", "12:more"), added(file.hunks().getFirst()));
    assertEquals(1, file.hunks().getFirst().removed());
  }

  @Test
  void readsPlainDiffsWithTimesAndWithoutPrefixes() {
    Change change =
        parse(
            "--- old/x.py\t2026-01-01 00:00:00",
            "+++ new/x.py\t2026-01-02 00:00:00",
            "@@ -1 +1,2 @@",
            " a",
            "+b");
    assertEquals("x.py", change.files().getFirst().path());
    assertEquals(List.of("2:b"), added(change.files().getFirst().hunks().getFirst()));
  }

  @Test
  void readsAdditionsDeletionsRenamesAndBinaries() {
    Change change =
        parse(
            "diff --git a/new.c b/new.c",
            "new file mode 100644",
            "--- /dev/null",
            "+++ b/new.c",
            "@@ -0,0 +1,2 @@",
            "+one",
            "+two",
            "\\ No newline at end of file",
            "diff --git a/gone.c b/gone.c",
            "deleted file mode 100644",
            "--- a/gone.c",
            "+++ /dev/null",
            "@@ -1,2 +0,0 @@",
            "-one",
            "-two",
            "diff --git a/was.c b/is.c",
            "similarity index 100%",
            "rename from was.c",
            "rename to is.c",
            "diff --git a/logo.png b/logo.png",
            "index 1..2 100644",
            "Binary files a/logo.png and b/logo.png differ",
            "diff --git a/data.bin b/data.bin",
            "GIT binary patch",
            "literal 3",
            "KcmYdfNCE%>hycU@",
            "");
    assertEquals(List.of(), change.faults());
    assertEquals(
        List.of(
            "new.c ADDED",
            "gone.c DELETED",
            "is.c RENAMED",
            "logo.png MODIFIED binary content",
            "data.bin MODIFIED"),
        change.files().stream()
            .map(f ->
                f.path()
                    + " "
                    + f.kind()
                    + f.unread().stream().map(part -> " " + part.reason()).findFirst().orElse(""))
            .toList());
    assertEquals(Optional.of("was.c"), change.files().get(2).oldPath());
    assertEquals(List.of("1:one", "2:two"), added(change.files().getFirst().hunks().getFirst()));
  }

  @Test
  void readsCrLfAndEmptyContextLines() {
    Change change =
        PatchReader.read(
            "test", "--- a/x.c\r\n+++ b/x.c\r\n@@ -1,3 +1,4 @@\r\n a\r\n\r\n+b\r\n c\r\n");
    assertEquals(List.of(), change.faults());
    assertEquals(List.of("3:b"), added(change.files().getFirst().hunks().getFirst()));
  }

  @Test
  void keepsAddedLinesThatLookLikeHeaders() {
    Change change = parse("--- a/x.c", "+++ b/x.c", "@@ -1,2 +1,2 @@", "--- a", "+++ b", " c");
    assertEquals(1, change.files().size());
    assertEquals(List.of("1:++ b"), added(change.files().getFirst().hunks().getFirst()));
  }

  @Test
  void readsQuotedNames() {
    Change change =
        parse(
            "diff --git \"a/n\\303\\266 \\\"x\\\".c\" \"b/n\\303\\266 \\\"x\\\".c\"",
            "--- \"a/n\\303\\266 \\\"x\\\".c\"",
            "+++ \"b/n\\303\\266 \\\"x\\\".c\"",
            "@@ -0,0 +1 @@",
            "+a");
    assertEquals("nö \"x\".c", change.files().getFirst().path());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a hunk cut short | --- a/x.c~+++ b/x.c~@@ -1,5 +1,6 @@~ a~+b | cut short",
        "a diff cut in a file's head | --- a/x.c~+++ b/x.c~@@ -1 +1 @@~-a~+b~diff --git a/y.c b/y | cut short",
        "a diff cut before its hunk | diff --git a/y.c b/y.c~index 1..2 100644~--- a/y.c~+++ b/y.c | cut short",
        "a context diff cut short | *** x.c~--- x.c~***************~*** 1,2 ****~! a | cut short",
        "a damaged range | --- a/x.c~+++ b/x.c~@@ -1,1 +x @@~+a | range",
        "an ed script | 3a~a();~. | ed script",
        "lines of a diff without its head | ```diff~+ a();~``` | in no hunk",
        "more added lines that are in no hunk | + a();~+ b();~+ c = 1; | in no hunk",
        "a binary patch of nothing | GIT binary patch~literal 3~Kc${NkU~ | without its file",
        "an edit block | <<<<<<< SEARCH~a~=======~b~>>>>>>> REPLACE | edit block",
        "a path that climbs | --- a/docs/../src/x.c~+++ b/docs/../src/x.c~@@ -1 +1,2 @@~ a~+b | `..`",
        "a hunk without a file | @@ -1 +1,2 @@~ a~+b | without a file",
      })
  void namesWhatItCannotRead(String what, String text, String fault) {
    Change change = PatchReader.read(what, text.replace('~', '\n') + "\n");
    assertTrue(
        change.faults().stream().anyMatch(f -> f.contains(fault)), change.faults().toString());
  }

  @Test
  void findsNoFilesInOtherText() {
    assertTrue(parse("Dear all,", "", "--- something", "else").files().isEmpty());
    assertTrue(parse("").files().isEmpty());
  }

  /// A random file with random edits, written as a diff, reads back as the added lines.
  @Test
  void readsBackRandomEdits() {
    Random random = new Random(41);
    for (int round = 0; round < 300; round++) {
      StringBuilder diff = new StringBuilder("--- a/r.c\n+++ b/r.c\n");
      int oldLine = 1 + random.nextInt(50);
      int newLine = oldLine;
      List<String> expected = new java.util.ArrayList<>();
      for (int h = 1 + random.nextInt(3); h > 0; h--) {
        StringBuilder body = new StringBuilder();
        int oldCount = 0;
        int newCount = 0;
        for (int l = 1 + random.nextInt(8); l > 0; l--) {
          String text = "+-@ \\#".charAt(random.nextInt(6)) + "text" + random.nextInt(99);
          switch (random.nextInt(3)) {
            case 0 -> {
              expected.add(newLine + newCount + ":" + text);
              body.append('+').append(text).append('\n');
              newCount++;
            }
            case 1 -> {
              body.append('-').append(text).append('\n');
              oldCount++;
            }
            default -> {
              body.append(' ').append(text).append('\n');
              oldCount++;
              newCount++;
            }
          }
        }
        diff.append("@@ -" + oldLine + "," + oldCount + " +" + newLine + "," + newCount + " @@\n");
        diff.append(body);
        int gap = 5 + random.nextInt(9);
        oldLine += oldCount + gap;
        newLine += newCount + gap;
      }
      Change change = PatchReader.read("test", diff.toString());
      assertEquals(List.of(), change.faults(), diff.toString());
      List<String> read = new java.util.ArrayList<>();
      change.files().forEach(file -> file.hunks().forEach(hunk -> read.addAll(added(hunk))));
      assertEquals(expected, read, diff.toString());
    }
  }

  @Test
  void readsAnyNoise() {
    Random random = new Random(43);
    String[] pieces = {
      "diff --git a/x b/x",
      "--- a/x",
      "+++ b/x",
      "@@ -1,2 +1,3 @@",
      "@@ -999999999 +1 @@",
      "+a",
      "-b",
      " c",
      "\\ No newline",
      "Binary files a and b differ",
      "rename from \"x",
      "new file mode",
      "\r",
      "diff --git \"",
      "@@@ -1 -1 +1 @@@",
      "+++ \"\\777\\",
      ""
    };
    int withFiles = 0;
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(14); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]).append('\n');
      }
      Change change = PatchReader.read("noise", text.toString());
      withFiles += change.files().isEmpty() ? 0 : 1;
      for (FileChange file : change.files()) {
        assertFalse(file.path().isEmpty());
      }
    }
    assertTrue(withFiles > 1000);
  }
}
