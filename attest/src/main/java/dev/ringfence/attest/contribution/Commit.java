package dev.ringfence.attest.contribution;

import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.GitCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A commit as its author wrote it.
///
/// @param id its id
/// @param author name and address
/// @param committer name and address
/// @param message the whole message
public record Commit(String id, String author, String committer, String message) {
  private static final int SHOWN = 10;

  /// The commits of a range, the oldest first.
  public static List<Commit> of(GitChanges git, CommitRange range) throws IOException {
    List<String> revisions =
        range.from().isPresent() && git.isCommit(range.from().get())
            ? List.of(range.to(), "^" + range.from().get())
            : List.of(range.to());
    if (!git.isCommit(range.to())) {
      return List.of();
    }
    List<String> arguments =
        new ArrayList<>(List.of("log", "-z", "--reverse", "--format=%H%n%an <%ae>%n%cn <%ce>%n%B"));
    arguments.addAll(revisions);
    arguments.add("--");
    GitCommand command = new GitCommand(git.directory());
    return command
        .run(
            arguments,
            "",
            output -> {
              List<Commit> commits = new ArrayList<>();
              for (Optional<String> next = GitCommand.untilNul(output);
                  next.isPresent();
                  next = GitCommand.untilNul(output)) {
                String[] parts = next.get().split("\n", 4);
                if (parts.length >= 3) {
                  commits.add(
                      new Commit(parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : ""));
                }
              }
              return commits;
            })
        .orElseThrow(() -> new IOException("git log failed for " + range.text()));
  }

  /// Its id as reports show it.
  public String shortId() {
    return id.substring(0, Math.min(SHOWN, id.length()));
  }
}
