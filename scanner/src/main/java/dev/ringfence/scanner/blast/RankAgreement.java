package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.policy.Ring;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// How well scores order files as their declared rings do.
///
/// @param files how many files have a score
/// @param tau Kendall's tau-b of score and ring, -1 to 1; empty where one of them never differs
/// @param innerAbove in how many of 1 pairs of an inner file and another the inner one scores
///   higher, ties as half; empty without such pairs
public record RankAgreement(int files, OptionalDouble tau, OptionalDouble innerAbove) {
  /// A file.
  ///
  /// @param score its blast radius
  /// @param ring its declared ring
  public record Point(double score, Ring ring) {}

  /// The agreement of some files.
  public static RankAgreement of(List<Point> points) {
    long concordant = 0;
    long discordant = 0;
    long tiedScore = 0;
    long tiedRing = 0;
    double above = 0;
    long innerPairs = 0;
    List<Point> all = new ArrayList<>(points);
    for (int i = 0; i < all.size(); i++) {
      for (int k = i + 1; k < all.size(); k++) {
        Point a = all.get(i);
        Point b = all.get(k);
        int byScore = Double.compare(a.score(), b.score());
        int byRing = Integer.signum(a.ring().compareTo(b.ring()));
        if (byScore != 0 && byRing != 0) {
          concordant += byScore == byRing ? 1 : 0;
          discordant += byScore == byRing ? 0 : 1;
        } else if (byScore == 0 && byRing != 0) {
          tiedScore++;
        } else if (byScore != 0) {
          tiedRing++;
        }
        if ((a.ring() == Ring.INNER) != (b.ring() == Ring.INNER)) {
          innerPairs++;
          above += byScore == 0 ? 0.5 : byScore > 0 == (a.ring() == Ring.INNER) ? 1 : 0;
        }
      }
    }
    double scores = (double) concordant + discordant + tiedRing;
    double rings = (double) concordant + discordant + tiedScore;
    return new RankAgreement(
        all.size(),
        scores == 0 || rings == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of((concordant - discordant) / Math.sqrt(scores * rings)),
        innerPairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(above / innerPairs));
  }
}
