package dev.ringfence.corpus.license;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words that make licenses a choice; "at your option any later version" is none.
final class ChoiceWords {
  /// Every match of [#CHOICE] has one of these in it.
  private static final Needles NEEDLES =
      new Needles(
          List.of(
              "option",
              "choice",
              "discretion",
              "preference",
              "either",
              "one of",
              "any of the",
              "alternatively",
              "dual",
              "multi",
              "tri-licen",
              "tri licen",
              "trilicen",
              "parallel",
              "choose",
              "elect",
              "pick",
              "decide",
              "whichever",
              "two licen",
              "both licen"));

  static final Pattern CHOICE =
      Pattern.compile(
          "in parallel|dual[- ]?licen|dually licen|multi[- ]?licen|tri[- ]?licen|dual (bsd|mit|mpl|apache|gpl)"
              + "|(at|as) (your|the [a-z']{2,15}|its|their) (option|choice|discretion|preference)(?!\\)?,? ?any)(?! \\(?any)"
              + "|one of the (above|following)|any of the (above|following)"
              + "|under either|either of the|either (the )?(terms|gnu|gpl|lgpl|mit|bsd|apache|mozilla|licen)"
              + "|alternatively,? (this|the|you|it|at|under|your|may|licen|any|and)|\\balternatively\\b"
              + "|choice of|(you|users?|licensees?|recipients?|which) (may|can|are free to|might) (choose|select|pick|elect|decide)|your choice|whichever"
              + "|under (the terms of )?(any |either |at least )?one of|or,? alternatively|two licen[sc]es|both licen[sc]es");

  /// How far a match reaches from the start of its needle, in characters, at most.
  private static final int REACH = 64;

  /// How far the pattern looks beyond a match.
  private static final int CONTEXT = 16;

  private static final int MAX_KNOWN = 4_000;

  /// By the text about a needle, which stands first in a work after work.
  private static final Memo<Boolean> KNOWN = new Memo<>(MAX_KNOWN, ChoiceWords::standNear);

  private ChoiceWords() {}

  /// Whether a flattened, lower-case text has such words. The pattern runs about its needles alone.
  static boolean stand(String flat) {
    for (int at = NEEDLES.next(flat, 0); at >= 0; at = NEEDLES.next(flat, at + 1)) {
      int from = Math.max(0, at - REACH);
      int to = Math.min(flat.length(), at + REACH);
      int start = Math.max(0, from - CONTEXT);
      int end = Math.min(flat.length(), to + CONTEXT);
      // Where the text begins or ends nearer than that, it is the pattern's context too.
      String key = (char) (from - start) + flat.substring(start, end) + (char) (end - to);
      if (KNOWN.of(key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean standNear(String key) {
    int last = key.length() - 1;
    String text = key.substring(1, last);
    Matcher matcher = CHOICE.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    matcher.region(key.charAt(0), text.length() - key.charAt(last));
    return matcher.find();
  }
}
