package dev.ringfence.corpus.license;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A phrase that names a license.
///
/// @param needle what stands in every text that the pattern takes
/// @param inside whether it stands in every match
record LicensePhrase(String needle, boolean inside, Pattern pattern, String expression) {
  /// How far a match of a phrase reaches from the start of its needle, in characters, at most.
  private static final int PHRASE_REACH = 96;

  static final List<LicensePhrase> ALL =
      List.of(
          new LicensePhrase(
              "as perl",
              false,
              Pattern.compile(
                  "(under )?(the )?same (terms|licen[sc]e)( and conditions)? as (the )?perl\\b"),
              "Artistic-1.0-Perl OR GPL-1.0-or-later"),
          new LicensePhrase(
              "mozilla",
              "mozilla public license,?( \\(mpl\\),?)? ?(v\\.? ?|version )?2\\.0",
              "MPL-2.0"),
          new LicensePhrase(
              "mozilla",
              "mozilla public license,?( \\(mpl\\),?)? ?(v\\.? ?|version )?1\\.1",
              "MPL-1.1"),
          new LicensePhrase(
              "eclipse", "eclipse public license,? ?-? ?(v ?|version )?2\\.0", "EPL-2.0"),
          new LicensePhrase(
              "eclipse", "eclipse public license,? ?-? ?(v ?|version )?1\\.0", "EPL-1.0"),
          new LicensePhrase(
              "apache",
              "apache (software )?licen[sc]e,? ?\\(?(v\\.? ?|version )?2(\\.0)?\\b",
              "Apache-2.0"),
          new LicensePhrase(
              "cecill-b", "under the (terms of the )?cecill-b licen[sc]e", "CECILL-B"),
          new LicensePhrase(
              "cecill-c", "(under|by) the (terms of the )?cecill-c licen[sc]e", "CECILL-C"),
          new LicensePhrase(
              "cecill", "(under|by) the (terms of the )?cecill licen[sc]e", "CECILL-2.1"),
          new LicensePhrase("boost software", "boost software licen[sc]e", "BSL-1.0"),
          new LicensePhrase(
              "mit",
              "(under|the) (the )?(terms of the )?\"?mit\"? (x11 )?licen[sc]e|mit-style license|\\bmit licen[sc]e|licen[sc]ed? ?(:|under|is) ?(the )?mit\\b",
              "MIT"),
          new LicensePhrase(
              "permission is hereby",
              "permission is hereby granted, free of charge, to any person",
              "MIT"),
          new LicensePhrase(
              "permission to use",
              "permission to use, copy, modify,? (and or|and) distribute this software",
              "ISC"),
          new LicensePhrase(
              "bsd",
              "(simplified|2-clause|two-clause|freebsd) bsd[- ]?(style )?licen[sc]e|bsd 2-clause|bsd-2-clause|2-clause bsd",
              "BSD-2-Clause"),
          new LicensePhrase(
              "bsd",
              "(new|revised|modified|3-clause) bsd[- ](style )?licen[sc]e|bsd 3-clause|bsd-3-clause|bsd-style licen[sc]e|(under|the) (the )?(terms of the )?bsd licen[sc]e|bsd licen[sc]ed?\\b|licen[sc]ed? ?(:|under|is) ?(the )?bsd\\b",
              "BSD-3-Clause"),
          new LicensePhrase(
              "redistribution and use",
              "redistribution and use in source and binary forms",
              "BSD-3-Clause"),
          new LicensePhrase(
              "public domain",
              "(released|dedicated|placed|put) (in)?to the public domain|placed in the public domain|(is|are) (hereby )?(in the )?public domain\\b|public domain software",
              "LicenseRef-public-domain"));

  private static final Needles NEEDLES =
      new Needles(ALL.stream().map(LicensePhrase::needle).toList());

  /// Which needles stand in a text: bit N for that of phrase N.
  static long needlesIn(String flat) {
    return NEEDLES.allIn(flat);
  }

  LicensePhrase(String needle, String pattern, String expression) {
    this(needle, true, Pattern.compile(pattern), expression);
  }

  Matcher matcher(String flat) {
    return pattern.matcher(flat).useTransparentBounds(true).useAnchoringBounds(false);
  }

  /// Finds the next match at or after an offset. A pattern with a needle runs about it alone.
  ///
  /// @param matcher of [#matcher], which has the match then
  boolean find(Matcher matcher, String flat, int from) {
    if (!inside) {
      return matcher.region(from, flat.length()).find();
    }
    for (int at = flat.indexOf(needle, from); at >= 0; at = flat.indexOf(needle, at + 1)) {
      matcher.region(Math.max(from, at - PHRASE_REACH), Math.min(flat.length(), at + PHRASE_REACH));
      if (matcher.find() && matcher.start() <= at) {
        return true;
      }
    }
    return false;
  }
}
