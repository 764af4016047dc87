package dev.ringfence.scanner.blast;

import dev.ringfence.fingerprints.source.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a text imports or includes, as it is written there.
final class Imports {
  /*
   * `#name` is an included file, `from:module:name` and `module` are Python's, `java:a.b.C` is a
   * class, `java.package:a.b` the package of the file itself, `exports:a.b` what a module exports.
   */
  static final String HEADER = "#";
  static final String FROM = "from:";
  static final String MODULE = "module:";
  static final String CLASS = "java:";
  static final String PACKAGE = "java.package:";
  static final String EXPORTS = "exports:";
  static final String USES = "uses:";

  private static final Pattern INCLUDE =
      Pattern.compile("(?m)^[ \\t]*#[ \\t]*include[ \\t]*[\"<]([^\">\\n]+)[\">]");
  private static final Pattern PYTHON =
      Pattern.compile(
          "(?m)^[ \\t]*(?:from[ \\t]+([.\\w]+)[ \\t]+c?import[ \\t]+(\\([^)]*\\)|[^\\n#]*)"
              + "|c?import[ \\t]+([\\w. ,\\t]+))");
  private static final Pattern CYTHON_EXTERN =
      Pattern.compile("(?m)^[ \\t]*cdef[ \\t]+extern[ \\t]+from[ \\t]+[\"']([^\"'\\n]+)[\"']");
  private static final Pattern JAVA_IMPORT =
      Pattern.compile("(?m)^[ \\t]*import[ \\t]+(static[ \\t]+)?([\\w.]+)(\\.\\*)?[ \\t]*;");
  private static final Pattern JAVA_PACKAGE =
      Pattern.compile("(?m)^[ \\t]*package[ \\t]+([\\w.]+)[ \\t]*;");
  private static final Pattern JAVA_EXPORTS =
      Pattern.compile("(?m)^[ \\t]*exports[ \\t]+([\\w.]+)[ \\t]*;");
  private static final Pattern JAVA_TYPE = Pattern.compile("(?<![\\w.])[A-Z]\\w*");

  private Imports() {}

  /// The imports of a text; empty for a language whose imports are not read.
  static Optional<List<String>> of(Language language, String text) {
    List<String> found = new ArrayList<>();
    switch (language.profile().imports().form()) {
      case INCLUDES -> includes(text, found);
      case MODULES -> python(text, found);
      case MODULES_AND_HEADERS -> {
        python(text, found);
        Matcher extern = CYTHON_EXTERN.matcher(text);
        while (extern.find()) {
          found.add(HEADER + extern.group(1));
        }
      }
      case PACKAGES -> java(text, found);
      case NOT_READ -> {
        return Optional.empty();
      }
    }
    return Optional.of(found.stream().distinct().toList());
  }

  private static void includes(String text, List<String> found) {
    Matcher include = INCLUDE.matcher(text);
    while (include.find()) {
      found.add(HEADER + include.group(1).trim());
    }
  }

  private static void python(String text, List<String> found) {
    Matcher each = PYTHON.matcher(text);
    while (each.find()) {
      if (each.group(1) == null) {
        for (String module : each.group(3).split(",", -1)) {
          found.add(MODULE + module.trim().replaceFirst("\\s+as\\s.*", ""));
        }
        continue;
      }
      String names = each.group(2).replaceAll("#[^\\n]*", "").replaceAll("[()\\\\]", " ");
      for (String name : names.split(",", -1)) {
        String plain = name.trim().replaceFirst("\\s+as\\s.*", "");
        if (!plain.isEmpty()) {
          found.add(FROM + each.group(1) + ":" + plain);
        }
      }
    }
  }

  private static void java(String text, List<String> found) {
    Matcher own = JAVA_PACKAGE.matcher(text);
    if (own.find()) {
      found.add(PACKAGE + own.group(1));
    }
    Matcher exports = JAVA_EXPORTS.matcher(text);
    while (exports.find()) {
      found.add(EXPORTS + exports.group(1));
    }
    Matcher each = JAVA_IMPORT.matcher(text);
    int after = 0;
    while (each.find()) {
      found.add(CLASS + each.group(2) + (each.group(3) == null ? "" : ".*"));
      after = each.end();
    }
    // Types of the same package need no import.
    Matcher type = JAVA_TYPE.matcher(text);
    type.region(after, text.length());
    while (type.find()) {
      found.add(USES + type.group());
    }
  }
}
