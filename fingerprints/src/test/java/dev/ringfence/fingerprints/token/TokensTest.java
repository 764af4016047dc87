package dev.ringfence.fingerprints.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokensTest {
  /// A token with all that is known of it.
  private record Row(int symbol, int spelling, int line, int start, int end) {}

  private static Tokens random(Random random, int size) {
    return Tokens.of(random.ints(size).toArray(), random.ints(size).toArray())
        .withLines(random.ints(size).toArray())
        .withPlaces(random.ints(size).toArray(), random.ints(size).toArray());
  }

  private static List<Row> rows(Tokens tokens) {
    return IntStream.range(0, tokens.size())
        .mapToObj(i ->
            new Row(
                tokens.symbol(i),
                tokens.spelling(i),
                tokens.line(i),
                tokens.start(i),
                tokens.end(i)))
        .toList();
  }

  @Test
  void partsArePartsOfTheWholeHoweverTheyWereCut() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      Tokens tokens = random(random, random.nextInt(40));
      List<Row> rows = rows(tokens);
      for (int step = 0; step < 4; step++) {
        int from = random.nextInt(tokens.size() + 1);
        int to = from + random.nextInt(tokens.size() - from + 1);
        switch (random.nextInt(4)) {
          case 0 -> {
            tokens = tokens.slice(from, to);
            rows = rows.subList(from, to);
          }
          case 1 -> {
            int[] some = IntStream.range(from, to).filter(_ -> random.nextBoolean()).toArray();
            tokens = tokens.pick(some);
            rows = IntStream.of(some).mapToObj(rows::get).toList();
          }
          case 2 -> {
            Tokens more = random(random, random.nextInt(5));
            List<Row> all = new ArrayList<>(rows);
            all.addAll(rows(more));
            all.addAll(rows.subList(from, to));
            tokens = Tokens.concat(List.of(tokens, more, tokens.slice(from, to)));
            rows = all;
          }
          default -> {
            tokens = tokens.moved(7).withLines(tokens::spelling);
            rows =
                rows.stream()
                    .map(row ->
                        new Row(row.symbol, row.spelling, row.spelling, row.start + 7, row.end + 7))
                    .toList();
          }
        }
        assertEquals(rows, rows(tokens), "round " + round);
        assertArrayEquals(
            rows.stream().mapToInt(Row::symbol).toArray(), tokens.symbolArray(), "round " + round);
        assertArrayEquals(rows.stream().mapToInt(Row::spelling).toArray(), tokens.spellingArray());
        assertEquals(tokens.compact(), tokens);
        assertEquals(tokens.compact().hashCode(), tokens.hashCode());
        assertEquals(rows, rows(tokens.compact()));
      }
    }
  }

  @Test
  void wholesAreNotCopied() {
    Tokens tokens = random(new Random(12), 20);
    assertSame(tokens, tokens.slice(0, 20));
    assertSame(tokens, tokens.compact());
    assertSame(tokens, Tokens.concat(List.of(Tokens.NONE, tokens)));
    assertSame(tokens.symbolArray(), tokens.symbolArray());
    assertSame(tokens.symbolArray(), tokens.withLines(_ -> 1).symbolArray());
    assertSame(tokens.spellingArray(), tokens.moved(1).spellingArray());
  }

  @Test
  void areEqualBySymbolsSpellingsAndLines() {
    Tokens tokens = random(new Random(13), 20);
    assertEquals(tokens, tokens.moved(3), "where a text writes them does not count");
    assertNotEquals(tokens, tokens.withLines(token -> tokens.line(token) + 1));
    assertNotEquals(tokens.slice(0, 5), tokens.slice(1, 6));
    Tokens renamed =
        Tokens.of(
                tokens.symbolArray(),
                IntStream.of(tokens.spellingArray()).map(s -> s + 1).toArray())
            .withLines(tokens::line);
    assertNotEquals(tokens, renamed);
    assertTrue(tokens.hasSymbolsOf(renamed));
    assertTrue(tokens.slice(3, 9).hasSymbolsOf(renamed.slice(3, 9)));
    assertEquals(Tokens.NONE, tokens.slice(4, 4));
  }

  @Test
  void whatIsNotKnownIsNotMadeUp() {
    Tokens bare = Tokens.of(new int[] {1, 2}, new int[] {1, 2});
    assertThrows(IndexOutOfBoundsException.class, () -> bare.line(0));
    assertThrows(IndexOutOfBoundsException.class, () -> bare.start(0));
    Tokens mixed = Tokens.concat(List.of(bare, random(new Random(14), 3)));
    assertEquals(5, mixed.size());
    assertThrows(IndexOutOfBoundsException.class, () -> mixed.line(4));
    assertThrows(IllegalArgumentException.class, () -> Tokens.of(new int[1], new int[2]));
    assertThrows(IllegalArgumentException.class, () -> bare.withLines(new int[3]));
    assertThrows(IndexOutOfBoundsException.class, () -> bare.slice(1, 3));
  }

  @Test
  void whatATokenizerGaveStaysWhenItReadsOn() {
    Tokenizer tokenizer = Tokenizers.create();
    String text = "int a = 1;\nint b = \"two;\n";
    Tokens tokens = tokenizer.tokenize(new SourceText(text, Language.C, "a"));
    List<Row> before = rows(tokens.withLines(LineTable.of(text)));
    assertEquals(1, tokens.errors());
    tokenizer.tokenize(new SourceText("while (x) { y(); }", Language.C, "b"));
    assertEquals(before, rows(tokens.withLines(LineTable.of(text))));
    assertEquals("b", text.substring(tokens.start(6), tokens.end(6)));
    assertEquals(2, before.get(6).line());
  }
}
