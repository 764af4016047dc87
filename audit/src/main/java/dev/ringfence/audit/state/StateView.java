package dev.ringfence.audit.state;

import dev.ringfence.audit.marks.AiLines;
import dev.ringfence.audit.marks.AiMark;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads a state for reports and for questions. What is selected by the last run counts.
public final class StateView {
  private final Database database;
  private final long scan;

  /// A view of what one scan came to.
  public StateView(AuditState state, long scan) {
    this.database = state.database();
    this.scan = scan;
  }

  /// A commit.
  ///
  /// @param row its number in the state
  /// @param hash its id, hex
  /// @param position where it stands among the commits, oldest first
  /// @param parents how many parents it has
  /// @param author who wrote it
  /// @param address their address
  /// @param authorTime when, in seconds since 1970
  /// @param authorZone minutes east of UTC there
  /// @param committer who committed it
  /// @param committerTime when
  /// @param subject the first line of its message
  public record Commit(
      long row,
      String hash,
      int position,
      int parents,
      String author,
      String address,
      long authorTime,
      int authorZone,
      String committer,
      long committerTime,
      String subject) {}

  private static final String COMMIT =
      "c.id, c.hash, c.position, c.parents, c.author, c.address, c.author_time, c.author_zone,"
          + " c.committer, c.committer_time, c.subject";

  private static Commit commit(ResultSet row) throws SQLException {
    return new Commit(
        row.getLong(1),
        row.getString(2),
        row.getInt(3),
        row.getInt(4),
        row.getString(5),
        row.getString(6),
        row.getLong(7),
        row.getInt(8),
        row.getString(9),
        row.getLong(10),
        row.getString(11));
  }

  /// A finding where it was seen, without its details.
  public record Seen(
      String finding,
      Commit commit,
      int ordinal,
      String path,
      int firstLine,
      int lastLine,
      String severity,
      double score,
      boolean fails,
      String ring,
      String category,
      String license,
      String work,
      String originPath) {}

  private static final String SEEN_COLUMNS =
      "SELECT "
          + COMMIT
          + ", finding, ordinal, path, first_line, last_line, severity, score, fails, ring,"
          + " category, license, work, origin_path FROM sightings s ";

  private static final String SEEN =
      " JOIN commits c ON c.id = s.commit_id WHERE scan_id = ? AND selected";

  private static Seen seen(ResultSet row) throws SQLException {
    return new Seen(
        row.getString(12),
        commit(row),
        row.getInt(13),
        row.getString(14),
        row.getInt(15),
        row.getInt(16),
        row.getString(17),
        row.getDouble(18),
        row.getBoolean(19),
        row.getString(20),
        row.getString(21),
        row.getString(22),
        row.getString(23),
        row.getString(24));
  }

  /// Where findings were seen, by finding and then oldest first.
  public List<Seen> seen() throws IOException {
    return database.read(
        SEEN_COLUMNS + SEEN + " ORDER BY finding, c.position, ordinal", StateView::seen, scan);
  }

  /// Where a finding was seen, oldest first.
  public List<Seen> seen(String finding) throws IOException {
    // The planner takes the primary key by itself, and reads all that was ever seen.
    return database.read(
        SEEN_COLUMNS
            + "INDEXED BY sightings_by_finding"
            + SEEN
            + " AND finding = ? ORDER BY c.position, ordinal",
        StateView::seen,
        scan,
        finding);
  }

  /// The details of a finding where it was seen.
  public String json(Seen seen) throws IOException {
    return database
        .read(
            "SELECT json FROM sightings WHERE scan_id = ? AND commit_id = ? AND ordinal = ?",
            row -> row.getString(1),
            scan,
            seen.commit().row(),
            seen.ordinal())
        .getFirst();
  }

  /// A place where the same region was added once more.
  public record Again(Commit commit, String path, int firstLine) {}

