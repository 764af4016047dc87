package dev.ringfence.corpus.license;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What ids that are out of date or loosely written stand for: `GPL-2.0+`, `GPLv2`, `eCos-2.0`,
/// `Apache2`.
final class LicenseAliases {
  private static final Map<String, String> SUCCESSORS = successors();

  /// `GPLv2+`, `LGPL2.1`, `AGPL-3`, `GPL-2.0-or-later+`.
  private static final Pattern GNU =
      Pattern.compile(
          "(?:gnu[-_]?)?([al]?gpl)[-_ ]?v?([1-3])(?:\\.([0-9]))?"
              + "(?:\\.0)?([-_ ]?only|[-_ ]?(?:or[-_ ])?(?:later|newer|greater)|plus)?(\\+)?");

  /// `GPL` without a version: any that was ever published.
  private static final Map<String, String> VERSIONLESS =
      Map.of(
          "gpl", "GPL-1.0-or-later",
          "gpl+", "GPL-1.0-or-later",
          "lgpl", "LGPL-2.0-or-later",
          "lgpl+", "LGPL-2.0-or-later",
          "agpl", "AGPL-3.0-or-later",
          "agpl+", "AGPL-3.0-or-later");

  private LicenseAliases() {}

  /// What an id stands for today; the id itself, in the list's spelling, where it is no alias. An
  /// exception may come with it: `GPL-2.0-only WITH Classpath-exception-2.0`.
  static String current(String id) {
    String low = id.toLowerCase(Locale.ROOT);
    String successor = SUCCESSORS.get(low);
    if (successor != null) {
      return successor;
    }
    Optional<String> listed = LicenseIds.canonical(id);
    if (listed.isPresent()) {
      return listed.get();
    }
    // A plus on an id that has no older version to add.
    if (low.endsWith("+")) {
      String bare = low.substring(0, low.length() - 1);
      Optional<String> base = LicenseIds.canonical(bare);
      if (bare.endsWith("-or-later") && base.isPresent()) {
        return base.get();
      }
    }
    return gnu(low).orElse(id);
  }

  private static Optional<String> gnu(String low) {
    String versionless = VERSIONLESS.get(low);
    if (versionless != null) {
      return Optional.of(versionless);
    }
    Matcher gnu = GNU.matcher(low);
    if (!gnu.matches()) {
      return Optional.empty();
    }
    String suffix = gnu.group(4) == null ? "" : gnu.group(4);
    boolean later = gnu.group(5) != null || (!suffix.isEmpty() && !suffix.contains("only"));
    return Optional.of(
        gnu.group(1).toUpperCase(Locale.ROOT)
            + "-"
            + gnu.group(2)
            + "."
            + (gnu.group(3) == null ? "0" : gnu.group(3))
            + (later ? "-or-later" : "-only"));
  }

  private static Map<String, String> successors() {
    Map<String, String> map = new TreeMap<>();
    for (String gnu :
        List.of(
            "GPL-1.0",
            "GPL-2.0",
            "GPL-3.0",
            "LGPL-2.0",
            "LGPL-2.1",
            "LGPL-3.0",
            "AGPL-1.0",
            "AGPL-3.0",
            "GFDL-1.1",
            "GFDL-1.2",
            "GFDL-1.3")) {
      String low = gnu.toLowerCase(Locale.ROOT);
      map.put(low, gnu + "-only");
      map.put(low + "+", gnu + "-or-later");
      map.put(low + "-only", gnu + "-only");
      map.put(low + "-or-later", gnu + "-or-later");
    }
    Map<String, String> exceptions =
        Map.of(
            "autoconf", "Autoconf-exception",
            "bison", "Bison-exception-2.2",
            "classpath", "Classpath-exception-2.0",
            "font", "Font-exception-2.0",
            "gcc", "GCC-exception");
    for (String version : List.of("2.0", "3.0")) {
      exceptions.forEach((name, exception) -> {
        String full =
            switch (exception) {
              case "Autoconf-exception" -> "Autoconf-exception-" + version;
              case "GCC-exception" ->
                  version.equals("2.0") ? "GCC-exception-2.0" : "GCC-exception-3.1";
              default -> exception;
            };
        for (String suffix : List.of("", "+", "-only", "-or-later")) {
          String later = suffix.equals("+") || suffix.equals("-or-later") ? "-or-later" : "-only";
          map.put(
              "gpl-" + version + suffix + "-with-" + name + "-exception",
              "GPL-" + version + later + " WITH " + full);
        }
      });
    }
    map.put("ecos-2.0", "GPL-2.0-or-later WITH eCos-exception-2.0");
    map.put("wxwindows", "LGPL-2.0-or-later WITH WxWindows-exception-3.1");
    map.put("nunit", "Zlib-acknowledgement");
    map.put("standardml-nj", "SMLNJ");
    map.put("bzip2-1.0.5", "bzip2-1.0.6");
    map.put("net-snmp", "Net-SNMP");
    map.put("bsd-2-clause-freebsd", "BSD-2-Clause");
    map.put("bsd-2-clause-netbsd", "BSD-2-Clause");
    map.put("bsd", "BSD-3-Clause");
    map.put("bsd3", "BSD-3-Clause");
    map.put("bsd-3", "BSD-3-Clause");
    map.put("bsd-new", "BSD-3-Clause");
    map.put("new-bsd", "BSD-3-Clause");
    map.put("newbsd", "BSD-3-Clause");
    map.put("3-clause-bsd", "BSD-3-Clause");
    map.put("bsd3clause", "BSD-3-Clause");
    map.put("bsd2", "BSD-2-Clause");
    map.put("bsd-2", "BSD-2-Clause");
    map.put("bsd-simplified", "BSD-2-Clause");
    map.put("2-clause-bsd", "BSD-2-Clause");
    map.put("bsd4", "BSD-4-Clause");
    map.put("bsd-4", "BSD-4-Clause");
    for (String apache :
        List.of(
            "apache-2",
            "apache2",
            "apache2.0",
            "apachev2",
            "apache-v2",
            "asl-2.0",
            "asl2",
            "apache",
            "apache-license-2.0",
            "al-2.0",
            "apachev2.0",
            "apache-v2.0",
            "asl2.0",
            "apl2")) {
      map.put(apache, "Apache-2.0");
    }
    map.put("expat", "MIT");
    map.put("mit-license", "MIT");
    map.put("mit/x11", "MIT");
    map.put("x11/mit", "MIT");
    map.put("boost", "BSL-1.0");
    map.put("boost-1.0", "BSL-1.0");
    map.put("cc0", "CC0-1.0");
    map.put("mpl2", "MPL-2.0");
    map.put("mpl-2", "MPL-2.0");
    map.put("mplv2", "MPL-2.0");
    map.put("mpl2.0", "MPL-2.0");
    map.put("mplv2.0", "MPL-2.0");
    map.put("mpl", "MPL-2.0");
    map.put("mpl1.1", "MPL-1.1");
    map.put("mplv1.1", "MPL-1.1");
    map.put("epl", "EPL-1.0");
    map.put("epl2", "EPL-2.0");
    map.put("epl-2", "EPL-2.0");
    map.put("epl-v20", "EPL-2.0");
    map.put("epl-v10", "EPL-1.0");
    map.put("public-domain", "LicenseRef-public-domain");
    map.put("publicdomain", "LicenseRef-public-domain");
    return map;
  }
}
