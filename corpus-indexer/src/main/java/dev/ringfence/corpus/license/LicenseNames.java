package dev.ringfence.corpus.license;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names that people give licenses in package metadata.
final class LicenseNames {
  private LicenseNames() {}

  private static final Pattern WORD = Pattern.compile("[a-z0-9.+]+");
  private static final Pattern GNU_INITIALS =
      Pattern.compile("([al]?gpl)v?([123](?:\\.[0-9])?)?(\\+)?");
  private static final Pattern GNU_VERSION = Pattern.compile("v?([123](?:\\.[0-9])?)(\\+)?");
  private static final Set<String> FILLERS =
      Set.of(
          "the",
          "a",
          "license",
          "licence",
          "licensed",
          "licenses",
          "under",
          "terms",
          "of",
          "version",
          "v",
          "ver",
          "v.",
          "ver.");
  private static final Set<String> GNU_WORDS =
      Set.of(
          "gnu",
          "general",
          "public",
          "or",
          "any",
          "at",
          "your",
          "option",
          "fsf",
          "only",
          "later",
          "newer",
          "above",
          "higher",
          "greater",
          "affero",
          "lesser",
          "library",
          "free",
          "software",
          "foundation",
          "s",
          "and",
          "plus");

  /// A name whose every word belongs to the name of one license: "GNU GPL v3 or later", "Apache
  /// License, Version 2.0".
  private record Family(Set<String> words, List<String> needed, String id) {}

  private static Family family(String words, String needed, String id) {
    return new Family(Set.of(words.split(" ", -1)), List.of(needed.split(" ", -1)), id);
  }

  private static final List<Family> FAMILIES =
      List.of(
          family("apache software foundation asf public v1.1 1.1", "apache 1.1", "Apache-1.1"),
          family(
              "apache software foundation asf public v2 v2.0 2 2.0 asl apl al 2.0.",
              "apache",
              "Apache-2.0"),
          family("asl al 2 2.0 v2 v2.0", "asl", "Apache-2.0"),
          family("mit x11 expat style like massachusetts institute technology", "mit", "MIT"),
          family("mit x11 expat style", "expat", "MIT"),
          family(
              "bsd 2 clause two clauses simplified freebsd style",
              "bsd simplified",
              "BSD-2-Clause"),
          family(
              "bsd 2 clause two clauses simplified freebsd style 2clause", "bsd 2", "BSD-2-Clause"),
          family("bsd clause two clauses simplified freebsd style", "bsd two", "BSD-2-Clause"),
          family("bsd 4 clause four clauses original style old", "bsd 4", "BSD-4-Clause"),
          family("bsd four clause clauses original style old", "bsd four", "BSD-4-Clause"),
          family("bsd original old", "bsd original", "BSD-4-Clause"),
          family(
              "bsd 3 clause three clauses new modified revised style like berkeley distribution software 3clause",
              "bsd",
              "BSD-3-Clause"),
          family("isc internet systems consortium", "isc", "ISC"),
          family("mozilla public mpl 1.1 v1.1", "mozilla 1.1", "MPL-1.1"),
          family("mozilla public mpl 1.1 v1.1", "mozilla v1.1", "MPL-1.1"),
          family("mozilla public mpl 2.0 2 v2.0 v2", "mozilla", "MPL-2.0"),
          family("mpl 1.1 v1.1", "mpl 1.1", "MPL-1.1"),
          family("mpl 2.0 2 v2.0 v2", "mpl", "MPL-2.0"),
          family("eclipse public epl 2.0 2 v2.0 v2", "eclipse 2.0", "EPL-2.0"),
          family("eclipse public epl 2.0 2 v2.0 v2", "eclipse v2.0", "EPL-2.0"),
          family("eclipse public epl 1.0 1 v1.0 v1", "eclipse public", "EPL-1.0"),
          family(
              "eclipse distribution edl 1.0 v1.0 bsd new", "eclipse distribution", "BSD-3-Clause"),
          family("boost software 1.0 v1.0 bsl", "boost", "BSL-1.0"),
          family("zlib libpng", "zlib", "Zlib"),
          family("python software foundation psf 2 2.0", "python", "PSF-2.0"),
          family("psf psfl 2 2.0", "psf", "PSF-2.0"),
          family("public domain pd dedication", "public domain", "LicenseRef-public-domain"),
          family("unlicense", "unlicense", "Unlicense"),
          family(
              "cc0 1.0 universal creative commons zero public domain dedication v1.0",
              "cc0",
              "CC0-1.0"),
          family("common development and distribution cddl 1.1 v1.1", "cddl 1.1", "CDDL-1.1"),
          family("common development and distribution cddl 1.0 v1.0", "cddl", "CDDL-1.0"),
          family(
              "common development and distribution cddl 1.1",
              "common development distribution 1.1",
              "CDDL-1.1"),
          family(
              "common development and distribution cddl 1.0",
              "common development distribution",
              "CDDL-1.0"),
          family("academic free afl 3.0 v3.0 v.", "academic free", "AFL-3.0"),
          family("artistic 2.0 2 v2.0", "artistic 2.0", "Artistic-2.0"),
          family("artistic 2.0 2 v2.0", "artistic 2", "Artistic-2.0"),
          family("perl artistic 1.0 clarified", "artistic", "Artistic-1.0-Perl"),
          family("european union public eupl 1.2 v1.2", "eupl 1.2", "EUPL-1.2"),
          family("european union public eupl 1.2 v1.2", "european union public 1.2", "EUPL-1.2"),
          family("european union public eupl 1.1 v1.1", "eupl 1.1", "EUPL-1.1"),
          family("wtfpl do what the fuck you want to public 2 v2", "wtfpl", "WTFPL"));

