package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenseConclusionTest {
  private static LicenseConclusion conclude(String evidence) {
    List<LicenseEvidence> items = new ArrayList<>();
    for (String each : evidence.split(";", -1)) {
      String[] parts = each.strip().split(" ", 2);
      items.add(
          new LicenseEvidence(
              Method.valueOf(parts[0]),
              parts[1],
              "x",
              1,
              parts[0].endsWith("LICENSE") || parts[0].endsWith("FILE")
                  ? "99 % of the words of the text of it"
                  : "words"));
    }
    return LicenseConclusion.of(items);
  }

  /// What was found, and whether the conclusion has a permissive reading beside it.
  @ParameterizedTest
  @CsvSource({
    "SPDX_TAG GPL-2.0-only; HEADER MIT, true",
    "HEADER GPL-2.0-only; PHRASE MIT, true",
    "DEBIAN_COPYRIGHT GPL-2.0-only; HEADER BSD-3-Clause, true",
    "REUSE GPL-3.0-only; HEADER MIT, true",
    "DEBIAN_DEFAULT GPL-2.0-only; LICENSE_FILE MIT, true",
    "LICENSE_FILE GPL-2.0-only; METADATA MIT, true",
    "FOLDER_LICENSE GPL-2.0-only; DEBIAN_DEFAULT MIT, true",
    "METADATA GPL-2.0-only; DECLARED MIT, true",
    "LICENSE_FILE GPL-2.0-only; METADATA MIT OR GPL-2.0-only, true",
    "SPDX_TAG GPL-2.0-only; LICENSE_FILE MIT, false",
    "HEADER GPL-2.0-only; METADATA MIT, false",
    "SPDX_TAG GPL-2.0-only; HEADER LGPL-2.1-only, false",
    "SPDX_TAG MIT; HEADER GPL-2.0-only, false",
    "LICENSE_FILE GPL-2.0-only; METADATA GPL-3.0-only, false",
    "PHRASE GPL-2.0-only, false"
  })
  void tellsAPermissiveReading(String evidence, boolean conflicting) {
    assertEquals(conflicting, conclude(evidence).permissiveReading().isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "LICENSE_FILE GPL-2.0-only; METADATA GPL-2.0-or-later, GPL-2.0-or-later",
    "FOLDER_LICENSE GPL-3.0-only; DEBIAN_DEFAULT GPL-3.0-or-later, GPL-3.0-or-later",
    "LICENSE_FILE LGPL-2.1-only; DECLARED LGPL-2.1-or-later, LGPL-2.1-or-later",
    "LICENSE_FILE GPL-2.0-only; METADATA GPL-3.0-or-later, GPL-2.0-only",
    "HEADER GPL-2.0-only; METADATA GPL-2.0-or-later, GPL-2.0-only",
    "LICENSE_FILE MIT; METADATA GPL-2.0-or-later, MIT"
  })
  void aBareTextLeavesLaterVersionsToOthers(String evidence, String expression) {
    assertEquals(Optional.of(expression), conclude(evidence).expression());
  }
}
