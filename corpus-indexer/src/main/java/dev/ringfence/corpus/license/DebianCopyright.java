package dev.ringfence.corpus.license;

import dev.ringfence.corpus.glob.Glob;
import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A `debian/copyright` in the machine-readable format [1]: which license each file is under.
///
/// [1] Machine-readable debian/copyright file, version 1.0. The last stanza whose pattern takes a
/// file counts; `*` and `?` match slashes.
public final class DebianCopyright {
  private record Stanza(
      List<Glob> files, String license, String expression, String patterns, int line) {}

  private final List<Stanza> stanzas;

  private DebianCopyright(List<Stanza> stanzas) {
    this.stanzas = List.copyOf(stanzas);
  }

  /// Collects the license texts of a file, by the short name that it gives them.
  private static final class Texts {
    private final Map<String, StringBuilder> byName = new HashMap<>();
    private @Nullable StringBuilder open;

    void begin(String name) {
      open = name.isEmpty() ? null : byName.computeIfAbsent(key(name), n -> new StringBuilder());
    }

    void add(String line) {
      if (open != null) {
        open.append(line.equals(" .") ? "" : line).append('\n');
      }
    }

    void end() {
      open = null;
    }

    boolean has(String name) {
      return byName.containsKey(key(name));
    }

    /// The license that a short name stands for, by its text.
    Optional<String> expression(String name) {
      StringBuilder text = byName.get(key(name));
      return text == null || text.isEmpty()
          ? Optional.empty()
          : LicenseHeader.readLicenseFile("debian/copyright", text.toString())
              .map(LicenseEvidence::expression);
    }

    private static String key(String name) {
      return name.trim().toLowerCase(Locale.ROOT);
    }
  }

