package dev.ringfence.audit.triage;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/// The decisions of an audit: a table beside its state, so that they outlive it. A decision is
/// found again by the finding's fingerprint, or, where another index names another version of a
/// work, by the lines that match and the work's name.
public final class Triage {
  /// The name of the file in the folder of an audit.
  public static final String FILE = "triage.csv";

  private static final String LOCK = "triage.lock";

  private static final String[] COLUMNS = {
    "finding", "decision", "reason", "name", "day", "text", "work"
  };
  private static final Set<String> NEEDED = Set.of("finding", "decision", "reason", "name");

  private final Path file;
  private final Map<String, Decision> decisions = new TreeMap<>();

  private Triage(Path file) {
    this.file = file;
  }

  /// The decisions kept in a folder; none where there is no file.
  public static Triage read(Path folder) throws IOException {
    Triage triage = new Triage(folder.resolve(FILE));
    if (Files.isRegularFile(triage.file)) {
      for (Row row : parse(triage.file.toString(), Files.readString(triage.file))) {
        triage.put(
            new Decision(
                row.finding(),
                row.text(),
                row.work(),
                row.kind(),
                row.reason(),
                row.name(),
                row.day()));
      }
    }
    return triage;
  }

  /// A row that decides something.
  ///
  /// @param line where it begins, from 1
  public record Row(
      long line,
      String finding,
      Decision.Kind kind,
      String reason,
      String name,
      String day,
      String text,
      String work) {}

  /// Reads a table; rows without a decision are left out. Columns that are not known are too.
  ///
  /// @param label what messages call it
  public static List<Row> parse(String label, String csv) throws IOException {
    List<Row> rows = new ArrayList<>();
    String text = csv.startsWith("\ufeff") ? csv.substring(1) : csv;
    try (CSVParser parser = CsvText.reading().parse(new StringReader(text))) {
      for (String column : NEEDED) {
        if (!parser.getHeaderMap().containsKey(column)) {
          throw fault(label, 1, "the column `" + column + "` is missing");
        }
      }
      for (CSVRecord record : parser) {
        long line = parser.getCurrentLineNumber();
        String decision = value(record, "decision");
        if (decision.isEmpty()) {
          continue;
        }
        Decision.Kind kind =
            Decision.Kind.of(decision)
                .orElseThrow(() ->
                    fault(
                        label,
                        line,
                        "`" + decision + "` is none of confirmed, cleared and needs counsel"));
        String finding = value(record, "finding").replaceFirst("^sha256:", "");
        if (!finding.matches("[0-9a-f]{8,64}")) {
          throw fault(label, line, "`" + finding + "` is no finding's fingerprint");
        }
        for (String column : List.of("reason", "name")) {
          if (value(record, column).isEmpty()) {
            throw fault(label, line, "a decision needs a " + column);
          }
        }
        rows.add(
            new Row(
                line,
                finding,
                kind,
                value(record, "reason"),
                value(record, "name"),
                value(record, "day"),
                value(record, "text"),
                value(record, "work")));
      }
    } catch (UncheckedIOException | IllegalArgumentException broken) {
      throw fault(label, 1, "not a table of comma-separated values: " + broken.getMessage());
    }
    return rows;
  }

  private static String value(CSVRecord record, String column) {
    return record.isMapped(column) && record.isSet(column) ? CsvText.text(record.get(column)) : "";
  }

  private static RingfenceException fault(String label, long line, String message) {
    return RingfenceException.usage(
        Diagnostic.of(
                "audit/triage",
                message,
                "mend the row; `ringfence audit triage export DIR` writes a table to fill in")
            .at(label + ":" + line));
  }

  /// A change of decisions.
  @FunctionalInterface
  public interface Change {
    /// Changes them; what it throws keeps all as it was.
    void apply(Triage triage);
  }

  /// Changes the decisions of a folder: reads, changes and writes them while no one else does, in
  /// this process or another, so that no decision of two people at work is lost.
  ///
  /// @return the decisions as they are then
  public static Triage change(Path folder, Change change) throws IOException {
    // Locks of files keep out other processes alone.
    synchronized (Triage.class) {
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        Triage triage = read(folder);
        change.apply(triage);
        triage.write();
        return triage;
      }
    }
  }

  /// Takes a decision in; it replaces an earlier one about the same finding.
  public void put(Decision decision) {
    decisions.put(decision.finding(), decision);
  }

  /// All decisions, by finding.
  public List<Decision> all() {
    return List.copyOf(decisions.values());
  }

  /// The decision about a finding.
  ///
  /// @param text the digest of the lines that match
  /// @param work the work, without its version
  public Optional<Decision> of(String finding, String text, String work) {
    Decision known = decisions.get(finding);
    return known != null
        ? Optional.of(known)
        : decisions.values().stream()
            .filter(each -> !text.isEmpty() && each.text().equals(text) && each.work().equals(work))
            .findFirst();
  }

  /// Keeps them: the whole file, or none of it.
  private void write() throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, CsvText.format(COLUMNS))) {
      for (Decision each : decisions.values()) {
        printer.printRecord(
            each.finding(),
            each.kind().id(),
            CsvText.cell(each.reason()),
            CsvText.cell(each.name()),
            each.day(),
            each.text(),
            each.work());
      }
    }
    Path fresh = file.resolveSibling(FILE + ".new");
    Files.write(fresh, text.toString().getBytes(StandardCharsets.UTF_8));
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
