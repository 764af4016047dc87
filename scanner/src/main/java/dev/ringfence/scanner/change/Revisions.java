package dev.ringfence.scanner.change;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/// The names of commits and trees in a repository, and what to say where one is not there.
final class Revisions {
  private static final int MIN_ABBREVIATION = 4;

  private final Repository repository;

  Revisions(Repository repository) {
    this.repository = repository;
  }

  /// The commit or tree that a name stands for. The empty tree has its well-known id, also where
  /// the repository does not hold it.
  ObjectId find(String revision) throws IOException {
    String empty = Constants.EMPTY_TREE_ID.name();
    try {
      ObjectId id = repository.resolve(revision);
      if (id == null && revision.length() >= MIN_ABBREVIATION && empty.startsWith(revision)) {
        return Constants.EMPTY_TREE_ID;
      }
      if (id != null && !id.equals(Constants.EMPTY_TREE_ID)) {
        try (RevWalk walk = new RevWalk(repository)) {
          return walk.peel(walk.parseAny(id)).copy();
        }
      }
      if (id != null) {
        return Constants.EMPTY_TREE_ID;
      }
    } catch (RevisionSyntaxException | IncorrectObjectTypeException | MissingObjectException e) {
      // Told below, in one way for all.
    }
    throw unknown(revision);
  }

  /// The commit that a name stands for.
  RevCommit commit(RevWalk walk, String revision) throws IOException {
    try {
      return walk.parseCommit(find(revision));
    } catch (IncorrectObjectTypeException tree) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "change/no-commit",
              "`" + revision + "` is a tree, and no commit",
              "name a commit: a tree has no history"));
    }
  }

  /// The id of the tree of a commit, or of a tree.
  ObjectId tree(String revision) throws IOException {
    ObjectId id = find(revision);
    if (id.equals(Constants.EMPTY_TREE_ID)) {
      return id;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.parseTree(id).getId().copy();
    } catch (IncorrectObjectTypeException e) {
      throw unknown(revision);
    } catch (MissingObjectException e) {
      throw missing(e.getObjectId());
    }
  }

  /// A commit that two others descend from, and of these a last one.
  RevCommit mergeBase(String left, String right) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(commit(walk, left));
      walk.markStart(commit(walk, right));
      RevCommit found = walk.next();
      if (found == null) {
        throw isShallow()
            ? RingfenceException.incomplete(
                Diagnostic.of(
                    "change/shallow",
                    "`" + left + "` and `" + right + "` share no history in this shallow clone",
                    "fetch it with `git fetch --unshallow`, and run the command again"))
            : RingfenceException.usage(
                Diagnostic.of(
                    "change/no-merge-base",
                    "the two commits share no history",
                    "use BASE..HEAD, with two dots"));
      }
      return found;
    } catch (MissingObjectException e) {
      throw missing(e.getObjectId());
    }
  }

  /// Whether history was cut off when the repository was cloned.
  boolean isShallow() {
    Path common = repository.getCommonDirectory().toPath();
    return Files.exists(common.resolve("shallow"));
  }

  /// Whether a commit's parents were cut off, so that it only looks like a first one.
  boolean isCutOff(RevCommit commit) throws IOException {
    return repository.getObjectDatabase().getShallowCommits().contains(commit.getId());
  }

  /// Whether objects were left out when the repository was cloned.
  private boolean isPartial() {
    var config = repository.getConfig();
    return config.getString("extensions", null, "partialClone") != null
        || config.getSubsections("remote").stream()
            .anyMatch(remote -> config.getBoolean("remote", remote, "promisor", false));
  }

  /// Why an object is not there.
  String whyMissing() {
    if (isPartial()) {
      return "the object is not in this partial clone, and nothing is fetched during a scan";
    }
    return isShallow()
        ? "the object is not in this shallow clone"
        : "the object is not in this clone";
  }

  /// An object that a scan cannot do without is not there.
  RingfenceException missing(AnyObjectId id) {
    return RingfenceException.incomplete(
        Diagnostic.of("change/missing-object", whyMissing() + ": " + id.name(), howToFetch()));
  }

  private String howToFetch() {
    if (isPartial()) {
      return "run `git diff BASE HEAD > /dev/null` first, which fetches what it needs, or clone without"
          + " --filter";
    }
    return isShallow()
        ? "fetch it with `git fetch --unshallow`"
        : "check the repository with `git fsck`";
  }

  private RingfenceException unknown(String revision) throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD);
    boolean unborn = head == null && revision.startsWith(Constants.HEAD);
    return RingfenceException.usage(
        Diagnostic.of(
            "change/unknown-revision",
            "no commit named `" + revision + "` in " + repository.getDirectory(),
            unborn
                ? "this branch has no commit yet; use --staged or --working-tree"
                : isShallow()
                    ? "check the name; this clone is shallow and may lack it: `git fetch --unshallow`"
                    : "check the name, or fetch it"));
  }
}
