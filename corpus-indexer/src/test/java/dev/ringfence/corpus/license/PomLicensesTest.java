package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PomLicensesTest {
  private static PomLicenses.Pom read(String xml) {
    return PomLicenses.read("a.pom", xml.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The Apache Software License, Version 2.0 | Apache-2.0",
        "GNU General Public License, version 3 | GPL-3.0-only",
        "GPL-2.0-or-later | GPL-2.0-or-later",
        "GNU Lesser General Public License, version 2.1 or later | LGPL-2.1-or-later",
        "GNU Affero General Public License v3 | AGPL-3.0-only",
        "Eclipse Public License - v 1.0 | EPL-1.0",
        "The MIT License | MIT",
        "GPL2 w/ CPE | GPL-2.0-only WITH Classpath-exception-2.0",
      })
  void mapsTheNamesThatPomsUse(String name, String spdx) {
    assertEquals(Optional.of(spdx), LicenseNames.toSpdx(name));
  }

  @Test
  void readsSeveralLicensesAsAChoice() {
    PomLicenses.Pom pom =
        read(
            "<project><licenses><license><name>MIT</name></license>"
                + "<license><name>LGPL 2.1</name></license></licenses></project>");
    assertEquals("MIT OR LGPL-2.1-only", pom.evidence().orElseThrow().expression());
  }

  @Test
  void namesTheParentWhereItHasNone() {
    PomLicenses.Pom pom =
        read(
            "<project><parent><groupId>a</groupId><artifactId>b</artifactId><version>1</version>"
                + "</parent></project>");
    assertTrue(pom.evidence().isEmpty());
    assertEquals(Optional.of("a:b:1"), pom.parent());
  }

  @Test
  void saysNothingOfBrokenOrHostileXml() {
    assertTrue(read("<project").evidence().isEmpty());
    assertTrue(
        read("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><project>&e;</project>")
            .evidence()
            .isEmpty());
  }

  /// The parser's own handler writes on standard error, where reports of others stand.
  @Test
  void faultsOfStrangersAreNotPrinted() {
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
      for (String pom :
          List.of(
              "<!DOCTYPE project [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><project>&x;</project>",
              "<project>",
              "no xml",
              "")) {
        assertEquals(
            Optional.empty(),
            PomLicenses.read("p", pom.getBytes(StandardCharsets.UTF_8)).evidence());
      }
    } finally {
      System.setErr(err);
    }
    assertEquals("", said.toString(StandardCharsets.UTF_8));
  }
}
