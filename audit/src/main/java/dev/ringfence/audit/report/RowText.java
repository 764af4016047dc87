package dev.ringfence.audit.report;

import dev.ringfence.audit.triage.Decision;
import java.util.List;

/// What the page says of a row in several places.
final class RowText {
  private RowText() {}

  static String month(AuditReport.Row row) {
    return java.time.Instant.ofEpochSecond(row.first().commit().committerTime())
        .toString()
        .substring(0, 7);
  }

  static String folder(AuditReport.Row row) {
    String path = row.first().path();
    int slash = path.indexOf('/');
    return slash < 0 ? "(root)" : path.substring(0, slash);
  }

  static String license(AuditReport.Row row) {
    return row.first().license().isEmpty() ? "not stated" : row.first().license();
  }

  static String decision(AuditReport.Row row) {
    return row.decision().map((Decision made) -> made.kind().id()).orElse("");
  }

  static String lines(AuditReport.Row row) {
    return row.first().firstLine() + "-" + row.first().lastLine();
  }

  static long count(
      List<AuditReport.Row> rows, java.util.function.Predicate<AuditReport.Row> wanted) {
    return rows.stream().filter(wanted).count();
  }
}
