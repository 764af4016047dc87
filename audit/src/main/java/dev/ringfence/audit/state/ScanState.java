package dev.ringfence.audit.state;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What one scan of a history came to so far. Each step is one transaction. Written by one thread.
public final class ScanState {
  private final AuditState state;
  private final Database database;
  private final long scan;

  /// The state of a scan.
  ///
  /// @param scan its number, see [AuditState#scan]
  public ScanState(AuditState state, long scan) {
    this.state = state;
    this.database = state.database();
    this.scan = scan;
  }

  private static final String TO_SCAN =
      " FROM commits c WHERE selected AND walked AND scan IS NOT ?"
          + " AND (NOT ? OR EXISTS (SELECT 1 FROM marks WHERE commit_id = c.id))";

  /// How many selected commits are not scanned.
  ///
  /// @param markedOnly whether only those with signs of AI count
  public int toScan(boolean markedOnly) throws IOException {
    return state.count("SELECT count(*)" + TO_SCAN, scan, markedOnly ? 1 : 0);
  }

  /// The next selected commits that are not scanned, in order; few enough to hold.
  public List<CommitRow> nextToScan(boolean markedOnly) throws IOException {
    return database.read(
        "SELECT id, hash" + TO_SCAN + " ORDER BY position LIMIT ?",
        row -> new CommitRow(row.getLong(1), row.getString(2)),
        scan,
        markedOnly ? 1 : 0,
        AuditState.PAGE);
  }

  /// Which of some contents were scanned already.
  public List<Boolean> knownContents(List<byte[]> digests) throws IOException {
    return known("SELECT 1 FROM contents WHERE scan_id = ? AND digest = ?", digests);
  }

  /// Which of some regions were scanned already.
  public List<Boolean> knownRegions(List<byte[]> digests) throws IOException {
    return known("SELECT 1 FROM regions WHERE scan_id = ? AND digest = ?", digests);
  }

  private List<Boolean> known(String sql, List<byte[]> digests) throws IOException {
    List<Boolean> known = new ArrayList<>();
    database.transaction(() -> {
      for (byte[] digest : digests) {
        known.add(database.one(sql, row -> row.getInt(1), scan, digest).isPresent());
      }
    });
    return known;
  }

  /// Keeps what scanning some commits came to.
  public void scanned(ScannedCommits step) throws IOException {
    database.transaction(() -> {
      for (byte[] content : step.contents()) {
        database.update("INSERT OR IGNORE INTO contents VALUES (?, ?)", scan, content);
      }
      for (ScannedCommits.Region region : step.regions()) {
        database.update(
            "INSERT OR IGNORE INTO regions (scan_id, digest) VALUES (?, ?)", scan, region.digest());
        database.update(
            "INSERT OR IGNORE INTO hunks SELECT id, ?, ?, ?, ?, ? FROM regions"
                + " WHERE scan_id = ? AND digest = ?",
            region.commit().row(),
            state.path(region.path()),
            region.firstLine(),
            region.lines(),
            region.added(),
            scan,
            region.digest());
      }
      for (CommitRow commit : step.commits()) {
        database.update(
            "DELETE FROM unchecked WHERE scan_id = ? AND commit_id = ?", scan, commit.row());
        database.update("UPDATE commits SET scan = ? WHERE id = ?", scan, commit.row());
      }
      for (ScannedCommits.Unread unread : step.unread()) {
        database.update(
            "INSERT OR REPLACE INTO unchecked VALUES (?, ?, ?, ?, ?)",
            scan,
            unread.commit().row(),
            unread.path(),
            unread.reason(),
            unread.incomplete() ? 1 : 0);
      }
      for (Sighting sighting : step.sightings()) {
        sighting(sighting);
      }
      ScannedCommits.Counts counts = step.counts();
      database.update(
          "INSERT INTO scanned VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
              + " hunks = hunks + excluded.hunks, known = known + excluded.known,"
              + " lines = lines + excluded.lines, too_short = too_short + excluded.too_short",
          scan,
          step.commits().getLast().row(),
          counts.hunks(),
          counts.known(),
          counts.lines(),
          counts.tooShort());
    });
  }

  private void sighting(Sighting sighting) throws SQLException {
    long row = sighting.commit().row();
    boolean known =
        database
            .one(
                "SELECT 1 FROM sightings WHERE scan_id = ? AND commit_id = ? AND finding = ?"
                    + " AND path = ? AND first_line = ?",
                found -> found.getInt(1),
                scan,
                row,
                sighting.finding(),
                sighting.path(),
                sighting.firstLine())
            .isPresent();
    if (!known) {
      database.update(
          "INSERT INTO sightings SELECT ?, ?, coalesce(max(ordinal) + 1, 0), ?, ?, ?, ?, ?, ?, ?,"
              + " ?, ?, ?, ?, ?, ? FROM sightings WHERE scan_id = ? AND commit_id = ?",
          scan,
          row,
          sighting.finding(),
          sighting.path(),
          sighting.firstLine(),
          sighting.lastLine(),
          sighting.severity(),
          sighting.score(),
          sighting.fails() ? 1 : 0,
          sighting.ring(),
          sighting.category(),
          sighting.license(),
          sighting.work(),
          sighting.originPath(),
          sighting.json(),
          scan,
          row);
    }
  }
}
