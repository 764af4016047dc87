package dev.ringfence.scanner.change.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.scanner.change.FileChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPrefixesTest {
  /// The paths that the only file of a patch may mean.
  private static List<String> candidates(String head, OptionalInt strip) {
    List<String> found = new ArrayList<>();
    PatchOptions options =
        new PatchOptions(
            strip,
            paths -> {
              found.addAll(paths);
              return paths.getFirst();
            },
            _ -> Optional.empty());
    String patch = head.replace('~', '\n') + "\n@@ -1 +1,2 @@\n a\n+b\n";
    List<FileChange> files =
        PatchReader.read("x", patch.getBytes(StandardCharsets.UTF_8), options).files();
    assertEquals(1, files.size());
    return found;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "git | diff --git a/s/u.c b/s/u.c~--- a/s/u.c~+++ b/s/u.c | s/u.c",
        "mnemonic prefixes | diff --git i/s/u.c w/s/u.c~--- i/s/u.c~+++ w/s/u.c | s/u.c",
        "mnemonic prefixes of a new file | diff --git i/s/u.c w/s/u.c~--- /dev/null~+++ w/s/u.c | s/u.c",
        "reversed | diff --git b/s/u.c a/s/u.c~--- b/s/u.c~+++ a/s/u.c | s/u.c",
        "prefixes of one's own | diff --git x/s/u.c y/s/u.c~--- x/s/u.c~+++ y/s/u.c | s/u.c,y/s/u.c,x/s/u.c",
        "no prefix | diff --git s/u.c s/u.c~--- s/u.c~+++ s/u.c | s/u.c,u.c",
        "no prefix and no folder | diff --git u.c u.c~--- u.c~+++ u.c | u.c",
        "no names but git's | diff --git a/s/u.c b/s/u.c~new file mode 100644 | s/u.c",
        "quilt | --- tool-1.0.orig/s/u.c~+++ tool-1.0/s/u.c | s/u.c",
        "two folders | --- orig/s/u.c~+++ new/s/u.c | s/u.c",
        "two folders of any name | --- left/s/u.c~+++ right/s/u.c | s/u.c,right/s/u.c,left/s/u.c",
        "a backup | --- s/u.c.orig~+++ s/u.c | s/u.c,u.c",
        "absolute sides | --- /home/x/a/s/u.c~+++ /home/x/b/s/u.c | s/u.c",
        "an absolute path | --- /h/s/u.c~+++ /h/s/u.c | h/s/u.c,s/u.c,u.c",
        "dots and double slashes | --- a/./s//u.c~+++ b/./s//u.c | s/u.c",
        "Windows | --- s\\u.c~+++ s\\u.c | s/u.c,u.c",
        "Subversion | Index: s/u.c~--- s/u.c (revision 3)~+++ s/u.c (working copy) | s/u.c,u.c",
        "CVS | Index: s/u.c~--- u.c 2026-01-01 00:00:00~+++ u.c 2026-01-01 00:00:00 | u.c,s/u.c",
        "another name | --- a/s/lu.c~+++ b/docs/n.md | docs/n.md,s/lu.c",
        "another folder behind equal names | diff --git s/u.c s/u.c~--- s/u.c~+++ docs/u.c | u.c,docs/u.c,s/u.c",
        "a rename | diff --git a/o.c b/s/u.c~rename from o.c~rename to s/u.c~--- a/o.c~+++ b/s/u.c | s/u.c",
        "the old name alone | --- a/s/u.c | s/u.c",
        "the new name alone | +++ b/s/u.c | s/u.c",
        "an index line alone | Index: s/u.c | s/u.c,u.c",
        "Perforce | ==== //depot/s/u.c#3 (text) ==== | depot/s/u.c,s/u.c",
      })
  void tellsPathsByTheNames(String what, String head, String paths) {
    assertEquals(List.of(paths.split(",", -1)), candidates(head, OptionalInt.empty()), what);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | --- a/s/u.c~+++ b/s/u.c | b/s/u.c,a/s/u.c",
        "1 | --- a/s/u.c~+++ b/s/u.c | s/u.c",
        "2 | --- x/a/s/u.c~+++ x/b/s/u.c | s/u.c",
        "9 | --- a/s/u.c~+++ b/s/u.c | u.c",
      })
  void stripsAsManyComponentsAsOneSays(int strip, String head, String paths) {
    assertEquals(List.of(paths.split(",", -1)), candidates(head, OptionalInt.of(strip)));
  }
}
