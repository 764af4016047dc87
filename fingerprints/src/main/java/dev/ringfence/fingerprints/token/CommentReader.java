package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import java.util.Set;

/// Reads the comments and documentation strings of a text, which its tokens leave out. One a
/// thread.
public final class CommentReader {
  /// A comment with one of these is about the license: whoever uses the license has it.
  private static final Set<String> LEGAL =
      Set.of("copyright", "license", "licence", "licensed", "licensing", "warranty", "spdx");

  private final Tokenizer tokenizer;

  /// A reader over a tokenizer that nobody else uses meanwhile.
  public CommentReader(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /// The words of a text's comments and of the triple-quoted strings that begin a line; without
  /// those that speak of licenses.
  public Prose read(SourceText source) {
    String text = source.text();
    LineTable lines = LineTable.of(text);
    RawTokens raw = tokenizer.lex(source);
    Prose prose = new Prose();
    int end = 0;
    for (int i = 0; i < raw.size(); i++) {
      addUnlessLegal(prose, text, end, raw.startOffset(i), lines);
      end = raw.endOffset(i);
      if (raw.tokenClass(i) == TokenClass.STRING
          && isDocumentation(text, raw.startOffset(i), end)) {
        addUnlessLegal(prose, text, raw.startOffset(i), end, lines);
      }
    }
    addUnlessLegal(prose, text, end, text.length(), lines);
    return prose;
  }

  private static void addUnlessLegal(
      Prose prose, String text, int start, int end, LineTable lines) {
    int before = prose.size();
    prose.add(text, start, end, lines::lineAt);
    for (int i = before; i < prose.size(); i++) {
      if (LEGAL.contains(prose.word(i))) {
        prose.truncate(before);
      }
    }
  }

  /// Whether a string is in triple quotes and first on its line.
  private static boolean isDocumentation(String text, int start, int end) {
    int first = start;
    while (first < end && first - start < 3 && Character.isLetter(text.charAt(first))) {
      first++;
    }
    if (!text.startsWith("\"\"\"", first) && !text.startsWith("'''", first)) {
      return false;
    }
    int before = start - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    return before < 0 || text.charAt(before) == '\n';
  }
}
