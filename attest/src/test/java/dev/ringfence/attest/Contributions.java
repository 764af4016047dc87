package dev.ringfence.attest;

import dev.ringfence.attest.contribution.Commit;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes that tests speak of.
public final class Contributions {
  /// What every change here adds to a file of code.
  public static final List<String> CODE =
      List.of(
          "double sum_of_rows(const double *rows, int count) { double total = 0;",
          "  for (int i = 0; i < count; i++) total += rows[i];",
          "  return total; }");

  private Contributions() {}

  /// A file that a change adds.
  public static FileChange file(String path, List<String> lines) {
    return new FileChange(
        path,
        Optional.empty(),
        FileChange.Kind.ADDED,
        List.of(new Hunk(1, lines, Collections.nCopies(lines.size(), true), 0)),
        Optional.of(String.join("\n", lines) + "\n"));
  }

  /// A policy over the zones `src` (inner), `lib` (middle) and `docs` (outer).
  ///
  /// @param preset the preset, or `none`
  /// @param more what else it says
  public static ZonePolicy policy(String preset, String more) {
    return PolicyFile.parse(
        "policy",
        "version = 1\n"
            + (preset.equals("none") ? "" : "preset = \"" + preset + "\"\n")
            + "[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"src/**\"]\noverride = true\n"
            + "[[zone]]\nname = \"lib\"\nring = \"middle\"\npaths = [\"lib/**\", \"tests/**\"]\noverride = true\n"
            + "[[zone]]\nname = \"docs\"\nring = \"outer\"\npaths = [\"docs/**\"]\noverride = true\n"
            + more);
  }

  /// A change whose highest ring is this one; in the inner ring it has a test.
  public static Contribution in(Ring ring, ZonePolicy policy, String... messages) {
    List<FileChange> files = new ArrayList<>();
    switch (ring) {
      case OUTER -> files.add(file("docs/index.md", List.of("A typo is gone.")));
      case MIDDLE -> files.add(file("lib/a.c", CODE));
      case INNER -> {
        files.add(file("src/a.c", CODE));
        files.add(
            file("tests/test_a.py", List.of("def test_sum():", "    assert sum_rows([1]) == 1")));
      }
    }
    return of(policy, files, messages);
  }

  /// A change of files, a commit a message.
  public static Contribution of(ZonePolicy policy, List<FileChange> files, String... messages) {
    List<Commit> commits = new ArrayList<>();
    for (String message : messages) {
      commits.add(
          new Commit(
              String.format("%040x", commits.size() + 1),
              "Ada <ada@example.org>",
              "Ada <ada@example.org>",
              message));
    }
    return Contribution.of(new Change("main..f", files, List.of()), policy, Map.of(), commits);
  }
}
