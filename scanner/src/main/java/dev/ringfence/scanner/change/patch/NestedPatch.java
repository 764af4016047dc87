package dev.ringfence.scanner.change.patch;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads a patch that is itself a file of the change, as in `debian/patches`: the lines that it
/// adds are code that goes in this way. Reads any stretch of it that a hunk shows.
public final class NestedPatch {
  private static final Set<String> SUFFIXES =
      Set.of("patch", "diff", "dpatch", "rej", "mbox", "eml", "udiff");

  private NestedPatch() {}

  /// Lines that a hunk of the inner patch adds.
  ///
  /// @param language that of the inner file, where its name is known and says one
  /// @param at the index of each line among those given
  /// @param lines the lines without the mark before them
  public record Part(Optional<Language> language, List<Integer> at, List<String> lines) {
    public Part {
      at = List.copyOf(at);
      lines = List.copyOf(lines);
    }
  }

  /// Whether a file is a patch, by its name or by the range of a hunk in its text.
  public static boolean isPatch(String path, List<String> lines) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1))
        || lines.stream()
            .anyMatch(line -> line.startsWith("@@ -") && Landmarks.UNIFIED.matcher(line).find());
  }

  /// A hunk of a patch that is a file of the change.
  ///
  /// @param file the file, that is the patch, with the inner hunk's added lines where they stand in
  ///   it
  /// @param language the language of the inner file, where its name is known and says one
  public record Inner(FileChange file, Optional<Language> language) {}

  /// The inner hunks of a file, in lines of the file, as far as the change adds them; none if it is
  /// no patch.
  public static List<Inner> of(FileChange outer) {
    List<Inner> inner = new ArrayList<>();
    BitSet added = new BitSet();
    for (Hunk hunk : outer.hunks()) {
      for (int i = 0; i < hunk.lines().size(); i++) {
        added.set(hunk.firstLine() + i, hunk.added().get(i));
      }
    }
    if (outer.newText().isPresent()) {
      addTo(inner, outer, List.of(outer.newText().get().split("\n", -1)), 1, added);
    } else {
      for (Hunk hunk : outer.hunks()) {
        addTo(inner, outer, hunk.lines(), hunk.firstLine(), added);
      }
    }
    return inner;
  }

  private static void addTo(
      List<Inner> inner, FileChange outer, List<String> lines, int firstLine, BitSet added) {
    if (!isPatch(outer.path(), lines)) {
      return;
    }
    for (Part part : read(lines)) {
      int first = part.at().getFirst();
      String[] text = new String[part.at().getLast() - first + 1];
      Boolean[] marks = new Boolean[text.length];
      Arrays.fill(text, "");
      Arrays.fill(marks, false);
      for (int i = 0; i < part.at().size(); i++) {
        int at = part.at().get(i);
        text[at - first] = PatchLines.withoutCr(part.lines().get(i));
        marks[at - first] = added.get(firstLine + at);
      }
      Hunk hunk = new Hunk(firstLine + first, List.of(text), List.of(marks), 0);
      if (hunk.addedLines() > 0) {
        FileChange file =
            new FileChange(
                outer.path(), outer.oldPath(), outer.kind(), List.of(hunk), Optional.empty());
        inner.add(new Inner(file, part.language()));
      }
    }
  }

  /// What a patch adds, hunk by hunk.
  public static List<Part> read(List<String> lines) {
    List<Part> parts = new ArrayList<>();
    Optional<Language> language = Optional.empty();
    List<Integer> at = new ArrayList<>();
    List<String> text = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String before = i > 0 ? lines.get(i - 1) : "";
      boolean named = line.startsWith("+++ ") && before.startsWith("--- ");
      boolean star = line.startsWith("--- ") && before.startsWith("*** ");
      boolean head =
          named
              || star
              || line.startsWith("diff ")
              || line.startsWith("@@")
              || line.startsWith("Index: ");
      if (head) {
        addTo(parts, language, at, text);
        if (named || star) {
          language = language(FileNames.after(line.substring(4)));
        } else if (line.startsWith("diff --git ") || line.startsWith("Index: ")) {
          language = language(line);
        }
      } else if (line.startsWith("+") || line.startsWith("! ")) {
        at.add(i);
        text.add(line.substring(line.startsWith("! ") ? 2 : 1));
      }
    }
    addTo(parts, language, at, text);
    return parts;
  }

  private static Optional<Language> language(String name) {
    return name.equals("/dev/null") ? Optional.empty() : LanguageDetector.detect(name, "");
  }

  private static void addTo(
      List<Part> parts, Optional<Language> language, List<Integer> at, List<String> text) {
    if (!at.isEmpty()) {
      parts.add(new Part(language, at, text));
    }
    at.clear();
    text.clear();
  }
}
