package dev.ringfence.scanner.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.result.RenameMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          c       | a = b + a  | x = b + x | a=x x2; 1.0
          c       | a = b + a  | x = b + y | a=x x1; 0.67
          c       | A = b      | a = b     | A=a x1; 1.0
          fortran | A = b + N  | a = B + m | n=m x1; 1.0
          """)
  void listsWhatStandsForWhat(String language, String hunk, String origin, String expected) {
    Language of = Language.ofId(language).orElseThrow();
    Tokens ours = tokens(of, hunk);
    Tokens theirs = tokens(of, origin);
    HunkTokens read = new HunkTokens(of, ours, hunk);
    List<int[]> pairs = IntStream.range(0, ours.size()).mapToObj(i -> new int[] {i, i}).toList();
    RenameMap map =
        Renames.of(read, new OriginText(origin, LineTable.of(origin), theirs, List.of()), pairs);
    StringBuilder text = new StringBuilder();
    map.names().forEach(e -> text.append(e.hunk() + "=" + e.origin() + " x" + e.count() + "; "));
    assertEquals(expected, text.toString() + map.consistency());
  }

  private static Tokens tokens(Language language, String text) {
    return Tokenizers.create().tokenize(new SourceText(text, language, "test"));
  }
}
