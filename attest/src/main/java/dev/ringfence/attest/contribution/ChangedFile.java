package dev.ringfence.attest.contribution;

import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.policy.ZoneRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file that a change touches, and where it lies.
///
/// @param path its path after the change
/// @param oldPath its path before where that differs
/// @param kind what happens to it
/// @param ring the highest ring of its hunks
/// @param rules the rules that put it there, each with its place
/// @param hunks its hunks
/// @param blast its blast radius where it was computed
public record ChangedFile(
    String path,
    Optional<String> oldPath,
    FileChange.Kind kind,
    Ring ring,
    List<String> rules,
    List<PlacedHunk> hunks,
    Optional<Landing.Blast> blast) {
  /// A hunk in its ring.
  ///
  /// @param ring the ring
  /// @param added the runs of lines that it adds
  /// @param lines these lines, in order
  public record PlacedHunk(Ring ring, List<LineRange> added, List<String> lines) {
    public PlacedHunk {
      added = List.copyOf(added);
      lines = List.copyOf(lines);
    }

    static PlacedHunk of(Ring ring, Hunk hunk) {
      List<LineRange> runs = new ArrayList<>();
      List<String> lines = new ArrayList<>();
      int start = -1;
      for (int i = 0; i <= hunk.lines().size(); i++) {
        boolean added = i < hunk.lines().size() && hunk.added().get(i);
        if (added) {
          lines.add(hunk.lines().get(i));
          start = start < 0 ? i : start;
        } else if (start >= 0) {
          runs.add(new LineRange(hunk.firstLine() + start, hunk.firstLine() + i - 1));
          start = -1;
        }
      }
      return new PlacedHunk(ring, runs, lines);
    }
  }

  private static final Pattern TEST_PATH =
      Pattern.compile(
          "(?i)(?:^|/)(?:tests?|testing|spec|specs|__tests__|testsuite)/|(?:^|/)(?:test_[^/]*|conftest)\\.py$"
              + "|_test\\.\\w+$|\\.(?:test|spec)\\.\\w+$|Tests?\\.(?:java|kt|scala|cs|swift|php)$");
  private static final Pattern TEST_NAME =
      Pattern.compile(
          "^\\s*(?:async\\s+)?(?:def\\s+(test\\w*)|func\\s+(Test\\w+)|fn\\s+(test_\\w+)"
              + "|(?:public\\s+|private\\s+)?(?:void|fun)\\s+(\\w+)\\s*\\(\\s*\\)\\s*(?:throws[\\w ,.]+)?\\{"
              + "|TEST(?:_F|_P)?\\s*\\(\\s*\\w+\\s*,\\s*(\\w+))");

  public ChangedFile {
    rules = List.copyOf(rules);
    hunks = List.copyOf(hunks);
  }

  /// A file of a change; empty where the policy does not judge it.
  static Optional<ChangedFile> of(
      FileChange file, ZonePolicy policy, Map<String, Landing.Blast> blasts) {
    Optional<Landing.Blast> blast = Optional.ofNullable(blasts.get(file.path()));
    if (policy.place(file.path()).ignored()) {
      return Optional.empty();
    }
    List<PlacedHunk> hunks = new ArrayList<>();
    TreeSet<String> rules = new TreeSet<>();
    // What only moves, goes or is not read lies where its path does.
    List<ZonePolicy.Placement> places = new ArrayList<>();
    for (Hunk hunk : file.hunks()) {
      ZonePolicy.Placement place = policy.place(Landing.of(file, hunk).withBlast(blast));
      places.add(place);
      hunks.add(PlacedHunk.of(place.ring(), hunk));
    }
    if (places.isEmpty()) {
      places.add(policy.place(file.path()));
      file.oldPath().ifPresent(old -> places.add(policy.place(old)));
    }
    Ring ring = Ring.OUTER;
    for (ZonePolicy.Placement place : places) {
      ring = place.ring().compareTo(ring) > 0 ? place.ring() : ring;
    }
    for (ZonePolicy.Placement place : places) {
      if (place.ring() == ring) {
        rules.add(
            place.rule().map(ChangedFile::shown).orElse("no zone takes it: the default ring"));
      }
    }
    return Optional.of(
        new ChangedFile(
            file.path(), file.oldPath(), file.kind(), ring, List.copyOf(rules), hunks, blast));
  }

  private static String shown(ZoneRule rule) {
    return rule.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + " `"
        + rule.name()
        + "` ("
        + rule.place()
        + ")";
  }

  /// The lines that it adds.
  public List<LineRange> added() {
    return hunks.stream().flatMap(hunk -> hunk.added().stream()).toList();
  }

  /// How many lines it adds that are not blank.
  public int addedLines() {
    return (int)
        hunks.stream().flatMap(hunk -> hunk.lines().stream()).filter(l -> !l.isBlank()).count();
  }

  /// Whether it is a test, by its name.
  public boolean isTest() {
    return isTest(path);
  }

  /// Whether a path is that of a test.
  public static boolean isTest(String path) {
    return TEST_PATH.matcher(path).find();
  }

  /// What it is in the words of a form: `core-logic`, `tests`, `docs` or `build`.
  public String part() {
    if (isTest()) {
      return "tests";
    }
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.matches("(.*/)?docs?/.*|.*\\.(md|rst|txt|adoc|tex|ipynb)")) {
      return "docs";
    }
    return lower.matches(
            "(.*/)?(meson\\.build|meson\\.options|makefile|cmakelists\\.txt|pom\\.xml|setup\\.(py|cfg)|.*\\.(ya?ml|toml|gradle|cmake|lock))")
        ? "build"
        : "core-logic";
  }

  /// The tests that it adds, by name where that is seen.
  public List<String> tests() {
    if (!isTest()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (PlacedHunk hunk : hunks) {
      for (String line : hunk.lines()) {
        Matcher matcher = TEST_NAME.matcher(line);
        if (matcher.find()) {
          for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
              names.add(path + "::" + matcher.group(group));
            }
          }
        }
      }
    }
    return names.isEmpty() && kind != FileChange.Kind.DELETED ? List.of(path) : names;
  }
}
