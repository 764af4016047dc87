package dev.ringfence.scanner.blast;

import dev.ringfence.fingerprints.source.ImportedFiles;
import dev.ringfence.fingerprints.source.LanguageProfile.ImportForm;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a path says of its file.
final class FileRoles {
  /// What a template becomes a file of its language without.
  private static final Pattern TEMPLATE = Pattern.compile("\\.(src|in)$");

  private static final Pattern TEST_NAME =
      Pattern.compile(
          "(test_.*|.*_test|.*Test|.*Tests|.*IT|conftest|Test[A-Z].*)\\.\\w+(\\.\\w+)?");
  private static final Set<String> TEST_FOLDERS =
      Set.of("test", "tests", "testing", "__tests__", "spec", "testsuite", "t");

  private FileRoles() {}

  /// Whether a path is a test, by its folders and its name.
  static boolean isTest(String path) {
    String[] parts = path.split("/", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      if (TEST_FOLDERS.contains(parts[i].toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return TEST_NAME.matcher(parts[parts.length - 1]).matches();
  }

  static boolean isHeader(String path) {
    String made = made(path);
    return ImportedFiles.form(made) == ImportForm.INCLUDES || made.endsWith(".inc");
  }

  static boolean isSource(String path) {
    return ImportedFiles.isSource(made(path));
  }

  static boolean isModule(String path) {
    return ImportedFiles.isModule(
        path.endsWith(".in") ? path.substring(0, path.length() - 3) : path);
  }

  static boolean isClass(String path) {
    return ImportedFiles.form(path) == ImportForm.PACKAGES;
  }

  static String folder(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String stem(String path) {
    String name = fileName(path);
    int dot = name.indexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /// The path of what a template becomes.
  static String made(String path) {
    return TEMPLATE.matcher(path).replaceFirst("");
  }
}
