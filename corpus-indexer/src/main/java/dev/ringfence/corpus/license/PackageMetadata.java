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
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The license that a package manager's file names. Files that are programs, such as `setup.py`,
/// are read as text and never run.
final class PackageMetadata {
  private static final Set<String> NAMES =
      Set.of(
          "pom.xml",
          "package.json",
          "composer.json",
          "bower.json",
          "META.json",
          "META.yml",
          "PKG-INFO",
          "METADATA",
          "pyproject.toml",
          "setup.cfg",
          "setup.py",
          "Cargo.toml",
          "DESCRIPTION",
          "dune-project",
          "opam",
          "package.yaml",
          "build.gradle",
          "build.gradle.kts",
          "build.sbt",
          "mix.exs",
          "pubspec.yaml",
          "vcpkg.json",
          "haxelib.json",
          "meta.yaml",
          "Makefile.PL",
          "Build.PL",
          "dist.ini",
          "meson.build");

  private static final Pattern SUFFIXES =
      Pattern.compile(
          "(?i).*\\.(gemspec|cabal|opam|podspec|podspec\\.json|rockspec|nuspec|spec|csproj)");

  private PackageMetadata() {}

  /// Whether a file is read here, by its path.
  static boolean isOne(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return NAMES.contains(name) || SUFFIXES.matcher(name).matches();
  }

