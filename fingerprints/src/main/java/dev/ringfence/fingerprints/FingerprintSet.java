package dev.ringfence.fingerprints;

import dev.ringfence.fingerprints.source.SourceRange;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.TokenStream;
import java.util.Arrays;

/// The fingerprints of a text in one channel, in source order. Treat as immutable.
public final class FingerprintSet {
  private final TokenStream tokens;
  private final Channel channel;
  private final int k;
  private final long[] hashes;
  private final int[] firstTokens;

  FingerprintSet(TokenStream tokens, Channel channel, int k, long[] all, int[] picks, int count) {
    this.tokens = tokens;
    this.channel = channel;
    this.k = k;
    this.firstTokens = Arrays.copyOf(picks, count);
    this.hashes = new long[count];
    for (int i = 0; i < count; i++) {
      hashes[i] = all[picks[i]];
    }
  }

  /// The number of fingerprints.
  public int size() {
    return hashes.length;
  }

  /// The channel.
  public Channel channel() {
    return channel;
  }

  /// The hashes, in source order.
  public long[] hashes() {
    return hashes;
  }

  /// The first token of each fingerprint.
  public int[] firstTokens() {
    return firstTokens;
  }

  /// One fingerprint.
  public Fingerprint get(int index) {
    int first = firstTokens[index];
    SourceRange range =
        new SourceRange(tokens.startOffsets()[first], tokens.endOffsets()[first + k - 1]);
    return new Fingerprint(hashes[index], first, range);
  }
}
