package dev.ringfence.corpus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Versions stand in the order of PEP 440, which names most of these.
class PythonVersionTest {
  private static PythonVersion version(String text) {
    return PythonVersion.parse(text).orElseThrow(() -> new AssertionError(text));
  }

  @Test
  void standInTheirOrder() {
    List<String> ordered =
        List.of(
            "0.9",
            "1.0.dev456",
            "1.0a1",
            "1.0a2.dev456",
            "1.0a12.dev456",
            "1.0a12",
            "1.0b1.dev456",
            "1.0b2",
            "1.0b2.post345.dev456",
            "1.0b2.post345",
            "1.0rc1.dev456",
            "1.0rc1",
            "1.0",
            "1.0+abc.5",
            "1.0+abc.7",
            "1.0+5",
            "1.0.post456.dev34",
            "1.0.post456",
            "1.0.15",
            "1.1.dev1",
            "1.1",
            "10.0",
            "2020.1",
            "1!0.1");
    List<PythonVersion> shuffled =
        new ArrayList<>(ordered.stream().map(PythonVersionTest::version).toList());
    Collections.shuffle(shuffled, new Random(3));
    Collections.sort(shuffled);
    assertEquals(ordered.stream().map(PythonVersionTest::version).toList(), shuffled);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0.0, true",
    "v1.0-ALPHA_2, 1a2, true",
    "1.0-1, 1.post1, true",
    "1.0c3, 1.0rc3, true",
    "1.0+local.1, 1.0, true",
    "1.0, 1.0+local, false",
    "1.0.1, 1.0, false",
    "1!1.0, 1.0, false",
  })
  void isWanted(String offered, String wanted, boolean expected) {
    assertEquals(expected, version(offered).isWanted(version(wanted)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1..0", "1.0-", "../1", "1.0 2", "-1", "1.0+"})
  void refuses(String text) {
    assertEquals(Optional.empty(), PythonVersion.parse(text));
  }

  @Test
  void prereleases() {
    assertTrue(version("1.0.dev1").isPrerelease() && version("1.0rc1").isPrerelease());
    assertTrue(!version("1.0").isPrerelease() && !version("1.0.post1").isPrerelease());
  }
}
