package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.parameters.RewriteTerm;

/// What is known of a function that a piece of code may say once more. Bits are of rarity.
///
/// @param statements bits of conditions, assignments, expressions and ways of values that both have
/// @param literals bits of words, names and numbers that both have
/// @param ownStatements what the piece has of the former in all
/// @param ownLiterals what it has of the latter
/// @param otherLiterals what the best function of any other work shares of the latter
/// @param likeness the cosine times what is shared
/// @param otherLikeness that of the best function of any other work
/// @param order how much of both sides' tokens stand in the same order, names aside, 0 to 1
public record RewriteTerms(
    double statements,
    double literals,
    double ownStatements,
    double ownLiterals,
    double otherLiterals,
    double likeness,
    double otherLikeness,
    double order) {
  private static final double FEW = 10;

  /// What the decision weighs of a term.
  public double value(RewriteTerm term) {
    return switch (term) {
      case LITERALS -> log2(1 + literals);
      case LITERAL_SHARE -> literals / (ownLiterals + FEW);
      case OWN_LITERALS -> signed(literals - otherLiterals);
      case CONTRAST -> log2((1 + likeness) / (1 + otherLikeness));
      case ORDER -> order;
    };
  }

  /// The same with another order.
  RewriteTerms withOrder(double other) {
    return new RewriteTerms(
        statements,
        literals,
        ownStatements,
        ownLiterals,
        otherLiterals,
        likeness,
        otherLikeness,
        other);
  }

  private static double signed(double bits) {
    return Math.signum(bits) * log2(1 + Math.abs(bits));
  }

  private static double log2(double value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }

  /// What a term adds to the score, in bits.
  public double bits(RewriteTerm term, MatchParameters parameters) {
    return parameters.rewriteScale * parameters.rewriteWeight(term) * value(term);
  }

  /// The evidence, on the scale of [MatchParameters#threshold]; none where no statement is shared:
  /// words alone say nothing twice.
  double score(MatchParameters parameters) {
    if (statements < parameters.rewriteLeastStatements) {
      return Double.NEGATIVE_INFINITY;
    }
    double score = base(parameters);
    for (RewriteTerm term : RewriteTerm.values()) {
      score += bits(term, parameters);
    }
    return score;
  }

  /// What the score begins with.
  public static double base(MatchParameters parameters) {
    return parameters.threshold() + parameters.rewriteScale * parameters.rewriteBase;
  }
}
