package dev.ringfence.fingerprints.source;

import dev.ringfence.fingerprints.source.LanguageProfile.ImportForm;
import dev.ringfence.fingerprints.source.LanguageProfile.Imports;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What files are to the imports of others, by their suffixes alone, whose case counts as it does
/// to compilers.
public final class ImportedFiles {
  private static final Map<String, ImportForm> FORMS = new HashMap<>();
  private static final Set<String> SOURCES = new HashSet<>();

  static {
    for (Language language : Language.values()) {
      Imports imports = language.profile().imports();
      imports.importable().forEach(suffix -> FORMS.put(suffix, imports.form()));
      SOURCES.addAll(imports.sources());
    }
  }

  private ImportedFiles() {}

  /// How imports name a file: [ImportForm#NOT_READ] where they do not, as far as is known.
  public static ImportForm form(String path) {
    return FORMS.getOrDefault(suffix(path), ImportForm.NOT_READ);
  }

  /// Whether imports name a file as a module.
  public static boolean isModule(String path) {
    ImportForm form = form(path);
    return form == ImportForm.MODULES || form == ImportForm.MODULES_AND_HEADERS;
  }

  /// Whether a file is what stands behind the files that are named.
  public static boolean isSource(String path) {
    return SOURCES.contains(suffix(path));
  }

  private static String suffix(String path) {
    return path.substring(Math.max(0, path.lastIndexOf('.')));
  }
}
