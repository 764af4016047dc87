package dev.ringfence.scanner.match.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.fingerprints.statement.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostingsByFeatureTest {
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

  private static PostingsByFeature byFeature(List<Posting> postings, int features) {
    FunctionSeeds seeds = new FunctionSeeds(features);
    postings.forEach(each -> seeds.add(each.feature(), each.content(), each.unit()));
    return new PostingsByFeature(seeds, features);
  }

  /// What is shared by content and unit, whole bits so that no order of sums matters.
  private static Map<List<Integer>, Double> sums(SharedBits shared) {
    Map<List<Integer>, Double> sums = new HashMap<>();
    Arrays.stream(shared.best(Integer.MAX_VALUE / 4, 0))
        .forEach(slot ->
            sums.put(
                List.of(shared.blob(slot), shared.unit(slot)),
                shared.statements(slot) + shared.literals(slot)));
    return sums;
  }

  @Test
  void functionsAndContentsShareWhatPostingByPostingSays() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      int features = 1 + random.nextInt(12);
      List<Posting> postings = postings(random, features, 1 + random.nextInt(60));
      PostingsByFeature byFeature = byFeature(postings, features);
      SharedBits functions = new SharedBits(1e9);
      SharedBits contents = new SharedBits(1e9);
      // A second piece of the same hunk asks again.
      SharedBits again = new SharedBits(1e9);
      for (int f = 0; f < features; f++) {
        byFeature.addToFunctions(functions, f, f + 1, Feature.CALL);
        byFeature.addToContents(contents, f, f + 1, Feature.CALL);
        byFeature.addToContents(again, f, f + 1, Feature.CALL);
      }
      Map<List<Integer>, Double> byFunction = new HashMap<>();
      Map<List<Integer>, Double> byContent = new HashMap<>();
      Set<List<Integer>> counted = new HashSet<>();
      for (Posting each : postings) {
        double bits = each.feature() + 1;
        byFunction.merge(List.of(each.content(), each.unit()), bits, Double::sum);
        if (counted.add(List.of(each.feature(), each.content()))) {
          byContent.merge(List.of(each.content(), 0), bits, Double::sum);
        }
      }
      assertEquals(byFunction, sums(functions), "round " + round);
      assertEquals(byContent, sums(contents), "round " + round);
      assertEquals(byContent, sums(again), "round " + round);
    }
  }

  /// The bound that the choice of contents rests on.
  @Test
  void noFunctionSharesMoreThanItsContent() {
    Random random = new Random(12);
    for (int round = 0; round < 200; round++) {
      int features = 1 + random.nextInt(12);
      List<Feature> all = List.of(Feature.values());
      PostingsByFeature byFeature =
          byFeature(postings(random, features, 1 + random.nextInt(60)), features);
      SharedBits functions = new SharedBits(24);
      SharedBits contents = new SharedBits(24);
      for (int f = 0; f < features; f++) {
        Feature kind = all.get(random.nextInt(all.size()));
        byFeature.addToFunctions(functions, f, f + 1, kind);
        byFeature.addToContents(contents, f, f + 1, kind);
      }
      Map<List<Integer>, Double> whole = sums(contents);
      int number = round;
      sums(functions)
          .forEach((function, shared) ->
              assertTrue(
                  shared <= whole.getOrDefault(List.of(function.getFirst(), 0), -1.0),
                  () -> "round " + number + ": " + function + " " + shared));
    }
  }
}