  /// Reads a file by its name; empty where it names no license. A name that is not known gives
  /// evidence without an expression.
  static Optional<LicenseEvidence> read(String path, String text) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return switch (name) {
      case "pom.xml" -> PomLicenses.read(path, text.getBytes(StandardCharsets.UTF_8)).evidence();
      case "package.json",
          "composer.json",
          "bower.json",
          "vcpkg.json",
          "haxelib.json",
          "META.json" ->
          json(path, text);
      case "Cargo.toml" -> cargo(path, text);
      case "DESCRIPTION" -> description(path, text);
      case "pyproject.toml" -> PythonMetadata.pyproject(path, text);
      case "setup.cfg" -> PythonMetadata.setupCfg(path, text);
      case "setup.py" -> PythonMetadata.setupPy(path, text);
      case "PKG-INFO", "METADATA" -> PythonMetadata.coreMetadata(path, text);
      case "META.yml", "package.yaml", "pubspec.yaml", "meta.yaml" -> field(path, text, YAML);
      case "dune-project" -> field(path, text, DUNE);
      case "build.gradle", "build.gradle.kts" -> field(path, text, GRADLE);
      case "build.sbt" -> field(path, text, SBT);
      case "mix.exs" -> field(path, text, MIX);
      case "Makefile.PL", "Build.PL" -> field(path, text, PERL);
      case "dist.ini" -> field(path, text, DIST);
      case "meson.build" -> field(path, text, MESON);
      case "opam" -> field(path, text, OPAM);
      default -> bySuffix(path, name, text);
    };
  }

  private static Optional<LicenseEvidence> bySuffix(String path, String name, String text) {
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    return switch (suffix) {
      case "gemspec", "podspec" -> field(path, text, GEM);
      case "cabal" -> field(path, text, CABAL);
      case "opam" -> field(path, text, OPAM);
      case "rockspec" -> field(path, text, ROCK);
      case "nuspec", "csproj" -> field(path, text, NUGET);
      case "spec" -> field(path, text, RPM);
      case "json" -> json(path, text);
      default -> Optional.empty();
    };
  }

  /* Each finds the value of a license field in group 1: one name, or several in quotes. */
  private static final Pattern YAML =
      Pattern.compile(
          "(?m)^[ \\t]{0,4}licen[sc]e:[ \\t]*((?:\\r?\\n[ \\t]*- [^\\r\\n]*)+|[^\\s#|>][^\\r\\n#]*)");
  private static final Pattern DUNE = Pattern.compile("\\(license\\s+([^)]*)\\)");
  private static final Pattern OPAM =
      Pattern.compile("(?m)^[ \\t]*license[ \\t]*:[ \\t]*(\\[[^\\]]*\\]|\"[^\"\\r\\n]*\")");
  private static final Pattern GEM =
      Pattern.compile(
          "(?m)^[^#\\r\\n]*?\\.licen[sc]es?[ \\t]*=[ \\t]*(\\[[^\\]]*\\]|%w[\\[({][^\\])}]*[\\])}]|\\{[^}]*\\}|[\"'][^\"'\\r\\n]*[\"'])");
  private static final Pattern CABAL =
      Pattern.compile("(?mi)^license[ \\t]*:[ \\t]*(?:\\r?\\n[ \\t]+)?([^\\r\\n]+)");
  private static final Pattern GRADLE =
      Pattern.compile(
          "(?s)licenses?\\s*\\{.*?\\bname\\b\\s*(?:=|\\.set\\(|\\()?\\s*([\"'][^\"'\\r\\n]*[\"'])");
  private static final Pattern SBT =
      Pattern.compile(
          "(?m)^[^/\\r\\n]*\\blicenses\\s*\\+?\\+?:?=\\s*[^\"\\r\\n]*(\"[^\"\\r\\n]*\"|License\\.\\w+)");
  private static final Pattern MIX = Pattern.compile("licenses:\\s*(\\[[^\\]]*\\])");
  private static final Pattern PERL =
      Pattern.compile(
          "(?mi)^[^#\\r\\n]*\\blicense[\"']?[ \\t]*(?:=>|,|\\()?[ \\t]*([\"'][^\"'\\r\\n]*[\"'])");
  private static final Pattern DIST = Pattern.compile("(?m)^license[ \\t]*=[ \\t]*([^\\r\\n;]+)");
  private static final Pattern MESON =
      Pattern.compile(
          "(?s)\\bproject\\s*\\(.{0,800}?\\blicense\\s*:\\s*(\\[[^\\]]*\\]|'[^'\\r\\n]*')");
  private static final Pattern ROCK =
      Pattern.compile("(?m)^[ \\t]*license[ \\t]*=[ \\t]*([\"'][^\"'\\r\\n]*[\"'])");
  private static final Pattern NUGET =
      Pattern.compile(
          "<(?:license[ \\t]+type=\"expression\"|PackageLicenseExpression)[ \\t]*>([^<]*)<");
  private static final Pattern RPM = Pattern.compile("(?mi)^License:[ \\t]*([^\\r\\n]+)");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\r\\n]*)\"|'([^'\\r\\n]*)'");

  private static Optional<LicenseEvidence> field(String path, String text, Pattern pattern) {
    Matcher field = pattern.matcher(text);
    if (!field.find()) {
      return Optional.empty();
    }
    int line = LicenseHeader.lineOf(text, field.start(1));
    String value = field.group(1).strip();
    List<String> names = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(value);
    while (quoted.find() && names.size() < 20) {
      names.add(quoted.group(1) != null ? quoted.group(1) : quoted.group(2));
    }
    if (names.isEmpty() && value.startsWith("%w")) {
      names.addAll(List.of(value.substring(3, value.length() - 1).strip().split("\\s+", -1)));
    } else if (names.isEmpty() && value.startsWith("- ")) {
      for (String each : value.split("\\r?\\n", -1)) {
        names.add(each.strip().replaceFirst("^- *", ""));
      }
    } else if (pattern == GEM && value.startsWith("{")) {
      // `{ :type => "MIT", :file => "LICENSE" }`
      Matcher type = Pattern.compile("type[\"']?\\s*(?:=>|:)\\s*[\"']([^\"']*)").matcher(value);
      names.clear();
      if (type.find()) {
        names.add(type.group(1));
      }
    } else if (names.isEmpty()) {
      names.add(value.replaceFirst("^License\\.", ""));
    }
    return names.size() == 1 || pattern != DUNE
        ? named(path, names, line)
        : named(path, List.of(String.join(" AND ", names)), line);
  }

  static Optional<LicenseEvidence> evidence(
      String path, String expression, int line, String detail) {
    return Optional.of(new LicenseEvidence(Method.METADATA, expression, path, line, detail));
  }

  private static int lineOf(String text, String needle) {
    int at = text.indexOf(needle);
    return at < 0 ? 1 : LicenseHeader.lineOf(text, at);
  }

  /// `"license": "MIT"`, a list, or npm's old forms `{"type": "MIT"}` and a list of those.
  private static Optional<LicenseEvidence> json(String path, String text) {
    try {
      JsonNode root = JsonMapper.shared().readTree(text);
      List<String> names = new ArrayList<>();
      for (String key : List.of("license", "licenses", "licence")) {
        if (names.isEmpty()) {
          addNames(names, root.path(key));
        }
      }
      return named(path, names, lineOf(text, "\"licen"));
    } catch (JacksonException e) {
      return text.contains("\"licen")
          ? evidence(path, "", lineOf(text, "\"licen"), "license: not read, the file is no JSON")
          : Optional.empty();
    }
  }

  private static void addNames(List<String> names, JsonNode license) {
    if (license.isString()) {
      names.add(license.asString());
    } else if (license.isArray()) {
      license.forEach(each -> addNames(names, each));
    } else if (license.isObject()) {
      for (String key : List.of("type", "name", "id")) {
        if (license.path(key).isString()) {
          names.add(license.path(key).asString());
          return;
        }
      }
      if (license.path("url").isString()) {
        names.add(license.path("url").asString());
      }
    }
  }

  /// Several licenses in one field are a choice.
  static Optional<LicenseEvidence> named(String path, List<String> names, int line) {
    List<String> said = names.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
    if (said.isEmpty()) {
      return Optional.empty();
    }
    List<SpdxExpression> parts = new ArrayList<>();
    for (String name : said) {
      if (isFile(name) || PERL_5.contains(name)) {
        continue;
      }
      LicenseNames.toSpdx(name).flatMap(SpdxExpression::parse).ifPresent(parts::add);
    }
    boolean perl = said.stream().anyMatch(PERL_5::contains);
    if (perl) {
      SpdxExpression.parse("Artistic-1.0-Perl OR GPL-1.0-or-later").ifPresent(parts::add);
    }
    String expression =
        parts.size() == said.size() ? LicenseStatements.combine(parts, true).toString() : "";
    return evidence(path, expression, line, "license: " + String.join(", ", said));
  }

  /// CPAN's name for "the same terms as Perl itself".
  private static final Set<String> PERL_5 = Set.of("perl_5", "perl", "Perl_5");

  /// `SEE LICENSE IN file`, `file LICENSE`, "other": which license, only that file says.
  private static boolean isFile(String name) {
    return name.matches(
        "(?i)see licen[sc]e.*|file:? .*|licen[sc]e(\\.\\w+)?|other.*|custom.*|proprietary|unlicensed|unknown|none|noassertion|all rights reserved|open[_-]?source|unrestricted|restrictive");
  }

  private static Optional<LicenseEvidence> cargo(String path, String text) {
    TomlParseResult parsed = Toml.parse(text);
    Object license = parsed.get(List.of("package", "license"));
    if (!(license instanceof String)) {
      // A workspace's members take what its root says.
      license = parsed.get(List.of("workspace", "package", "license"));
    }
    // Cargo's old "MIT/Apache-2.0" is a choice.
    return license instanceof String name
        ? named(path, List.of(name.replaceAll("\\s*/\\s*", " OR ")), lineOf(text, "license"))
        : Optional.empty();
  }

  /// The names in a TOML value.
  static List<String> strings(@org.jspecify.annotations.Nullable Object value) {
    List<String> found = new ArrayList<>();
    if (value instanceof String text) {
      found.add(text);
    } else if (value instanceof TomlArray array) {
      for (Object each : array.toList()) {
        if (each instanceof String text) {
          found.add(text);
        }
      }
    }
    return found;
  }

  /// R's DESCRIPTION: `License: GPL (>= 2) | MIT + file LICENSE`; the value may go on in indented
  /// lines.
  private static Optional<LicenseEvidence> description(String path, String text) {
    Matcher field =
        Pattern.compile("(?m)^License:[ \\t]*([^\\r\\n]*(?:\\r?\\n[ \\t]+[^\\r\\n]+)*)")
            .matcher(text);
    if (!text.contains("Package:") || !field.find()) {
      return Optional.empty();
    }
    String value = field.group(1).replaceAll("\\s+", " ").strip();
    List<String> ids = new ArrayList<>();
    String[] choices = value.split("\\|", -1);
    for (String choice : choices) {
      String name =
          choice.replaceAll("\\+\\s*file\\s+\\S+", "").replaceAll("file\\s+\\S+", "").trim();
      Matcher versioned =
          Pattern.compile(
                  "((?:A|L)?GPL)(?:-([0-9.]+))?\\s*(?:\\((>=?|==)?\\s*([0-9.]+)(?:,[^)]*)?\\))?")
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
        LicenseNames.toSpdx(name.replaceAll(" ?\\((>=?|==) ?([0-9.]+)\\)", " $2"))
            .ifPresent(ids::add);
      }
    }
    return evidence(
        path,
        ids.size() == choices.length ? String.join(" OR ", ids) : "",
        LicenseHeader.lineOf(text, field.start()),
        "License: " + value);
  }
}
