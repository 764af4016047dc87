package dev.ringfence.benchmarks.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageCasesTest {
  @TempDir Path temp;

  @Test
  void cutsPositivesFromIndexedWorksAndNegativesFromAnother() throws IOException {
    for (int work = 0; work < 2; work++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(work);
      List<String> lines = new ArrayList<>(List.of("/* Licensed under the GPL. */"));
      for (int f = 0; f < (work == 0 ? 260 : 140); f++) {
        lines.addAll(SyntheticProgram.function(Language.C, random));
      }
      Files.createDirectories(temp.resolve("in/work" + work));
      Files.write(temp.resolve("in/work" + work + "/a.c"), lines);
    }
    Path out = temp.resolve("out");
    LanguageCases.main(new String[] {temp.resolve("in").toString(), out.toString(), "3"});
    List<AccuracyCase> cases = AccuracyCase.read(out);
    long positives = cases.stream().filter(AccuracyCase::positive).count();
    assertEquals(8L * Mutation.values().length, positives);
    Set<String> works = new HashSet<>();
    for (AccuracyCase each : cases) {
      assertTrue(Files.exists(out.resolve("patches").resolve(each.patch())));
      each.origins().forEach(origin -> works.add(origin.substring(0, origin.indexOf('/'))));
    }
    assertEquals(1, works.size(), "positives come from the indexed work alone: " + works);
    String indexed = works.iterator().next();
    try (Stream<Path> copies = Files.walk(out.resolve("works"))) {
      List<Path> files = copies.filter(Files::isRegularFile).toList();
      assertEquals(1, files.size());
      assertTrue(files.getFirst().toString().contains(indexed));
      assertFalse(Files.readString(files.getFirst()).contains("GPL"));
    }
  }
}
