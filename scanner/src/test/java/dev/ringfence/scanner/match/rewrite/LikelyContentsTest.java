package dev.ringfence.scanner.match.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.fingerprints.statement.Feature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LikelyContentsTest {
  private static final int NUMBERS = 24;
  private static final List<Feature> KINDS = List.of(Feature.values());

  private record Posting(int feature, int content, int unit) {}

  /// Postings of a random look-up, in a random order.
  private static List<Posting> postings(Random random, int features, int contents) {
    List<Posting> postings = new ArrayList<>();
    for (int f = 0; f < features; f++) {
      for (int c = 0; c < contents; c++) {
        for (int unit = 0; random.nextInt(3) == 0; unit++) {
          // Numbers of contents may be any.
          postings.add(new Posting(f, c * 7919 + 5, unit));
        }
      }
    }
    Collections.shuffle(postings, random);
    return postings;
  }

  private static Set<Integer> chosen(
      List<Posting> postings, double[] weights, Feature[] kinds, int most, double least) {
    FunctionSeeds seeds = new FunctionSeeds(weights.length);
    postings.forEach(each -> seeds.add(each.feature(), each.content(), each.unit()));
    LikelyContents likely = new LikelyContents(seeds, most, NUMBERS);
    PostingsByFeature byFeature = new PostingsByFeature(seeds, weights.length);
    for (int f = 0; f < weights.length; f++) {
      likely.beginFeature();
      for (int at = byFeature.start(f); at < byFeature.end(f); at++) {
        likely.add(byFeature.posting(at), weights[f], kinds[f]);
      }
    }
    likely.endPiece(least);
    Set<Integer> chosen = new HashSet<>();
    for (Posting each : postings) {
      if (likely.chosen(each.content())) {
        chosen.add(each.content());
      }
    }
    return chosen;
  }

  /// What all functions of each content share.
  private static Map<Integer, Double> sums(
      List<Posting> postings, double[] weights, Feature[] kinds) {
    Map<Integer, Set<Integer>> features = new HashMap<>();
    postings.forEach(
        each -> features.computeIfAbsent(each.content(), _ -> new HashSet<>()).add(each.feature()));
    Map<Integer, Double> sums = new HashMap<>();
    features.forEach((content, held) -> {
      double numbers = 0;
      double others = 0;
      for (int feature : held.stream().sorted().toList()) {
        if (kinds[feature] == Feature.NUMBER) {
          numbers += weights[feature];
        } else {
          others += weights[feature];
        }
      }
      sums.put(content, others + Math.min(numbers, NUMBERS));
    });
    return sums;
  }

  @Test
  void theChosenAreThoseThatSortingSaysShareMost() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      int features = 1 + random.nextInt(12);
      double[] weights = random.doubles(features, 1, 12).toArray();
      Feature[] kinds = new Feature[features];
      for (int f = 0; f < features; f++) {
        kinds[f] = KINDS.get(random.nextInt(KINDS.size()));
      }
      List<Posting> postings = postings(random, features, 1 + random.nextInt(60));
      int most = 1 + random.nextInt(20);
      Map<Integer, Double> sums = sums(postings, weights, kinds);
      List<Double> descending = sums.values().stream().sorted(Comparator.reverseOrder()).toList();
      double cut = sums.size() > most ? descending.get(most - 1) : 0;
      boolean ties = sums.size() > 2 * most && descending.get(2 * most - 1) == cut;
      Set<Integer> expected = new HashSet<>();
      sums.forEach((content, sum) -> {
        if (ties ? sum > cut : sum >= cut) {
          expected.add(content);
        }
      });
      assertEquals(expected, chosen(postings, weights, kinds, most, 0), "round " + round);
      Collections.shuffle(postings, random);
      assertEquals(
          expected, chosen(postings, weights, kinds, most, 0), "in another order " + round);
    }
  }

  @Test
  void noContentIsReadWhereNoneSharesEnough() {
    List<Posting> postings = List.of(new Posting(0, 1, 0), new Posting(1, 2, 0));
    double[] weights = {9, 10};
    Feature[] kinds = {Feature.NUMBER, Feature.NUMBER};
    assertTrue(chosen(postings, weights, kinds, 1, 10.5).isEmpty());
    assertEquals(Set.of(2), chosen(postings, weights, kinds, 1, 10));
  }

  @Test
  void whatEveryoneSharesAlikeIsLeftOut() {
    List<Posting> postings = new ArrayList<>();
    for (int c = 0; c < 9; c++) {
      postings.add(new Posting(0, c, 0));
    }
    postings.add(new Posting(1, 4, 0));
    Feature[] kinds = {Feature.NUMBER, Feature.NUMBER};
    assertEquals(Set.of(4), chosen(postings, new double[] {5, 6}, kinds, 3, 1));
  }
}
