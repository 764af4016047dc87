package dev.ringfence.corpus.source;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Package URLs in their canonical form: percent-encoded, letter case as the type has it.
final class Purls {
  private Purls() {}

  /// A package URL; empty where there is none for such a name.
  ///
  /// @param namespace what the type names so: a group, a distribution, an owner; may be empty
  /// @param version may be empty
  static Optional<String> of(
      String type, String namespace, String name, String version, Map<String, String> qualifiers) {
    try {
      return Optional.of(
          new PackageURL(
                  type, orNull(namespace), name, orNull(version), new TreeMap<>(qualifiers), null)
              .canonicalize());
    } catch (MalformedPackageURLException noSuchName) {
      return Optional.empty();
    }
  }

  /// A package URL without qualifiers.
  static Optional<String> of(String type, String namespace, String name, String version) {
    return of(type, namespace, name, version, Map.of());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
