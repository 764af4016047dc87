package dev.ringfence.scanner.match.evidence;

import dev.ringfence.scanner.match.alignment.BlobMatch;
import dev.ringfence.scanner.match.query.Query;
import java.util.BitSet;

/// What of a hunk no match has taken yet: beside the copies that were found, the rest of a hunk is
/// judged as if it stood alone. One a hunk.
public final class FreeTokens {
  private final Query query;
  private final BitSet taken = new BitSet();

  /// The bits of the free tokens before each token.
  private final double[] bitsBefore;

  public FreeTokens(Query query) {
    this.query = query;
    this.bitsBefore = new double[query.size() + 1];
    sum(0);
  }

  private void sum(int from) {
    for (int i = from; i < query.size(); i++) {
      bitsBefore[i + 1] = bitsBefore[i] + (taken.get(i) ? 0 : query.bits()[i]);
    }
  }

  /// Takes the tokens of a match.
  public void take(BlobMatch match) {
    for (int token : match.tokens) {
      taken.set(token);
    }
    sum(match.firstToken());
  }

  /// The tokens that are taken, not to be changed.
  public BitSet taken() {
    return taken;
  }

  /// How many tokens are free.
  public int size() {
    return query.size() - taken.cardinality();
  }

  /// What the free tokens hold from one token to another, both included.
  double bits(int first, int last) {
    return bitsBefore[last + 1] - bitsBefore[first];
  }
}
