package dev.ringfence.scanner.policy;

import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Files that a change moves or copies. Where the new place is judged more strictly than the old
/// one, the whole file is judged: else two small changes, one that adds code where nobody minds and
/// one that moves it, would get past the rings.
public final class Moves {
  private Moves() {}

  /// Why a file is judged more strictly where it comes to lie; empty where it does not move, or not
  /// to a stricter place.
  ///
  /// @param text the whole file after the change, where it is at hand
  public static Optional<String> stricter(
      ZonePolicy policy, FileChange file, Optional<String> text) {
    if (file.oldPath().isEmpty() || file.kind() == FileChange.Kind.SUBMODULE) {
      return Optional.empty();
    }
    String from = file.oldPath().get();
    String to = file.path();
    if (from.equals(to) || policy.place(to).ignored()) {
      return Optional.empty();
    }
    String where = "moved or copied from " + from;
    if (policy.place(from).ignored()) {
      return Optional.of(where + ", which the policy ignores");
    }
    Ring old = Ring.OUTER;
    for (List<Landing.Line> lines : List.of(List.<Landing.Line>of(), lines(text))) {
      Ring before = policy.place(new Landing(from, lines, text, Optional.empty())).ring();
      Ring after = policy.place(new Landing(to, lines, text, Optional.empty())).ring();
      if (lines.isEmpty()) {
        old = before;
      }
      if (after.compareTo(before) > 0 || failsFrom(policy, after) < failsFrom(policy, before)) {
        return Optional.of(
            where + ", in the " + before.id() + " ring, to the " + after.id() + " ring");
      }
    }
    for (Area area : policy.zoning().areas()) {
      if (area.ring().compareTo(old) > 0
          && (text.isEmpty() ? area.covers(to) : area.takes(to, lines(text)).isPresent())
          && (text.isEmpty() ? !area.covers(from) : area.takes(from, lines(text)).isEmpty())) {
        return Optional.of(where + " into the area `" + area.name() + "`");
      }
    }
    for (String attribute : List.of("linguist-vendored", "linguist-generated")) {
      if (says(policy, from, attribute) && !says(policy, to, attribute)) {
        return Optional.of(where + ", which is `" + attribute + "`");
      }
    }
    boolean wasRead = LanguageDetector.detect(from, text.orElse("")).isPresent();
    return wasRead || LanguageDetector.detect(to, text.orElse("")).isEmpty()
        ? Optional.empty()
        : Optional.of(where + ", which is not read as code");
  }

  /// From which severity on findings fail; where none does, above all.
  @SuppressWarnings("EnumOrdinal") // the order of the severities is their meaning
  private static int failsFrom(ZonePolicy policy, Ring ring) {
    Severity level = policy.failLevel(ring);
    return level == Severity.NONE ? Integer.MAX_VALUE : level.ordinal();
  }

  private static boolean says(ZonePolicy policy, String path, String attribute) {
    return policy
        .zoning()
        .attributes()
        .value(path, attribute)
        .filter(v -> !v.equals("false"))
        .isPresent();
  }

  private static List<Landing.Line> lines(Optional<String> text) {
    List<Landing.Line> lines = new ArrayList<>();
    text.ifPresent(
        all -> all.lines().forEach(line -> lines.add(new Landing.Line(lines.size() + 1, line))));
    return lines;
  }

  /// The same file with all its lines as added ones.
  public static FileChange whole(FileChange file, String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    lines.replaceAll(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    Hunk hunk = new Hunk(1, lines, Collections.nCopies(lines.size(), true), 0);
    return new FileChange(
        file.path(), file.oldPath(), file.kind(), List.of(hunk), Optional.of(text), file.unread());
  }
}
