package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenseCompatibilityTest {
  @ParameterizedTest
  @CsvSource({
    "BSD-3-Clause, MIT, true",
    "BSD-3-Clause, GPL-3.0-or-later, false",
    "BSD-3-Clause, LGPL-2.1-or-later, false",
    "BSD-3-Clause, MPL-2.0, false",
    "MIT, MIT OR GPL-2.0-only, true",
    "MIT, MIT AND GPL-2.0-only, false",
    "GPL-3.0-or-later, GPL-3.0-or-later, true",
    "GPL-3.0-or-later, GPL-2.0-or-later, true",
    "GPL-3.0-or-later, GPL-2.0-only, false",
    "GPL-3.0-or-later, GPL-3.0-only, false",
    "GPL-3.0-only, GPL-3.0-or-later, true",
    "GPL-3.0-only, GPL-2.0-only, false",
    "GPL-2.0-only, GPL-2.0-or-later, true",
    "GPL-2.0-only, GPL-3.0-or-later, false",
    "GPL-2.0-or-later, GPL-3.0-or-later, false",
    "GPL-2.0-only, Apache-2.0, false",
    "GPL-3.0-only, Apache-2.0, true",
    "GPL-2.0-only, LGPL-2.1-only, true",
    "GPL-3.0-or-later, LGPL-2.1-only, true",
    "GPL-3.0-or-later, LGPL-2.1-or-later, true",
    "GPL-2.0-only, LGPL-3.0-or-later, false",
    "GPL-2.0-or-later, LGPL-3.0-only, false",
    "GPL-3.0-only, LGPL-3.0-only, true",
    "LGPL-2.1-or-later, GPL-2.0-or-later, false",
    "LGPL-2.1-or-later, LGPL-2.1-or-later, true",
    "LGPL-3.0-or-later, LGPL-2.1-or-later, true",
    "LGPL-3.0-or-later, LGPL-2.1-only, false",
    "AGPL-3.0-only, GPL-3.0-or-later, true",
    "AGPL-3.0-or-later, GPL-3.0-only, true",
    "AGPL-3.0-only, GPL-2.0-only, false",
    "AGPL-3.0-only, LGPL-2.1-or-later, true",
    "GPL-3.0-or-later, AGPL-3.0-only, false",
    "GPL-3.0-or-later, MPL-2.0, true",
    "GPL-2.0-or-later OR MIT, GPL-2.0-or-later, false",
    "GPL-2.0-or-later AND MIT, GPL-2.0-or-later, true",
    "GPL-2.0-or-later WITH Classpath-exception-2.0, GPL-2.0-or-later, false",
    "BSD-3-Clause, GPL-2.0-only WITH Classpath-exception-2.0, false",
    "GPL-3.0-or-later, LicenseRef-something, false",
    "GPL-3.0-or-later, BUSL-1.1, false"
  })
  void saysWhetherTheProjectMayTakeIt(String project, String code, boolean compatible) {
    LicenseCompatibility.Answer answer =
        LicenseCompatibility.of(
            SpdxExpression.parse(project).orElseThrow(), SpdxExpression.parse(code).orElseThrow());
    assertEquals(compatible, answer.compatible(), answer.reason());
    assertFalse(answer.reason().isBlank());
  }
}
