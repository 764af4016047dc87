package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.source.PathGlob;
import java.util.List;
import java.util.Optional;

/// A part of a repository and the ring it lies in.
///
/// @param name what reports call it
/// @param ring the ring
/// @param paths globs in gitignore syntax
/// @param namespaces import namespaces: Python modules, Java packages, headers
/// @param signatureOnly whether a namespace counts only where a public signature changes
/// @param areas the semantic areas that it stands for, where it has neither paths nor namespaces;
///   else a label
/// @param oracles what its code can be tested against, for example `reference-values`
/// @param override whether it decides whatever rules of other kinds say
/// @param file the policy file or preset it stands in
/// @param line its line there, from 1
public record Zone(
    String name,
    Ring ring,
    List<String> paths,
    List<String> namespaces,
    boolean signatureOnly,
    List<String> areas,
    List<String> oracles,
    boolean override,
    String file,
    int line) {
  public Zone {
    paths = List.copyOf(paths);
    namespaces = List.copyOf(namespaces);
    areas = List.copyOf(areas);
    oracles = List.copyOf(oracles);
  }

  /// Where it stands, for a reader.
  String place() {
    return file + ":" + line;
  }

  /// The rule that it makes, for a reason.
  ZoneRule rule(ZoneRule.Kind kind, String why) {
    return new ZoneRule(kind, name, ring, place(), why, override);
  }

  /// The last glob that takes a path; empty where none does.
  Optional<String> globFor(String path) {
    for (int i = paths.size() - 1; i >= 0; i--) {
      if (matches(paths.get(i), path)) {
        return Optional.of(paths.get(i));
      }
    }
    return Optional.empty();
  }

  /// Why a namespace of it takes a hunk; empty where none does.
  Optional<String> namespaceFor(Landing landing) {
    for (String name : Namespaces.of(landing)) {
      for (String namespace : namespaces) {
        if (!Namespaces.takes(namespace, name)) {
          continue;
        }
        if (!signatureOnly) {
          return Optional.of("`" + name + "` lies in `" + namespace + "`");
        }
        Optional<Landing.Line> line = Namespaces.signatureChange(landing);
        if (line.isPresent()) {
          return Optional.of(
              "line "
                  + line.get().number()
                  + " changes a public signature of `"
                  + name
                  + "`, in `"
                  + namespace
                  + "`");
        }
      }
    }
    return Optional.empty();
  }

  static boolean matches(String glob, String path) {
    return new PathGlob(glob).matches(path);
  }
}
