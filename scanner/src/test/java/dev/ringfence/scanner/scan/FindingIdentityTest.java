package dev.ringfence.scanner.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An id names what was taken and from where: not where it stands, how it is laid out, or what else
/// an index holds.
class FindingIdentityTest {
  @TempDir static Path shared;
  private static final List<Path> INDEXES = new ArrayList<>();

  /// Three indexes: the work alone, with a library beside it, and among many others.
  @BeforeAll
  static void makeIndexes() throws IOException {
    for (int size = 0; size < 3; size++) {
      Path index = shared.resolve("index" + size);
      WeaverChanges.index(index, true);
      if (size > 0) {
        WeaverChanges.add(index, TestWorks.LOOM, "loom", "background", "Apache-2.0", true);
      }
      if (size > 1) {
        for (int work = 0; work < 6; work++) {
          Path folder = Files.createDirectories(shared.resolve("other" + work));
          for (int file = 0; file < 5; file++) {
            Files.writeString(
                folder.resolve("Other" + file + ".java"), unrelated(work * 100 + file));
          }
          WeaverChanges.add(
              index,
              folder,
              "other" + work,
              work % 2 == 0 ? "copyleft" : "background",
              "GPL-2.0-only",
              true);
        }
      }
      INDEXES.add(index);
    }
  }

  /// Code with shapes and words that are common in the work.
  private static String unrelated(long seed) {
    Random random = new Random(seed);
    String[] types = {"int", "long", "double", "String", "List<String>", "int[]"};
    String[] names = {"tokens", "lines", "first", "last", "match", "size", "start", "end", "found"};
    StringBuilder text = new StringBuilder("final class Other" + seed + " {\n");
    for (int method = 0; method < 12; method++) {
      text.append("  ").append(types[random.nextInt(types.length)]).append(" of").append(method);
      text.append("(int start, int end) {\n");
      for (int i = 0; i < 12; i++) {
        String left = names[random.nextInt(names.length)];
        String right = names[random.nextInt(names.length)];
        text.append(
            switch (random.nextInt(5)) {
              case 0 -> "    int " + left + i + " = Math.max(" + right + ", " + i + ");\n";
              case 1 ->
                  "    for (int i = start; i < end; i++) {\n      " + left + " += i;\n    }\n";
              case 2 -> "    if (" + left + " < " + right + ") {\n      return null;\n    }\n";
              case 3 -> "    " + left + ".add(new int[] {" + right + ", " + i + "});\n";
              default -> "    " + left + " = " + right + "[" + i + "] & 0xff;\n";
            });
      }
      text.append("    return found;\n  }\n\n");
    }
    return text.append("}\n").toString();
  }

  /// Copies of forty stretches, each edited and cut somewhere within functions.
  private static List<FileChange> copies() throws IOException {
    List<FileChange> copies = new ArrayList<>();
    List<Path> files = WeaverChanges.files();
    Random random = new Random(11);
    for (int i = 0; i < 40; i++) {
      List<String> lines = WeaverChanges.edited(files.get(i % files.size()));
      int length = Math.min(lines.size() - 20, 40 + random.nextInt(80));
      int start = 15 + random.nextInt(Math.max(1, lines.size() - length - 15));
      List<String> copied = new ArrayList<>(lines.subList(start, start + length));
      copies.add(WeaverChanges.added("src/C" + i + ".java", copied));
    }
    return copies;
  }

  private static Map<String, List<ReportedFinding>> scan(Path index, List<FileChange> files)
      throws IOException {
    Map<String, List<ReportedFinding>> found = new TreeMap<>();
    try (ScanEngine engine = ScanEngine.open(index)) {
      for (FileChange file : files) {
        found.put(
            file.path(),
            engine
                .scan(
                    WeaverChanges.request(new Change("c", List.of(file), List.of())),
                    ScanProgress.NONE)
                .findings());
      }
    }
    return found;
  }

