package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebianCopyrightTest {
  private static final String FILE =
      """
      Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
      Upstream-Name: sample

      Files: *
      Copyright: 2001 Somebody
      License: GPL-2+

      Files: lib/*.c
       lib/sub/?.h
      Copyright: 2002 Other
      License: LGPL-2.1+ or Expat

      Files: lib/old*
      License: BSD-3-clause

      License: GPL-2+
       The text.
      """;

  @ParameterizedTest
  @CsvSource({
    "src/a.c, GPL-2.0-or-later, DEBIAN_DEFAULT",
    "lib/a.c, LGPL-2.1-or-later OR MIT, DEBIAN_COPYRIGHT",
    "lib/x/y.c, LGPL-2.1-or-later OR MIT, DEBIAN_COPYRIGHT",
    "lib/sub/a.h, LGPL-2.1-or-later OR MIT, DEBIAN_COPYRIGHT",
    "lib/sub/ab.h, GPL-2.0-or-later, DEBIAN_DEFAULT",
    "lib/old.c, BSD-3-Clause, DEBIAN_COPYRIGHT",
  })
  void takesTheLastStanzaThatFits(String path, String expression, Method method) {
    LicenseEvidence found = DebianCopyright.parse(FILE).orElseThrow().of(path).orElseThrow();
    assertEquals(expression, found.expression());
    assertEquals(method, found.method());
  }

  @ParameterizedTest
  @CsvSource({
    "GPL-3, GPL-3.0-only",
    "GPL-2+ with OpenSSL exception, GPL-2.0-or-later WITH LicenseRef-OpenSSL-exception",
    "GPL-2 with Classpath exception, GPL-2.0-only WITH Classpath-exception-2.0",
    "LGPL-2+ and BSD-2-clause, LGPL-2.0-or-later AND BSD-2-Clause",
    "AGPL-3+, AGPL-3.0-or-later",
    "public-domain, LicenseRef-public-domain",
    "Something-Odd, LicenseRef-Something-Odd",
    "GPL, GPL-1.0-or-later",
  })
  void mapsShortNames(String debian, String spdx) {
    assertEquals(spdx, DebianCopyright.toSpdx(debian));
    assertTrue(SpdxExpression.parse(spdx).isPresent());
  }

  @Test
  void leavesFreeTextAlone() {
    assertTrue(DebianCopyright.parse("This package was debianized by Somebody.\n").isEmpty());
  }
}
