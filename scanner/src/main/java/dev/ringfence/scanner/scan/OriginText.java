package dev.ringfence.scanner.scan;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.scanner.structure.Function;
import dev.ringfence.scanner.structure.FunctionFinder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// An origin's text with its tokens, numbered as in a match, and its functions.
///
/// @param text the text
/// @param table where its lines begin
/// @param tokens its tokens
/// @param functions its functions
record OriginText(String text, LineTable table, Tokens tokens, List<Function> functions) {
  /// The text of a content; empty where the index keeps none.
  static Optional<OriginText> of(OriginIndex index, int blob, CorpusFile file) throws IOException {
    return index
        .texts(blob)
        .getFirst()
        .map(text ->
            new OriginText(
                text,
                LineTable.of(text),
                Tokenizers.create().tokenize(new SourceText(text, file.language(), file.path())),
                FunctionFinder.find(file.language(), text)));
  }

  /// A token as it is written.
  String word(int token) {
    return text.substring(tokens.start(token), tokens.end(token));
  }

  /// A line without its end.
  String line(int number) {
    int start = table.startOffset(number);
    int end = number < table.lineCount() ? table.startOffset(number + 1) - 1 : text.length();
    return text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  /// How many lines it has: a break at its end begins no other.
  int lines() {
    return text.endsWith("\n") ? table.lineCount() - 1 : table.lineCount();
  }
}
