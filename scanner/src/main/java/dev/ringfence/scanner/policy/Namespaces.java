package dev.ringfence.scanner.policy;

import dev.ringfence.fingerprints.source.ImportedFiles;
import dev.ringfence.fingerprints.source.LanguageProfile.ImportForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Import namespaces: the module of a Python file, the package of a Java file, the path by which a
/// C or C++ header is included.
final class Namespaces {
  private static final Pattern PACKAGE =
      Pattern.compile("(?m)^\\s*package\\s+([A-Za-z_][\\w.]*)\\s*;");

  /// Folders that hold a tree of modules and are no part of their names.
  private static final Pattern ROOTS =
      Pattern.compile("^(src/main/java|src/test/java|src|lib|python|include|Lib)/");

  private static final Pattern PYTHON_PUBLIC =
      Pattern.compile("^(\\s*)(?:async\\s+)?(?:def|class|cpdef|cdef\\s+class)\\s+([A-Za-z]\\w*)");
  private static final Pattern PYTHON_DUNDER_ALL = Pattern.compile("^\\s*__all__\\s*(\\+?=|\\.)");
  private static final Pattern ALL_NAMES =
      Pattern.compile("(?s)__all__\\s*\\+?=\\s*[\\[(](.*?)[\\])]");
  private static final Pattern QUOTED = Pattern.compile("[\"'](\\w+)[\"']");
  private static final Pattern STUB_VALUE = Pattern.compile("^[A-Za-z]\\w*\\s*:.*");
  private static final Pattern JAVA_PUBLIC =
      Pattern.compile("^\\s*(public|protected)\\s+(?!.*\\bnew\\b)[\\w<>\\[\\], .?@]+[({;=].*");
  private static final Pattern HEADER_DECLARATION =
      Pattern.compile(
          "^\\s*(#\\s*define\\s+[A-Za-z]|typedef\\b|(struct|union|enum|class)\\b|[A-Za-z_][\\w\\s*&:<>,]*[\\s*&][A-Za-z_]\\w*\\s*\\().*");

  private Namespaces() {}

  /// The names by which a file can be imported.
  static List<String> of(Landing landing) {
    String path = landing.path();
    List<String> names = new ArrayList<>();
    switch (ImportedFiles.form(path)) {
      case MODULES, MODULES_AND_HEADERS -> {
        String module = path.substring(0, path.lastIndexOf('.')).replaceAll("/__init__$", "");
        names.add(module.replace('/', '.'));
        String shorter = ROOTS.matcher(module).replaceFirst("");
        if (!shorter.equals(module)) {
          names.add(shorter.replace('/', '.'));
        }
      }
      case PACKAGES -> {
        Matcher declared = PACKAGE.matcher(landing.text().orElse(""));
        String folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
        names.add(
            declared.find()
                ? declared.group(1)
                : folder.replaceFirst("^(.*/)?src/(main|test)/java/", "").replace('/', '.'));
      }
      case INCLUDES -> {
        names.add(path);
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
          names.add(path.substring(slash + 1));
        }
      }
      case NOT_READ -> {}
    }
    return names;
  }

  /// Whether a namespace of the policy takes a name: it, or a part of it.
  static boolean takes(String namespace, String name) {
    return name.equals(namespace)
        || name.startsWith(namespace + ".")
        || name.startsWith(namespace.endsWith("/") ? namespace : namespace + "/");
  }

  /// The first added line that changes a public signature; empty where none does. Without an added
  /// line (a path by itself) nothing does.
  static Optional<Landing.Line> signatureChange(Landing landing) {
    String path = landing.path();
    boolean python = ImportedFiles.isModule(path);
    Optional<Set<String>> exported =
        python && !path.endsWith(".pyi") ? exported(landing.text().orElse("")) : Optional.empty();
    for (Landing.Line line : landing.addedLines()) {
      if (python ? isPublicPython(line.text(), path, exported) : isPublic(line.text(), path)) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  private static boolean isPublic(String line, String path) {
    return ImportedFiles.form(path) == ImportForm.PACKAGES
        ? JAVA_PUBLIC.matcher(line).matches()
        : HEADER_DECLARATION.matcher(line).matches();
  }

  private static boolean isPublicPython(String line, String path, Optional<Set<String>> exported) {
    if (PYTHON_DUNDER_ALL.matcher(line).find()) {
      return true;
    }
    Matcher definition = PYTHON_PUBLIC.matcher(line);
    if (definition.find()) {
      boolean top = definition.group(1).isEmpty();
      return !top || exported.isEmpty() || exported.get().contains(definition.group(2));
    }
    return path.endsWith(".pyi") && STUB_VALUE.matcher(line).matches();
  }

  /// The names in `__all__`; empty where the module has none.
  private static Optional<Set<String>> exported(String text) {
    Matcher all = ALL_NAMES.matcher(text);
    Set<String> names = new HashSet<>();
    boolean found = false;
    while (all.find()) {
      found = true;
      Matcher name = QUOTED.matcher(all.group(1));
      while (name.find()) {
        names.add(name.group(1));
      }
    }
    return found ? Optional.of(names) : Optional.empty();
  }
}
