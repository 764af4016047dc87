package dev.ringfence.corpus.license;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// The license that a Python project's files name: an SPDX expression before the free field before
/// classifiers. `setup.py` is read as text, for what it says in literals.
final class PythonMetadata {
  private static final Pattern FIELD =
      Pattern.compile("(?m)^(License-Expression|License|Classifier):[ \\t]*(.*)$");

  private static final Pattern CLASSIFIER = Pattern.compile("License ::[^\"'\\r\\n,\\]]*");

  private PythonMetadata() {}

  /// PEP 621 and 639, and both tables of Poetry, PDM's and Flit's old ones too.
  static Optional<LicenseEvidence> pyproject(String path, String text) {
    TomlParseResult parsed = Toml.parse(text);
    List<List<String>> tables =
        List.of(
            List.of("project"),
            List.of("tool", "poetry"),
            List.of("tool", "flit", "metadata"),
            List.of("tool", "pdm"));
    List<String> classifiers = new ArrayList<>();
    String name = "";
    String file = "";
    for (List<String> table : tables) {
      Object license = get(parsed, table, "license");
      if (name.isEmpty() && license instanceof TomlTable inner) {
        name = inner.get("text") instanceof String said ? said : "";
        file = file.isEmpty() && inner.get("file") instanceof String said ? said : file;
      } else if (name.isEmpty() && license instanceof String said) {
        name = said;
      }
      if (get(parsed, table, "license-expression") instanceof String said) {
        name = said;
      }
      classifiers.addAll(licenses(PackageMetadata.strings(get(parsed, table, "classifiers"))));
    }
    int at = text.indexOf("license");
    int line = at < 0 ? lineOf(text, "License ::") : LicenseHeader.lineOf(text, at);
    return concluded(path, name, classifiers, line)
        .or(() -> Optional.empty())
        .or(() -> fileOnly(path, text));
  }

  private static Optional<LicenseEvidence> fileOnly(String path, String text) {
    Matcher file =
        Pattern.compile("(?m)^license\\s*=\\s*\\{\\s*file\\s*=\\s*[\"']([^\"'\\r\\n]+)")
            .matcher(text);
    return file.find()
        ? PackageMetadata.evidence(
            path, "", LicenseHeader.lineOf(text, file.start()), "license: file " + file.group(1))
        : Optional.empty();
  }

  private static @org.jspecify.annotations.Nullable Object get(
      TomlParseResult parsed, List<String> table, String key) {
    try {
      List<String> path = new ArrayList<>(table);
      path.add(key);
      return parsed.get(path);
    } catch (RuntimeException notATable) {
      return null;
    }
  }

  private static int lineOf(String text, String needle) {
    int at = text.indexOf(needle);
    return at < 0 ? 1 : LicenseHeader.lineOf(text, at);
  }

  /// `license = MIT` of the section `[metadata]`, and classifiers.
  static Optional<LicenseEvidence> setupCfg(String path, String text) {
    Matcher section =
        Pattern.compile("(?s)(?:^|\\n)\\[metadata\\][ \\t]*\\r?\\n(.*?)(?=\\n\\[|\\z)")
            .matcher(text);
    if (!section.find()) {
      return Optional.empty();
    }
    String body = section.group(1);
    Matcher license =
        Pattern.compile(
                "(?m)^licen[sc]e(?:_expression|-expression)?[ \\t]*[=:][ \\t]*([^\\r\\n]*)$")
            .matcher(body);
    boolean found = license.find();
    int line =
        LicenseHeader.lineOf(
            text,
            section.start(1) + (found ? license.start() : Math.max(0, body.indexOf("License ::"))));
    String name = found ? license.group(1).strip() : "";
    return concluded(path, name.startsWith("file:") ? "" : name, classifiers(body), line);
  }

  private static final Pattern SETUP_LICENSE =
      Pattern.compile(
          "(?m)(?:\\blicen[sc]e(?:_expression)?\\s*=\\s*|[\"']licen[sc]e[\"']\\s*:\\s*)([rRuUbB]{0,2})(\"\"\"|'''|\"|')([^\"'\\r\\n]{1,200})\\2");
  private static final Pattern VARIABLE =
      Pattern.compile("(?m)\\blicen[sc]e\\s*=\\s*([A-Za-z_]\\w*)\\s*[,)]");

