package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Statements;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/// Decisions of bodies that words end, and nesting by indentation (Hindle, Godfrey and Holt 2008):
/// how structures nest is not followed.
final class WordedComplexity {
  private static final Set<String> DECISIONS =
      Set.of(
          "if", "elseif", "elsif", "elif", "for", "while", "until", "unless", "when", "case",
          "catch", "rescue", "repeat", "foreach", "parfor", "&&", "||", "and", "or", ".and.",
          ".or.");

  private final FunctionBody body;
  private final Statements statements;
  private final Counts counts;

  private WordedComplexity(FunctionBody body, Statements statements) {
    this.body = body;
    this.statements = statements;
    this.counts = new Counts(body, false);
  }

  static Counts of(FunctionBody body, Statements statements) {
    WordedComplexity measure = new WordedComplexity(body, statements);
    measure.count();
    return measure.counts;
  }

  private void count() {
    Deque<Integer> columns = new ArrayDeque<>();
    for (int i = 0; i < body.size(); i++) {
      if (body.isEmpty(i)) {
        continue;
      }
      boolean ends = body.at(i - 1).equals("end") && body.line(i - 1) == body.line(i);
      String symbol = body.at(i).toLowerCase(Locale.ROOT);
      if (!ends
          && (DECISIONS.contains(symbol)
              || (symbol.equals("do")
                  && statements.has(StatementTrait.COUNTED_DO)
                  && body.startsLine(i)))) {
        counts.decide(1);
      }
      if (body.startsLine(i)) {
        int column = body.column(i);
        while (!columns.isEmpty() && columns.peek() >= column) {
          columns.pop();
        }
        columns.push(column);
        // The head and the body's own level are no nesting.
        counts.reach(columns.size() - 2);
      }
    }
  }
}
