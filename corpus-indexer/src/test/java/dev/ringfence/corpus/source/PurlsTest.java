package dev.ringfence.corpus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurlsTest {
  @ParameterizedTest
  @CsvSource({
    "npm, @scope, name, 1.0.0, pkg:npm/%40scope/name@1.0.0",
    "npm, '', name, 1.0.0, pkg:npm/name@1.0.0",
    "maven, org.apache, lib, 2.1, pkg:maven/org.apache/lib@2.1",
    "pypi, '', smoother, 1.5, pkg:pypi/smoother@1.5",
    "github, Owner, Name, v1, pkg:github/owner/name@v1",
    "pypi, '', smoother, '', pkg:pypi/smoother"
  })
  void areCanonical(String type, String namespace, String name, String version, String expected) {
    assertEquals(Optional.of(expected), Purls.of(type, namespace, name, version));
  }

  @Test
  void encodeWhatVersionsOfDebianHold() {
    assertEquals(
        Optional.of("pkg:deb/debian/tool@1%3A2.3%2Bdfsg-1~deb12?arch=source"),
        Purls.of("deb", "debian", "tool", "1:2.3+dfsg-1~deb12", Map.of("arch", "source")));
  }

  @Test
  void areNoneWithoutAName() {
    assertEquals(Optional.empty(), Purls.of("npm", "", "", "1"));
  }
}
