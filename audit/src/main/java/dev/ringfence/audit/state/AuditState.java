package dev.ringfence.audit.state;

import dev.ringfence.audit.history.CommitEdits;
import dev.ringfence.audit.history.CommitGraph;
import dev.ringfence.audit.history.FileEdit;
import dev.ringfence.audit.marks.AiLines;
import dev.ringfence.audit.marks.AiMark;
import dev.ringfence.audit.marks.RepositoryMarks;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an audit knows so far. Each method that changes it is one transaction, so that it holds
/// whole steps only, whenever the process ends. Written by one thread.
public final class AuditState implements AutoCloseable {
  /// The name of its file in the folder of an audit.
  public static final String FILE = "audit.sqlite";

  /// Commits that are read at once; few enough to hold.
  static final int PAGE = 4096;

  private final Database database;

  private AuditState(Database database) {
    this.database = database;
  }

  /// Opens the state of a folder, and makes it where there is none.
  public static AuditState open(Path folder) throws IOException {
    return new AuditState(Database.open(folder.resolve(FILE), false));
  }

  /// Opens the state of a folder where an audit was made.
  public static AuditState openExisting(Path folder) throws IOException {
    return new AuditState(Database.open(folder.resolve(FILE), true));
  }

  Database database() {
    return database;
  }

  /// A value kept under a name; empty where there is none.
  public Optional<String> value(String key) throws IOException {
    return database
        .read("SELECT value FROM meta WHERE key = ?", row -> row.getString(1), key)
        .stream()
        .findFirst();
  }

  /// Keeps a value under a name.
  public void keep(String key, String value) throws IOException {
    database.transaction(() ->
        database.update(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            key,
            value));
  }

  // ---- which commits there are ----

  /// Takes over the commits of a graph and their order. Those that were there stay as they are.
  public void plan(CommitGraph graph) throws IOException {
    database.transaction(() -> {
      database.update("UPDATE commits SET position = NULL, selected = 0 WHERE position NOT NULL");
      int position = 0;
      for (CommitGraph.Node node : graph.nodes()) {
        database.update(
            "INSERT INTO commits (hash, position, selected) VALUES (?, ?, ?)"
                + " ON CONFLICT (hash) DO UPDATE SET position = excluded.position,"
                + " selected = excluded.selected",
            node.id(),
            position++,
            node.selected() ? 1 : 0);
      }
      // What could not be read is tried again: it may have been fetched since.
      database.update(
          "UPDATE commits SET walked = 0, scan = NULL WHERE hash IN"
              + " (SELECT hash FROM walk_faults WHERE incomplete)");
      database.update(
          "DELETE FROM edits WHERE commit_id IN (SELECT id FROM commits WHERE NOT walked)");
      database.update(
          "DELETE FROM walk_faults WHERE hash = '' OR hash IN"
              + " (SELECT hash FROM commits WHERE NOT walked)");
      for (Map.Entry<String, String> fault : graph.faults().entrySet()) {
        fault("", "commit " + fault.getKey() + ": " + fault.getValue(), true);
      }
    });
  }

  /// Adds to what was not read of the repository as a whole.
  public void fault(String text, boolean incomplete) throws IOException {
    database.transaction(() -> fault("", text, incomplete));
  }

  private void fault(String hash, String text, boolean incomplete) throws SQLException {
    database.update(
        "INSERT OR REPLACE INTO walk_faults VALUES (?, ?, ?)", hash, text, incomplete ? 1 : 0);
  }

  // ---- walking ----

  /// How many selected commits are not walked.
  public int toWalk() throws IOException {
    return count("SELECT count(*) FROM commits WHERE selected AND NOT walked");
  }

  /// The next selected commits that are not walked, in order; few enough to hold.
  public List<CommitRow> nextToWalk() throws IOException {
    return database.read(
        "SELECT id, hash FROM commits WHERE selected AND NOT walked ORDER BY position LIMIT ?",
        row -> new CommitRow(row.getLong(1), row.getString(2)),
        PAGE);
  }

  /// Keeps what walking some commits came to.
  public void walked(List<WalkedCommit> commits) throws IOException {
    database.transaction(() -> {
      for (WalkedCommit commit : commits) {
        walked(commit);
      }
    });
  }

  private void walked(WalkedCommit commit) throws SQLException {
    CommitEdits edits = commit.edits();
    long row = commitRow(edits.id()).orElseThrow();
    database.update(
        "UPDATE commits SET walked = 1, parents = ?, author = ?, address = ?, author_time = ?,"
            + " author_zone = ?, committer = ?, committer_time = ?, subject = ? WHERE id = ?",
        edits.parents(),
        edits.author().name(),
        edits.author().address(),
        edits.authorTime(),
        edits.authorZone(),
        edits.committer().name() + " <" + edits.committer().address() + ">",
        edits.committerTime(),
        edits.subject(),
        row);
    int ordinal = 0;
    for (FileEdit file : edits.files()) {
      database.update(
          "INSERT OR REPLACE INTO edits VALUES (?, ?, ?, ?, ?, ?, ?)",
          row,
          ordinal++,
          path(file.path()),
          file.oldPath().isPresent() ? (Object) path(file.oldPath().get()) : null,
          file.kind().name(),
          file.blob(),
          oldBlobs(file.oldBlobs()));
    }
    for (String fault : edits.faults()) {
      fault(edits.id(), fault, true);
    }
    for (String note : edits.notes()) {
      fault(edits.id(), note, false);
    }
    for (AiMark mark : commit.marks()) {
      mark(row, false, mark);
    }
    for (Map.Entry<String, List<AiMark>> other : new TreeMap<>(commit.merged()).entrySet()) {
      Optional<Long> otherRow = commitRow(other.getKey());
      if (otherRow.isPresent()) {
        for (AiMark mark : other.getValue()) {
          mark(otherRow.get(), false, mark);
        }
      }
    }
  }

