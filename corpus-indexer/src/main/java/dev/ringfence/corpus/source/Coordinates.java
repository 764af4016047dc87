package dev.ringfence.corpus.source;

import java.util.Optional;
import java.util.regex.Pattern;

/// The grammars of what names packages and versions. Coordinates become arguments of clients and
/// folders of the cache, and may come from a stranger's list or POM.
final class Coordinates {
  /// Maven's own rule for ids [1], without what no path may hold: empty parts between dots, and a
  /// hyphen in front.
  ///
  /// [1] Maven, DefaultModelValidator: ids are letters, digits, `_`, `-` and `.`.
  private static final String MAVEN_ID =
      "[A-Za-z0-9_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_][A-Za-z0-9_-]*)*";

  private static final String MAVEN_VERSION = "[A-Za-z0-9_][A-Za-z0-9_+-]*(\\.[A-Za-z0-9_+-]+)*";
  private static final Pattern MAVEN =
      Pattern.compile(MAVEN_ID + ":" + MAVEN_ID + ":" + MAVEN_VERSION);

  /// Debian Policy 5.6.1 and 5.6.12.
  static final Pattern DEBIAN =
      Pattern.compile("([a-z0-9][a-z0-9.+-]+)(?:=([0-9][A-Za-z0-9.+:~-]*))?");

  /// npm's package.json documentation, `name`; SemVer 2.0.0, or the name of a tag.
  static final Pattern NPM =
      Pattern.compile(
          "((?:@[a-z0-9~][a-z0-9._~-]*/)?[A-Za-z0-9~][A-Za-z0-9._~-]*)(?:@([A-Za-z0-9][A-Za-z0-9.+-]*))?");

  static final Pattern SEMVER =
      Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+(-[A-Za-z0-9.-]+)?(\\+[A-Za-z0-9.-]+)?");

  /// PEP 508 names; versions are read by [PythonVersion].
  static final Pattern PYPI =
      Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?:==([A-Za-z0-9.!+_-]+))?");

  private Coordinates() {}

  /// Whether `group:artifact:version` are such.
  static boolean isMaven(String coordinates) {
    return MAVEN.matcher(coordinates).matches();
  }

  /// Why a git ref is refused: git's own rules [1], and none that reads as an option.
  ///
  /// [1] git-check-ref-format; `~` and `^` walk from a commit and are allowed.
  static Optional<String> refusedRef(String ref) {
    if (ref.startsWith("-") || ref.contains("..") || ref.contains("@{") || ref.contains("//")) {
      return Optional.of("`" + visible(ref) + "` names no branch, tag or commit");
    }
    boolean odd = ref.chars().anyMatch(c -> " ?*[\\:".indexOf(c) >= 0);
    return odd
        ? Optional.of("`" + visible(ref) + "` names no branch, tag or commit")
        : Optional.empty();
  }

  /// Why a URL of a repository is refused.
  static Optional<String> refusedUrl(String url) {
    if (url.contains("::")) {
      return Optional.of("remote helpers are not run");
    }
    int scheme = url.indexOf("://");
    if (scheme >= 0 && !url.substring(0, scheme).matches("https?|ssh|git|file")) {
      return Optional.of("the protocol is none of https, http, ssh, git and file");
    }
    String afterScheme = scheme >= 0 ? url.substring(scheme + 3) : url;
    if (afterScheme.startsWith("-") || afterScheme.contains("@-")) {
      return Optional.of("a host does not begin with `-`");
    }
    return ("/" + afterScheme.replace(':', '/') + "/").contains("/../")
        ? Optional.of("`..` in a URL")
        : Optional.empty();
  }

  /// Whether a text holds characters that nobody types and that mislead who reads it.
  static boolean hasHidden(String text) {
    return text.codePoints().anyMatch(Coordinates::isHidden);
  }

  private static boolean isHidden(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || (c >= 0x2028 && c <= 0x2029)
        || (c >= 0x200b && c <= 0x200f)
        || c == 0x61c
        || c == 0xfeff
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /// The text with such characters written out.
  static String visible(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (isHidden(c)) {
            out.append(String.format("\\u%04x", c));
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }
}
