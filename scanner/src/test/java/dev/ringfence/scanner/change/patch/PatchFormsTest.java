package dev.ringfence.scanner.change.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.util.Base85;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each form that a patch may have, read as far as it can be.
class PatchFormsTest {
  private static final String HEAD = "--- a/x.c\n+++ b/x.c\n";

  private static Change read(String patch) {
    return PatchReader.read("x", patch);
  }

  /// The added lines, as PATH:LINE:TEXT.
  private static List<String> added(Change change) {
    List<String> added = new ArrayList<>();
    for (FileChange file : change.files()) {
      for (Hunk hunk : file.hunks()) {
        for (int i = 0; i < hunk.lines().size(); i++) {
          if (hunk.added().get(i)) {
            added.add(file.path() + ":" + (hunk.firstLine() + i) + ":" + hunk.lines().get(i));
          }
        }
      }
    }
    return added;
  }

  private static List<String> unread(Change change) {
    return change.files().stream()
        .flatMap(file ->
            file.unread().stream()
                .map(part ->
                    (part.mayBeCode() ? "CODE? " : "") + file.path() + ": " + part.reason()))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "too few counted|@@ -1 +1,2 @@~ a~+b~+c~+d|x.c:2:b,x.c:3:c,x.c:4:d",
        "none counted|@@ -0,0 +0,0 @@~+b~+c|x.c:1:b,x.c:2:c",
        "too many counted before the next hunk|@@ -1,9 +1,9 @@~ a~+b~@@ -20 +21,2 @@~ c~+d|x.c:2:b,x.c:22:d",
        "lines behind the counts and a signature|@@ -1 +1,2 @@~ a~+b~ c~+d~-- ~2.39|x.c:2:b,x.c:4:d",
        "context behind the counts|@@ -1 +1,2 @@~ a~+b~~ c~~Text.|x.c:2:b",
        "no range|@@~ a~+b~@@ ... @@~ c~+d|x.c:2:b,x.c:4:d",
        "a tab without its blank|@@ -1,2 +1,3 @@~\ta~+b~ c|x.c:2:b",
        "a comment as patch has it|@@ -1,2 +1,3 @@~ a~# comment~+b~ c|x.c:2:b",
        "no newline at the end|@@ -1 +1,2 @@~-a~\\ No newline at end of file~+a~+b~\\ No newline at end of file|x.c:1:a,x.c:2:b",
        "a fence behind it|@@ -1 +1,2 @@~ a~+b~```~Text.|x.c:2:b",
      })
  void countsTheLinesOfAHunkByTheText(String what, String hunk, String expected) {
    Change change = read(HEAD + hunk.replace('~', '\n') + "\n");
    assertEquals(List.of(expected.split(",", -1)), added(change));
    assertEquals(List.of(), change.faults());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "context|*** x.c\tT~--- x.c\tT~***************~*** 1,3 ****~  a~! b~  c~--- 1,4 ----~  a~! B~+ n~  c|x.c:2:B,x.c:3:n",
        "context that only adds|*** x.c~--- x.c~***************~*** 1,2 ****~--- 1,3 ----~  a~+ n~  c|x.c:2:n",
        "context that only takes away|*** x.c~--- x.c~***************~*** 1,2 ****~  a~- n~--- 1 ----|",
        "context behind a unified diff|--- a/y.c~+++ b/y.c~@@ -1 +1,2 @@~ a~+b~*** x.c~--- x.c~***************~*** 1 ****~--- 1,2 ----~  a~+ n|y.c:2:b,x.c:2:n",
        "normal|diff -r old/x.c new/x.c~1a2,3~> b~> c~4c5~< d~---~> e|x.c:2:b,x.c:3:c,x.c:5:e",
        "combined|diff --cc x.c~index 1,2..3~--- a/x.c~+++ b/x.c~@@@ -1,2 -1,2 +1,4 @@@~  a~+ b~ +c~++d~- e|x.c:2:b,x.c:3:c,x.c:4:d",
        "indented|  --- a/x.c~  +++ b/x.c~  @@ -1 +1,2 @@~   a~  +b|x.c:2:b",
        "indented by tabs and X|X\t--- a/x.c~X\t+++ b/x.c~X\t@@ -1 +1,2 @@~X\t a~        +b|x.c:2:b",
        "indented behind another|--- a/y.c~+++ b/y.c~@@ -1 +1,2 @@~ a~+b~  --- /dev/null~  +++ b/x.c~  @@ -0,0 +1,2 @@~  +c~  +d|y.c:2:b,x.c:1:c,x.c:2:d",
        "quoted|> --- a/x.c~> +++ b/x.c~> @@ -1,2 +1,3 @@~>  a~>~> +b|x.c:3:b",
        "the old name alone|--- a/x.c~@@ -1 +1,2 @@~ a~+b|x.c:2:b",
        "dashes escaped|-----BEGIN PGP SIGNED MESSAGE-----~~- --- a/x.c~+++ b/x.c~@@ -1 +1,2 @@~ a~+b|x.c:2:b",
        "in a fence|Here:~```diff~--- a/x.c~+++ b/x.c~@@ -1 +1,2 @@~ a~+b~```|x.c:2:b",
        "colored|\033[1mdiff --git a/x.c b/x.c\033[m~\033[1m--- a/x.c\033[m~\033[1m+++ b/x.c\033[m~\033[36m@@ -1 +1,2 @@\033[m~ a\033[m~\033[32m+\033[m\033[32mb\033[m|x.c:2:b",
        "an assistant's|*** Begin Patch~*** Update File: x.c~@@ f()~ a~-c~+b~*** Add File: n.c~+one~+two~*** End Patch|x.c:2:b,n.c:1:one,n.c:2:two",
        "hunks with git's header alone|diff --git a/x.c b/x.c~new file mode 100644~@@ -0,0 +1 @@~+b|x.c:1:b",
        "a binary behind it|--- a/x.c~+++ b/x.c~@@ -1 +1,2 @@~ a~+b~Binary files a/p.png and b/p.png differ|x.c:2:b",
        "a binary line before it|diff --git a/x.c b/x.c~Binary files a/p.png and b/p.png differ~--- a/x.c~+++ b/x.c~@@ -1 +1,2 @@~ a~+b|x.c:2:b",
        "a property of Subversion|--- x.c (revision 1)~+++ x.c (working copy)~@@ -1 +1,2 @@~ a~+b~~Property changes on: x.c~___~Added: svn:eol-style~## -0,0 +1 ##~+native|x.c:2:b",
      })
  void readsEachForm(String what, String patch, String expected) {
    Change change = read(patch.replace('~', '\n') + "\n");
    assertEquals(
        expected == null || expected.isEmpty() ? List.of() : List.of(expected.split(",", -1)),
        added(change));
    assertEquals(List.of(), change.faults());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a program | Binary files a/x.c and b/x.c differ | CODE? x.c: binary content",
        "a picture | Binary files o/x.png and n/x.png differ | x.png: binary content",
        "no suffix | Binary files a/x and b/x differ | CODE? x: binary content",
        "a deleted program | Binary files a/x.c and /dev/null differ | x.c: binary content",
        "files that differ | Files o/x.c and n/x.c differ | CODE? x.c: binary content",
        "Mercurial | Binary file x.png has changed | x.png: binary content",
        "Subversion | Index: x.c~===~Cannot display: file marked as a binary type. | CODE? x.c: binary content",
        "on one side | Only in new/src: extra.c | CODE? src/extra.c: in one of the compared folders only, its text is not in the patch",
        "a picture on one side | Only in new: p.png | p.png: in one of the compared folders only, its text is not in the patch",
        "a submodule | diff --git a/s b/s~index 1111111..2222222 160000~--- a/s~+++ b/s~@@ -1 +1 @@~-Subproject commit 1111111~+Subproject commit 2222222 | s: a submodule, moved from 1111111 to 2222222",
        "a submodule's log | Submodule s 1111111..2222222:~  > Fix | s: a submodule, moved 1111111..2222222",
        "a link | diff --git a/l b/l~new file mode 120000~--- /dev/null~+++ b/l~@@ -0,0 +1 @@~+../x.c~\\ No newline at end of file | l: a symbolic link to `../x.c`",
      })
  void namesWhatIsNotInThePatch(String what, String patch, String expected) {
    Change change = read(patch.replace('~', '\n') + "\n");
    assertEquals(List.of(expected), unread(change));
    assertEquals(List.of(), change.faults());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"f\u2028g", "f\u2029g", "f\u0085g", "f\rg", "\u0000", "\u000b", " @@ -1 +1 @@"})
  void readsAHunkWithAnyHeading(String heading) {
    Change change = read(HEAD + "@@ -1 +1,2 @@ " + heading + "\n a\n+b\n");
    assertEquals(List.of("x.c:2:b"), added(change));
    assertEquals(List.of(), change.faults());
  }

  @Test
  void takesNoLineOfAMessageForABinary() {
    Change change =
        read(
            HEAD
                + "@@ -1 +1,2 @@\n a\n+b\n-- \n2.39\n\nSubject: x\n\nBinary files are now skipped.\n");
    assertEquals(List.of("x.c:2:b"), added(change));
    assertEquals(List.of(), unread(change));
  }

  @Test
  void takesNoExampleInAMessageForAChange() {
    String message = "From: A\nSubject: x\n\nIt said:\n```diff\n+ a();\n```\n---\n";
    Change change = read(message + HEAD + "@@ -1 +1,2 @@\n a\n+b\n");
    assertEquals(List.of("x.c:2:b"), added(change));
    assertEquals(List.of(), change.faults());
  }

  @Test
  void decodesEachFileByItself() {
    byte[] utf8 = (HEAD + "@@ -1 +1,2 @@\n a\n+größe\n").getBytes(StandardCharsets.UTF_8);
    byte[] latin1 =
        (HEAD.replace('x', 'y') + "@@ -1 +1,2 @@\n a\n+größe\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(utf8);
    both.writeBytes(latin1);
    assertEquals(
        List.of("x.c:2:größe", "y.c:2:größe"),
        added(PatchReader.read("x", both.toByteArray(), PatchOptions.DEFAULT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16"})
  void readsWhatShellsWriteAsUtf16(String charset) {
    String code = "+int value = call(argument, other);\n".repeat(5);
    String patch = "diff --git a/x.c b/x.c\n" + HEAD + "@@ -1 +1,6 @@\n a\n" + code;
    byte[] bytes = patch.replace("\n", "\r\n").getBytes(Charset.forName(charset));
    Change change = PatchReader.read("x", bytes, PatchOptions.DEFAULT);
    assertEquals(5, added(change).size(), change.toString());
    assertEquals(List.of(), change.faults());
  }

  @Test
  void readsUtf16InsideOfAPatch() {
    byte[] file = "+int a;\n+int b;\n".getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream patch = new ByteArrayOutputStream();
    patch.writeBytes((HEAD + "@@ -0,0 +1,2 @@\n").getBytes(StandardCharsets.ISO_8859_1));
    for (byte b : file) {
      patch.write(b);
      if (b != '+') {
        patch.write(b == '\n' ? '+' : 0);
      }
    }
    List<String> added = added(PatchReader.read("x", patch.toByteArray(), PatchOptions.DEFAULT));
    assertTrue(added.getFirst().endsWith("int a;"), added.toString());
  }

  /// A `GIT binary patch` block.
  private static String block(String kind, byte[] content) throws Exception {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(content);
    }
    StringBuilder block = new StringBuilder(kind + " " + content.length + "\n");
    byte[] bytes = deflated.toByteArray();
    for (int at = 0; at < bytes.length; at += 52) {
      int n = Math.min(52, bytes.length - at);
      byte[] piece = java.util.Arrays.copyOfRange(bytes, at, at + n);
      block.append((char) (n <= 26 ? 'A' + n - 1 : 'a' + n - 27));
      block.append(new String(Base85.encode(piece), StandardCharsets.ISO_8859_1)).append('\n');
    }
    return block.append('\n').toString();
  }

  private static String gitBinary(String path, String ids, String block) {
    return "diff --git a/"
        + path
        + " b/"
        + path
        + "\nindex "
        + ids
        + " 100644\nGIT binary patch\n"
        + block;
  }

  @Test
  void decodesABinaryPatchOfCode() throws Exception {
    String ids = "1".repeat(40) + ".." + "2".repeat(40);
    String code = "int a;\nint b;\n";
    String patch =
        gitBinary(
            "x.c",
            ids,
            block("literal", code.getBytes(StandardCharsets.UTF_8)) + "literal 0\nHcmV?d00001\n\n");
    Change change = read(patch + HEAD.replace('x', 'y') + "@@ -1 +1,2 @@\n a\n+b\n");
    assertEquals(List.of("x.c:1:int a;", "x.c:2:int b;", "y.c:2:b"), added(change));
    assertEquals(List.of(), change.faults());

    byte[] picture = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};
    assertEquals(
        List.of("x.png: image"), unread(read(gitBinary("x.png", ids, block("literal", picture)))));

    Change damaged = read(patch.replaceFirst("literal 14", "literal 13"));
    assertTrue(damaged.faults().toString().contains("damaged"), damaged.faults().toString());
  }

  @Test
  void readsABinaryDeltaWhereTheOldContentIsAtHand() throws Exception {
    String ids = "1".repeat(40) + ".." + "2".repeat(40);
    byte[] old = "int a;\n".getBytes(StandardCharsets.UTF_8);
    // Sizes of both, a copy of 7 bytes from 0, an insertion of 7.
    ByteArrayOutputStream delta = new ByteArrayOutputStream();
    delta.writeBytes(new byte[] {7, 14, (byte) 0x90, 7, 7});
    delta.writeBytes("int b;\n".getBytes(StandardCharsets.UTF_8));
    byte[] patch =
        gitBinary("x.c", ids, block("delta", delta.toByteArray())).getBytes(StandardCharsets.UTF_8);
    PatchOptions with =
        new PatchOptions(
            OptionalInt.empty(),
            PathChoice.LIKELIEST,
            id -> id.startsWith("1") ? Optional.of(old) : Optional.empty());
    assertEquals(
        List.of("x.c:1:int a;", "x.c:2:int b;"), added(PatchReader.read("x", patch, with)));
    assertEquals(
        List.of("CODE? x.c: a binary delta to content that is not at hand"),
        unread(PatchReader.read("x", patch, PatchOptions.DEFAULT)));
  }

  @Test
  void readsAPatchThatAPatchAdds() {
    List<String> inner =
        List.of(
            "--- a/src/x.c",
            "+++ b/src/x.c",
            "@@ -1 +1,3 @@",
            " a",
            "+int b;",
            "+++c;",
            "@@ -9 +9,2 @@",
            " d",
            "+e");
    assertTrue(NestedPatch.isPatch("debian/patches/fix", inner));
    List<NestedPatch.Part> parts = NestedPatch.read(inner);
    assertEquals(
        List.of(
            new NestedPatch.Part(Optional.of(Language.C), List.of(4, 5), List.of("int b;", "++c;")),
            new NestedPatch.Part(Optional.of(Language.C), List.of(8), List.of("e"))),
        parts);
    StringBuilder outer =
        new StringBuilder("--- /dev/null\n+++ b/debian/patches/fix.patch\n@@ -0,0 +1,9 @@\n");
    inner.forEach(line -> outer.append('+').append(line).append('\n'));
    FileChange file = read(outer.toString()).files().getFirst();
    assertEquals(
        List.of("5:int b;", "6:++c;", "9:e"),
        NestedPatch.of(file).stream()
            .flatMap(part -> added(new Change("x", List.of(part.file()), List.of())).stream())
            .map(line -> line.replace("debian/patches/fix.patch:", ""))
            .toList());
  }

  /// Time linear in the input: none of these would end otherwise.
  @Test
  void readsLargeAndOddInputs() {
    int n = 200_000;
    assertEquals(n, added(read(HEAD + "@@ -0,0 +1," + n + " @@\n" + "+a\n".repeat(n))).size());
    assertEquals(n, added(read(HEAD + "@@ -0,0 +0,0 @@\n" + "+a\n".repeat(n))).size());
    assertTrue(read(HEAD + "@@ -1 +1 @@\n".repeat(n)).faults().size() < 1000);
    assertTrue(read("@@ -1 +1 @@\n".repeat(n)).faults().size() < 1000);
    assertTrue(read("--- a\n".repeat(n) + "+++ b\n".repeat(n)).files().isEmpty());
    assertTrue(read("diff --git " + "a ".repeat(n) + "\n").faults().size() == 1);
    assertTrue(read("1a2\n".repeat(n)).files().isEmpty());
    assertTrue(read("3a\n".repeat(n)).files().isEmpty());
    assertTrue(read(HEAD + "@@ -1,2 +1,2 @@\n" + " \n".repeat(n) + "+a\n").faults().isEmpty());
    assertTrue(read("***************\n*** 1 ****\n".repeat(n)).faults().size() < 1000);
  }
}
