package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place that a work comes from, as written on the command line. [Object#toString] gives the form
/// that [#parse] reads.
public sealed interface CorpusSource {
  /// The kinds, for a reader.
  String FORMS =
      "dir:PATH, git:URL[@REF], archive:PATH, debian:PACKAGE[=VERSION], maven:GROUP:ARTIFACT:VERSION,"
          + " npm:NAME[@VERSION], pypi:NAME[==VERSION] or list:FILE";

  /// `dir:PATH`: a folder.
  record Folder(Path path) implements CorpusSource {
    @Override
    public String toString() {
      return "dir:" + path;
    }
  }

  /// `git:URL@REF`: a repository, by URL or path.
  ///
  /// @param location URL or path
  /// @param ref a branch, tag or commit; `HEAD` where absent
  /// @param history whether every version of every file is taken, not those at the ref alone
  record Git(String location, Optional<String> ref, boolean history) implements CorpusSource {
    /// Whether the location has to be cloned.
    public boolean isRemote() {
      return location.contains("://") || SCP.matcher(location).matches();
    }

    @Override
    public String toString() {
      return "git:" + location + ref.map(name -> "@" + name).orElse("");
    }
  }

  /// `archive:PATH`: a tar (gz, bz2, xz), zip, jar, whl, crate, gem or Debian's dsc.
  record Archive(Path path) implements CorpusSource {
    @Override
    public String toString() {
      return "archive:" + path;
    }
  }

  /// `maven:GROUP:ARTIFACT:VERSION`: the sources jar and POM, fetched by Maven.
  record Maven(String group, String artifact, String version) implements CorpusSource {
    @Override
    public String toString() {
      return "maven:" + group + ":" + artifact + ":" + version;
    }
  }

  /// `debian:PACKAGE[=VERSION]`: the source package, fetched by apt.
  record Debian(String sourcePackage, Optional<String> version) implements CorpusSource {
    @Override
    public String toString() {
      return "debian:" + sourcePackage + version.map(v -> "=" + v).orElse("");
    }
  }

  /// `npm:NAME[@VERSION]`: the package, fetched by npm.
  record Npm(String name, Optional<String> version) implements CorpusSource {
    @Override
    public String toString() {
      return "npm:" + name + version.map(v -> "@" + v).orElse("");
    }
  }

  /// `pypi:NAME[==VERSION]`: the source distribution, from the index that pip is configured with.
  record Pypi(String name, Optional<String> version) implements CorpusSource {
    @Override
    public String toString() {
      return "pypi:" + name + version.map(v -> "==" + v).orElse("");
    }
  }

  /// `user@host:path`, as git writes it.
  Pattern SCP = Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:.*");

  /// Whether the same text may stand for other files tomorrow: no version is given.
  default boolean isMoving() {
    return switch (this) {
      case Folder folder -> true;
      case Archive archive -> true;
      case Git git -> true;
      case Maven maven -> false;
      case Debian debian -> debian.version().isEmpty();
      case Npm npm -> npm.version().filter(v -> Coordinates.SEMVER.matcher(v).matches()).isEmpty();
      case Pypi pypi -> pypi.version().isEmpty();
    };
  }

  /// Reads a source, a `list:` as the sources in it; a user's error is a [RingfenceException].
  ///
  /// @param base what relative paths are relative to
  /// @param history whether a git source gives its history
  static List<CorpusSource> parseAll(String text, Path base, boolean history) throws IOException {
    if (!text.startsWith("list:")) {
      return List.of(parse(text, base, history));
    }
    Path file = base.resolve(text.substring("list:".length()));
    if (!Files.isRegularFile(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "source/not-found", "list does not exist: `" + file + "`", "check the path"));
    }
    Path folder = file.getParent() == null ? Path.of("") : file.getParent();
    List<CorpusSource> sources = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        if (line.startsWith("list:")) {
          throw invalid(line, "a list does not name other lists");
        }
        sources.add(parse(line, folder, history));
      } catch (RingfenceException e) {
        throw RingfenceException.usage(e.diagnostic().at(file + ":" + (i + 1)));
      }
    }
    return sources;
  }

  /// Reads one source that is no `list:`.
  static CorpusSource parse(String text, Path base, boolean history) {
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    if (Coordinates.hasHidden(text)) {
      throw invalid(text, "it holds control characters or ones that change the direction of text");
    }
    if (!scheme.isEmpty() && rest.isEmpty()) {
      throw invalid(text, "nothing follows `" + scheme + ":`");
    }
    return switch (scheme) {
      case "dir" -> new Folder(base.resolve(rest));
      case "archive" -> new Archive(base.resolve(rest));
      case "git" -> git(text, rest, base, history);
      case "maven" -> {
        String[] parts = rest.split(":", -1);
        if (parts.length != 3) {
          throw invalid(text, "a Maven source is `maven:GROUP:ARTIFACT:VERSION`");
        }
        if (!Coordinates.isMaven(rest)) {
          throw invalid(
              text, "Maven allows letters, digits, `_`, `-` and single dots in each part");
        }
        yield new Maven(parts[0], parts[1], parts[2]);
      }
      case "debian" -> {
        Matcher parts = matcher(text, rest, Coordinates.DEBIAN);
        yield new Debian(parts.group(1), Optional.ofNullable(parts.group(2)));
      }
      case "npm" -> {
        Matcher parts = matcher(text, rest, Coordinates.NPM);
        yield new Npm(parts.group(1), Optional.ofNullable(parts.group(2)));
      }
      case "pypi" -> {
        Matcher parts = matcher(text, rest, Coordinates.PYPI);
        if (parts.group(2) != null && PythonVersion.parse(parts.group(2)).isEmpty()) {
          throw invalid(text, "`" + parts.group(2) + "` is no version of a Python package");
        }
        yield new Pypi(parts.group(1), Optional.ofNullable(parts.group(2)));
      }
      case "list" -> throw invalid(text, "a list is no single source");
      default -> throw invalid(text, "unknown kind of source");
    };
  }

  private static Matcher matcher(String text, String rest, Pattern pattern) {
    Matcher matcher = pattern.matcher(rest);
    if (!matcher.matches() || rest.contains("..")) {
      throw invalid(text, "name or version cannot be read");
    }
    return matcher;
  }

  /// The ref follows the last `@` that is not part of the URL's authority.
  private static Git git(String text, String rest, Path base, boolean history) {
    int from = 0;
    int authority = rest.indexOf("://");
    if (authority >= 0) {
      int slash = rest.indexOf('/', authority + 3);
      from = slash < 0 ? rest.length() : slash;
    } else if (SCP.matcher(rest).matches()) {
      from = rest.indexOf(':');
    }
    int at = rest.lastIndexOf('@');
    boolean hasRef = at > from && at + 1 < rest.length();
    String location = hasRef ? rest.substring(0, at) : rest;
    String ref = hasRef ? rest.substring(at + 1) : "";
    if (location.startsWith("-") || location.contains("::")) {
      throw invalid(text, "a Git source is `git:URL` or `git:URL@REF`");
    }
    Coordinates.refusedRef(ref)
        .ifPresent(why -> {
          throw invalid(text, why);
        });
    boolean remote = location.contains("://") || SCP.matcher(location).matches();
    if (remote) {
      Coordinates.refusedUrl(location)
          .ifPresent(why -> {
            throw invalid(text, why);
          });
    }
    return new Git(
        remote ? location : base.resolve(location).toString(),
        hasRef ? Optional.of(ref) : Optional.empty(),
        history);
  }

  /// What a message quotes of a line: a list may have been some other file.
  private static String shown(String text) {
    String visible = Coordinates.visible(text);
    return visible.length() <= 80 ? visible : visible.substring(0, 77) + "...";
  }

  private static RingfenceException invalid(String text, String why) {
    return RingfenceException.usage(
        Diagnostic.of(
            "source/invalid", "invalid source `" + shown(text) + "`: " + why, "use " + FORMS));
  }
}
