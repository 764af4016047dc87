package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageMetadataTest {
  /// The file, its text with `~` for a line's end, and the license.
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          pyproject.toml @ [tool.poetry]~license = "AGPL-3.0" @ AGPL-3.0-only
          pyproject.toml @ [tool.poetry]~license = "GPL-3.0-or-later" @ GPL-3.0-or-later
          pyproject.toml @ [tool.poetry]~classifiers = ["License :: OSI Approved :: MIT License"] @ MIT
          pyproject.toml @ [project]~classifiers = ["License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)"] @ GPL-3.0-or-later
          pyproject.toml @ [project]~classifiers = ["License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)"] @ LGPL-2.0-or-later
          pyproject.toml @ [project]~license = "MIT AND GPL-2.0-only" @ MIT AND GPL-2.0-only
          pyproject.toml @ [project]~license = {text = "GPLv3+"} @ GPL-3.0-or-later
          pyproject.toml @ [project]~license = {file = "LICENSE"}~classifiers = ["License :: OSI Approved :: Apache Software License"] @ Apache-2.0
          pyproject.toml @ [tool.flit.metadata]~license = "BSD-2-Clause" @ BSD-2-Clause
          setup.cfg @ [metadata]~name = x~license = GPLv2+~[options]~license = MIT @ GPL-2.0-or-later
          setup.cfg @ [metadata]~classifiers =~    License :: OSI Approved :: GNU Affero General Public License v3 @ AGPL-3.0-only
          setup.cfg @ [metadata]~license_files = LICENSE~license = MIT License @ MIT
          setup.py @ from setuptools import setup~setup(name='x', license='GPLv3') @ GPL-3.0-only
          setup.py @ from setuptools import setup~setup(name='x', license="BSD 3-Clause") @ BSD-3-Clause
          setup.py @ LICENSE = 'LGPL-2.1'~setup(name='x', license=LICENSE) @ LGPL-2.1-only
          setup.py @ setup(classifiers=[~  'License :: OSI Approved :: GNU General Public License v2 (GPLv2)',~]) @ GPL-2.0-only
          setup.py @ setup(~  # license='MIT',~  license='GPL-2.0-only',~) @ GPL-2.0-only
          composer.json @ {"license": ["LGPL-2.1-only", "GPL-3.0-or-later"]} @ LGPL-2.1-only OR GPL-3.0-or-later
          composer.json @ {"license": "(MIT or GPL-2.0-only)"} @ MIT OR GPL-2.0-only
          package.json @ {"license": ["MIT", "Apache-2.0"]} @ MIT OR Apache-2.0
          package.json @ {"licenses": [{"type": "GPLv2", "url": "x"}]} @ GPL-2.0-only
          package.json @ {"license": {"type": "LGPL-3.0", "url": "x"}} @ LGPL-3.0-only
          x.gemspec @ Gem::Specification.new do |s|~  s.license = 'GPL-3.0'~end @ GPL-3.0-only
          x.gemspec @ Gem::Specification.new do |spec|~  spec.licenses = ["MIT", "GPL-2.0"]~end @ MIT OR GPL-2.0-only
          x.gemspec @ Gem::Specification.new do |spec|~  spec.licenses = %w[Ruby BSD-2-Clause]~end @ Ruby OR BSD-2-Clause
          Cargo.toml @ [workspace.package]~license = "GPL-3.0-only" @ GPL-3.0-only
          Cargo.toml @ [package]~license = "MIT/Apache-2.0" @ MIT OR Apache-2.0
          DESCRIPTION @ Package: x~License: GPL-2 | GPL-3 @ GPL-2.0-only OR GPL-3.0-only
          DESCRIPTION @ Package: x~License: GPL (>= 3) + file LICENSE @ GPL-3.0-or-later
          DESCRIPTION @ Package: x~License: MIT + file LICENSE @ MIT
          META.json @ {"license": ["perl_5"]} @ Artistic-1.0-Perl OR GPL-1.0-or-later
          META.yml @ ---~name: x~license: perl @ Artistic-1.0-Perl OR GPL-1.0-or-later
          META.yml @ ---~license: gpl_3 @ GPL-3.0-only
          x.cabal @ name: x~license: GPL-3.0-or-later @ GPL-3.0-or-later
          x.cabal @ name: x~License:        BSD3~license-file: LICENSE @ BSD-3-Clause
          x.opam @ opam-version: "2.0"~license: "LGPL-2.1-only WITH OCaml-LGPL-linking-exception" @ LGPL-2.1-only WITH OCaml-LGPL-linking-exception
          opam @ license: ["MIT" "ISC"] @ MIT OR ISC
          dune-project @ (lang dune 3.0)~(license ISC) @ ISC
          dune-project @ (lang dune 3.0)~(license "GPL-3.0-or-later") @ GPL-3.0-or-later
          build.gradle @ pom { licenses { license {~ name = 'The Apache License, Version 2.0'~ url = 'x' } } } @ Apache-2.0
          meson.build @ project('x', 'c', license: 'LGPL-2.1-or-later') @ LGPL-2.1-or-later
          x.nuspec @ <license type="expression">GPL-3.0-only</license> @ GPL-3.0-only
          mix.exs @ [licenses: ["MPL-2.0"]] @ MPL-2.0
          """)
  void readsTheLicenseOfAPackage(String name, String text, String expression) {
    String file = text.replace('~', '\n') + "\n";
    assertTrue(LicenseDetector.speaksForOthers(name), name);
    LicenseEvidence found = PackageMetadata.read(name, file).orElseThrow();
    assertEquals(expression, found.expression(), found.detail());
  }

  /// What is said and names no license is shown.
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          package.json @ {"license": "UNLICENSED"}
          package.json @ {"license": "SEE LICENSE IN LICENSE.md"}
          package.json @ {"license": "Our own terms"}
          composer.json @ {"license": "proprietary"}
          DESCRIPTION @ Package: x~License: file LICENSE
          setup.py @ setup(license='see the file')
          setup.cfg @ [metadata]~license = Other
          package.json @ {"license": MIT}
          META.json @ {"license": ["unknown"]}
          x.gemspec @ Gem::Specification.new do |s|~  s.license = 'Nonstandard'~end
          """)
  void showsWhatCannotBeRead(String name, String text) {
    LicenseConclusion found =
        new LicenseDetector(Map.of(name, text.replace('~', '\n')), List.of(), Optional.empty())
            .of("x.c", "int x;\n");
    assertEquals(Optional.empty(), found.expression());
    assertEquals(1, found.evidence().size());
  }

  @Test
  void aParentsLicenseHoldsForItsModules() {
    Map<String, String> files =
        Map.of(
            "pom.xml",
                "<project><licenses><license><name>GPL-2.0-only</name></license></licenses></project>",
            "module/pom.xml", "<project><parent><artifactId>x</artifactId></parent></project>",
            "Cargo.toml", "[workspace.package]\nlicense = \"MIT\"\n",
            "member/Cargo.toml", "[package]\nlicense.workspace = true\n");
    LicenseDetector detector = new LicenseDetector(files, List.of(), Optional.empty());
    assertEquals(
        "pom.xml",
        detector
            .of("module/A.java", "class A {}\n")
            .deciding()
            .orElseThrow()
            .where()
            .replace("Cargo.toml", "pom.xml"));
  }

  @Test
  void readsAllPackagesOfAFolder() {
    Map<String, String> files =
        Map.of(
            "Cargo.toml",
            "[package]\nlicense = \"Odd terms\"\n",
            "package.json",
            "{\"license\": \"MIT\"}");
    LicenseConclusion found =
        new LicenseDetector(files, List.of(), Optional.empty()).of("x.c", "int x;\n");
    assertEquals(Optional.of("MIT"), found.expression());
    assertEquals(2, found.evidence().size());
  }
}
