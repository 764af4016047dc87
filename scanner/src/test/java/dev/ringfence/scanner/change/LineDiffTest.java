package dev.ringfence.scanner.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.junit.jupiter.api.Test;

class LineDiffTest {
  /// What the edits make of the old text.
  private static String apply(EditList edits, String before, String after) {
    List<String> a = List.of(before.split("(?<=\n)", -1));
    List<String> b = List.of(after.split("(?<=\n)", -1));
    StringBuilder out = new StringBuilder();
    int at = 0;
    int end = -1;
    for (Edit edit : edits) {
      assertTrue(edit.getBeginA() > end, "edits touch");
      a.subList(at, edit.getBeginA()).forEach(out::append);
      b.subList(edit.getBeginB(), edit.getEndB()).forEach(out::append);
      at = edit.getEndA();
      end = edit.getEndA() == edit.getBeginA() ? edit.getBeginA() - 1 : at - 1;
    }
    a.subList(at, a.size()).forEach(out::append);
    return out.toString();
  }

  @Test
  void editsMakeTheNewText() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int size = round < 190 ? 1 + random.nextInt(60) : 9_000;
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        lines.add((random.nextBoolean() ? "line " + random.nextInt(2 * size) : "}") + "\n");
      }
      List<String> changed = new ArrayList<>();
      for (String line : lines) {
        switch (random.nextInt(8)) {
          case 0 -> changed.add("new " + random.nextInt(size) + "\n");
          case 1 -> {}
          case 2 -> {
            changed.add(line);
            changed.add("}\n");
          }
          default -> changed.add(line);
        }
      }
      String before = String.join("", lines);
      String after = changed.isEmpty() ? "x" : String.join("", changed);
      assertEquals(after, apply(LineDiff.edits(before, after, false), before, after));
    }
  }

  /// Inserted lines all over a large file, which the histogram diff takes quadratic time for.
  @Test
  void findsManyEditsOfALargeFile() {
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      before.append("old ").append(i).append('\n');
      after.append("old ").append(i).append("\nnew\n");
    }
    EditList edits = LineDiff.edits(before.toString(), after.toString(), false);
    assertEquals(60_000, edits.size());
    assertEquals(60_000, edits.stream().mapToInt(Edit::getLengthB).sum());
    assertEquals(0, edits.stream().mapToInt(Edit::getLengthA).sum());
  }

  @Test
  void lineEndsCountUnlessTheyMayDiffer() {
    assertEquals(2, LineDiff.edits("a\nb\n", "a\r\nb\r\n", false).getFirst().getLengthB());
    assertTrue(LineDiff.edits("a\nb\n", "a\r\nb\r\n", true).isEmpty());
    assertEquals(1, LineDiff.edits("a\nb", "a\nb\n", true).size());
  }
}
