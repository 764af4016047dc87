package dev.ringfence.fingerprints;

import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.TokenBuffer;
import org.jspecify.annotations.Nullable;

/// What a [Fingerprinter] found in the last text, in buffers that it uses again.
public final class Fingerprints {
  @Nullable TokenBuffer tokens;
  long[] exact = new long[1024];
  long[] renamed = new long[1024];
  int exactCount;
  int renamedCount;

  Fingerprints() {}

  /// The tokens.
  public TokenBuffer tokens() {
    if (tokens == null) {
      throw new IllegalStateException("nothing was fingerprinted yet");
    }
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
