package dev.ringfence.scanner.change;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// What a range of commits stands for: `BASE..HEAD`, `BASE...HEAD` (from their merge base) or one
/// commit against its first parent. An end that is left out is HEAD, as in git; one end must be
/// named.
///
/// The merge base is where the author of a branch once started, so it is not what judges the
/// branch: an old start would bring an old policy with it. BASE itself does.
///
/// @param text the range as it was named
/// @param from the id of the commit or tree that the diff starts from; empty before a first commit
/// @param to the id of the commit or tree that it ends with
/// @param judge the id of the commit or tree whose policy, waivers, attributes and blast radius
///   count; empty where there is none
/// @param judgeName what to call it
public record CommitRange(
    String text, Optional<String> from, String to, Optional<String> judge, String judgeName) {
  private static final int SHOWN = 10;

  /// Finds the commits of a range.
  static CommitRange of(Repository repository, String text) throws IOException {
    Revisions revisions = new Revisions(repository);
    int dots = text.indexOf("..");
    boolean threeDots = dots >= 0 && text.startsWith("...", dots);
    String left = dots < 0 ? text : text.substring(0, dots);
    String right = dots < 0 ? text : text.substring(dots + (threeDots ? 3 : 2));
    if (left.isBlank() && right.isBlank()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "change/empty-range",
              "the range `" + text + "` names no commit; nothing was checked",
              "name BASE..HEAD; a variable that should hold a commit may be empty"));
    }
    if (dots < 0) {
      return oneCommit(repository, revisions, text);
    }
    String base = left.isBlank() ? Constants.HEAD : left;
    String head = right.isBlank() ? Constants.HEAD : right;
    ObjectId judge = revisions.find(base);
    ObjectId to = revisions.find(head);
    ObjectId from = threeDots ? revisions.mergeBase(base, head).getId() : judge;
    if (left.isBlank() && judge.equals(to)) {
      // HEAD against itself: most likely a base that a script left empty.
      throw RingfenceException.usage(
          Diagnostic.of(
              "change/empty-range",
              "the range `"
                  + text
                  + "` has no base, and its end is HEAD, where it would start; nothing was checked",
              "name BASE..HEAD; a variable that should hold the base may be empty"));
    }
    return new CommitRange(text, unlessEmpty(from), to.name(), unlessEmpty(judge), base);
  }

  /// All that a commit or tree holds.
  static CommitRange whole(Repository repository, String text) throws IOException {
    String id = new Revisions(repository).find(text).name();
    return new CommitRange("all of " + text, Optional.empty(), id, Optional.of(id), text);
  }

  private static CommitRange oneCommit(Repository repository, Revisions revisions, String text)
      throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = revisions.commit(walk, text);
      if (commit.getParentCount() == 0 && revisions.isCutOff(commit)) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                "change/shallow",
                "the parent of `" + text + "` is not in this shallow clone",
                "fetch it with `git fetch --deepen=1`, and run the command again"));
      }
      Optional<String> parent =
          commit.getParentCount() == 0 ? Optional.empty() : Optional.of(commit.getParent(0).name());
      return new CommitRange(text, parent, commit.name(), parent, text + "^");
    }
  }

  private static Optional<String> unlessEmpty(ObjectId id) {
    return id.equals(Constants.EMPTY_TREE_ID) ? Optional.empty() : Optional.of(id.name());
  }

  /// Why there is nothing to check; empty where the ends differ.
  Optional<String> emptiness() {
    if (from.isEmpty() || !from.get().equals(to)) {
      return Optional.empty();
    }
    int dots = text.indexOf("..");
    String right = text.substring(dots + (text.startsWith("...", dots) ? 3 : 2));
    String head = right.isBlank() ? Constants.HEAD : right;
    return Optional.of(
        judge.equals(from)
            ? "nothing to check: " + judgeName + " and " + head + " are the same commit, " + shown()
            : "nothing to check: "
                + head
                + " holds no commit that "
                + judgeName
                + " has not, "
                + shown());
  }

  private String shown() {
    return to.substring(0, SHOWN);
  }
}
