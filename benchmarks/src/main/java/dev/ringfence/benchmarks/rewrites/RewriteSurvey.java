package dev.ringfence.benchmarks.rewrites;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.TokenStream;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.Fragment;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import dev.ringfence.scanner.match.rewrite.RewriteFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `RewriteSurvey INDEX CASES`: what is known of the best functions of each case's added lines, a
/// row each, tab by tab, for a fit of the evidence of rewrites.
public final class RewriteSurvey {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST = 12;
  private static final double LEAST = 5;

  private RewriteSurvey() {}

  /// Runs.
  public static void main(String[] arguments) throws IOException {
    Path cases = Path.of(arguments[1]);
    List<Path> truths;
    try (Stream<Path> list = Files.list(cases.resolve("truth"))) {
      truths = list.sorted().toList();
    }
    try (CorpusIndex index = CorpusIndex.open(Path.of(arguments[0]))) {
      Candidates candidates = new Candidates(index);
      RewriteFinder finder = new RewriteFinder(candidates, MatchParameters.shipped());
      HunkMatcher matcher = new HunkMatcher(candidates, MatchParameters.shipped());
      for (Path file : truths) {
        JsonNode truth = JSON.readTree(Files.readString(file));
        HunkTokens hunk = hunk(cases, truth);
        // What tokens say of the same contents.
        Map<Integer, Double> tokens = new HashMap<>();
        for (Fragment fragment : matcher.find(hunk, LEAST, LEAST).fragments()) {
          tokens.merge(fragment.blob(), fragment.score(), Math::max);
        }
        for (RewriteFinder.Row row : finder.survey(hunk, MOST)) {
          System.out.println(
              line(candidates, truth, hunk, row)
                  + "\t"
                  + figure(tokens.getOrDefault(row.rewrite().blob(), 0.0)));
        }
      }
    }
  }

  private static HunkTokens hunk(Path cases, JsonNode truth) throws IOException {
    String path = truth.path("file").asString("");
    String patch =
        Files.readString(cases.resolve("patches").resolve(truth.path("patch").asString("")));
    StringBuilder added = new StringBuilder();
    boolean here = false;
    for (String row : patch.split("\n", -1)) {
      if (row.startsWith("+++ ")) {
        here = row.endsWith("/" + path);
      } else if (here && row.startsWith("+")) {
        added.append(row, 1, row.length()).append('\n');
      }
    }
    String text = added.toString();
    Language language = LanguageDetector.detect(path, text).orElse(Language.GENERIC);
    TokenStream tokens = new Fingerprinter().tokenize(new SourceText(text, language, path));
    LineTable lines = LineTable.of(text);
    return new HunkTokens(
        language,
        tokens.symbols(),
        tokens.spellings(),
        Arrays.stream(tokens.startOffsets()).map(lines::lineAt).toArray(),
        text,
        tokens.startOffsets(),
        tokens.endOffsets());
  }

  private static String line(
      Candidates candidates, JsonNode truth, HunkTokens hunk, RewriteFinder.Row row)
      throws IOException {
    Rewrite rewrite = row.rewrite();
    StoredTokens stored = candidates.tokens(rewrite.blob());
    int first = stored.lines()[rewrite.firstCorpusToken()];
    int last = stored.lines()[rewrite.endCorpusToken() - 1];
    JsonNode origin = truth.path("origin");
    boolean rightWork = false;
    boolean right = false;
    String name = "";
    for (CorpusFile each : candidates.files(rewrite.blob())) {
      name = each.workId() + "/" + each.path() + ":" + first + "-" + last;
      boolean work = each.workId().equals(origin.path("corpus").asString("-"));
      rightWork |= work;
      right |=
          work
              && each.path().equals(origin.path("file").asString(""))
              && first <= origin.path("end").asInt(0)
              && last >= origin.path("start").asInt(0);
    }
    double ordered = 0;
    double whole = 0;
    for (Rewrite.Pair pair : rewrite.statements()) {
      ordered += pair.bits();
      whole += pair.whole() ? pair.bits() : 0;
    }
    RewriteFinder.Scored scored = row.scored();
    return String.join(
        "\t",
        truth.path("patch").asString(""),
        truth.path("kind").asString("").equals("pos") ? truth.path("level").asString("") : "ind",
        hunk.language().id(),
        String.valueOf(row.piece()),
        String.valueOf(row.pieces()),
        String.valueOf(rewrite.endToken() - rewrite.firstToken()),
        String.valueOf(rewrite.endCorpusToken() - rewrite.firstCorpusToken()),
        right ? "1" : "0",
        rightWork ? "1" : "0",
        figure(scored.likeness()),
        figure(row.own()),
        figure(scored.whole()),
        figure(scored.shared()[0]),
        figure(scored.shared()[1]),
        figure(row.other().map(RewriteFinder.Scored::likeness).orElse(0.0)),
        figure(row.other().map(other -> other.shared()[0]).orElse(0.0)),
        figure(row.other().map(other -> other.shared()[1]).orElse(0.0)),
        figure(row.other().map(RewriteFinder.Scored::whole).orElse(0.0)),
        String.valueOf(rewrite.statements().size()),
        figure(ordered),
        figure(whole),
        origin.path("corpus").asString("-"),
        name);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
