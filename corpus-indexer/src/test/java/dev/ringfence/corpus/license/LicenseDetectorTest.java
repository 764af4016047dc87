package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LicenseDetectorTest {
  private static final String GPL_HEADER =
      "/* This program is free software; you can redistribute it and/or modify it under the terms of"
          + " the GNU General Public License as published by the Free Software Foundation; either"
          + " version 2 of the License, or (at your option) any later version. */\n";

  private static LicenseConclusion conclude(
      Map<String, String> speaking, String path, String text) {
    return new LicenseDetector(speaking, List.of(), Optional.empty()).of(path, text);
  }

  private static String reuse(String path, String precedence, String license) {
    return "version = 1\n[[annotations]]\npath = \""
        + path
        + "\"\n"
        + (precedence.isEmpty() ? "" : "precedence = \"" + precedence + "\"\n")
        + "SPDX-FileCopyrightText = \"2020 A\"\nSPDX-License-Identifier = \""
        + license
        + "\"\n";
  }

  /// What speaks for a file, the file, and what should decide.
  static Stream<Arguments> evidence() {
    String tagged = "// SPDX-License-Identifier: MIT\nint x;\n";
    return Stream.of(
        Arguments.of(
            Map.of("REUSE.toml", reuse("src/**", "", "GPL-2.0-only")),
            "src/a/b.c",
            "int x;",
            "GPL-2.0-only",
            Method.REUSE),
        Arguments.of(
            Map.of("REUSE.toml", reuse("src/*", "", "GPL-2.0-only")),
            "src/a/b.c",
            "int x;",
            "",
            null),
        Arguments.of(
            Map.of("REUSE.toml", reuse("src/**", "", "GPL-2.0-only")),
            "src/b.c",
            tagged,
            "MIT",
            Method.SPDX_TAG),
        Arguments.of(
            Map.of("REUSE.toml", reuse("src/**", "override", "GPL-2.0-only")),
            "src/b.c",
            tagged,
            "GPL-2.0-only",
            Method.REUSE_OVERRIDE),
        Arguments.of(
            Map.of("REUSE.toml", reuse("src/**", "aggregate", "GPL-2.0-only")),
            "src/b.c",
            tagged,
            "MIT AND GPL-2.0-only",
            Method.SPDX_TAG),
        Arguments.of(
            Map.of("REUSE.toml", reuse("**", "", "MIT"), "src/REUSE.toml", reuse("b.c", "", "ISC")),
            "src/b.c",
            "int x;",
            "ISC",
            Method.REUSE),
        Arguments.of(Map.of("REUSE.toml", "this is = not [toml"), "src/b.c", "int x;", "", null),
        Arguments.of(
            Map.of(
                ".reuse/dep5",
                "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: lib/*\nLicense: LGPL-2.1+\n"),
            "lib/x.c",
            "int x;",
            "LGPL-2.1-or-later",
            Method.REUSE),
        Arguments.of(
            Map.of("a/b.c.license", "SPDX-License-Identifier: AGPL-3.0-only\n"),
            "a/b.c",
            "int x;",
            "AGPL-3.0-only",
            Method.SPDX_TAG),
        Arguments.of(
            Map.of(
                "debian/copyright",
                "Format: x\n\nFiles: *\nLicense: odd-name\n\nFiles: b.c\nLicense: odd-name\n\nLicense: odd-name\n Permission is hereby granted, free of charge, to any person obtaining a copy\n of this software and associated documentation files (the \"Software\"), to deal\n in the Software without restriction, including without limitation the rights\n to use, copy, modify, merge, publish, distribute, sublicense, and/or sell\n copies of the Software, and to permit persons to whom the Software is\n furnished to do so, subject to the following conditions:\n .\n The above copyright notice and this permission notice shall be included in all\n copies or substantial portions of the Software.\n .\n THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR\n IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,\n FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE\n AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER\n LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,\n OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE\n SOFTWARE.\n"),
            "b.c",
            "int x;",
            "MIT",
            Method.DEBIAN_COPYRIGHT),
        Arguments.of(
            Map.of("package.json", "{\"license\": \"(MIT OR GPL-3.0)\"}"),
            "lib/x.js",
            "x()",
            "MIT OR GPL-3.0-only",
            Method.METADATA),
        Arguments.of(
            Map.of("package.json", "{\"licenses\": [{\"type\": \"MIT\"}, {\"type\": \"GPLv2\"}]}"),
            "x.js",
            "x()",
            "MIT OR GPL-2.0-only",
            Method.METADATA),
        Arguments.of(Map.of("package.json", "{\"license\": "), "x.js", "x()", "", null),
        Arguments.of(
            Map.of("Cargo.toml", "[package]\nname = \"x\"\nlicense = \"MIT/Apache-2.0\"\n"),
            "src/lib.rs",
            "fn x() {}",
            "MIT OR Apache-2.0",
            Method.METADATA),
        Arguments.of(
            Map.of("pyproject.toml", "[project]\nlicense = {text = \"BSD 3-Clause\"}\n"),
            "x.py",
            "x = 1",
            "BSD-3-Clause",
            Method.METADATA),
        Arguments.of(
            Map.of("pyproject.toml", "[project]\nlicense = \"GPL-3.0-or-later\"\n"),
            "x.py",
            "x = 1",
            "GPL-3.0-or-later",
            Method.METADATA),
        Arguments.of(
            Map.of(
                "PKG-INFO",
                "Metadata-Version: 2.1\nName: x\nClassifier: License :: OSI Approved :: GNU Affero General Public License v3\n\nThe text\nLicense: MIT\n"),
            "x.py",
            "x = 1",
            "AGPL-3.0-only",
            Method.METADATA),
        Arguments.of(
            Map.of("METADATA", "Metadata-Version: 2.4\nName: x\nLicense-Expression: MPL-2.0\n"),
            "x.py",
            "x = 1",
            "MPL-2.0",
            Method.METADATA),
        Arguments.of(
            Map.of("DESCRIPTION", "Package: x\nLicense: GPL (>= 2) | MIT + file LICENSE\n"),
            "R/x.R",
            "x <- 1",
            "GPL-2.0-or-later OR MIT",
            Method.METADATA),
        Arguments.of(
            Map.of("DESCRIPTION", "Package: x\nLicense: LGPL-3\n"),
            "R/x.R",
            "x <- 1",
            "LGPL-3.0-only",
            Method.METADATA),
        Arguments.of(
            Map.of(
                "pom.xml",
                "<project><licenses><license><name>Apache License, Version 2.0</name></license></licenses></project>"),
            "src/X.java",
            "class X {}",
            "Apache-2.0",
            Method.METADATA),
        Arguments.of(
            Map.of(
                "package.json",
                "{\"license\": \"MIT\"}",
                "sub/package.json",
                "{\"license\": \"ISC\"}"),
            "sub/x.js",
            "x()",
            "ISC",
            Method.METADATA),
        Arguments.of(
            Map.of("COPYING", GPL_HEADER, "package.json", "{\"license\": \"MIT\"}"),
            "x.js",
            "x()",
            "GPL-2.0-or-later",
            Method.LICENSE_FILE));
  }

  @ParameterizedTest
  @MethodSource("evidence")
  void theMostSpecificEvidenceDecides(
      Map<String, String> speaking, String path, String text, String expression, Method method) {
    for (String each : speaking.keySet()) {
      assertTrue(LicenseDetector.speaksForOthers(each), each);
    }
    LicenseConclusion conclusion = conclude(speaking, path, text);
    assertEquals(expression, conclusion.expression().orElse(""));
    assertEquals(Optional.ofNullable(method), conclusion.deciding().map(LicenseEvidence::method));
  }

  static Stream<Arguments> exceptions() {
    return Stream.of(
        Arguments.of(
            "As a special exception, you may create a larger work that contains part or all of the"
                + " Bison parser skeleton and distribute that work under terms of your choice, so long"
                + " as that work isn't itself a parser generator using the skeleton or a modified"
                + " version thereof as a parser skeleton. Alternatively, if you modify or redistribute"
                + " the parser skeleton itself, you may (at your option) remove this special"
                + " exception, which will cause the skeleton and the resulting Bison output files to"
                + " be licensed under the GNU General Public License without this special exception."
                + " This special exception was added by the Free Software Foundation in version 2.2"
                + " of Bison.",
            "GPL-2.0-or-later WITH Bison-exception-2.2",
            Category.COPYLEFT_LIMITED),
        Arguments.of(
            "Linking this library statically or dynamically with other modules is making a combined"
                + " work based on this library. Thus, the terms and conditions of the GNU General"
                + " Public License cover the whole combination. As a special exception, the copyright"
                + " holders of this library give you permission to link this library with independent"
                + " modules to produce an executable, regardless of the license terms of these"
                + " independent modules, and to copy and distribute the resulting executable under"
                + " terms of your choice, provided that you also meet, for each linked independent"
                + " module, the terms and conditions of the license of that module. An independent"
                + " module is a module which is not derived from or based on this library. If you"
                + " modify this library, you may extend this exception to your version of the"
                + " library, but you are not obligated to do so. If you do not wish to do so, delete"
                + " this exception statement from your version.",
            "GPL-2.0-or-later WITH Classpath-exception-2.0",
            Category.COPYLEFT_LIMITED),
        Arguments.of("Nothing of note.", "GPL-2.0-or-later", Category.COPYLEFT));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void readsExceptions(String exception, String expression, Category category) {
    LicenseConclusion conclusion =
        conclude(Map.of(), "x.c", GPL_HEADER + "/* " + exception + " */\nint x;\n");
    assertEquals(expression, conclusion.expression().orElse(""));
    assertEquals(category, conclusion.category());
  }

  @Test
  void aSnippetHasItsOwnLicense() {
    String text =
        "// SPDX-License-Identifier: MIT\nint a;\n// SPDX-SnippetBegin\n// SPDX-License-Identifier:"
            + " GPL-3.0-only\nint b;\n// SPDX-SnippetEnd\nint c;\n";
    LicenseDetector detector = new LicenseDetector(Map.of(), List.of(), Optional.empty());
    assertEquals(Optional.of("MIT"), detector.of("x.c", text).expression());
    LicenseSnippet snippet = LicenseDetector.snippets("x.c", text).getFirst();
    assertEquals(3, snippet.firstLine());
    assertEquals(6, snippet.lastLine());
    assertEquals(Optional.of("GPL-3.0-only"), snippet.license().expression());
    assertEquals(4, snippet.license().evidence().getFirst().line());
  }

  @Test
  void conflictsAreSeen() {
    LicenseConclusion conclusion =
        conclude(
            Map.of("COPYING", GPL_HEADER), "x.c", "// SPDX-License-Identifier: BSD-2-Clause\n");
    assertEquals(Optional.of("BSD-2-Clause"), conclusion.expression());
    assertTrue(conclusion.isContested());
    assertFalse(conclude(Map.of("COPYING", GPL_HEADER), "x.c", GPL_HEADER).isContested());
  }

  @Test
  void preferencesAreReadWhereTheyAreStated() {
    assertEquals(
        List.of(
            new UsePreference("Content-Usage: train-ai=n", "robots.txt", 2),
            new UsePreference("Content-Usage: /x train-ai=y;exp=cc-cr", "robots.txt", 3)),
        UsePreference.read(
            "robots.txt",
            "User-Agent: *\nContent-Usage: train-ai=n\nContent-Usage: /x train-ai=y;exp=cc-cr\n"));
    assertEquals(List.of(), UsePreference.read("README", "We discuss content usage.\n"));
    for (String path : List.of("robots.txt", "doc/README.md", ".well-known/tdmrep.json")) {
      assertTrue(UsePreference.mayHold(path), path);
    }
    assertFalse(UsePreference.mayHold("readmeparser.c"));
  }

  /// Noise in any of the files that speak for others is no reason to stop.
  @Test
  void bearsNoise() {
    Random random = new Random(5);
    List<Arguments> cases = evidence().toList();
    for (int round = 0; round < 600; round++) {
      List<?> row = java.util.Arrays.asList(cases.get(random.nextInt(cases.size())).get());
      Map<String, String> speaking = new LinkedHashMap<>();
      ((Map<?, ?>) row.get(0))
          .forEach((path, text) -> {
            StringBuilder noisy = new StringBuilder(text.toString());
            for (int i = 0; i < 8 && !noisy.isEmpty(); i++) {
              int at = random.nextInt(noisy.length());
              switch (random.nextInt(3)) {
                case 0 -> noisy.deleteCharAt(at);
                case 1 -> noisy.insert(at, (char) random.nextInt(0x3000));
                default -> noisy.setLength(at);
              }
            }
            speaking.put(path.toString(), noisy.toString());
          });
      LicenseConclusion conclusion =
          conclude(speaking, row.get(1).toString(), row.get(2).toString());
      assertEquals(conclusion.expression().isPresent(), conclusion.deciding().isPresent());
    }
  }
}
