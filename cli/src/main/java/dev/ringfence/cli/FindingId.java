package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The id of a finding on the command line: its fingerprint or the start of it.
final class FindingId {
  private static final Pattern ID = Pattern.compile("(?:sha256:)?([0-9a-f]{6,64})");

  private FindingId() {}

  /// The hex digits of an id; empty where the text is none.
  static Optional<String> parse(String text) {
    Matcher matcher = ID.matcher(text.toLowerCase(Locale.ROOT));
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// The hex digits of an id; a text that is none is the user's fault.
  static String require(String text) {
    return parse(text)
        .orElseThrow(() ->
            RingfenceException.usage(
                Diagnostic.of(
                    "usage/invalid-finding",
                    "`" + text + "` is not the id of a finding",
                    "copy the id from a report")));
  }
}
