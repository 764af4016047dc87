package dev.ringfence.corpus.source;

import dev.ringfence.corpus.license.LicenseEvidence;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// The files of a repository at a commit, or every version of every file in its history.
final class GitWork implements FetchedWork {
  private static final long MAX_FILE_BYTES = 64L << 20;

  private final Repository repository;
  private final ObjectId commit;
  private final String name;
  private final String version;
  private final boolean history;
  private final Optional<String> date;
  private final Optional<String> purl;
  private final List<String> warnings = new ArrayList<>();

  GitWork(
      Repository repository,
      ObjectId commit,
      String name,
      String version,
      boolean history,
      Optional<String> purl)
      throws IOException {
    this.repository = repository;
    this.commit = commit;
    this.name = name;
    this.version = version;
    this.history = history;
    this.purl = purl;
    try (RevWalk walk = new RevWalk(repository)) {
      this.date = Optional.of(date(walk.parseCommit(commit)));
    }
  }

  private static String date(RevCommit commit) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(commit.getCommitTime()), ZoneOffset.UTC)
        .toString();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Optional<String> purl() {
    return purl;
  }

  @Override
  public List<LicenseEvidence> metadata() {
    return List.of();
  }

  @Override
  public Optional<String> date() {
    return date;
  }

  @Override
  public String state() {
    return "git:" + commit.name() + (history ? "+history" : "");
  }

  private static final class Entry implements SourceEntry {
    private final String path;
    private final ObjectReader reader;
    private final ObjectId blob;
    private final Optional<Revision> revision;

    Entry(String path, ObjectReader reader, ObjectId blob, Optional<Revision> revision) {
      this.path = path;
      this.reader = reader;
      this.blob = blob;
      this.revision = revision;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public long size() {
      return -1;
    }

    @Override
    public byte[] bytes() throws IOException {
      ObjectLoader loader = reader.open(blob);
      if (loader.getSize() > MAX_FILE_BYTES) {
        throw new EntryRefusedException("more than 64 MiB");
      }
      return loader.getCachedBytes((int) MAX_FILE_BYTES);
    }

    @Override
    public Optional<Revision> revision() {
      return revision;
    }
  }

  @Override
  public void forEachFile(SourceEntry.Visitor visitor) throws IOException {
    warnings.clear();
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      if (history) {
        visitHistory(walk, reader, visitor);
      } else {
        try (TreeWalk tree = new TreeWalk(reader)) {
          tree.setRecursive(true);
          tree.addTree(walk.parseCommit(commit).getTree());
          while (tree.next()) {
            if (!offer(tree, reader, Optional.empty(), visitor)) {
              return;
            }
          }
        }
      }
    }
  }

  private boolean offer(
      TreeWalk tree, ObjectReader reader, Optional<Revision> revision, SourceEntry.Visitor visitor)
      throws IOException {
    int mode = tree.getRawMode(0);
    if (FileMode.GITLINK.equals(mode)) {
      warnings.add(tree.getPathString() + ": a submodule");
      return true;
    }
    if (!FileMode.REGULAR_FILE.equals(mode) && !FileMode.EXECUTABLE_FILE.equals(mode)) {
      return true;
    }
    try {
      return visitor.visit(new Entry(tree.getPathString(), reader, tree.getObjectId(0), revision));
    } catch (EntryRefusedException e) {
      warnings.add(tree.getPathString() + ": " + e.getMessage());
      return true;
    }
  }

  /// Oldest first, so that a content carries the date it first came with, and of several versions
  /// of a license file the newest is the last.
  private void visitHistory(RevWalk walk, ObjectReader reader, SourceEntry.Visitor visitor)
      throws IOException {
    walk.markStart(walk.parseCommit(commit));
    walk.sort(RevSort.TOPO);
    walk.sort(RevSort.REVERSE, true);
    Set<String> seen = new HashSet<>();
    for (RevCommit each : walk) {
      Optional<Revision> revision = Optional.of(new Revision(each.name(), date(each)));
      try (TreeWalk tree = new TreeWalk(reader)) {
        tree.setRecursive(true);
        tree.addTree(each.getTree());
        if (each.getParentCount() == 0) {
          tree.addTree(new EmptyTreeIterator());
        }
        for (RevCommit parent : each.getParents()) {
          tree.addTree(parent.getTree());
        }
        tree.setFilter(TreeFilter.ANY_DIFF);
        while (tree.next()) {
          boolean inherited = false;
          for (int i = 1; i < tree.getTreeCount(); i++) {
            inherited |= tree.getRawMode(0) == tree.getRawMode(i) && tree.idEqual(0, i);
          }
          if (!inherited
              && !FileMode.MISSING.equals(tree.getRawMode(0))
              && seen.add(tree.getPathString() + "\0" + tree.getObjectId(0).name())
              && !offer(tree, reader, revision, visitor)) {
            return;
          }
        }
      }
    }
  }

  @Override
  public List<String> warnings() {
    return warnings.stream().distinct().toList();
  }

  @Override
  public int refused() {
    return warnings().size();
  }

  @Override
  public void close() {
    repository.close();
  }
}
