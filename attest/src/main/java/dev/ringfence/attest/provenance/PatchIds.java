package dev.ringfence.attest.provenance;

import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.GitCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Patch ids, by git itself: the same wherever a change is applied, whatever its line numbers and
/// whitespace. The records' own folder does not count, so that a record can be part of its change.
final class PatchIds {
  private static final List<String> FORM =
      List.of(
          "--no-ext-diff",
          "--no-textconv",
          "--no-color",
          "--no-renames",
          "--full-index",
          "--src-prefix=a/",
          "--dst-prefix=b/");
  private static final String OTHERS = ":(exclude,top).provenance/**";

  private PatchIds() {}

  /// The patch id of a diff; empty where nothing differs.
  static Optional<String> of(GitChanges git, String from, String to) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("diff-tree", "-r", "-p"));
    arguments.addAll(FORM);
    arguments.addAll(List.of(from, to, "--", ".", OTHERS));
    Map<String, String> ids = ids(git, arguments);
    return ids.keySet().stream().findFirst();
  }

  /// The commits that a revision has since another, by patch id; only those that touch some paths.
  ///
  /// @param since the other revision; empty for the whole history
  static Map<String, String> ofHistory(
      GitChanges git, String revision, Optional<String> since, List<String> paths)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "log", "-p", "--no-merges", "--format=commit %H", "--max-count=" + MAX_COMMITS));
    arguments.addAll(FORM);
    arguments.add(revision);
    since.ifPresent(other -> arguments.add("^" + other));
    arguments.add("--");
    paths.forEach(path -> arguments.add(":(top,literal)" + path));
    if (paths.isEmpty()) {
      arguments.addAll(List.of(".", OTHERS));
    }
    return ids(git, arguments);
  }

  /* More say nothing that the lines themselves do not. */
  private static final int MAX_COMMITS = 5_000;

  private static Map<String, String> ids(GitChanges git, List<String> arguments)
      throws IOException {
    GitCommand command = new GitCommand(git.directory());
    String diff =
        command
            .text(arguments)
            .orElseThrow(() -> new IOException("git " + arguments.getFirst() + " failed"));
    String ids =
        command
            .run(
                List.of("patch-id", "--stable"),
                diff,
                output ->
                    new String(output.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
            .orElseThrow(() -> new IOException("git patch-id failed"));
    Map<String, String> commits = new LinkedHashMap<>();
    for (String line : ids.split("\n", -1)) {
      String[] pair = line.split(" ", 2);
      if (pair.length == 2) {
        commits.putIfAbsent(pair[0], pair[1].strip());
      }
    }
    return commits;
  }
}
