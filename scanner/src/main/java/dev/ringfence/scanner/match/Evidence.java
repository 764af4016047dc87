package dev.ringfence.scanner.match;

/// The terms of a score, in bits unless said otherwise.
///
/// @param score what is compared with the threshold
/// @param structure information of the matched tokens less tolls, mismatches and gaps
/// @param spelling from distinct equal names and literals that are rare
/// @param rename from names that map one to one
/// @param missed information of tokens in the span that did not match
/// @param other score of the same span in the best other work: what is common knowledge
/// @param thirdOther the same for the third best other work
/// @param sizeToll what a large index and a long hunk cost; negative for a small index
/// @param searchSpace log2 of hunk tokens times indexed tokens
/// @param pieces into how many stretches the match falls
/// @param otherLanguage whether the origin is in another language
public record Evidence(
    double score,
    double structure,
    double spelling,
    double rename,
    double missed,
    double other,
    double thirdOther,
    double sizeToll,
    double searchSpace,
    int pieces,
    boolean otherLanguage) {
  /// How many matches as good as this one chance would give in this index.
  public double expectedByChance() {
    return StrictMath.pow(2, searchSpace - (structure + spelling + rename));
  }
}