  /// The license that a name stands for, if every word of it is part of that; empty otherwise. An
  /// id of the SPDX list or of one's own (`LicenseRef-x`) is a name too.
  static Optional<SpdxExpression> known(String name) {
    String plain = name.strip();
    if (plain.matches("[A-Za-z0-9.:+/-]+")) {
      Optional<SpdxExpression> id =
          SpdxExpression.parse(plain.contains("/") ? LicenseAliases.current(plain) : plain);
      if (id.isPresent() && SpdxTags.isListed(id.get())) {
        return id;
      }
    }
    String low = plain.toLowerCase(Locale.ROOT).replaceAll("http\\S+|[\"'‘’“”]", " ");
    List<String> words = new java.util.ArrayList<>();
    Matcher word = WORD.matcher(low);
    while (word.find() && words.size() < 40) {
      String each = word.group().replaceAll("(?<=[a-z0-9])\\.$", "");
      if (!FILLERS.contains(each)) {
        words.add(each);
      }
    }
    if (words.isEmpty() || words.size() > 20) {
      return Optional.empty();
    }
    return gnu(low, words)
        .or(() ->
            FAMILIES.stream()
                .filter(f ->
                    words.stream().allMatch(w -> f.words().contains(w))
                        && words.containsAll(f.needed()))
                .findFirst()
                .map(f -> new SpdxExpression.License(f.id())));
  }

  private static Optional<SpdxExpression> gnu(String low, List<String> words) {
    String family = "";
    String version = "";
    boolean later = low.contains(">=") || low.contains("> =");
    for (String word : words) {
      Matcher initials = GNU_INITIALS.matcher(word);
      Matcher number = GNU_VERSION.matcher(word);
      if (initials.matches()) {
        family = family.isEmpty() || family.equals("gpl") ? initials.group(1) : family;
        version = initials.group(2) == null ? version : initials.group(2);
        later |= initials.group(3) != null;
      } else if (number.matches() || word.equals("+")) {
        if (!word.equals("+")) {
          version = number.group(1);
        }
        later |= word.endsWith("+");
      } else if (GNU_WORDS.contains(word)) {
        later |=
            word.equals("later")
                || word.equals("newer")
                || word.equals("above")
                || word.equals("higher")
                || word.equals("greater")
                || word.equals("plus");
        switch (word) {
          case "affero" -> family = "agpl";
          case "lesser", "library" -> family = "lgpl";
          case "general" -> family = family.isEmpty() ? "gpl" : family;
          default -> {}
        }
      } else {
        return Optional.empty();
      }
    }
    if (family.isEmpty()) {
      return Optional.empty();
    }
    if (version.isEmpty()) {
      return Optional.of(new SpdxExpression.License(LicenseAliases.current(family)));
    }
    return Optional.of(
        new SpdxExpression.License(
            LicenseAliases.current(family + "-" + version + (later ? "+" : ""))));
  }

  /// The SPDX id of a license as package metadata spells it; empty where it is not certain.
  static Optional<String> toSpdx(String name) {
    String low = name.toLowerCase(Locale.ROOT).replaceAll("[\\s,]+", " ").trim();
    if (low.isEmpty()) {
      return Optional.empty();
    }
    Optional<SpdxExpression> plain = SpdxExpression.parse(name);
    if (plain.isPresent() && LicenseCategories.of(plain.get().toString()) != Category.UNSTATED) {
      return plain.map(SpdxExpression::toString);
    }
    Optional<SpdxExpression> loose = LooseExpression.read(name, true, LicenseNames::known);
    if (loose.isPresent()) {
      return loose.map(SpdxExpression::toString);
    }
    boolean later = low.contains("later") || low.contains("+");
    String suffix = later ? "-or-later" : "-only";
    if (low.contains("affero") || low.contains("agpl")) {
      return Optional.of("AGPL-3.0" + suffix);
    }
    if (low.contains("lesser") || low.contains("lgpl") || low.contains("library general")) {
      String version =
          low.contains("2.1")
              ? "2.1"
              : low.contains("3") ? "3.0" : low.contains("2") ? "2.0" : "2.1";
      return Optional.of("LGPL-" + version + suffix);
    }
    if (low.contains("gpl") || low.contains("gnu general public")) {
      String version = low.contains("3") ? "3.0" : low.contains("2") ? "2.0" : "1.0";
      String id = "GPL-" + version + (version.equals("1.0") ? "-or-later" : suffix);
      return Optional.of(
          low.contains("classpath") || low.contains("gpl2 w/ cpe") || low.contains("w/cpe")
              ? id + " WITH Classpath-exception-2.0"
              : id);
    }
    if (low.contains("apache")) {
      return Optional.of(low.contains("1.1") ? "Apache-1.1" : "Apache-2.0");
    }
    if (low.contains("eclipse public") || low.startsWith("epl")) {
      return Optional.of(low.contains("1.0") || low.contains("v10") ? "EPL-1.0" : "EPL-2.0");
    }
    if (low.contains("eclipse distribution") || low.startsWith("edl") || low.contains("bsd")) {
      return Optional.of(
          low.contains("2-clause") || low.contains("simplified") ? "BSD-2-Clause" : "BSD-3-Clause");
    }
    if (low.contains("mozilla public") || low.startsWith("mpl")) {
      return Optional.of(low.contains("1.1") ? "MPL-1.1" : "MPL-2.0");
    }
    if (low.matches("(the )?mit( license)?.*")) {
      return Optional.of("MIT");
    }
    if (low.contains("cddl") || low.contains("common development and distribution")) {
      return Optional.of(low.contains("1.1") ? "CDDL-1.1" : "CDDL-1.0");
    }
    if (low.contains("public domain")) {
      return Optional.of("LicenseRef-public-domain");
    }
    return Optional.empty();
  }
}
