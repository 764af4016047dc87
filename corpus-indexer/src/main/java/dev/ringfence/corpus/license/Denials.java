package dev.ringfence.corpus.license;

import java.util.regex.Pattern;

/// The sentences that name a license and are no statement of the text's own: they deny it, tell of
/// the past, or speak of other programs.
final class Denials {
  /// A sentence up to a name that makes it a mention.
  private static final Pattern DENIED_BEFORE =
      Pattern.compile(
          "\\b(?:not|never|isn.?t|aren.?t|wasn.?t|no longer|nor|neither)\\s+(?:(?:be|been|itself|yet|is|are|currently|being|a|an)\\s+){0,3}"
              + "(?:licen[sc]ed|released|distributed|covered|available|published|governed|subject|compatible|bound|affected|under|the|gnu)\\b(?! part of)[^.;,]{0,28}$"
              + "|compatib(?:le|ility) with[^.;]{0,40}$"
              + "|\\b(?:formerly|previously|used to be)\\b[^.;,]{0,60}$"
              + "|\\b(?:unlike|instead of|rather than|as opposed to|in contrast to|versus|alternative to|similar to|inspired by)\\b[^.;]{0,60}$"
              + "|\\b(?:checks?|detects?|finds?|refuses?|rejects?|scans?|recogni[sz]es?|forbids?|warns?|complains?|flags?|identif(?:y|ies)|classif(?:y|ies)|looks? for)\\b[^.;]{0,90}$"
              + "|\\b(?:a|an|another|other|similar|any|many|most|several)\\s+(?:[\\w+-]+\\s+){0,3}(?:programs?|software|packages?|tools?|librar(?:y|ies)|implementations?|projects?)\\b[^.;]{0,30}\\bunder\\b[^.;]{0,25}$"
              + "|\\b(?:for example|e\\.g\\.|such as|for instance)[^.;]{0,60}$"
              + "|\\b(?:discuss\\w*|explains?|faq|questions? about|compare\\w*)\\b[^.;]{0,50}$");

  /// A sentence from a name on that makes it a mention.
  private static final Pattern DENIED_AFTER =
      Pattern.compile(
          "^(?:[- ]compatib|[^.;]{0,80}\\b(?:does the same|is not (?:compatible|allowed|permitted|used|an option)|does not apply|doesn.t apply|do(?:es)? not cover|incompatib|are refused|not allowed|is forbidden|no longer applies))");

  private static final Pattern WAS_BEFORE =
      Pattern.compile("\\b(?:was|were|been|originally)\\b[^.;]{0,70}$");
  private static final Pattern WAS_AFTER =
      Pattern.compile(
          "^[^.;]{0,60}\\b(?:until|before|prior to|up to|but (?:is|has|was)|and (?:is|was|has been) (?:now|later|since)|then)\\b");

  private static final int MAX_KNOWN = 4_000;

  private static final Memo<Boolean> KNOWN = new Memo<>(MAX_KNOWN, Denials::read);

  private Denials() {}

  /// Whether a sentence is such a one.
  ///
  /// @param before the sentence up to the name, flattened, in lower case
  /// @param after what follows the name
  static boolean stand(String before, String after) {
    return KNOWN.of((char) before.length() + before + after);
  }

  private static boolean read(String key) {
    String before = key.substring(1, 1 + key.charAt(0));
    String after = key.substring(1 + key.charAt(0));
    return DENIED_BEFORE.matcher(before).find()
        || DENIED_AFTER.matcher(after).find()
        || (WAS_BEFORE.matcher(before).find() && WAS_AFTER.matcher(after).find());
  }
}
