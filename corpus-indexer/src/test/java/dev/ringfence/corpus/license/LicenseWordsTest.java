package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/// What is counted and searched fast gives what the plain way gives.
class LicenseWordsTest {
  private static final int ROUNDS = 3_000;

  /// The Kelvin sign becomes an ASCII letter, the capital I with a dot two characters.
  private static final String LETTERS = "aAbBcC09 \t\n-.,()éÉßſ\u212aİΣσ\u0130ż";

  @Test
  void wordsAreNumberedAsTheyAreSplit() {
    List<String> list = List.of("a", "b", "ab", "aa", "i", "k", "é", "ß", "09", "cab", "σ", "ς");
    WordNumbers numbers = new WordNumbers(list);
    Random random = new Random(32);
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder();
      // Every second text is plain ASCII, which has a way of its own.
      int letters = round % 2 == 0 ? 12 : LETTERS.length();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(LETTERS.charAt(random.nextInt(letters)));
      }
      int[] expected =
          WordNumbers.split(text.toString()).stream().mapToInt(list::indexOf).toArray();
      assertArrayEquals(expected, numbers.of(text.toString()), () -> "of \"" + text + "\"");
    }
  }

  @Test
  void commonWordsAreThoseOfTheTextbook() {
    Random random = new Random(33);
    CommonWords common = new CommonWords(40);
    for (int round = 0; round < ROUNDS; round++) {
      int words = 1 + random.nextInt(40);
      int[] pattern = random.ints(1 + random.nextInt(200), 0, words).toArray();
      int[] text = random.ints(random.nextInt(300), -1, words).toArray();
      int from = random.nextInt(text.length + 1);
      int to = from + random.nextInt(text.length - from + 1);
      assertEquals(
          textbook(pattern, text, from, to),
          common.length(pattern, text, from, to),
          "round " + round);
    }
  }

  private static int textbook(int[] pattern, int[] text, int from, int to) {
    int[][] table = new int[pattern.length + 1][to - from + 1];
    for (int i = 1; i <= pattern.length; i++) {
      for (int j = 1; j <= to - from; j++) {
        table[i][j] =
            pattern[i - 1] == text[from + j - 1]
                ? table[i - 1][j - 1] + 1
                : Math.max(table[i - 1][j], table[i][j - 1]);
      }
    }
    return table[pattern.length][to - from];
  }

  @Test
  void aChoiceIsFoundAboutItsNeedlesAsInTheWholeText() {
    String[] pieces = {
      "at your ",
      "option",
      "as the holder's ",
      "discretion",
      "choice of ",
      "preference ",
      "one of ",
      "any of the ",
      "above ",
      "following ",
      "under ",
      "under the terms of ",
      "either ",
      "the gnu ",
      "of the ",
      "alternatively",
      "this ",
      "dual ",
      "dual-",
      "dually ",
      "licen",
      "licenses ",
      "multi ",
      "multi-",
      "tri",
      "tri ",
      "in parallel ",
      "you ",
      "users ",
      "may ",
      "can ",
      "are free to ",
      "choose ",
      "select ",
      "pick ",
      "elect ",
      "decide ",
      "your choice",
      "whichever ",
      "at least ",
      "two ",
      "both ",
      ") any ",
      ", any ",
      "? any",
      "any later version ",
      "(at ",
      "gpl ",
      ". ",
      "x",
      " a version of the library that nobody has named yet and which is long "
    };
    Random random = new Random(34);
    int choices = 0;
    for (int round = 0; round < 30 * ROUNDS; round++) {
      StringBuilder flat = new StringBuilder();
      for (int i = 1 + random.nextInt(9); i > 0; i--) {
        flat.append(pieces[random.nextInt(pieces.length)]);
      }
      boolean expected = ChoiceWords.CHOICE.matcher(flat).find();
      assertEquals(expected, ChoiceWords.stand(flat.toString()), () -> "of \"" + flat + "\"");
      choices += expected ? 1 : 0;
    }
    assertEquals(true, choices > ROUNDS && choices < 29 * ROUNDS, "choices: " + choices);
  }

  @Test
  void aPhraseIsFoundAboutItsNeedleAsInTheWholeText() {
    List<String> pieces = new ArrayList<>();
    for (String each :
        "under the |the |terms of the |\"|mit|mit\" |mit |x11 |license |licence|-style license|licensed|licensed |: |is |permit |limited |bsd|bsd |bsd-|2-clause |freebsd |new |style |modified |released |in|to the |public domain|public domain |software |is |are |hereby |mozilla public license, |(mpl), |version |2.0 |1.1 |apache license |v2|same terms as perl |as the perl |permission is hereby granted, free of charge, to any person |redistribution and use |in source and binary forms |. |x|some other words that stand between two of them and are so many that no match reaches over all of these "
            .split("\\|", -1)) {
      pieces.add(each);
    }
    Random random = new Random(35);
    for (int round = 0; round < 10 * ROUNDS; round++) {
      StringBuilder flat = new StringBuilder();
      for (int i = 1 + random.nextInt(12); i > 0; i--) {
        flat.append(pieces.get(random.nextInt(pieces.size())));
      }
      for (LicensePhrase phrase : LicensePhrase.ALL) {
        if (flat.indexOf(phrase.needle()) >= 0) {
          List<String> found = new ArrayList<>();
          Matcher matcher = phrase.matcher(flat.toString());
          for (int at = 0; phrase.find(matcher, flat.toString(), at); at = matcher.end()) {
            found.add(matcher.start() + " to " + matcher.end());
          }
          List<String> expected =
              phrase
                  .pattern()
                  .matcher(flat)
                  .results()
                  .map(each -> each.start() + " to " + each.end())
                  .toList();
          assertEquals(expected, found, () -> phrase.pattern() + " in \"" + flat + "\"");
        }
      }
    }
  }
}
