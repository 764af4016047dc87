package dev.ringfence.corpus.license;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a work says about its use for training models: recorded and shown, never a finding.
///
/// @param statement as written, for example `Content-Usage: train-ai=n`
/// @param where the file, relative to the work
/// @param line its line, from 1
public record UsePreference(String statement, String where, int line) {
  /* The IETF's AIPREF drafts attach preferences by a `Content-Usage` field, in robots.txt or HTTP; CC
   * signals are written in the same field (`exp=cc-cr`). W3C's TDMRep has `tdm-reservation`. */
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?im)^[ \\t>*#/\"-]*((?:Content-Usage|tdm-reservation|tdm-policy)\"?[ \\t]*:[ \\t]*\\S.{0,200}?)[ \\t,]*\\r?$");

  private static final int MAX_STATEMENTS = 20;

  /// Whether a file may hold a preference, by its path.
  public static boolean mayHold(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.matches(
        "(?i)robots\\.txt|ai\\.txt|tdmrep\\.json|(readme|notice|ai[-_]policy)([-._].{0,12})?");
  }

  /// The preferences stated in a file.
  public static List<UsePreference> read(String path, String text) {
    List<UsePreference> found = new ArrayList<>();
    Matcher matcher = STATEMENT.matcher(text);
    while (found.size() < MAX_STATEMENTS && matcher.find()) {
      found.add(
          new UsePreference(
              matcher.group(1).trim(), path, LicenseHeader.lineOf(text, matcher.start(1))));
    }
    return found;
  }
}
