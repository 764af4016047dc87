package dev.ringfence.fingerprints;

import dev.ringfence.fingerprints.token.Channel;

/// The version of lexers, normalisation, hash and parameters. Fingerprints compare only within one
/// version.
public final class FingerprintFormat {
  /// 1: first version; 2: steps and dereferences in one form; 3: lexers for 19 more languages; 4:
  /// all empty strings are spelled alike. Blanks and escapes outside of ASCII came to be read
  /// later, and so did some quotes and here-documents of Shell, JavaScript, Perl, Ruby, R and PHP
  /// whose misreading took the rest of the file for a string: texts without them, or with them in
  /// strings and comments alone, have the tokens they had.
  public static final int VERSION = 4;

  /// Exact channel: short, because spellings carry the information.
  public static final WinnowingParameters EXACT = new WinnowingParameters(6, 8);

  /// Renamed channel.
  public static final WinnowingParameters RENAMED = new WinnowingParameters(12, 8);

  private FingerprintFormat() {}

  /// The parameters of a channel.
  public static WinnowingParameters parameters(Channel channel) {
    return channel == Channel.EXACT ? EXACT : RENAMED;
  }
}