  /// `license="MIT"` in the call of `setup`, or a name that the file binds to a literal.
  static Optional<LicenseEvidence> setupPy(String path, String text) {
    if (text.length() > 500_000 || !text.contains("setup")) {
      return Optional.empty();
    }
    String code = text.replaceAll("(?m)^[ \\t]*#.*$", "");
    Matcher license = SETUP_LICENSE.matcher(code);
    String name = "";
    int at = 0;
    if (license.find()) {
      name = license.group(3);
      at = license.start();
    } else {
      Matcher variable = VARIABLE.matcher(code);
      if (variable.find()) {
        Matcher bound =
            Pattern.compile(
                    "(?m)^"
                        + Pattern.quote(variable.group(1))
                        + "\\s*=\\s*[\"']([^\"'\\r\\n]{1,200})[\"']")
                .matcher(code);
        if (bound.find()) {
          name = bound.group(1);
          at = bound.start();
        }
      }
    }
    List<String> classifiers = classifiers(code);
    int line =
        LicenseHeader.lineOf(code, name.isEmpty() ? Math.max(0, code.indexOf("License ::")) : at);
    return concluded(path, name, classifiers, line);
  }

  /// The fields of Python's core metadata.
  static Optional<LicenseEvidence> coreMetadata(String path, String text) {
    if (!text.contains("Metadata-Version:")) {
      return Optional.empty();
    }
    String[] parts = text.split("\\r?\\n\\r?\\n", 2);
    Matcher field = FIELD.matcher(parts[0]);
    String expression = "";
    String license = "";
    List<String> classifiers = new ArrayList<>();
    int line = 0;
    while (field.find()) {
      String value = field.group(2).trim();
      boolean said = true;
      switch (field.group(1)) {
        case "License-Expression" -> expression = value;
        case "License" -> license = value;
        default -> {
          said = value.startsWith("License ::");
          classifiers.addAll(licenses(List.of(value)));
        }
      }
      line = said && line == 0 ? LicenseHeader.lineOf(text, field.start()) : line;
    }
    return concluded(path, expression.isEmpty() ? license : expression, classifiers, line);
  }

  private static List<String> classifiers(String text) {
    List<String> found = new ArrayList<>();
    Matcher classifier = CLASSIFIER.matcher(text);
    while (classifier.find()) {
      found.add(classifier.group().strip());
    }
    return licenses(found);
  }

  /// The last parts of license classifiers; "OSI Approved" alone names none.
  private static List<String> licenses(List<String> classifiers) {
    Set<String> found = new LinkedHashSet<>();
    for (String classifier : classifiers) {
      if (classifier.startsWith("License ::")) {
        String last = classifier.substring(classifier.lastIndexOf("::") + 2).strip();
        if (!last.equals("OSI Approved") && !last.isEmpty()) {
          found.add(last);
        }
      }
    }
    return List.copyOf(found);
  }

  private static Optional<LicenseEvidence> concluded(
      String path, String name, List<String> classifiers, int line) {
    if (!name.isBlank() && (classifiers.isEmpty() || LicenseNames.toSpdx(name).isPresent())) {
      Optional<LicenseEvidence> said = PackageMetadata.named(path, List.of(name), line);
      Optional<LicenseEvidence> classified = PackageMetadata.named(path, classifiers, line);
      // "BSD" beside "GPL v3 or later": what is more exact of one family counts, else the field.
      return said.filter(item -> item.parsed().isPresent()).isPresent() || classified.isEmpty()
          ? moreExact(said.orElseThrow(), classified)
          : classified;
    }
    return PackageMetadata.named(path, classifiers.isEmpty() ? List.of(name) : classifiers, line);
  }

  /// `License: GPL` with the classifier "GNU General Public License v2 (GPLv2)".
  private static Optional<LicenseEvidence> moreExact(
      LicenseEvidence said, Optional<LicenseEvidence> classified) {
    boolean vague = Set.of("GPL-1.0-or-later", "LGPL-2.0-or-later").contains(said.expression());
    String family = said.expression().substring(0, said.expression().indexOf('-') + 1);
    return vague && classified.filter(c -> c.expression().startsWith(family)).isPresent()
        ? classified
        : Optional.of(said);
  }
}
