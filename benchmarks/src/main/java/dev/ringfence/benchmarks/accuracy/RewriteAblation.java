package dev.ringfence.benchmarks.accuracy;

import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.statement.Code;
import dev.ringfence.fingerprints.statement.Feature;
import dev.ringfence.fingerprints.statement.FeatureReader;
import dev.ringfence.fingerprints.statement.FunctionFeatures;
import dev.ringfence.fingerprints.statement.FunctionUnits;
import dev.ringfence.fingerprints.statement.Rule;
import dev.ringfence.fingerprints.token.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What each rule of the canonical form and each kind of feature brings to finding rewrites.
///
/// `RewriteAblation MANIFEST CASES [RULE|FEATURE ...]`: reads the works of a manifest once by all
/// rules and once without each rule that is named, and ranks their functions for the added lines of
/// each case, with all features and without those of a kind that is named. Prints a row each: how
/// often a function of the right work is first, by level, and how often so above all but two of the
/// independent implementations. In memory and without an index, by shared bits less those of other
/// works; the added lines are one piece.
public final class RewriteAblation {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_FREQUENCY = 3000;
  private static final double MAX_BITS = 12;
  private static final double COSINE = 0.25;
  private static final int EXAMINED = 12;
  private static final int FLAGGED = 2;
  private static final int KIND = 0xf;

  private RewriteAblation() {}

  private record Work(String name, boolean copyleft) {}

  private record Source(int work, Path file, String path) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Function(int work, int file, long[] features) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Corpus(
      List<Work> works,
      int files,
      List<Function> functions,
      long[] terms,
      int[] counts,
      int[][] postings) {
    double bits(int term) {
      return Math.min(
          MAX_BITS, (Math.log(files) - (term < 0 ? 0 : Math.log(counts[term]))) / Math.log(2));
    }
  }

  private record Case(String level, String work, Language language, String text) {}

  /// Runs.
  public static void main(String[] arguments) throws IOException {
    List<Work> works = new ArrayList<>();
    List<Source> sources = new ArrayList<>();
    for (JsonNode corpus : JSON.readTree(Files.readString(Path.of(arguments[0]))).path("corpora")) {
      int number = works.size();
      works.add(
          new Work(
              corpus.path("name").asString(""),
              corpus.path("role").asString("").equals("copyleft")));
      Path root = Path.of(corpus.path("root").asString(""));
      corpus
          .path("files")
          .forEach(file -> {
            String path = file.path("path").asString("");
            sources.add(new Source(number, root.resolve(path), path));
          });
    }
    List<Case> cases = cases(Path.of(arguments[1]));
    List<String> names = Arrays.asList(arguments).subList(2, arguments.length);
    Corpus all = read(works, sources, Rule.ALL);
    report("all", all, cases, Rule.ALL, EnumSet.allOf(Feature.class));
    for (Feature feature : Feature.values()) {
      if (names.contains(feature.name())) {
        Set<Feature> rest = EnumSet.complementOf(EnumSet.of(feature));
        report("without " + feature, all, cases, Rule.ALL, rest);
      }
    }
    for (Rule rule : Rule.values()) {
      if (names.contains(rule.name())) {
        Set<Rule> rest = EnumSet.complementOf(EnumSet.of(rule));
        Corpus corpus = read(works, sources, rest);
        report("without " + rule, corpus, cases, rest, EnumSet.allOf(Feature.class));
      }
    }
  }

  private static List<Case> cases(Path folder) throws IOException {
    List<Case> cases = new ArrayList<>();
    List<Path> truths;
    try (Stream<Path> list = Files.list(folder.resolve("truth"))) {
      truths = list.sorted().toList();
    }
    for (Path file : truths) {
      JsonNode truth = JSON.readTree(Files.readString(file));
      String path = truth.path("file").asString("");
      String patch =
          Files.readString(folder.resolve("patches").resolve(truth.path("patch").asString("")));
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
      cases.add(
          new Case(
              truth.path("kind").asString("").equals("pos")
                  ? truth.path("level").asString("")
                  : "independent",
              truth.path("origin").path("corpus").asString(""),
              LanguageDetector.detect(path, text).orElse(Language.GENERIC),
              text));
    }
    return cases;
  }

