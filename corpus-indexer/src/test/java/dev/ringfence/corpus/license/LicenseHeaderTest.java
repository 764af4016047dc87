package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LicenseHeaderTest {
  private static String gnu(String name, String version) {
    return " * Copyright (C) 2001 Somebody\n *\n * This program is free software; you can redistribute it"
        + " and/or modify\n * it under the terms of the "
        + name
        + " as published by\n * the Free Software Foundation; "
        + version
        + "\n *\n * This program is distributed in the hope that it will be useful,\n * but WITHOUT ANY"
        + " WARRANTY; without even the implied warranty of\n * MERCHANTABILITY or FITNESS FOR A"
        + " PARTICULAR PURPOSE. See the\n * "
        + name
        + " for more details.\n *\n * You should have received a copy of the "
        + name
        + "\n * along with this program; if not, write to the Free Software\n * Foundation, Inc., 59"
        + " Temple Place, Suite 330, Boston, MA 02111-1307 USA\n";
  }

  static Stream<Arguments> headers() {
    String later2 = "either version 2 of the License, or (at\n * your option) any later version.";
    return Stream.of(
        Arguments.of("GPL-2.0-or-later", gnu("GNU General Public License", later2)),
        Arguments.of("GPL-2.0-only", gnu("GNU General Public License", "version 2.")),
        Arguments.of(
            "GPL-3.0-or-later",
            gnu("GNU General Public License", later2.replace("version 2", "version 3"))),
        Arguments.of(
            "LGPL-2.1-or-later",
            gnu("GNU Lesser General Public License", later2.replace("version 2", "version 2.1"))),
        Arguments.of(
            "AGPL-3.0-or-later",
            gnu("GNU Affero General Public License", later2.replace("version 2", "version 3"))),
        Arguments.of(
            "GPL-2.0-or-later",
            "# This software may be used and distributed according to the terms of the\n# GNU General"
                + " Public License version 2 or any later version.\n"),
        Arguments.of("GPL-2.0-only", "/* licensed under GPLv2, see COPYING */"),
        Arguments.of(
            "GPL-2.0-only OR BSD-3-Clause",
            "This source code is licensed under both the BSD-style license and the GPLv2.\nYou may"
                + " select, at your option, one of the above-listed licenses.\n"),
        Arguments.of(
            "LGPL-3.0-or-later OR GPL-2.0-or-later",
            "it under the terms of either:\n  * the GNU Lesser General Public License as published by the"
                + " Free Software Foundation; either version 3 of the License, or (at your option) any"
                + " later version.\nor\n  * the GNU General Public License as published by the Free"
                + " Software Foundation; either version 2 of the License, or (at your option) any later"
                + " version.\nor both in parallel, as here.\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void readsHeaders(String expected, String header) {
    LicenseConclusion found =
        LicenseConclusion.of(LicenseHeader.read("a.c", "/*\n" + header + " */\nint main(void);\n"));
    assertEquals(Optional.of(expected), found.expression());
  }

  @Test
  void findsTheTextsOfTheListInThemselves() {
    // BSD-2-Clause is a part of BSD-3-Clause, and MIT of many: the right one has to win.
    for (String id : List.of("MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "BSL-1.0")) {
      String text = text(id);
      LicenseConclusion found = LicenseConclusion.of(LicenseHeader.read("a.txt", text));
      assertEquals(Optional.of(id), found.expression());
      assertEquals(Category.PERMISSIVE, found.category());
    }
  }

  @Test
  void theTextsOfTheGnuLicensesAreThemselves() {
    for (String id :
        List.of(
            "GPL-2.0-only", "GPL-3.0-only", "LGPL-2.1-only", "LGPL-3.0-only", "AGPL-3.0-only")) {
      // The list's file of the LGPL-3.0 holds the GPL behind it.
      String alone = text(id).split("(?m)^\\s*GNU GENERAL PUBLIC LICENSE\\s*$", -1)[0];
      String text = alone.length() < 1_000 ? text(id) : alone;
      assertEquals(id, LicenseHeader.readLicenseFile("COPYING", text).orElseThrow().expression());
    }
  }

  private static String text(String id) {
    try {
      // The list as the build unpacked it.
      String json =
          java.nio.file.Files.readString(
              java.nio.file.Path.of("target/spdx/resources/stdlicenses", id + ".json"));
      return tools.jackson.databind.json.JsonMapper.shared()
          .readTree(json)
          .path("licenseText")
          .asString();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void takesTheTagBeforeTheHeader() {
    String text =
        "// SPDX-License-Identifier: MIT OR Apache-2.0 */\n/*\n"
            + gnu("GNU General Public License", "version 2.")
            + "*/";
    LicenseConclusion found = LicenseConclusion.of(LicenseHeader.read("x/a.c", text));
    assertEquals(Optional.of("MIT OR Apache-2.0"), found.expression());
    assertEquals(Method.SPDX_TAG, found.evidence().getFirst().method());
    assertEquals(1, found.evidence().getFirst().line());
    assertTrue(found.isContested());
  }

  @Test
  void saysNothingOfCodeWithoutAHeader() {
    assertTrue(LicenseHeader.read("a.c", "int main(void) { return 0; }\n").isEmpty());
  }

  @Test
  void letsAnExactVersionBeatAMentionWithoutOne() {
    LicenseDetector detector =
        new LicenseDetector(Map.of(), List.of(), Optional.of("GPL-2.0-or-later"));
    assertEquals(
        Optional.of("GPL-2.0-or-later"),
        detector.of("a.py", "# Distributed under the GNU General Public License\n").expression());
    assertEquals(
        Optional.of("MIT"),
        new LicenseDetector(Map.of(), List.of(), Optional.of("MIT"))
            .of("a.py", "x = 1\n")
            .expression());
  }

  @Test
  void takesTheNearestLicenseFile() {
    Map<String, String> files =
        Map.of(
            "COPYING", gnu("GNU General Public License", "version 2."), "lib/LICENSE", text("MIT"));
    LicenseDetector detector = new LicenseDetector(files, List.of(), Optional.empty());
    assertEquals(Optional.of("MIT"), detector.of("lib/x/a.c", "int a;").expression());
    assertEquals(Optional.of("GPL-2.0-only"), detector.of("src/a.c", "int a;").expression());
  }
}
