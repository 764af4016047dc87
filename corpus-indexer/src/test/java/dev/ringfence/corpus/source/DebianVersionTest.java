package dev.ringfence.corpus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebianVersionTest {
  // The relations were asked of `dpkg --compare-versions`.
  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0, 0",
    "1.0, 1.00, 0",
    "1.0, 1.0-0, 0",
    "1.9, 1.10, -1",
    "1:0.5, 2.0, 1",
    "0:2.0, 2.0, 0",
    "2.0~rc1, 2.0, -1",
    "2.0~~, 2.0~, -1",
    "2.0, 2.0a, -1",
    "2.0a, 2.0+, -1",
    "2.7.1+dfsg-5, 2.7.1+dfsg-5+deb12u1, -1",
    "1.2-3-4, 1.2-3-5, -1",
    "1.2-3, 1.2.3, -1",
    "1.0-1~bpo12+1, 1.0-1, -1",
    "20240101, 3.1, 1",
    "99999999999999999999, 100000000000000000000, -1"
  })
  void comparesAsDpkgDoes(String a, String b, int expected) {
    assertEquals(expected, Integer.signum(DebianVersion.compare(a, b)));
    assertEquals(-expected, Integer.signum(DebianVersion.compare(b, a)));
  }
}
