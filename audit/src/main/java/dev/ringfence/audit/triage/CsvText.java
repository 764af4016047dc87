package dev.ringfence.audit.triage;

import dev.ringfence.corpus.diagnostic.VisibleText;
import org.apache.commons.csv.CSVFormat;

/// How tables are written as CSV: as RFC 4180 has it, with a first row of names.
public final class CsvText {
  private CsvText() {}

  /// The format to write.
  public static CSVFormat format(String... header) {
    return CSVFormat.RFC4180.builder().setHeader(header).get();
  }

  /// The format to read: the first row has the names, in any order.
  public static CSVFormat reading() {
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .setIgnoreHeaderCase(true)
        .setTrim(true)
        .setAllowMissingColumnNames(true)
        .get();
  }

  /// A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe.
  public static String cell(String text) {
    String line = VisibleText.lines(text);
    return !line.isEmpty() && "=+-@\t\r".indexOf(line.charAt(0)) >= 0 ? "'" + line : line;
  }

  /// The text of such a cell.
  public static String text(String cell) {
    return cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@".indexOf(cell.charAt(1)) >= 0
        ? cell.substring(1)
        : cell;
  }
}
