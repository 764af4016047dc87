package dev.ringfence.fingerprints.shingle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KGramHasherTest {
  private static long[] hashes(int k, Channel channel, int[] symbols, int[] spellings) {
    long[] hashes = new long[symbols.length];
    int count = new KGramHasher(k, channel).hash(Tokens.of(symbols, spellings), hashes);
    return Arrays.copyOf(hashes, count);
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void rollsToTheHashOfEachRunByItself(Channel channel) {
    Random random = new Random(4);
    for (int k : new int[] {1, 2, 6, 12, 23}) {
      int[] symbols = random.ints(60, 0, Alphabet.size()).toArray();
      int[] spellings = random.ints(60).toArray();
      long[] rolled = hashes(k, channel, symbols, spellings);
      assertEquals(60 - k + 1, rolled.length);
      for (int i = 0; i < rolled.length; i++) {
        long alone =
            hashes(
                k,
                channel,
                Arrays.copyOfRange(symbols, i, i + k),
                Arrays.copyOfRange(spellings, i, i + k))[0];
        assertEquals(alone, rolled[i], "k " + k + ", position " + i);
      }
    }
  }

  @Test
  void tellsSpellingsApartInTheExactChannelOnly() {
    int[] symbols = {Alphabet.NAME, Alphabet.SEMICOLON};
    int[] one = {-1, Alphabet.SEMICOLON};
    int[] other = {-2, Alphabet.SEMICOLON};
    assertNotEquals(
        hashes(2, Channel.EXACT, symbols, one)[0], hashes(2, Channel.EXACT, symbols, other)[0]);
    assertEquals(
        hashes(2, Channel.RENAMED, symbols, one)[0], hashes(2, Channel.RENAMED, symbols, other)[0]);
  }

  @Test
  void keepsTheChannelsApart() {
    int[] symbols = {Alphabet.SEMICOLON};
    assertNotEquals(
        hashes(1, Channel.EXACT, symbols, symbols)[0],
        hashes(1, Channel.RENAMED, symbols, symbols)[0]);
  }

  @Test
  void hasNoHashOfATooShortRun() {
    assertEquals(0, hashes(5, Channel.EXACT, new int[4], new int[4]).length);
    assertThrows(IllegalArgumentException.class, () -> new KGramHasher(0, Channel.EXACT));
  }
}
