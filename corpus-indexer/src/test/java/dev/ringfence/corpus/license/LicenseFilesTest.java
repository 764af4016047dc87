package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseFilesTest {
  private static final Map<String, String> TEXTS =
      Map.of(
          "mit", "Licensed under the MIT License.\n",
          "apache", "Licensed under the Apache License, Version 2.0.\n",
          "gpl2", "Licensed under the GNU General Public License, version 2.\n",
          "gpl3", "Licensed under the GNU General Public License, version 3.\n",
          "lgpl3", "Licensed under the GNU Lesser General Public License, version 3.\n",
          "lgpl21", "Licensed under the GNU Lesser General Public License, version 2.1.\n",
          "bsd", "Licensed under the 3-clause BSD License.\n",
          "tag", "SPDX-License-Identifier: GPL-3.0-or-later\n",
          "odd", "Do as the owl does, by moonlight alone.\n");

  /// `NAME=TEXT NAME=TEXT`.
  private static Map<String, String> files(String layout) {
    Map<String, String> files = new TreeMap<>();
    for (String each : layout.split(" ", -1)) {
      String[] parts = each.split("=", 2);
      assertTrue(LicenseDetector.speaksForOthers(parts[0]), parts[0]);
      files.put(parts[0], TEXTS.get(parts[1]));
    }
    return files;
  }

  private static LicenseConclusion conclude(Map<String, String> files, String path) {
    return new LicenseDetector(files, List.of(), Optional.empty()).of(path, "int x;\n");
  }

  @ParameterizedTest
  @CsvSource({
    "COPYING=gpl3 COPYING.LESSER=lgpl3, LGPL-3.0-only",
    "COPYING=gpl3 COPYING.LIB=lgpl3, LGPL-3.0-only",
    "COPYING=gpl3 COPYING.lesser.txt=lgpl3, LGPL-3.0-only",
    "COPYING.GPL=gpl3 COPYING.LGPL=lgpl3, LGPL-3.0-only",
    "LICENSE=lgpl3 LICENSE.GPL=gpl3, LGPL-3.0-only",
    "COPYING=gpl2 COPYING.LESSER=lgpl21, LGPL-2.1-only",
    "COPYING=gpl2 COPYING.LIB=lgpl21, GPL-2.0-only AND LGPL-2.1-only",
    "MIT-LICENSE=mit, MIT",
    "MIT-LICENSE.txt=mit, MIT",
    "LICENCE=mit, MIT",
    "Licence.md=mit, MIT",
    "license.rst=mit, MIT",
    "LICENSE-MIT=mit, MIT",
    "LICENSE.APACHE2=apache, Apache-2.0",
    "LICENSE.BSD=bsd, BSD-3-Clause",
    "LICENSE_1_0.txt=bsd, BSD-3-Clause",
    "COPYRIGHT=bsd, BSD-3-Clause",
    "Copyright.txt=bsd, BSD-3-Clause",
    "COPYING3=gpl3, GPL-3.0-only",
    "LICENSE=tag, GPL-3.0-or-later",
    "COPYINGv3=gpl3, GPL-3.0-only",
    "GPL-LICENSE.txt=gpl2, GPL-2.0-only",
    "GPL=gpl2, GPL-2.0-only",
    "GPL.txt=gpl3, GPL-3.0-only",
    "gpl-2.0.txt=gpl2, GPL-2.0-only",
    "LGPL-2.1=lgpl21, LGPL-2.1-only",
    "licenses/mit.txt=mit, MIT",
    "LICENSES/GPL-3.0-only.txt=gpl3, GPL-3.0-only",
    "LICENSE-APACHE=apache LICENSE-MIT=mit, Apache-2.0 OR MIT",
    "LICENSE=odd LICENSE-APACHE=apache LICENSE-MIT=mit, Apache-2.0 OR MIT",
    "LICENSE=mit LICENSE-THIRD-PARTY.txt=gpl2, MIT",
    "LICENSE=mit LICENSE.zstd=gpl2, MIT",
    "LICENSE.GPL=gpl2 LICENSE.MIT=mit, GPL-2.0-only AND MIT",
    "debian/LICENSE=mit, MIT",
    "doc/COPYING=gpl2, GPL-2.0-only"
  })
  void readsTheLayoutsOfLicenseFiles(String layout, String expression) {
    assertEquals(Optional.of(expression), conclude(files(layout), "src/a.c").expression());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "license.py",
        "src/copying.c",
        "LicenseChecker.java",
        "mit.js",
        "licenses/list.json",
        "bsd.h",
        "copyright.svg",
        "gplot.txt"
      })
  void takesNoCodeForALicenseFile(String path) {
    assertFalse(LicenseDetector.isLicenseFile(path), path);
  }

  private static final String GPL_DEFAULT = "Format: x\n\nFiles: *\nLicense: GPL-2+\n";

  /// What speaks for vendored code, in a work whose default is the GPL.
  @ParameterizedTest
  @CsvSource({
    "third_party/z/LICENSE=mit, third_party/z/a.c, MIT, FOLDER_LICENSE",
    "third_party/z/LICENSE=mit, third_party/z/deep/er/a.c, MIT, FOLDER_LICENSE",
    "third_party/z/MIT-LICENSE.txt=mit, third_party/z/a.c, MIT, FOLDER_LICENSE",
    "lib/sha/LICENSE.txt=bsd, lib/sha/a.c, BSD-3-Clause, FOLDER_LICENSE",
    "lib/LICENSE=mit lib/x/COPYING=gpl3, lib/x/a.c, GPL-3.0-only, FOLDER_LICENSE",
    "lib/LICENSE=gpl3 lib/x/COPYING=mit, lib/x/a.c, MIT, FOLDER_LICENSE",
    "lib/LICENSE=mit lib/x/COPYING=odd, lib/x/a.c, MIT, FOLDER_LICENSE",
    "lib/Doc/License.txt=mit, lib/a.c, MIT, FOLDER_LICENSE",
    "lib/licenses/MIT.txt=mit, lib/a.c, MIT, FOLDER_LICENSE",
    "LICENSE=mit, src/a.c, GPL-2.0-or-later, DEBIAN_DEFAULT",
    "third_party/z/LICENSE=mit, src/a.c, GPL-2.0-or-later, DEBIAN_DEFAULT",
    "third_party/z/LICENSE=odd, third_party/z/a.c, GPL-2.0-or-later, DEBIAN_DEFAULT"
  })
  void aLicenseBelowTheRootComesBeforeDebiansDefault(
      String layout, String path, String expression, Method method) {
    Map<String, String> files = files(layout);
    files.put("debian/copyright", GPL_DEFAULT);
    LicenseConclusion found = conclude(files, path);
    assertEquals(Optional.of(expression), found.expression());
    assertEquals(method, found.deciding().orElseThrow().method());
    // Nothing that was read is lost.
    assertEquals(
        files.values().stream().anyMatch(t -> t.contains("owl")),
        found.evidence().stream().anyMatch(e -> e.expression().isEmpty()));
  }

  @Test
  void aStanzaThatNamesTheFolderComesBeforeItsLicense() {
    Map<String, String> files = files("third_party/z/LICENSE=mit");
    files.put("debian/copyright", GPL_DEFAULT + "\nFiles: third_party/*\nLicense: ISC\n");
    assertEquals(Optional.of("ISC"), conclude(files, "third_party/z/a.c").expression());
  }
}
