package dev.ringfence.benchmarks.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recall by language and mutation, false positives and ports, over seeded programs through the
/// real command. Any change of the counts is a change of matching: look at it, then accept it with
/// `-Daccuracy.update=true`.
class AccuracyRegressionTest {
  private static final int WORKS = 6;
  private static final int FUNCTIONS = 40;
  private static final int CASES = 10;
  private static final Path EXPECTED = Path.of("src/test/resources/accuracy/expected.tsv");
  private static final List<Language> LANGUAGES =
      List.of(
          Language.C,
          Language.CPP,
          Language.PYTHON,
          Language.CYTHON,
          Language.JAVA,
          Language.JAVASCRIPT,
          Language.RUST,
          Language.GO);

  @TempDir static Path temp;
  private static final Map<String, String> counts = new TreeMap<>();

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static List<String> function(Language language, int work, int number) {
    return SyntheticProgram.function(language, random(1_000_000L * work + number));
  }

  @BeforeAll
  static void run() throws IOException {
    StringBuilder corpora = new StringBuilder("{\"corpora\": [");
    for (int work = 0; work < WORKS; work++) {
      Path root = Files.createDirectories(temp.resolve("work" + work));
      StringBuilder files = new StringBuilder();
      for (Language language : LANGUAGES) {
        List<String> text = new ArrayList<>();
        for (int number = 0; number < FUNCTIONS; number++) {
          text.addAll(function(language, work, number + 1000 * LANGUAGES.indexOf(language)));
          text.add("");
        }
        String name = "part" + language.suffixes().getFirst();
        Files.write(root.resolve(name), text);
        files
            .append(files.isEmpty() ? "" : ", ")
            .append("{\"path\": \"")
            .append(name)
            .append("\"}");
      }
      // The last work is permissive: it says what is common.
      boolean copyleft = work < WORKS - 1;
      corpora
          .append(work == 0 ? "" : ", ")
          .append(
              "{\"name\": \"work%d\", \"root\": \"%s\", \"role\": \"%s\", \"licence\": \"%s\", \"files\": [%s]}"
                  .formatted(
                      work,
                      root,
                      copyleft ? "copyleft" : "background",
                      copyleft ? "GPL-3.0-or-later" : "MIT",
                      files));
    }
    Path manifest = temp.resolve("manifest.json");
    Files.writeString(manifest, corpora + "]}");
    Path patches = Files.createDirectories(temp.resolve("patches"));
    List<AccuracyCase> cases = new ArrayList<>();
    for (Language language : LANGUAGES) {
      for (Mutation mutation : Mutation.values()) {
        for (int i = 0; i < CASES; i++) {
          cases.add(positive(patches, language, mutation, i));
        }
      }
      for (int i = 0; i < 4 * CASES; i++) {
        List<String> lines = function(language, 900, i + 1000 * LANGUAGES.indexOf(language));
        cases.add(write(patches, language, "negative", i, lines, 0, lines.size(), Set.of()));
      }
    }
    for (Language to : List.of(Language.JAVA, Language.JAVASCRIPT, Language.PYTHON)) {
      for (int i = 0; i < CASES; i++) {
        // Function i of the C part, written in another language and renamed.
        List<String> port = function(to, i % (WORKS - 1), i + 1000 * LANGUAGES.indexOf(Language.C));
        cases.add(
            write(
                patches,
                to,
                "PORT-FROM-C",
                i,
                Mutation.RENAMED.apply(port, to, random(i)),
                0,
                port.size(),
                Set.of("work" + i % (WORKS - 1) + "/part.c")));
      }
    }
    Path index = temp.resolve("index");
    AccuracyRun.index(manifest, index);
    AccuracyTable table = new AccuracyTable(cases, AccuracyRun.scan(index, patches));
    table
        .byLanguageAndMutation()
        .forEach((key, count) -> counts.put(key, count.found() + "/" + count.all()));
    Path several = Files.createDirectories(temp.resolve("several"));
    List<CopiesTable.Case> copies = new ArrayList<>();
    for (Language language : LANGUAGES) {
      for (int i = 0; i < CASES; i++) {
        copies.add(together(several, language, "pair", i, 2));
        copies.add(together(several, language, "many", i, 3 + i % 3));
        copies.add(spread(several, language, i));
      }
    }
    new CopiesTable(copies, AccuracyRun.scan(index, several))
        .byLanguageAndKind()
        .forEach(
            (key, count) -> counts.put(key, count.located().found() + "/" + count.located().all()));
    counts.put("all\tfalse positives", table.alarms().found() + "/" + table.alarms().all());
  }

