package dev.ringfence.corpus.license;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The license that a package manager's file names.
final class PackageMetadata {
  static final Set<String> NAMES =
      Set.of(
          "pom.xml",
          "package.json",
          "PKG-INFO",
          "METADATA",
          "pyproject.toml",
          "Cargo.toml",
          "DESCRIPTION");

  private static final Pattern FIELD =
      Pattern.compile("(?m)^(License-Expression|License|Classifier):[ \\t]*(.*)$");

  private PackageMetadata() {}

  /// Reads a file by its name; empty where it names no license.
  static Optional<LicenseEvidence> read(String path, String text) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return switch (name) {
      case "pom.xml" -> PomLicenses.read(path, text.getBytes(StandardCharsets.UTF_8)).evidence();
      case "package.json" -> packageJson(path, text);
      case "pyproject.toml" -> toml(path, text, "project");
      case "Cargo.toml" -> toml(path, text, "package");
      case "DESCRIPTION" -> description(path, text);
      case "PKG-INFO", "METADATA" -> pythonMetadata(path, text);
      default -> Optional.empty();
    };
  }

  private static Optional<LicenseEvidence> evidence(
      String path, String expression, int line, String detail) {
    return Optional.of(new LicenseEvidence(Method.METADATA, expression, path, line, detail));
  }

  private static int lineOf(String text, String needle) {
    int at = text.indexOf(needle);
    return at < 0 ? 1 : LicenseHeader.lineOf(text, at);
  }

  /// `"license": "MIT"`, or npm's old forms `{"type": "MIT"}` and a list of those.
  private static Optional<LicenseEvidence> packageJson(String path, String text) {
    try {
      JsonNode root = JsonMapper.shared().readTree(text);
      List<String> names = new ArrayList<>();
      JsonNode license = root.path("license");
      JsonNode licenses = root.path("licenses");
      if (license.isString()) {
        names.add(license.asString());
      } else if (license.path("type").isString()) {
        names.add(license.path("type").asString());
      } else if (licenses.isArray()) {
        licenses.forEach(
            each -> names.add(each.isString() ? each.asString() : each.path("type").asString("")));
      }
      return named(path, names, lineOf(text, "\"licens"));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// Several licenses in one field are a choice.
  private static Optional<LicenseEvidence> named(String path, List<String> names, int line) {
    if (names.isEmpty() || names.stream().allMatch(String::isBlank)) {
      return Optional.empty();
    }
    List<String> ids = names.stream().flatMap(name -> LicenseNames.toSpdx(name).stream()).toList();
    String expression =
        ids.size() == names.size() ? String.join(" OR ", ids.stream().distinct().toList()) : "";
    return evidence(path, expression, line, "license: " + String.join(", ", names));
  }

  private static Optional<LicenseEvidence> toml(String path, String text, String table) {
    TomlParseResult parsed = Toml.parse(text);
    Object license = parsed.get(List.of(table, "license"));
    if (license == null) {
      return Optional.empty();
    }
    String name =
        license instanceof org.tomlj.TomlTable inner
            ? String.valueOf(inner.get("text"))
            : license.toString();
    // Cargo's old "MIT/Apache-2.0" is a choice.
    return name.equals("null")
        ? Optional.empty()
        : named(path, List.of(name.replaceAll("\\s*/\\s*", " OR ")), lineOf(text, "license"));
  }

  /// R's DESCRIPTION: `License: GPL (>= 2) | MIT + file LICENSE`.
  private static Optional<LicenseEvidence> description(String path, String text) {
    Matcher field = Pattern.compile("(?m)^License:[ \\t]*(.*)$").matcher(text);
    if (!text.contains("Package:") || !field.find()) {
      return Optional.empty();
    }
    List<String> ids = new ArrayList<>();
    String[] choices = field.group(1).split("\\|", -1);
    for (String choice : choices) {
      String name =
          choice.replaceAll("\\+\\s*file\\s+\\S+", "").replaceAll("file\\s+\\S+", "").trim();
      Matcher versioned =
          Pattern.compile("((?:A|L)?GPL)(?:-([0-9.]+))?\\s*(?:\\((>=?|==)?\\s*([0-9.]+)\\))?")
              .matcher(name);
      if (versioned.matches()) {
        String number = versioned.group(2) == null ? versioned.group(4) : versioned.group(2);
        boolean later = versioned.group(3) != null && versioned.group(3).startsWith(">");
        String base = versioned.group(1) + "-";
        String least = base.equals("GPL-") ? "1.0" : base.equals("LGPL-") ? "2.0" : "3.0";
        ids.add(
            base
                + (number == null ? least : number.contains(".") ? number : number + ".0")
                + (later || number == null ? "-or-later" : "-only"));
      } else if (name.matches("BSD_[234]_clause")) {
        ids.add("BSD-" + name.charAt(4) + "-Clause");
      } else {
        LicenseNames.toSpdx(name).ifPresent(ids::add);
      }
    }
    return evidence(
        path,
        ids.size() == choices.length ? String.join(" OR ", ids) : "",
        LicenseHeader.lineOf(text, field.start()),
        field.group().trim());
  }

  /// The fields of Python's core metadata; `License-Expression` before `License` before
  /// classifiers.
  private static Optional<LicenseEvidence> pythonMetadata(String path, String text) {
    if (!text.contains("Metadata-Version:")) {
      return Optional.empty();
    }
    int end = text.indexOf("\n\n");
    Matcher field = FIELD.matcher(end < 0 ? text : text.substring(0, end));
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
          if (said && !value.endsWith(":: OSI Approved")) {
            classifiers.add(value.substring(value.lastIndexOf("::") + 2).trim());
          }
        }
      }
      line = said && line == 0 ? LicenseHeader.lineOf(text, field.start()) : line;
    }
    if (!expression.isEmpty()) {
      return named(path, List.of(expression), line);
    }
    if (!license.isEmpty() && LicenseNames.toSpdx(license).isPresent()) {
      return named(path, List.of(license), line);
    }
    return named(path, classifiers.isEmpty() ? List.of(license) : classifiers, line);
  }
}
