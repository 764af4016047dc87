package dev.ringfence.audit.state;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The answers about findings that are kept, each with what it was answered from.
public final class KeptAnswers {
  private final Database database;

  KeptAnswers(Database database) {
    this.database = database;
  }

  /// An answer that is kept.
  ///
  /// @param key what it was answered from
  public record Kept(String key, String json, byte[] patch) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Kept answer && key.equals(answer.key) && json.equals(answer.json);
    }

    @Override
    public int hashCode() {
      return json.hashCode();
    }

    @Override
    public String toString() {
      return json;
    }
  }

  /// The answer about a finding.
  public Optional<Kept> of(String finding) throws IOException {
    return database
        .read(
            "SELECT key, json, patch FROM answers WHERE finding = ?",
            row -> new Kept(row.getString(1), row.getString(2), row.getBytes(3)),
            finding)
        .stream()
        .findFirst();
  }

  /// What each answer was answered from, by finding.
  public Map<String, String> keys() throws IOException {
    Map<String, String> keys = new TreeMap<>();
    database.read(
        "SELECT finding, key FROM answers", row -> keys.put(row.getString(1), row.getString(2)));
    return keys;
  }

  /// Keeps answers, and forgets those about findings that are none any more.
  ///
  /// @param current the findings that there are
  public void keep(Map<String, Kept> answers, List<String> current) throws IOException {
    database.transaction(() -> {
      for (Map.Entry<String, Kept> entry : answers.entrySet()) {
        database.update(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)",
            entry.getKey(),
            entry.getValue().key(),
            entry.getValue().json(),
            entry.getValue().patch());
      }
      List<String> kept = database.all("SELECT finding FROM answers", row -> row.getString(1));
      kept.removeAll(new HashSet<>(current));
      for (String gone : kept) {
        database.update("DELETE FROM answers WHERE finding = ?", gone);
      }
    });
  }
}