  private static AccuracyCase positive(
      Path patches, Language language, Mutation mutation, int number) {
    int work = number % (WORKS - 1);
    List<String> lines = function(language, work, number + 1000 * LANGUAGES.indexOf(language));
    RandomGenerator random = random(number * 31L + mutation.name().hashCode());
    List<String> mutated = mutation.apply(lines, language, random);
    List<String> text = new ArrayList<>();
    if (mutation == Mutation.EMBEDDED) {
      text.addAll(function(language, 800, number));
      text.add("");
    }
    int first = text.size();
    text.addAll(mutated);
    if (mutation == Mutation.EMBEDDED) {
      text.add("");
      text.addAll(function(language, 801, number));
    }
    return write(
        patches,
        language,
        mutation.name(),
        number,
        text,
        first,
        mutated.size(),
        Set.of("work" + work + "/part" + language.suffixes().getFirst()));
  }

  /// What the copies of several in one change look like, one after the other.
  private static final List<Mutation> BESIDE_EACH_OTHER =
      List.of(Mutation.VERBATIM, Mutation.RENAMED, Mutation.REFORMATTED);

  private static List<String> copy(Language language, int work, int number) {
    return BESIDE_EACH_OTHER
        .get(number % BESIDE_EACH_OTHER.size())
        .apply(
            function(language, work, number + 1000 * LANGUAGES.indexOf(language)),
            language,
            random(number));
  }

  /// Copies of several works in one hunk, with lines of another program between them.
  private static CopiesTable.Case together(
      Path patches, Language language, String kind, int number, int copies) {
    List<String> text = new ArrayList<>();
    List<AccuracyCase> truth = new ArrayList<>();
    String name = language.id() + "-" + kind + "-" + number + ".patch";
    for (int i = 0; i < copies; i++) {
      int work = (number + i) % (WORKS - 1);
      List<String> lines = copy(language, work, (number + 7 * i) % FUNCTIONS);
      if (i > 0) {
        text.add("");
        text.addAll(function(language, 810 + i, number).subList(0, 3 * (number % 3)));
        text.add("");
      }
      truth.add(piece(name, language, kind, file(language, 0), text.size(), lines.size(), work));
      text.addAll(lines);
    }
    write(patches, name, List.of(file(language, 0)), List.of(text));
    return new CopiesTable.Case(name, kind, truth);
  }

  /// One copy, cut into pieces of five lines in a file each.
  private static CopiesTable.Case spread(Path patches, Language language, int number) {
    int work = number % (WORKS - 1);
    List<String> lines = copy(language, work, number);
    List<AccuracyCase> truth = new ArrayList<>();
    List<String> files = new ArrayList<>();
    List<List<String>> texts = new ArrayList<>();
    String name = language.id() + "-spread-" + number + ".patch";
    for (int from = 0; from < lines.size(); from += 5) {
      List<String> piece = lines.subList(from, Math.min(lines.size(), from + 5));
      files.add(file(language, from));
      texts.add(piece);
      truth.add(piece(name, language, CopiesTable.SPREAD, files.getLast(), 0, piece.size(), work));
    }
    write(patches, name, files, texts);
    return new CopiesTable.Case(name, CopiesTable.SPREAD, truth);
  }

  private static String file(Language language, int number) {
    return "src/new" + number + language.suffixes().getFirst();
  }

  private static AccuracyCase piece(
      String patch, Language language, String kind, String file, int first, int length, int work) {
    return new AccuracyCase(
        patch,
        true,
        language.id(),
        kind,
        0,
        file,
        first + 1,
        first + length,
        Set.of("work" + work + "/part" + language.suffixes().getFirst()),
        "GPL-3.0-or-later");
  }

  private static AccuracyCase write(
      Path patches,
      Language language,
      String kind,
      int number,
      List<String> text,
      int first,
      int length,
      Set<String> origins) {
    String name = language.id() + "-" + kind.replace(' ', '-') + "-" + number + ".patch";
    String file = "src/new" + language.suffixes().getFirst();
    write(patches, name, List.of(file), List.of(text));
    return new AccuracyCase(
        name,
        !origins.isEmpty(),
        language.id(),
        kind,
        0,
        file,
        first + 1,
        first + length,
        origins,
        "GPL-3.0-or-later");
  }

  /// A patch that adds files.
  private static void write(
      Path patches, String name, List<String> files, List<List<String>> texts) {
    StringBuilder patch = new StringBuilder();
    for (int i = 0; i < files.size(); i++) {
      List<String> text = texts.get(i);
      patch.append("--- /dev/null\n+++ b/").append(files.get(i)).append("\n@@ -0,0 +1,");
      patch.append(text.size()).append(" @@\n");
      text.forEach(line -> patch.append('+').append(line).append('\n'));
    }
    try {
      Files.writeString(patches.resolve(name), patch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void countsAreThoseCheckedIn() throws IOException {
    StringBuilder actual = new StringBuilder("# language, mutation, found of all\n");
    counts.forEach((key, value) -> actual.append(key).append('\t').append(value).append('\n'));
    if (Boolean.getBoolean("accuracy.update")) {
      Files.createDirectories(EXPECTED.getParent());
      Files.writeString(EXPECTED, actual);
    }
    assertEquals(Files.readString(EXPECTED), actual.toString());
  }
}