  /// Where the region of a finding was added besides, oldest first.
  public List<Again> again(Seen seen) throws IOException {
    return database.read(
        "SELECT "
            + COMMIT
            + ", p.path, h.first_line FROM hunks own JOIN regions r ON r.id = own.region_id"
            + " JOIN hunks h ON h.region_id = own.region_id JOIN commits c ON c.id = h.commit_id"
            + " JOIN paths p ON p.id = h.path_id"
            + " WHERE r.scan_id = ? AND own.commit_id = ?"
            + " AND own.path_id = (SELECT id FROM paths WHERE path = ?)"
            + " AND own.first_line <= ? AND own.first_line + own.lines > ?"
            + " AND selected AND (h.commit_id <> own.commit_id OR h.path_id <> own.path_id"
            + " OR h.first_line <> own.first_line) ORDER BY c.position, p.path, h.first_line",
        row -> new Again(commit(row), row.getString(12), row.getInt(13)),
        scan,
        seen.commit().row(),
        seen.path(),
        seen.firstLine(),
        seen.firstLine());
  }

  /// The signs of AI of a commit, the strongest first.
  public List<AiMark> marks(long commit) throws IOException {
    return database.read(
        "SELECT sign, tool, strength, source, evidence FROM marks WHERE commit_id = ?"
            + " ORDER BY strength DESC, sign, tool, evidence",
        row ->
            new AiMark(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5)),
        commit);
  }

  /// The recorded lines of tools in a file of a commit that overlap some lines.
  public List<AiLines> aiLines(long commit, String path, int first, int last) throws IOException {
    return database.read(
        "SELECT path, first, last, tool, source FROM ai_lines WHERE commit_id = ? AND path = ?"
            + " AND first <= ? AND last >= ? ORDER BY first, last, tool",
        row ->
            new AiLines(
                row.getString(1), row.getInt(2), row.getInt(3), row.getString(4), row.getString(5)),
        commit,
        path,
        last,
        first);
  }

  /// The contents of a file before a commit, hex, one a parent that had it.
  public List<String> before(long commit, String path) throws IOException {
    return database
        .read(
            "SELECT old_blobs FROM edits WHERE commit_id = ?"
                + " AND path_id = (SELECT id FROM paths WHERE path = ?)",
            row -> row.getString(1),
            commit,
            path)
        .stream()
        .flatMap(blobs -> AuditState.blobs(blobs).stream())
        .filter(blob -> !blob.isEmpty())
        .toList();
  }

  /// A file that got another name.
  ///
  /// @param position of the commit that did it
  public record Moved(int position, String commit, String from, String to, boolean copied) {}

  /// The names that a file got directly from one it had, oldest first.
  public List<Moved> movedFrom(String path) throws IOException {
    return database.read(
        "SELECT c.position, c.hash, p.path, kind FROM edits e JOIN commits c ON c.id = e.commit_id"
            + " JOIN paths p ON p.id = e.path_id"
            + " WHERE old_path_id = (SELECT id FROM paths WHERE path = ?)"
            + " AND kind IN ('RENAMED', 'COPIED') AND position NOT NULL ORDER BY c.position",
        row ->
            new Moved(
                row.getInt(1),
                row.getString(2),
                path,
                row.getString(3),
                row.getString(4).equals("COPIED")),
        path);
  }

  /// How much there is.
  ///
  /// @param reachable commits of the branches that were asked for
  /// @param selected those that the request takes
  /// @param walked those of them that were walked
  /// @param scanned those that were scanned
  /// @param merges how many are merges
  /// @param marked how many have signs of AI that are more than a mention
  /// @param hunks hunks that were scanned
  /// @param known hunks that were known already
  /// @param lines added lines that were scanned
  /// @param tooShort hunks that cannot hold enough evidence
  public record Totals(
      int reachable,
      int selected,
      int walked,
      int scanned,
      int merges,
      int marked,
      long hunks,
      long known,
      long lines,
      long tooShort) {}

  /// How much there is.
  public Totals totals() throws IOException {
    return database
        .read(
            "SELECT (SELECT count(*) FROM commits WHERE position NOT NULL),"
                + " (SELECT count(*) FROM commits WHERE selected),"
                + " (SELECT count(*) FROM commits WHERE selected AND walked),"
                + " (SELECT count(*) FROM commits WHERE selected AND scan = ?),"
                + " (SELECT count(*) FROM commits WHERE selected AND parents > 1),"
                + " (SELECT count(DISTINCT commit_id) FROM marks JOIN commits ON id = commit_id"
                + " WHERE selected AND strength > 20),"
                + " coalesce(sum(hunks), 0), coalesce(sum(known), 0), coalesce(sum(lines), 0),"
                + " coalesce(sum(too_short), 0) FROM scanned WHERE scan_id = ?",
            row ->
                new Totals(
                    row.getInt(1),
                    row.getInt(2),
                    row.getInt(3),
                    row.getInt(4),
                    row.getInt(5),
                    row.getInt(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9),
                    row.getLong(10)),
            scan,
            scan)
        .getFirst();
  }

  /// Commits in a month.
  ///
  /// @param month as `2026-01`, by when they were committed, in UTC
  /// @param marked those with signs of AI that are more than a mention
  public record Month(String month, int commits, int marked) {}

  /// The commits month by month, oldest first; months without one are left out.
  public List<Month> months() throws IOException {
    return database.read(
        "SELECT strftime('%Y-%m', committer_time, 'unixepoch') AS month, count(*),"
            + " sum(EXISTS (SELECT 1 FROM marks WHERE commit_id = c.id AND strength > 20))"
            + " FROM commits c WHERE selected AND walked GROUP BY month ORDER BY month",
        row -> new Month(row.getString(1), row.getInt(2), row.getInt(3)));
  }

  /// A sign of AI, over all commits.
  public record MarkCount(String sign, String tool, int strength, String source, int commits) {}

  /// The signs of AI, the strongest first.
  public List<MarkCount> markCounts() throws IOException {
    return database.read(
        "SELECT sign, tool, strength, source, count(DISTINCT commit_id) FROM marks JOIN commits"
            + " ON id = commit_id WHERE selected GROUP BY sign, tool, strength, source"
            + " ORDER BY strength DESC, count(DISTINCT commit_id) DESC, sign, tool",
        row ->
            new MarkCount(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getInt(5)));
  }

  /// What was not checked.
  ///
  /// @param commit the commit, hex; empty text for the repository as a whole
  /// @param path the file; empty text for the commit as a whole
  /// @param incomplete whether it is code that should have been
  public record Unchecked(String commit, String path, String reason, boolean incomplete) {}

  /// What was not checked: of the walk, then by commit.
  public List<Unchecked> unchecked() throws IOException {
    List<Unchecked> all =
        new ArrayList<>(
            database.read(
                "SELECT f.hash, text, incomplete FROM walk_faults f LEFT JOIN commits c"
                    + " ON c.hash = f.hash WHERE f.hash = '' OR selected"
                    + " ORDER BY coalesce(c.position, -1), text",
                row -> new Unchecked(row.getString(1), "", row.getString(2), row.getBoolean(3))));
    all.addAll(
        database.read(
            "SELECT c.hash, path, reason, incomplete FROM unchecked u JOIN commits c"
                + " ON c.id = u.commit_id WHERE scan_id = ? AND selected"
                + " ORDER BY c.position, path, reason",
            row ->
                new Unchecked(
                    row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)),
            scan));
    return all;
  }

  /// What the scan depends on, JSON.
  public String description() throws IOException {
    return database
        .read("SELECT description FROM scans WHERE id = ?", row -> row.getString(1), scan)
        .getFirst();
  }

  /// The answers about findings.
  public KeptAnswers answers() {
    return new KeptAnswers(database);
  }
}
