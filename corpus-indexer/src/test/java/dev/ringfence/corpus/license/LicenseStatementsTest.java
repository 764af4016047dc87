package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseStatementsTest {
  private static LicenseConclusion conclude(String path, String text) {
    return new LicenseDetector(Map.of(), List.of(), Optional.empty()).of(path, text);
  }

  private static Optional<String> ofComment(String words) {
    return conclude("a.c", "/* " + words + " */\n\nint x = 1;\n").expression();
  }

  /// Code that names a license, without a comment that does.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.c@#define GPL 3\nint gpl(void);",
        "a.c@#define LICENSE \"GPL v2\"",
        "a.c@#if GPL_2_ONLY\n#endif",
        "a.c@int f(char *p) { return !strcmp(p, \"GPL v3\"); }",
        "a.c@enum { GPL2 = 1, GPL3 };",
        "a.c@const char *n = \"under the terms of the GNU General Public License\";",
        "a.py@X = ['MIT', 'GPL v3', 'GPL-2.0-only']",
        "a.py@HELP = \"code under the GNU GPL version 2 or later\"",
        "a.py@def gpl_2(x):\n    return x",
        "a.py@if lic == 'LGPL v2.1':\n    pass",
        "a.js@const s = `licensed under the GPL v2`;",
        "a.js@log(\"GNU General Public License v3\");",
        "a.go@var ids = map[string]bool{\"GPL 3\": true}",
        "a.java@String s = \"GNU GPL 3\";",
        "a.sh@echo 'licensed under the GPL v3'",
        "a.rb@TEXT = \"GNU GPL version 2\"",
        "a.rs@const S: &str = \"under the GNU GPL 3\";",
        "a.php@<?php $x = 'licensed under GPL 2';"
      })
  void takesNoCodeForALicense(String shape) {
    int at = shape.indexOf('@');
    LicenseConclusion found = conclude(shape.substring(0, at), shape.substring(at + 1) + "\n");
    assertEquals(Optional.empty(), found.expression());
  }

  /// Sentences that name a GNU license and put the file under another or none.
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          MIT @ This file is not licensed under the GNU General Public License; it is under the MIT license.
          MIT @ Licensed under the MIT license. This code is no longer under the GPL version 2.
          MIT @ Licensed under the MIT license, and is compatible with the GNU GPL version 3.
          MIT @ Under the MIT License. It isn't covered by the GNU General Public License v2.
          Apache-2.0 @ Licensed under the Apache License, Version 2.0, which is not compatible with GPL version 2.
          Apache-2.0 @ This was under the GNU GPL version 2 until 2015. Licensed under the Apache License 2.0.
          Apache-2.0 @ Apache License, Version 2.0. Formerly licensed under the GNU GPL version 3.
          BSD-3-Clause @ Under the BSD license. Unlike programs under the GNU GPL v3, it may be taken freely.
          BSD-3-Clause @ Under the BSD license. A program under the GNU General Public License, version 3, does the same.
          '' @ Checks that no file is under the GNU General Public License version 3.
          '' @ Finds packages that are licensed under the GPL version 2 or later and complains.
          '' @ Refuses code under the GNU GPL version 2.
          '' @ Another tool under the GNU GPL version 3 inspired this one.
          """)
  void takesNoMentionForAStatement(String expression, String words) {
    assertEquals(expression, ofComment(words).orElse(""));
  }

  @Test
  void showsAMention() {
    LicenseEvidence mention =
        conclude("a.c", "/* Refuses code under the GNU GPL version 2. */\nint x;\n")
            .evidence()
            .getFirst();
    assertEquals("", mention.expression());
    assertTrue(mention.detail().contains("named, not stated"), mention.detail());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          GPL-3.0-only @ This is not in the public domain. Licensed under the GNU GPL v3.
          GPL-2.0-or-later @ This file is not part of the library and is under the GNU GPL version 2 or later.
          GPL-2.0-only @ You may not remove this notice. Licensed under the GPL version 2.
          GPL-2.0-only @ Released under the GPL, version 2.
          GPL-2.0-only @ Used and distributed according to the terms of the GNU Public License, version 2.
          LGPL-2.1-or-later @ Distributed under the LGPL version 2.1 or any later version.
          AGPL-3.0-or-later @ Licensed under the GNU Affero General Public License v3 or later.
          CDDL-1.0 @ Subject to the terms of the Common Development and Distribution License, Version 1.0.
          Artistic-2.0 @ Licensed under the Artistic License 2.0.
          OSL-3.0 @ Licensed under the Open Software License version 3.0.
          CC-BY-SA-3.0 @ License: http://creativecommons.org/licenses/by-sa/3.0/
          """)
  void readsStatements(String expression, String words) {
    assertEquals(expression, ofComment(words).orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This software is available to you under a choice of one of two licenses: the GNU General Public License (GPL) version 2, or the MIT license.",
        "GNU General Public License version 2 or, at the licensee's option, the MIT license.",
        "Dual licensed under the GPL version 2 and the MIT license.",
        "You may choose between the GNU GPL version 2 and the MIT license.",
        "Licensed under either the MIT license or the GPL version 2.",
        "Licensed under the MIT license. Alternatively, you may use it under the GNU GPL version 2.",
        "Licensed under the MIT license or the GPL version 2.",
        "Licensed under the GPL version 2 or the MIT license, whichever suits you.",
        "Under the terms of any one of the following: the GPL version 2; the MIT license.",
        "Licensed under the GPL version 2 or (at your option) the MIT license.",
        "Licensed under the MIT License or, at your choice, the GPL version 2.",
        "Multi-licensed: the MIT license, the GPL version 2."
      })
  void readsAChoice(String words) {
    assertEquals(Optional.of("GPL-2.0-only OR MIT"), ofComment(words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Licensed under the GPL version 2. Parts are under the MIT license.",
        "Licensed under the GNU GPL version 2, with code under the MIT license."
      })
  void readsWhatHoldsTogether(String words) {
    assertEquals(Optional.of("GPL-2.0-only AND MIT"), ofComment(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          GPL-2.0-only WITH Classpath-exception-2.0 @ GNU General Public License version 2, subject to the "Classpath" exception as provided in the LICENSE file.
          GPL-2.0-or-later WITH Classpath-exception-2.0 @ GPL version 2 or later with the GNU Classpath exception.
          GPL-3.0-or-later WITH GCC-exception-3.1 @ GPL version 3 or any later version. You are granted additional permissions described in the GCC Runtime Library Exception, version 3.1.
          GPL-2.0-or-later WITH eCos-exception-2.0 @ GNU GPL version 2 or later with the eCos exception.
          GPL-3.0-or-later WITH Autoconf-exception-3.0 @ GPL version 3 or later with the Autoconf Configure Script Exception, version 3.0.
          GPL-2.0-or-later WITH Autoconf-exception-2.0 @ GPL version 2 or later with the Autoconf exception.
          GPL-3.0-or-later WITH Bison-exception-2.2 @ GPL version 3 or later with the Bison exception.
          GPL-2.0-or-later WITH Libtool-exception @ GPL version 2 or later with the Libtool exception.
          GPL-2.0-only WITH Linux-syscall-note @ GPL version 2 with the Linux syscall note.
          GPL-2.0-or-later WITH Font-exception-2.0 @ GPL version 2 or later with the font exception.
          LGPL-2.0-or-later WITH FLTK-exception @ LGPL version 2 or later with the FLTK exception.
          GPL-2.0-or-later WITH LicenseRef-OpenSSL-exception @ GPL version 2 or later with the OpenSSL exception.
          LGPL-2.1-only WITH OCaml-LGPL-linking-exception @ GNU Lesser General Public License version 2.1, with the special exception on linking described in file LICENSE.
          GPL-2.0-only @ GPL version 2 without the Classpath exception.
          """)
  void readsExceptionsByTheirNames(String expression, String words) {
    assertEquals(Optional.of(expression), ofComment("Licensed under the " + words));
  }
}
