package dev.ringfence.fingerprints;

import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.fingerprints.winnow.Winnower;

/// From text to fingerprints, in the parameters of [FingerprintFormat]. Reuses its buffers: one a
/// thread.
public final class Fingerprinter {
  private final Tokenizer tokenizer = Tokenizers.create();
  private final KGramHasher exact = new KGramHasher(FingerprintFormat.EXACT.k(), Channel.EXACT);
  private final KGramHasher renamed =
      new KGramHasher(FingerprintFormat.RENAMED.k(), Channel.RENAMED);
  private final Fingerprints fingerprints = new Fingerprints();
  private long[] hashes = new long[1024];
  private long[] scratch = new long[1024];

  /// A fingerprinter.
  public Fingerprinter() {}

  /// The normalised tokens of a text.
  public Tokens tokenize(SourceText source) {
    return tokenizer.tokenize(source);
  }

  /// Tokens and winnowed fingerprints of a text in both channels; the fingerprints in buffers that
  /// the next call overwrites.
  public Fingerprints fingerprint(SourceText source) {
    Tokens tokens = tokenizer.tokenize(source);
    int size = tokens.size();
    if (hashes.length < size) {
      hashes = new long[size * 2];
    }
    fingerprints.tokens = tokens;
    fingerprints.exactCount = select(exact, tokens, FingerprintFormat.EXACT.w(), true);
    fingerprints.renamedCount = select(renamed, tokens, FingerprintFormat.RENAMED.w(), false);
    return fingerprints;
  }

  private int select(KGramHasher hasher, Tokens tokens, int w, boolean toExact) {
    int count = hasher.hash(tokens, hashes);
    long[] target = toExact ? fingerprints.exact : fingerprints.renamed;
    if (target.length < count) {
      target = new long[count * 2];
      if (toExact) {
        fingerprints.exact = target;
      } else {
        fingerprints.renamed = target;
      }
    }
    if (scratch.length < count) {
      scratch = new long[count * 2];
    }
    return Winnower.minima(hashes, count, w, target, scratch);
  }

  /// All k-gram hashes of tokens in a channel, in a buffer that the next call overwrites: what a
  /// hunk is looked up with, since the index side alone has to be winnowed.
  public long[] allHashes(Tokens tokens, Channel channel) {
    hashAll(tokens, channel);
    return hashes;
  }

  private int hashAll(Tokens tokens, Channel channel) {
    if (hashes.length < tokens.size()) {
      hashes = new long[tokens.size() * 2];
    }
    KGramHasher hasher = channel == Channel.EXACT ? exact : renamed;
    return hasher.hash(tokens, hashes);
  }
}
