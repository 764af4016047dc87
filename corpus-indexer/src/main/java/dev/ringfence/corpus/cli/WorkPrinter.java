package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.index.SkipReason;
import dev.ringfence.corpus.index.Work;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Prints what was added.
final class WorkPrinter {
  private static final int LICENSES = 8;

  private final PrintWriter out;
  private final PrintStream err;

  WorkPrinter(PrintWriter out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  void print(Work work, List<String> warnings) {
    out.printf(
        Locale.ROOT,
        "%s: %,d files, %,d lines, %,d tokens%n",
        work.id(),
        work.contents().files(),
        work.contents().lines(),
        work.contents().tokens());
    work.contents().licenses().entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(LICENSES)
        .forEach(entry -> out.printf(Locale.ROOT, "  %6d  %s%n", entry.getValue(), entry.getKey()));
    if (work.contents().licenses().size() > LICENSES) {
      out.printf(
          Locale.ROOT,
          "          and %d other expressions%n",
          work.contents().licenses().size() - LICENSES);
    }
    for (SkipReason reason : SkipReason.values()) {
      int count = work.contents().skipped().getOrDefault(reason, 0);
      if (count > 0) {
        out.printf(Locale.ROOT, "  %6d  skipped: %s%n", count, reason.explanation());
      }
    }
    work.provenance()
        .preferences()
        .forEach(preference ->
            out.printf(
                "          says of its use by AI: %s (%s:%d)%n",
                preference.statement(), preference.where(), preference.line()));
    out.flush();
    for (String warning : warnings) {
      err.print(
          Diagnostic.of("source/unread", "not read: " + warning, "look at the source")
              .at(work.id())
              .render("warning"));
    }
    if (work.contents().files() == 0) {
      err.print(
          Diagnostic.of(
                  "source/no-code",
                  "`" + work.id() + "` holds no file that can be indexed",
                  "check that it is the source, not the compiled form")
              .render("warning"));
    }
  }
}
