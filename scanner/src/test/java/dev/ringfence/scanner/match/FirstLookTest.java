package dev.ringfence.scanner.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkReader;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.alignment.BlobMatch;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchFiles;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.testkit.TestIndex;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A first look at few contents finds what a look at many does, and is all that a hunk costs which
/// resembles nothing.
class FirstLookTest {
  @TempDir static Path shared;

  private static List<Path> sources;
  private static MatchParameters everything;

  @BeforeAll
  static void makeIndex() throws IOException {
    TestIndex.add(shared.resolve("index"), TestWorks.WEAVER, "GPL-3.0-only");
    try (Stream<Path> all = Files.walk(TestWorks.WEAVER)) {
      sources = all.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    }
    everything =
        parameters(
            """
            look.first.contents = 72
            look.first.contents.part = 24
            look.first.regions = 64
            look.first.regions.part = 12
            look.margin = 1e9
            look.margin.fragment = 1e9
            """);
  }

  private static MatchParameters parameters(String numbers) throws IOException {
    Path file = Files.writeString(shared.resolve("numbers.properties"), numbers);
    return MatchParameters.load(
        new MatchFiles(Optional.of(file), Optional.empty(), Optional.empty()));
  }

  private static HunkTokens hunk(List<String> lines) {
    Hunk hunk = new Hunk(1, lines, Collections.nCopies(lines.size(), true), 0);
    FileChange file =
        new FileChange(
            "X.java",
            Optional.empty(),
            FileChange.Kind.ADDED,
            List.of(hunk),
            Optional.of(String.join("\n", lines)));
    return new HunkReader().read(file, hunk, Language.JAVA);
  }

  /// Statements that no work of the index holds.
  private static List<String> foreign(Random random, int statements) {
    List<String> lines = new ArrayList<>();
    lines.add("static double settle" + random.nextInt(99) + "(double[] tide, int moon) {");
    for (int s = 0; s < statements; s++) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  tide[%d] = (tide[moon %% %d] %s %d.%d) %s moon;",
              random.nextInt(9),
              2 + random.nextInt(7),
              List.of("+", "-", "*", "/").get(random.nextInt(4)),
              random.nextInt(99),
              random.nextInt(9),
              List.of("-", "*", "/", "+").get(random.nextInt(4))));
    }
    lines.add("  return tide[0];");
    lines.add("}");
    return lines;
  }

  private static List<String> shown(HunkMatcher matcher, HunkTokens hunk, double threshold)
      throws IOException {
    return matcher.match(hunk, threshold).stream()
        .map(match ->
            match.origin().file().path()
                + " "
                + match.hunk().lines()
                + " "
                + match.origin().lines()
                + " "
                + match.evidence()
                + " "
                + match.others())
        .toList();
  }

  @Test
  void findsWhatALookAtAllContentsFinds() throws IOException {
    try (CorpusIndex index = CorpusIndex.open(shared.resolve("index"))) {
      Candidates candidates = new Candidates(index);
      HunkMatcher quick = new HunkMatcher(candidates, MatchParameters.shipped());
      HunkMatcher thorough = new HunkMatcher(candidates, everything);
      double threshold = MatchParameters.shipped().threshold();
      Random random = new Random(5);
      int found = 0;
      for (int round = 0; round < 40; round++) {
        List<String> lines = Files.readAllLines(sources.get(random.nextInt(sources.size())));
        int from = random.nextInt(Math.max(1, lines.size() - 20));
        List<String> cut =
            new ArrayList<>(
                lines.subList(from, Math.min(lines.size(), from + 10 + random.nextInt(50))));
        if (round % 3 == 0) {
          cut.addAll(random.nextInt(cut.size()), foreign(random, 30));
        }
        cut.replaceAll(line -> line.replace("match", "pairing").replace("token", "unit"));
        HunkTokens hunk = hunk(cut);
        List<String> expected = shown(thorough, hunk, threshold);
        assertEquals(expected, shown(quick, hunk, threshold), "round " + round);
        found += expected.size();
      }
      assertTrue(found > 20, "only " + found);
    }
  }

  @Test
  void comparesNoMoreContentsThanItSays() throws IOException {
    MatchParameters two = parameters("look.first.contents = 2\nlook.first.contents.part = 0\n");
    try (CorpusIndex index = CorpusIndex.open(shared.resolve("index"))) {
      HunkMatcher matcher = new HunkMatcher(new Candidates(index), two);
      int more = 0;
      for (Path source : sources) {
        List<String> lines = Files.readAllLines(source);
        HunkTokens hunk =
            hunk(lines.subList(lines.size() / 2, lines.size()).stream().limit(50).toList());
        assertTrue(hunk.size() <= two.windowTokens, source + " takes more than one window");
        HunkSearch search = matcher.search(hunk);
        Set<Integer> first = contents(search.first());
        Set<Integer> all = contents(search.findable());
        assertTrue(first.size() <= 2, source + ": " + first);
        assertTrue(all.containsAll(first), source + ": " + first + " of " + all);
        more += all.size() - first.size();
      }
      assertTrue(more > 20, "only " + more);
    }
  }

  private static Set<Integer> contents(List<BlobMatch> matches) {
    return matches.stream().map(match -> match.blob).collect(Collectors.toSet());
  }
}
