package dev.ringfence.scanner.match.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.statement.FeatureReader;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkReader;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchFiles;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.TokenWeights;
import dev.ringfence.testkit.TestIndex;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionLookupTest {
  @TempDir static Path shared;

  @BeforeAll
  static void makeIndex() {
    TestIndex.add(shared.resolve("index"), TestWorks.WEAVER, "GPL-3.0-only");
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

  private static MatchParameters parameters(String numbers) throws IOException {
    Path file = Files.writeString(shared.resolve("numbers.properties"), numbers);
    return MatchParameters.load(
        new MatchFiles(Optional.of(file), Optional.empty(), Optional.empty()));
  }

  /// The paths of the contents whose functions were read for a file of the index.
  private static Set<String> read(String file, MatchParameters parameters) throws IOException {
    HunkTokens hunk = hunk(Files.readAllLines(TestWorks.WEAVER.resolve(file)));
    try (CorpusIndex index = CorpusIndex.open(shared.resolve("index"))) {
      Candidates candidates = new Candidates(index);
      PieceReader.Prepared prepared =
          new PieceReader(parameters, new TokenWeights(candidates, parameters), new FeatureReader())
              .read(hunk);
      FunctionLookup.Search search =
          new FunctionLookup(candidates, parameters).search(hunk, prepared);
      Set<Integer> contents = new HashSet<>();
      for (PieceReader.Piece piece : search.pieces()) {
        SharedBits bits = search.sharedByFunction(piece, search.weigh(piece), parameters);
        Arrays.stream(bits.best(Integer.MAX_VALUE / 4, 0))
            .forEach(slot -> contents.add(bits.blob(slot)));
      }
      int[] numbers = contents.stream().mapToInt(content -> content).toArray();
      return index.files(numbers).stream()
          .flatMap(List::stream)
          .map(each -> each.path())
          .collect(Collectors.toSet());
    }
  }

  @Test
  void functionsOfTheContentsThatShareMostAreRead() throws IOException {
    Set<String> all = read("match/Chains.java", MatchParameters.shipped());
    assertTrue(all.size() > 20, all.toString());
    Set<String> some = read("match/Chains.java", parameters("rewrite.contents = 1\n"));
    assertTrue(some.contains("match/Chains.java"), some.toString());
    assertTrue(some.size() < all.size() / 2, some.toString());
    assertTrue(all.containsAll(some), some.toString());
  }

  @Test
  void noneAreReadWhereNoContentSharesEnough() throws IOException {
    assertEquals(
        Set.of(),
        read("match/Chains.java", parameters("rewrite.contents = 1\nrewrite.least-bits = 1e9\n")));
  }
}
