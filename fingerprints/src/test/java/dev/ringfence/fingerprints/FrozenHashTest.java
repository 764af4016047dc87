package dev.ringfence.fingerprints;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hashes as they stand in indexes that people have. Where one of these fails, every such index
/// would go blind: raise [FingerprintFormat#VERSION] first, then write down the new values.
class FrozenHashTest {
  private static final String TEXT =
      """
      double weave(const double *warp, int n) {
        double slack = 0.0;
        for (int i = 0; i < n; i++)
          slack += warp[i] * 0.5; /* half */
        return n ? slack / n : -1.0;
      }
      """;

  private static String hex(LongStream values) {
    return String.join(
        " ", values.mapToObj(value -> String.format(Locale.ROOT, "%016x", value)).toList());
  }

  private static Fingerprints fingerprints() {
    return new Fingerprinter().fingerprint(new SourceText(TEXT, Language.C, "weave.c"));
  }

  @ParameterizedTest
  @CsvSource({
    "EXACT, 2e2efc4af47b2873 22972c518635c591 38e0f96f19e0c12d 37e53485f3da5f8a 0ab86a2364059a91"
        + " 309d2fa98f601403 2e1c5d1f2d02f748 168af4297b9f04bd 0ff366e251e14687",
    "RENAMED, 1db3adab27ac7bea 26512a07054881d4 666f2ff054bfe964 4ed5cb83bf32df88"
        + " 03ec04fad5f3b2b3 0ae8297244fcf477 4060623ec079e1de 06d20e5b505f0d8f"
  })
  void fingerprintsAreWhatTheyWere(Channel channel, String expected) {
    Fingerprints made = fingerprints();
    assertEquals(expected, hex(Arrays.stream(made.hashes(channel)).limit(made.count(channel))));
  }

  @Test
  void spellingsAreWhatTheyWere() {
    Tokens tokens = fingerprints().tokens();
    List<String> spelled = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      spelled.add(String.format(Locale.ROOT, "%08x", tokens.spelling(i)));
    }
    assertEquals(
        "0000006c f010252b 00000005 00000067 0000006c 00000011 867feff6 0000000b 00000076",
        String.join(" ", spelled));
  }

  @Test
  void theVersionIsTheOneOfTheseValues() {
    assertEquals(4, FingerprintFormat.VERSION);
  }
}
