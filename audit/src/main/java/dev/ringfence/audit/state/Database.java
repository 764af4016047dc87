package dev.ringfence.audit.state;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// The file that a state lies in: SQLite, with a write-ahead log. Written by one thread; whatever
/// is not committed when the process ends never was.
final class Database implements AutoCloseable {
  static final String SCHEMA = "1";

  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /// Opens a file, and makes it where it is not there.
  static Database open(Path file, boolean readOnly) throws IOException {
    if (readOnly && !Files.isRegularFile(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "audit/no-state",
                  "no audit has been made here",
                  "run `ringfence audit INDEX REPO --out DIR` first")
              .at(file.toString()));
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(10_000);
    config.setReadOnly(readOnly && !Files.isWritable(file.toAbsolutePath().getParent()));
    try {
      Database database =
          new Database(file, config.createConnection("jdbc:sqlite:" + file.toAbsolutePath()));
      try {
        database.prepare(readOnly);
      } catch (SQLException | RuntimeException fault) {
        database.close();
        throw fault;
      }
      return database;
    } catch (SQLException fault) {
      throw damaged(file, fault);
    }
  }

  private void prepare(boolean readOnly) throws SQLException {
    connection.setAutoCommit(false);
    if (one("SELECT name FROM sqlite_master WHERE name = 'meta'", row -> row.getString(1))
        .isEmpty()) {
      if (readOnly) {
        throw new SQLException("it holds no audit");
      }
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(schema());
      }
      update("INSERT INTO meta VALUES ('schema', ?)", SCHEMA);
      connection.commit();
    }
    String version =
        one("SELECT value FROM meta WHERE key = 'schema'", row -> row.getString(1)).orElse("");
    connection.commit();
    if (!version.equals(SCHEMA)) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "audit/other-schema",
                  "the state has the schema " + version + ", this version reads " + SCHEMA,
                  "audit into a new folder; decisions are in triage.csv and can be taken along")
              .at(file.toString()));
    }
  }

  private static String schema() throws SQLException {
    try (InputStream in =
        Objects.requireNonNull(Database.class.getResourceAsStream("schema.sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  private static RingfenceException damaged(Path file, SQLException fault) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "audit/state",
                "the state cannot be used: " + fault.getMessage(),
                "check the disk; a state that is damaged can be deleted, and the audit run again")
            .at(file.toString()));
  }

  /// Reads a row.
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// Work with the database.
  interface Work {
    void run() throws SQLException, IOException;
  }

  /// Does some work in one transaction: all of it or nothing.
  void transaction(Work work) throws IOException {
    boolean done = false;
    try {
      work.run();
      connection.commit();
      done = true;
    } catch (SQLException fault) {
      throw damaged(file, fault);
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException closed) {
      // What was not committed is gone all the same.
    }
  }

  private PreparedStatement statement(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /// Changes rows; returns how many.
  @SuppressWarnings("SqlSourceToSinkFlow")
  int update(String sql, @Nullable Object... values) throws SQLException {
    return statement(sql, values).executeUpdate();
  }

  /// Adds a row; returns its number.
  long insert(String sql, @Nullable Object... values) throws SQLException {
    statement(sql, values).executeUpdate();
    return one("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
  }

  <T> List<T> all(String sql, Row<T> reader, @Nullable Object... values) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet found = statement(sql, values).executeQuery()) {
      while (found.next()) {
        rows.add(reader.of(found));
      }
    }
    return rows;
  }

  <T> Optional<T> one(String sql, Row<T> reader, @Nullable Object... values) throws SQLException {
    try (ResultSet found = statement(sql, values).executeQuery()) {
      return found.next() ? Optional.of(reader.of(found)) : Optional.empty();
    }
  }

  /// Reads without keeping a transaction open.
  <T> List<T> read(String sql, Row<T> reader, @Nullable Object... values) throws IOException {
    List<T> rows = new ArrayList<>();
    transaction(() -> rows.addAll(all(sql, reader, values)));
    return rows;
  }

  /// Makes one file of it all, which can be copied and read anywhere.
  void settle() throws IOException {
    try {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
      statements.clear();
      connection.commit();
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = DELETE");
      }
      connection.setAutoCommit(false);
    } catch (SQLException fault) {
      throw damaged(file, fault);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException fault) {
      throw damaged(file, fault);
    }
  }
}