  private void mark(long row, boolean beside, AiMark mark) throws SQLException {
    database.update(
        "INSERT OR IGNORE INTO marks VALUES (?, ?, ?, ?, ?, ?, ?)",
        row,
        beside ? 1 : 0,
        mark.sign(),
        mark.tool(),
        mark.strength(),
        mark.source(),
        mark.evidence());
  }

  private static String oldBlobs(List<String> blobs) {
    return String.join(" ", blobs.stream().map(blob -> blob.isEmpty() ? "-" : blob).toList());
  }

  private Optional<Long> commitRow(String hash) throws SQLException {
    return database.one("SELECT id FROM commits WHERE hash = ?", row -> row.getLong(1), hash);
  }

  long path(String path) throws SQLException {
    Optional<Long> known =
        database.one("SELECT id FROM paths WHERE path = ?", row -> row.getLong(1), path);
    return known.isPresent()
        ? known.get()
        : database.insert("INSERT INTO paths (path) VALUES (?)", path);
  }

  /// Forgets the marks of all commits, since another table of signs is used: they are walked again.
  public void forgetMarks() throws IOException {
    database.transaction(() -> {
      database.update("DELETE FROM marks");
      database.update("DELETE FROM walk_faults WHERE hash <> ''");
      database.update("DELETE FROM edits");
      database.update("UPDATE commits SET walked = 0");
    });
  }

  /// The Entire checkpoints that commits name, by commit.
  public Map<String, String> checkpoints() throws IOException {
    Map<String, String> checkpoints = new TreeMap<>();
    database.read(
        "SELECT hash, evidence FROM marks JOIN commits ON id = commit_id WHERE sign = 'entire'"
            + " AND evidence LIKE 'Entire-Checkpoint:%'",
        row -> {
          String id = row.getString(2).substring("Entire-Checkpoint:".length()).strip();
          if (id.matches("[0-9a-f]{12}")) {
            checkpoints.put(row.getString(1), id);
          }
          return id;
        });
    return checkpoints;
  }

  /// Replaces the marks that lie beside the commits.
  public void besides(RepositoryMarks found) throws IOException {
    database.transaction(() -> {
      database.update("DELETE FROM marks WHERE beside");
      database.update("DELETE FROM ai_lines");
      for (Map.Entry<String, List<AiMark>> entry : found.marks().entrySet()) {
        Optional<Long> row = commitRow(entry.getKey());
        if (row.isPresent()) {
          for (AiMark mark : entry.getValue()) {
            mark(row.get(), true, mark);
          }
        }
      }
      for (Map.Entry<String, List<AiLines>> entry : found.lines().entrySet()) {
        Optional<Long> row = commitRow(entry.getKey());
        if (row.isPresent()) {
          for (AiLines lines : entry.getValue()) {
            database.update(
                "INSERT INTO ai_lines VALUES (?, ?, ?, ?, ?, ?)",
                row.get(),
                lines.path(),
                lines.first(),
                lines.last(),
                lines.tool(),
                lines.source());
          }
        }
      }
      for (String note : found.notes()) {
        fault("", note, false);
      }
    });
  }

  // ---- reading what a commit does ----

  /// The first commits that gave files some contents.
  public Map<String, String> bringers(Set<String> blobs) throws IOException {
    Map<String, String> commits = new TreeMap<>();
    database.read(
        "SELECT blob, hash FROM edits JOIN commits ON id = commit_id WHERE position NOT NULL"
            + " ORDER BY position",
        row -> {
          String blob = row.getString(1);
          if (blobs.contains(blob)) {
            commits.putIfAbsent(blob, row.getString(2));
          }
          return blob.length();
        });
    return commits;
  }

  /// The edits of a commit, in their order.
  public List<FileEdit> edits(CommitRow commit) throws IOException {
    return database.read(
        "SELECT p.path, o.path, kind, blob, old_blobs FROM edits"
            + " JOIN paths p ON p.id = path_id LEFT JOIN paths o ON o.id = old_path_id"
            + " WHERE commit_id = ? ORDER BY ordinal",
        row ->
            new FileEdit(
                row.getString(1),
                Optional.ofNullable(row.getString(2)),
                FileEdit.Kind.valueOf(row.getString(3)),
                row.getString(4),
                blobs(row.getString(5))),
        commit.row());
  }

  static List<String> blobs(String text) {
    List<String> blobs = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String blob : text.split(" ", -1)) {
        blobs.add(blob.equals("-") ? "" : blob);
      }
    }
    return blobs;
  }

  // ---- scanning ----

  /// The number of a scan, by what it depends on.
  ///
  /// @param key a digest of that
  /// @param description the same for reports, JSON
  public long scan(String key, String description) throws IOException {
    List<Long> number = new ArrayList<>();
    database.transaction(() -> {
      database.update(
          "INSERT INTO scans (key, description) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET"
              + " description = excluded.description",
          key,
          description);
      database
          .one("SELECT id FROM scans WHERE key = ?", row -> row.getLong(1), key)
          .ifPresent(number::add);
      // What could not be read is tried again.
      database.update(
          "UPDATE commits SET scan = NULL WHERE id IN"
              + " (SELECT commit_id FROM unchecked WHERE scan_id = ? AND incomplete)",
          number.getFirst());
    });
    return number.getFirst();
  }

  int count(String sql, @Nullable Object... values) throws IOException {
    return database.read(sql, row -> row.getInt(1), values).getFirst();
  }

  /// Makes one file of it all, which can be copied and read anywhere.
  public void settle() throws IOException {
    database.settle();
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
