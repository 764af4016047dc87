package dev.ringfence.benchmarks.rewrites;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.parameters.RewriteTerm;
import dev.ringfence.scanner.match.query.TokenWeights;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import dev.ringfence.scanner.match.rewrite.RewriteFinder;
import dev.ringfence.scanner.match.rewrite.RewriteTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `RewriteSurvey INDEX CASES [HOW_MANY]`: what is known of the best functions for each case's
/// added lines, a row each, tab by tab, best first: what `RewriteFit` fits the decision on rewrites
/// to.
public final class RewriteSurvey {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST = 12;

  private RewriteSurvey() {}

  /// Runs.
  public static void main(String[] arguments) throws IOException {
    Path cases = Path.of(arguments[1]);
    int most = arguments.length > 2 ? Integer.parseInt(arguments[2]) : MOST;
    List<Path> truths;
    try (Stream<Path> list = Files.list(cases.resolve("truth"))) {
      truths = list.sorted().toList();
    }
    try (CorpusIndex index = CorpusIndex.open(Path.of(arguments[0]))) {
      Candidates candidates = new Candidates(index);
      RewriteFinder finder =
          new RewriteFinder(
              candidates,
              MatchParameters.shipped(),
              new TokenWeights(candidates, MatchParameters.shipped()));
      System.out.println(header());
      for (Path file : truths) {
        JsonNode truth = JSON.readTree(Files.readString(file));
        boolean positive = truth.path("kind").asString("").equals("pos");
        if (positive && truth.path("level").asString("").isEmpty()) {
          // A copy by rule: tokens find it.
          continue;
        }
        HunkTokens hunk = hunk(cases, truth);
        List<Rewrite> best = finder.survey(hunk, most);
        System.out.println(start(truth, hunk, positive));
        for (Rewrite rewrite : best) {
          System.out.println(line(candidates, truth, rewrite));
        }
      }
    }
  }

  private static String header() {
    StringBuilder header = new StringBuilder("case\tlevel\twork\tright\tright-work");
    for (RewriteTerm term : RewriteTerm.values()) {
      header.append('\t').append(term.id());
    }
    return header.append("\tscore\torigin\ttokens\tsaid\tstatements").toString();
  }

  /// A row without a function, so that a case for which there is none counts.
  private static String start(JsonNode truth, HunkTokens hunk, boolean positive) {
    return String.join(
        "\t",
        truth.path("patch").asString(""),
        positive ? truth.path("level").asString("") : truth.path("mutation").asString("negative"),
        truth.path("origin").path("corpus").asString("-"),
        hunk.language().id(),
        String.valueOf(hunk.size()));
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
    Tokens tokens = new Fingerprinter().tokenize(new SourceText(text, language, path));
    return new HunkTokens(language, tokens.withLines(LineTable.of(text)), text);
  }

  private static String line(Candidates candidates, JsonNode truth, Rewrite rewrite)
      throws IOException {
    StoredTokens stored = candidates.tokens(rewrite.blob());
    int first = stored.line(rewrite.firstCorpusToken());
    int last = stored.line(rewrite.endCorpusToken() - 1);
    JsonNode origin = truth.path("origin");
    boolean rightWork = false;
    boolean right = false;
    String name = "";
    for (CorpusFile each : candidates.files(rewrite.blob())) {
      name = each.workId() + "/" + each.path() + ":" + first + "-" + last;
      rightWork |= each.workId().equals(origin.path("corpus").asString("-"));
      right |=
          first <= origin.path("end").asInt(0)
              && last >= origin.path("start").asInt(0)
              && isOrigin(origin, each);
    }
    RewriteTerms terms = rewrite.terms();
    StringBuilder row = new StringBuilder("\t\t");
    row.append('\t').append(right ? 1 : 0).append('\t').append(rightWork ? 1 : 0);
    for (RewriteTerm term : RewriteTerm.values()) {
      row.append('\t').append(figure(terms.value(term)));
    }
    return row.append('\t')
        .append(figure(rewrite.score()))
        .append('\t')
        .append(name)
        .append('\t')
        .append(rewrite.endToken() - rewrite.firstToken())
        .append('\t')
        .append(figure(terms.ownStatements() / (1 + terms.ownStatements() + terms.ownLiterals())))
        .append('\t')
        .append(figure(terms.statements()))
        .toString();
  }

  /// Whether a file is the origin, or holds the same code.
  private static boolean isOrigin(JsonNode origin, CorpusFile file) {
    if (file.workId().equals(origin.path("corpus").asString("-"))
        && file.path().equals(origin.path("file").asString(""))) {
      return true;
    }
    for (JsonNode same : origin.path("same_code_in")) {
      if (file.workId().equals(same.path(0).asString(""))
          && file.path().equals(same.path(1).asString(""))) {
        return true;
      }
    }
    return false;
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
