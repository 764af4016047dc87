package dev.ringfence.attest.contribution;

import dev.ringfence.scanner.policy.AiMarks;
import dev.ringfence.scanner.policy.Disclosure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A sign that a tool had a hand in a change. That there is none proves nothing.
///
/// @param where the commit, note or file that holds it
/// @param text what it says
/// @param tool the tool that it names
public record AiSign(String where, String text, Optional<ToolUse> tool) {
  /// The signs in the messages, authors and committers of commits.
  public static List<AiSign> in(List<Commit> commits, Disclosure disclosure) {
    List<AiSign> signs = new ArrayList<>();
    for (Commit commit : commits) {
      String where = "commit " + commit.shortId();
      for (AiMarks.Mark mark : AiMarks.find(commit.message(), disclosure)) {
        signs.add(new AiSign(where, mark.text(), ToolNames.of(mark, where)));
      }
      for (String person :
          commit.author().equals(commit.committer())
              ? List.of(commit.author())
              : List.of(commit.author(), commit.committer())) {
        // Read as a trailer, which has the same names and addresses.
        for (AiMarks.Mark mark : AiMarks.find("Co-authored-by: " + person, disclosure)) {
          signs.add(new AiSign(where, "author " + person, ToolNames.of(mark, where)));
        }
      }
    }
    return signs;
  }
}
