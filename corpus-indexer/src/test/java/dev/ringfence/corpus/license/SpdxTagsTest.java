package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpdxTagsTest {
  private static final String TAG = "SPDX-License-Identifier";

  private static LicenseConclusion conclude(String path, String text) {
    return new LicenseDetector(
            Map.of("COPYING.rst", "Licensed under the MIT License.\n"), List.of(), Optional.empty())
        .of(path, text);
  }

  /// The tag in a frame, in a file of a permissive work: it decides whatever surrounds it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.c@/* @ */",
        "a.c@/** @ **/",
        "a.c@/***** @ *****/",
        "a.c@//! @ !//",
        "a.c@// @ ;",
        "a.c@// @.",
        "a.c@// @,",
        "a.c@/* {@} */",
        "a.c@/* <@> */",
        "a.c@/* '@' */",
        "a.c@/*| @ |*/",
        "a.c@/*+ @ +*/",
        "a.c@/*: @ :*/",
        "a.c@/*- @ -*/",
        "a.c@/*= @ =*/",
        "a.c@/*~ @ ~*/",
        "a.c@// @ \t\t //",
        "a.c@/* `@` */",
        "a.c@/* @ | see COPYING */",
        "a.c@// @ (see COPYING)",
        "a.c@// @ -- see COPYING",
        "a.c@// @ # note",
        "a.py@# @ #",
        "a.py@## @ ##",
        "a.py@#: @",
        "a.py@'''@'''",
        "a.py@\"\"\" @ \"\"\"",
        "a.lua@--[==[ @ ]==]",
        "a.lua@-- @ --",
        "a.hs@{- @ -}",
        "a.hs@-- | @",
        "a.ml@(* @ *)",
        "a.ml@(** @ **)",
        "a.m@%% @ %%",
        "a.m@%{ @ %}",
        "a.rs@//! @",
        "a.rb@# * @ *",
        "a.f90@! @ !",
        "a.f90@!! @ !!",
        "a.el@;;; @ ;;;",
        "a.tex@% @ %",
        "a.html@<!-- @ -->",
        "a.bat@REM @ REM",
        "a.m4@dnl @ dnl",
        "a.ps1@<# @ #>",
        "a.ftl@<#-- @ --#>",
        "a.jinja@{# @ #}",
        "a.sql@-- @ --",
        "a.asm@; @ ;",
        "a.vb@' @ '",
        "a.c@ * @ \u2502",
        "a.c@\u2551 @ \u2551"
      })
  void readsTheTagInAnyFrame(String shape) {
    int at = shape.indexOf('@');
    String text =
        shape.substring(at + 1).replace("@", TAG + ": GPL-3.0-only") + "\n\nint code = 1;\n";
    String path = shape.substring(0, at);
    String whole = path.equals("a.c") && !text.startsWith("/") ? "/*\n" + text + "*/\n" : text;
    LicenseConclusion found = conclude(path, whole);
    assertEquals(Optional.of("GPL-3.0-only"), found.expression());
    assertEquals(Method.SPDX_TAG, found.deciding().orElseThrow().method());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          GPL-2.0-or-later WITH Classpath-exception-2.0 OR MIT > GPL-2.0-or-later WITH Classpath-exception-2.0 OR MIT
          (MIT)                            > MIT
          ((MIT OR ISC) AND Zlib)          > (MIT OR ISC) AND Zlib
          GPL-3.0-only, see COPYING        > GPL-3.0-only
          GPL-3.0-only see the file        > GPL-3.0-only
          GPL-3.0-only / MIT               > GPL-3.0-only AND MIT
          MIT, GPL-3.0-only                > MIT AND GPL-3.0-only
          MIT || GPL-3.0-only              > MIT OR GPL-3.0-only
          GNU GPL v3 or later              > GPL-3.0-or-later
          GNU General Public License version 2 > GPL-2.0-only
          Apache License, Version 2.0      > Apache-2.0
          Apache 2.0 or MIT                > Apache-2.0 OR MIT
          GPL-2.0+ WITH Bison-exception-2.2 > GPL-2.0-or-later WITH Bison-exception-2.2
          LicenseRef-Ours                  > LicenseRef-Ours
          3-clause BSD                     > BSD-3-Clause
          LGPL v2.1+                       > LGPL-2.1-or-later
          """)
  void readsWhatIsLooselyWritten(String said, String expression) {
    assertEquals(
        Optional.of(SpdxExpression.parse(expression).orElseThrow().toString()),
        conclude("a.c", "// " + TAG + ": " + said + "\nint x;\n").expression());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/*\n * @: (GPL-3.0-only OR\n *          MIT-0)\n */",
        "// @: GPL-3.0-only OR\n//   MIT-0\n",
        "# @: (GPL-3.0-only\n#   OR MIT-0)\n",
        "/* @: ( GPL-3.0-only OR MIT-0\n */"
      })
  void readsATagOfSeveralLines(String text) {
    assertEquals(
        Optional.of("GPL-3.0-only OR MIT-0"),
        conclude(text.startsWith("#") ? "a.py" : "a.c", text.replace("@", TAG) + "\nint x;\n")
            .expression());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spdx-license-identifier: GPL-3.0-only",
        "SPDX-License-Identifier : GPL-3.0-only",
        "SPDX-License-Identifier:GPL-3.0-only"
      })
  void readsOtherSpellingsOfTheTag(String tag) {
    assertEquals(
        Optional.of("GPL-3.0-only"), conclude("a.c", "// " + tag + "\nint x;\n").expression());
  }

  @Test
  void aTagCountsWhereverItStands() {
    String text =
        "/* SPDX-License-Identifier: MIT */\n"
            + "int x;\n".repeat(3_000)
            + "/* SPDX-License-Identifier: GPL-2.0-only */\nint y;\n";
    assertEquals(Optional.of("MIT AND GPL-2.0-only"), conclude("a.c", text).expression());
  }

  /// A tag that cannot be read is shown, and its file still has evidence.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "see LICENSE file",
        "GPL-3.0-only or MIT or something else, ask",
        "<id>",
        "%s",
        "NONE",
        "NOASSERTION",
        "MIT AND (",
        "{{ license }}"
      })
  void showsATagThatCannotBeRead(String said) {
    LicenseConclusion found = conclude("a.c", "// " + TAG + ": " + said + "\nint x;\n");
    LicenseEvidence tag = found.evidence().getFirst();
    assertEquals(Method.SPDX_TAG, tag.method());
    assertTrue(tag.detail().contains(said.substring(0, 2)), tag.detail());
    assertTrue(tag.parsed().isEmpty() || !tag.expression().equals(said));
  }

  /// Tags that are of another file, in a file of its own license.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.c@static const char *h = \"// @\\n\";",
        "a.c@puts(\"/* @ */\");",
        "a.cpp@auto h = R\"x(\n// @\n)x\";",
        "a.cpp@const char h[] = R\"(\n@\n)\";",
        "a.py@H = \"\"\"\n# @\n\"\"\"",
        "a.py@H = '''\n# @\n'''",
        "a.py@f(r\"# @\")",
        "a.py@print('@')",
        "a.py@X = [\n    '# @',\n]",
        "a.js@const h = `\n// @\n`;",
        "a.js@log('// @');",
        "a.go@const h = `\n// @\n`",
        "a.go@fmt.Println(\"// @\")",
        "a.java@String h = \"\"\"\n    // @\n    \"\"\";",
        "a.rs@let h = r#\"\n// @\n\"#;",
        "a.rb@H = <<~EOS\n  # @\nEOS",
        "a.sh@cat <<EOF\n# @\nEOF",
        "a.sh@echo '# @'",
        "a.pl@print \"# @\\n\";",
        "a.lua@h = [[\n-- @\n]]",
        "a.cs@var h = @\"\n// x @\n\";",
        "a.kt@val h = \"\"\"\n// @\n\"\"\"",
        "a.swift@let h = \"// @\"",
        "a.php@echo '// @';",
        "a.py@# REUSE-IgnoreStart\n# @\n# REUSE-IgnoreEnd",
        "a.c@/* REUSE-IgnoreStart */\n// @\n/* REUSE-IgnoreEnd */",
        "a.md@<!-- REUSE-IgnoreStart -->\n@\n<!-- REUSE-IgnoreEnd -->",
        "a.sh@# REUSE-IgnoreStart\n# @"
      })
  void leavesATagOfAnotherFileAlone(String shape) {
    int at = shape.indexOf('@');
    String path = shape.substring(0, at);
    String mark =
        path.matches(".*\\.(py|rb|sh|pl|md)")
            ? "# "
            : path.endsWith("lua") ? "-- " : path.endsWith("php") ? "<?php\n// " : "// ";
    String body = shape.substring(at + 1);
    String other = TAG + ": GPL-3.0-only";
    body = path.endsWith(".cs") ? body.replace("x @", other) : body.replace("@", other);
    LicenseConclusion found =
        conclude(path, mark + TAG + ": BSD-2-Clause\n" + body + "\n\nx = 1\n");
    assertEquals(Optional.of("BSD-2-Clause"), found.expression());
    assertFalse(found.isContested());
  }
}