  /// Reads the file; empty where it is not in the machine-readable format.
  public static Optional<DebianCopyright> parse(String text) {
    List<Stanza> read = new ArrayList<>();
    Texts texts = new Texts();
    String files = "";
    String license = "";
    int filesLine = 0;
    String field = "";
    boolean machineReadable = false;
    String[] lines = (text + "\n\n").split("\r?\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      if (line.isBlank()) {
        if (!files.isEmpty() && !license.isEmpty()) {
          read.add(new Stanza(globs(files), license, "", files.trim(), filesLine));
        }
        files = "";
        license = "";
        field = "";
        texts.end();
        continue;
      }
      if (line.startsWith("#")) {
        continue;
      }
      if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        if (field.equals("files")) {
          files += " " + line.trim();
        } else if (field.equals("license")) {
          texts.add(line);
        }
        continue;
      }
      int colon = line.indexOf(':');
      field = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = colon < 0 ? "" : line.substring(colon + 1).trim();
      switch (field) {
        case "format", "format-specification" -> machineReadable = true;
        case "files" -> {
          files = value;
          filesLine = i + 1;
        }
        case "license" -> {
          license = value;
          texts.begin(value);
        }
        default -> {}
      }
    }
    if (!machineReadable || read.isEmpty()) {
      return Optional.empty();
    }
    List<Stanza> stanzas =
        read.stream()
            .map(each ->
                new Stanza(
                    each.files(),
                    each.license(),
                    dep5ToSpdx(each.license(), texts),
                    each.patterns(),
                    each.line()))
            .toList();
    return Optional.of(new DebianCopyright(stanzas));
  }

  private static List<Glob> globs(String text) {
    List<Glob> globs = new ArrayList<>();
    for (String glob : text.trim().split("[\\s,]+", -1)) {
      if (!glob.isEmpty()) {
        globs.add(Glob.debian(glob.startsWith("./") ? glob.substring(2) : glob));
      }
    }
    return globs;
  }

  /// What `debian/copyright` says of a path, relative to the package's root.
  public Optional<LicenseEvidence> of(String path) {
    return of(path, "debian/copyright");
  }

  /// What a file in this format says of a path.
  ///
  /// @param where the file
  Optional<LicenseEvidence> of(String path, String where) {
    for (int i = stanzas.size() - 1; i >= 0; i--) {
      Stanza stanza = stanzas.get(i);
      if (stanza.files().stream().anyMatch(glob -> glob.matches(path))) {
        return Optional.of(
            new LicenseEvidence(
                stanza.patterns().equals("*") ? Method.DEBIAN_DEFAULT : Method.DEBIAN_COPYRIGHT,
                stanza.expression(),
                where,
                stanza.line(),
                "Files: " + abbreviate(stanza.patterns()) + ", License: " + stanza.license()));
      }
    }
    return Optional.empty();
  }

  private static String abbreviate(String patterns) {
    return patterns.length() <= 80 ? patterns : patterns.substring(0, 77) + "...";
  }

  /// Debian's short names as an SPDX expression: `GPL-2+ or Expat` is `GPL-2.0-or-later OR MIT`.
  static String toSpdx(String license) {
    return toSpdx(license, new Texts());
  }

  /// `.reuse/dep5` holds SPDX expressions, in Debian's format.
  private static String dep5ToSpdx(String license, Texts texts) {
    return SpdxExpression.parse(license)
        .filter(SpdxTags::isListed)
        .map(SpdxExpression::toString)
        .orElseGet(() -> toSpdx(license, texts));
  }

  private static String toSpdx(String license, Texts texts) {
    return LooseExpression.read(license, true, name -> named(name, texts))
        .map(SpdxExpression::toString)
        .orElse("");
  }

  /// The license of one short name; empty for what must be taken apart.
  private static Optional<SpdxExpression> named(String name, Texts texts) {
    if (name.contains("(") || COMPOUND.matcher(name).find()) {
      return texts.has(name)
          ? texts.expression(name).flatMap(SpdxExpression::parse)
          : Optional.empty();
    }
    String id = id(name);
    if (id.startsWith("LicenseRef-")) {
      Optional<String> told = texts.expression(name);
      if (told.isPresent()) {
        return told.flatMap(SpdxExpression::parse);
      }
      Optional<SpdxExpression> known = LicenseNames.known(name);
      if (known.isPresent()) {
        return known;
      }
    }
    return SpdxExpression.parse(id);
  }

  private static final Pattern COMPOUND =
      Pattern.compile("(?i)[,;|&]|\\b(and|or|with)\\b(?! *(any )?(later|newer|above)\\b)");

  private static final Pattern GNU =
      Pattern.compile("(A|L)?GPL-?v?([123](\\.[0-9])?)?(\\+)?", Pattern.CASE_INSENSITIVE);

  private static String id(String name) {
    var gnu = GNU.matcher(name);
    if (gnu.matches()) {
      String base = name.toUpperCase(Locale.ROOT).replaceAll("GPL.*", "GPL-");
      String version = gnu.group(2) == null ? "1" : gnu.group(2);
      boolean later = gnu.group(4) != null || gnu.group(2) == null;
      if (gnu.group(2) == null && base.equals("LGPL-")) {
        version = "2";
      } else if (gnu.group(2) == null && base.equals("AGPL-")) {
        version = "3";
      }
      return base
          + (version.contains(".") ? version : version + ".0")
          + (later ? "-or-later" : "-only");
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "expat", "mit", "mit/expat", "mit-license" -> "MIT";
      case "bsd", "bsd-3-clause", "bsd-3", "bsd3", "bsd-3-clauses" -> "BSD-3-Clause";
      case "bsd-2-clause", "bsd-2", "freebsd", "bsd-2-clauses" -> "BSD-2-Clause";
      case "bsd-4-clause", "bsd-4" -> "BSD-4-Clause";
      case "apache-2.0", "apache-2", "asl-2.0", "apache" -> "Apache-2.0";
      case "artistic", "artistic-1" -> "Artistic-1.0";
      case "artistic-2" -> "Artistic-2.0";
      case "isc" -> "ISC";
      case "zlib", "zlib/libpng" -> "Zlib";
      case "psf", "psf-2", "python", "python-2.0" -> "PSF-2.0";
      case "cc0", "cc0-1.0", "cc0-1" -> "CC0-1.0";
      case "public-domain", "pd", "public" -> "LicenseRef-public-domain";
      case "boost", "boost-1.0", "bsl-1.0", "bsl-1" -> "BSL-1.0";
      case "mpl-1.1" -> "MPL-1.1";
      case "mpl-2.0", "mpl-2" -> "MPL-2.0";
      case "gfdl-1.3+", "gfdl-1.3-or-later" -> "GFDL-1.3-or-later";
      case "gfdl-1.2+" -> "GFDL-1.2-or-later";
      case "gfdl-1.1+" -> "GFDL-1.1-or-later";
      case "wtfpl", "wtfpl-2" -> "WTFPL";
      case "x11" -> "X11";
      default -> {
        String plain = name.replaceAll("[^A-Za-z0-9.+-]", "-");
        Optional<String> known = LicenseIds.canonical(plain);
        String current = LicenseAliases.current(plain);
        yield known.isPresent() || LicenseIds.canonical(current).isPresent()
            ? current
            : plain.startsWith("LicenseRef-")
                ? plain
                : "LicenseRef-" + plain.replace("+", "-or-later");
      }
    };
  }
}
