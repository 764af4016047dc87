package dev.ringfence.fingerprints;

import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.Tokens;

/// What a [Fingerprinter] found in the last text; its fingerprints are in buffers that it uses
/// again.
public final class Fingerprints {
  Tokens tokens = Tokens.NONE;
  long[] exact = new long[1024];
  long[] renamed = new long[1024];
  int exactCount;
  int renamedCount;

  Fingerprints() {}

  /// The tokens.
  public Tokens tokens() {
    return tokens;
  }

  /// How many fingerprints a channel has.
  public int count(Channel channel) {
    return channel == Channel.EXACT ? exactCount : renamedCount;
  }

  /// The fingerprints of a channel, in the order of the text, with repetitions; the first [#count]
  /// entries are they.
  public long[] hashes(Channel channel) {
    return channel == Channel.EXACT ? exact : renamed;
  }
}