  @Test
  void idsAreTheSameInAnyIndex() throws IOException {
    List<FileChange> copies = copies();
    Map<String, List<ReportedFinding>> first = scan(INDEXES.getFirst(), copies);
    int findings = 0;
    int formerDiffer = 0;
    for (Path other : INDEXES.subList(1, INDEXES.size())) {
      Map<String, List<ReportedFinding>> second = scan(other, copies);
      for (Map.Entry<String, List<ReportedFinding>> each : first.entrySet()) {
        Map<String, ReportedFinding> byOrigin = new TreeMap<>();
        second
            .getOrDefault(each.getKey(), List.of())
            .forEach(finding -> byOrigin.put(key(finding), finding));
        for (ReportedFinding finding : each.getValue()) {
          ReportedFinding same = byOrigin.get(key(finding));
          // A finding near the threshold may be one in one index alone.
          if (same != null) {
            findings++;
            assertEquals(finding.id(), same.id(), each.getKey() + " " + finding.origin().name());
            formerDiffer += finding.formerId().equals(same.formerId()) ? 0 : 1;
          }
        }
      }
    }
    assertTrue(findings >= 60, findings + " findings");
    assertTrue(formerDiffer > 0, "these cases would show an id that hangs on an alignment's ends");
  }

  private static String key(ReportedFinding finding) {
    return finding.origin().swhid() + " " + finding.place().hunk().lines().getFirst().first() / 40;
  }

  /// A function of the work, from its head to its closing brace.
  private static List<String> function() throws IOException {
    List<String> lines = Files.readAllLines(TestWorks.WEAVER.resolve("match/BandedAligner.java"));
    int start = 0;
    while (!lines.get(start).contains("Alignment traceBack(")) {
      start++;
    }
    int end = start;
    while (!lines.get(end).equals("  }")) {
      end++;
    }
    return lines.subList(start, end + 1);
  }

  private static Set<String> ids(List<String> lines, String path) throws IOException {
    Set<String> ids = new HashSet<>();
    scan(INDEXES.getFirst(), List.of(WeaverChanges.added(path, lines)))
        .values()
        .forEach(found -> found.forEach(finding -> ids.add(finding.id())));
    assertEquals(1, ids.size(), path);
    return ids;
  }

  private static List<String> in(String before, List<String> function, String after) {
    List<String> lines = new ArrayList<>(List.of(before.split("\n", -1)));
    lines.addAll(function);
    lines.addAll(List.of(after.split("\n", -1)));
    return lines;
  }

  @Test
  void layoutAndPlaceAreNoPartOfAnId() throws IOException {
    List<String> function = function();
    Set<String> id = ids(in("class A {", function, "}"), "src/A.java");
    List<String> tabs = function.stream().map(line -> line.replace("  ", "\t")).toList();
    assertEquals(id, ids(in("class A {", tabs, "}"), "src/A.java"), "tabs");
    List<String> spread = new ArrayList<>();
    for (String line : function) {
      spread.add("");
      spread.addAll(List.of(line.replace(" = ", "\n      = ").split("\n", -1)));
      spread.add("    // a remark");
    }
    assertEquals(id, ids(in("class A {", spread, "}"), "src/A.java"), "more lines");
    List<String> joined =
        List.of(
            String.join("\n", function)
                .replaceAll("//.*", "")
                .replaceAll(",\\s*\\n\\s*", ", ")
                .split("\n", -1));
    assertEquals(id, ids(in("class A {", joined, "}"), "src/A.java"), "fewer lines");
    String own =
        "class B {\n  int twice(int a) {\n    int b = a + a;\n    int c = b * 2;\n    return b - c + a;\n  }\n";
    assertEquals(id, ids(in(own, function, "}"), "lib/deep/B.java"), "elsewhere, after own code");
    assertEquals(
        id,
        ids(in("class A {", function, "\n  int more() {\n    return 1;\n  }\n}"), "src/A.java"),
        "before own code");
  }

  @Test
  void anyTokenOfTheFunctionIsPartOfAnId() throws IOException {
    List<String> function = function();
    Set<String> id = ids(in("class A {", function, "}"), "src/A.java");
    for (int line : new int[] {1, function.size() / 2, function.size() - 2}) {
      List<String> changed = new ArrayList<>(function);
      changed.add(line, "    touched = 1;");
      assertNotEquals(id, ids(in("class A {", changed, "}"), "src/A.java"), "line " + line);
    }
    // More of the same origin beside it is more than what was looked at.
    List<String> lines = Files.readAllLines(TestWorks.WEAVER.resolve("match/BandedAligner.java"));
    int start = Collections.indexOfSubList(lines, function);
    List<String> more = lines.subList(start - 30, start + function.size());
    assertNotEquals(id, ids(in("class A {", more, "}"), "src/A.java"), "more of it");
  }
}
