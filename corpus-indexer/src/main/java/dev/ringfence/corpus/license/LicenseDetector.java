package dev.ringfence.corpus.license;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Concludes the license of each file of one work. Built from the files that speak for others, then
/// asked file by file; safe for use by several threads.
public final class LicenseDetector {
  private static final String DEBIAN = "debian/copyright";
  private static final String DEP5 = ".reuse/dep5";
  private static final String COMPANION = ".license";

  private final @Nullable DebianCopyright debian;
  private final @Nullable DebianCopyright dep5;
  private final Map<String, ReuseToml> reuse = new TreeMap<>();
  private final Map<String, List<LicenseEvidence>> companions = new TreeMap<>();
  private final LicenseFiles licenseFiles;
  private final Map<String, List<LicenseEvidence>> packages = new TreeMap<>();
  private final List<LicenseEvidence> ofWork = new ArrayList<>();

  /// A detector for a work.
  ///
  /// @param speaking the texts of the files that [#speaksForOthers] takes, by path
  /// @param metadata evidence that holds for the whole work
  /// @param declared the expression given by whoever adds the work
  public LicenseDetector(
      Map<String, String> speaking, List<LicenseEvidence> metadata, Optional<String> declared) {
    this.debian = debian(speaking, DEBIAN);
    this.dep5 = debian(speaking, DEP5);
    Map<String, String> licenses = new TreeMap<>();
    new TreeMap<>(speaking)
        .forEach((path, text) -> {
          String name = path.substring(path.lastIndexOf('/') + 1);
          if ((path.equals(DEBIAN) && debian != null) || path.equals(DEP5)) {
            return;
          }
          if (name.equals("REUSE.toml")) {
            ReuseToml.parse(path, text).ifPresent(found -> reuse.put(folder(path), found));
          } else if (name.endsWith(COMPANION) && name.length() > COMPANION.length()) {
            companions.put(
                path.substring(0, path.length() - COMPANION.length()), SpdxTags.read(path, text));
          } else if (PackageMetadata.isOne(path)) {
            PackageMetadata.read(path, text)
                .ifPresent(found ->
                    packages.computeIfAbsent(folder(path), key -> new ArrayList<>()).add(found));
          } else {
            licenses.put(path, text);
          }
        });
    licenseFiles = new LicenseFiles(licenses);
    ofWork.addAll(metadata);
    declared.ifPresent(expression ->
        ofWork.add(
            new LicenseEvidence(
                Method.DECLARED, expression, "command line", 0, "--license " + expression)));
  }

  private static @Nullable DebianCopyright debian(Map<String, String> speaking, String path) {
    String text = speaking.get(path);
    return text == null ? null : DebianCopyright.parse(text).orElse(null);
  }

  /// Whether a file may say the license of other files, by its name.
  public static boolean speaksForOthers(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return path.equals(DEP5)
        || name.equals("REUSE.toml")
        || (name.endsWith(COMPANION) && name.length() > COMPANION.length())
        || PackageMetadata.isOne(path)
        || isLicenseFile(path);
  }

  /// Whether a file may be a license text or notice, by its name: one that a copy of the work must
  /// carry.
  public static boolean isLicenseFile(String path) {
    return path.equals(DEBIAN) || LicenseFiles.isOne(path);
  }