  private static Corpus read(List<Work> works, List<Source> sources, Set<Rule> rules) {
    Fingerprinter fingerprinter = new Fingerprinter();
    FeatureReader reader = new FeatureReader(rules);
    List<Function> functions = new ArrayList<>();
    int files = 0;
    for (Source source : sources) {
      byte[] bytes;
      try {
        bytes = Files.readAllBytes(source.file());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      String text = SourceText.decode(bytes);
      Optional<Language> language = LanguageDetector.detect(source.path(), text);
      if (bytes.length > MAX_BYTES || language.isEmpty()) {
        continue;
      }
      files++;
      Code code = code(fingerprinter, language.get(), text);
      for (FunctionUnits.Unit unit : FunctionUnits.of(code)) {
        functions.add(
            new Function(
                source.work(),
                files,
                reader.read(code, unit.firstToken(), unit.endToken(), text).hashes()));
      }
    }
    long[] terms =
        functions.stream().flatMapToLong(function -> Arrays.stream(function.features())).toArray();
    Arrays.parallelSort(terms);
    int[] counts = new int[terms.length];
    int distinct = 0;
    for (int i = 0; i < terms.length; i++) {
      if (i == 0 || terms[i] != terms[distinct - 1]) {
        terms[distinct++] = terms[i];
      }
      counts[distinct - 1]++;
    }
    terms = Arrays.copyOf(terms, distinct);
    int[][] postings = new int[distinct][];
    int[] filled = new int[distinct];
    int[] lastFile = new int[distinct];
    int[] contents = new int[distinct];
    for (int f = 0; f < functions.size(); f++) {
      Function function = functions.get(f);
      for (long feature : function.features()) {
        int term = Arrays.binarySearch(terms, feature);
        contents[term] += lastFile[term] == function.file() ? 0 : 1;
        lastFile[term] = function.file();
        if (counts[term] <= MAX_FREQUENCY) {
          if (postings[term] == null) {
            postings[term] = new int[counts[term]];
          }
          postings[term][filled[term]++] = f;
        }
      }
    }
    return new Corpus(works, files, functions, terms, contents, postings);
  }

  private static Code code(Fingerprinter fingerprinter, Language language, String text) {
    Tokens tokens = fingerprinter.tokenize(new SourceText(text, language, "text"));
    return new Code(language, tokens.withLines(LineTable.of(text)));
  }

  /// The best function of a copyleft work for a case.
  private record Best(boolean right, double evidence) {}

  private static void report(
      String label, Corpus corpus, List<Case> cases, Set<Rule> rules, Set<Feature> features) {
    Fingerprinter fingerprinter = new Fingerprinter();
    FeatureReader reader = new FeatureReader(rules);
    TreeMap<String, List<Best>> byLevel = new TreeMap<>();
    for (Case one : cases) {
      Code code = code(fingerprinter, one.language(), one.text());
      FunctionFeatures read = reader.read(code, 0, code.size(), one.text());
      byLevel
          .computeIfAbsent(one.level(), _ -> new ArrayList<>())
          .add(best(corpus, read, features, one.work()));
    }
    List<Double> independent =
        byLevel.getOrDefault("independent", List.of()).stream()
            .map(Best::evidence)
            .sorted(Comparator.reverseOrder())
            .toList();
    double threshold = independent.size() > FLAGGED ? independent.get(FLAGGED) : 0;
    StringBuilder row = new StringBuilder(label);
    byLevel.forEach((level, all) -> {
      if (!level.equals("independent")) {
        row.append(" | ")
            .append(level)
            .append(' ')
            .append(all.stream().filter(Best::right).count())
            .append(" first, ")
            .append(
                all.stream().filter(best -> best.right() && best.evidence() > threshold).count())
            .append(" found, of ")
            .append(all.size());
      }
    });
    System.out.println(row);
  }

  @SuppressWarnings("EnumOrdinal") // a feature's hash has its kind in the lowest bits
  private static Best best(
      Corpus corpus, FunctionFeatures query, Set<Feature> features, String rightWork) {
    Map<Integer, Double> shared = new HashMap<>();
    double own = 0;
    double size = 0;
    for (int i = 0; i < query.size(); i++) {
      Feature kind = query.kind(i);
      if (!features.contains(kind)) {
        continue;
      }
      int term = Arrays.binarySearch(corpus.terms(), query.hash(i));
      double weight = kind.weight() * corpus.bits(term);
      own += weight;
      size += kind.weight();
      if (term >= 0 && corpus.postings()[term] != null) {
        for (int function : corpus.postings()[term]) {
          shared.merge(function, weight, Double::sum);
        }
      }
    }
    double bits = own / Math.max(1, size);
    record Scored(int work, double shared, double cosine) {
      double likeness() {
        return cosine * Math.log(2 + shared);
      }
    }
    List<Scored> ranked = new ArrayList<>();
    for (Map.Entry<Integer, Double> entry : shared.entrySet()) {
      Function function = corpus.functions().get(entry.getKey());
      double whole = 0;
      for (long hash : function.features()) {
        Feature kind = Feature.values()[(int) hash & KIND];
        whole += features.contains(kind) ? kind.weight() * bits : 0;
      }
      double sum = entry.getValue();
      ranked.add(
          new Scored(
              function.work(), sum, sum / Math.sqrt((own + 1) * (Math.max(sum, whole) + 1))));
    }
    ranked.sort(Comparator.comparingDouble(scored -> -scored.likeness()));
    Best best = new Best(false, 0);
    int examined = 0;
    for (Scored scored : ranked) {
      if (!corpus.works().get(scored.work()).copyleft() || examined++ >= EXAMINED) {
        continue;
      }
      double other =
          ranked.stream()
              .filter(each -> each.work() != scored.work())
              .mapToDouble(Scored::shared)
              .findFirst()
              .orElse(0);
      double evidence = (scored.shared() - other) * Math.pow(scored.cosine(), COSINE);
      if (evidence > best.evidence()) {
        best = new Best(corpus.works().get(scored.work()).name().equals(rightWork), evidence);
      }
    }
    return best;
  }
}
