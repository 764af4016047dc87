package dev.ringfence.corpus.license;

import dev.ringfence.corpus.glob.Glob;
import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// A `REUSE.toml` [1]: which license files are under that carry no notice.
///
/// [1] REUSE Specification 3.3. The last annotation that takes a file counts. `*` stops at a slash,
/// `**` does not.
final class ReuseToml {
  /// What an annotation is to the file's own notice.
  enum Precedence {
    /// The file's own notice comes first.
    CLOSEST,
    /// Both hold.
    AGGREGATE,
    /// The annotation comes first.
    OVERRIDE
  }

  private record Annotation(List<Glob> paths, String expression, Precedence precedence, int line) {}

  /// What a `REUSE.toml` says of a file.
  record Said(LicenseEvidence evidence, Precedence precedence) {}

  private final String where;
  private final String folder;
  private final List<Annotation> annotations;

  private ReuseToml(String where, List<Annotation> annotations) {
    this.where = where;
    this.folder = where.contains("/") ? where.substring(0, where.lastIndexOf('/') + 1) : "";
    this.annotations = List.copyOf(annotations);
  }

  /// Reads a file; empty where it is not TOML or annotates nothing.
  static Optional<ReuseToml> parse(String where, String text) {
    TomlParseResult parsed = Toml.parse(text);
    if (parsed.hasErrors() || !(parsed.get("annotations") instanceof TomlArray array)) {
      return Optional.empty();
    }
    List<Annotation> annotations = new ArrayList<>();
    for (Object element : array.toList()) {
      if (!(element instanceof TomlTable table)) {
        continue;
      }
      List<Glob> paths = strings(table, "path").stream().map(Glob::reuse).toList();
      List<SpdxExpression> licenses =
          strings(table, "SPDX-License-Identifier").stream()
              .flatMap(license -> SpdxExpression.parse(license).stream())
              .toList();
      if (paths.isEmpty() || licenses.isEmpty()) {
        continue;
      }
      Precedence precedence =
          switch (String.valueOf(table.get("precedence"))) {
            case "override" -> Precedence.OVERRIDE;
            case "aggregate" -> Precedence.AGGREGATE;
            default -> Precedence.CLOSEST;
          };
      TomlPosition position = table.inputPositionOf(List.of("path"));
      annotations.add(
          new Annotation(
              paths,
              SpdxExpression.and(licenses).toString(),
              precedence,
              position == null ? 1 : position.line()));
    }
    return annotations.isEmpty()
        ? Optional.empty()
        : Optional.of(new ReuseToml(where, annotations));
  }

  private static List<String> strings(TomlTable table, String key) {
    Object value = table.get(List.of(key));
    if (value instanceof String text) {
      return List.of(text);
    }
    List<String> strings = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (Object element : array.toList()) {
        if (element instanceof String text) {
          strings.add(text);
        }
      }
    }
    return strings;
  }

  /// What it says of a path, relative to the work.
  Optional<Said> of(String path) {
    if (!path.startsWith(folder)) {
      return Optional.empty();
    }
    String relative = path.substring(folder.length());
    for (int i = annotations.size() - 1; i >= 0; i--) {
      Annotation annotation = annotations.get(i);
      if (annotation.paths().stream().anyMatch(glob -> glob.matches(relative))) {
        return Optional.of(
            new Said(
                new LicenseEvidence(
                    annotation.precedence() == Precedence.OVERRIDE
                        ? Method.REUSE_OVERRIDE
                        : Method.REUSE,
                    annotation.expression(),
                    where,
                    annotation.line(),
                    "SPDX-License-Identifier = " + annotation.expression()),
                annotation.precedence()));
      }
    }
    return Optional.empty();
  }
}