  private static String folder(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  /// What a file says of its own license.
  public static List<LicenseEvidence> ownEvidence(String path, String text) {
    return LicenseHeader.read(path, text);
  }

  /// The license of a file with its evidence.
  public LicenseConclusion of(String path, String text) {
    return of(path, ownEvidence(path, text));
  }

  /// The license of a file with its evidence.
  ///
  /// @param stated what it says of its own license
  public LicenseConclusion of(String path, List<LicenseEvidence> stated) {
    List<LicenseEvidence> evidence = new ArrayList<>();
    List<LicenseEvidence> own = new ArrayList<>(stated);
    own.addAll(0, companions.getOrDefault(path, List.of()));
    Optional<ReuseToml.Said> said = reuse(path);
    if (said.isPresent()) {
      LicenseEvidence annotation = said.get().evidence();
      if (said.get().precedence() == ReuseToml.Precedence.AGGREGATE) {
        own.replaceAll(item -> item.method() == Method.SPDX_TAG ? both(item, annotation) : item);
      }
      evidence.add(annotation);
    }
    if (dep5 != null) {
      dep5.of(path, DEP5)
          .map(item ->
              new LicenseEvidence(
                  Method.REUSE, item.expression(), item.where(), item.line(), item.detail()))
          .ifPresent(evidence::add);
    }
    evidence.addAll(own);
    if (debian != null) {
      debian.of(path).ifPresent(evidence::add);
    }
    evidence.addAll(licenseFiles.of(path));
    evidence.addAll(nearest(path, packages));
    evidence.addAll(ofWork);
    return LicenseConclusion.of(evidence);
  }

  private static LicenseEvidence both(LicenseEvidence tag, LicenseEvidence annotation) {
    List<SpdxExpression> parts = new ArrayList<>();
    tag.parsed().ifPresent(parts::add);
    annotation.parsed().ifPresent(parts::add);
    return parts.isEmpty()
        ? tag
        : new LicenseEvidence(
            tag.method(),
            SpdxExpression.and(parts).toString(),
            tag.where(),
            tag.line(),
            tag.detail() + "; aggregated with " + annotation.where() + ":" + annotation.line());
  }

  /// The nearest `REUSE.toml` at or above a file that speaks of it.
  private Optional<ReuseToml.Said> reuse(String path) {
    String folder = path;
    while (!folder.isEmpty()) {
      folder = folder(folder);
      ReuseToml near = reuse.get(folder);
      if (near != null) {
        Optional<ReuseToml.Said> said = near.of(path);
        if (said.isPresent()) {
          return said;
        }
      }
    }
    return Optional.empty();
  }

  /// The evidence of the nearest folder at or above a file that names a license, and what nearer
  /// ones say that cannot be read. A folder `debian/` speaks for the package, not for itself.
  private static List<LicenseEvidence> nearest(
      String path, Map<String, List<LicenseEvidence>> byFolder) {
    List<LicenseEvidence> found = new ArrayList<>();
    String folder = path;
    while (!folder.isEmpty()) {
      folder = folder(folder);
      List<LicenseEvidence> near = byFolder.get(folder);
      if (near == null && folder.isEmpty()) {
        near = byFolder.get("debian");
      }
      if (near != null) {
        found.addAll(near);
        if (near.stream().anyMatch(item -> item.parsed().isPresent())) {
          break;
        }
      }
    }
    return found;
  }

  private static final Pattern SNIPPET =
      Pattern.compile("(?s)SPDX-SnippetBegin(.*?)(?:SPDX-SnippetEnd|\\z)");

  /// The snippets of a file that state a license of their own.
  public static List<LicenseSnippet> snippets(String path, String text) {
    List<LicenseSnippet> snippets = new ArrayList<>();
    if (!text.contains("SPDX-SnippetBegin")) {
      return snippets;
    }
    Matcher each = SNIPPET.matcher(text);
    while (each.find()) {
      int first = LicenseHeader.lineOf(text, each.start());
      int last = LicenseHeader.lineOf(text, Math.max(each.start(), each.end() - 1));
      List<LicenseEvidence> tags =
          SpdxTags.read(path, each.group(1)).stream()
              .map(tag ->
                  new LicenseEvidence(
                      tag.method(), tag.expression(), path, first + tag.line() - 1, tag.detail()))
              .toList();
      if (!tags.isEmpty()) {
        snippets.add(new LicenseSnippet(first, last, LicenseConclusion.of(tags)));
      }
    }
    return snippets;
  }
}
