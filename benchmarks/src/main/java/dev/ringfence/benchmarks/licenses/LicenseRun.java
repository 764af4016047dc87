package dev.ringfence.benchmarks.licenses;

import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.DebianCopyright;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.LicenseDetector;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.corpus.license.SpdxExpression;
import dev.ringfence.corpus.source.CorpusSource;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.SourceText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/// Compares the license found for each file with what someone wrote down who read it.
///
/// `LicenseRun agreement DIFFERENCES SOURCE...`: with `debian/copyright`, which is withheld from
/// the detector. `LicenseRun sample OUT N SEED SOURCE...`: N files that state something, for a
/// reader. `LicenseRun key KEY SOURCE...`: with a key made from such a sample.
public final class LicenseRun {
  private static final String DEBIAN = "debian/copyright";
  private static final int MAX_BYTES = 1 << 20;

  private LicenseRun() {}

  private record Row(String path, String text, LicenseConclusion found, Optional<String> truth) {}

  private static final class Counts {
    int files;
    int same;
    int sameCategory;
    int sameSide;

    void add(Row row) {
      SpdxExpression truth = SpdxExpression.parse(row.truth().orElseThrow()).orElseThrow();
      String found = row.found().expression().orElse("");
      files++;
      same += canonical(found).equals(canonical(truth.toString())) ? 1 : 0;
      sameCategory += row.found().category() == truth.category() ? 1 : 0;
      sameSide += row.found().category().isPermissive() == truth.category().isPermissive() ? 1 : 0;
    }

    void print(String label) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %.1f | %.1f | %.1f |%n",
          label,
          files,
          100.0 * same / files,
          100.0 * sameCategory / files,
          100.0 * sameSide / files);
    }
  }

  /// The parts of a conjunction or a choice are in no order.
  static String canonical(String expression) {
    String joiner = expression.contains(" OR ") ? " OR " : " AND ";
    return Arrays.stream(expression.replaceAll("[()]", "").split(joiner, -1))
        .map(String::strip)
        .sorted()
        .distinct()
        .reduce((a, b) -> a + joiner + b)
        .orElse("");
  }

  /// Runs it.
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "agreement" ->
          agreement(Path.of(arguments[1]), Arrays.asList(arguments).subList(2, arguments.length));
      case "sample" ->
          sample(
              Path.of(arguments[1]),
              Integer.parseInt(arguments[2]),
              Long.parseLong(arguments[3]),
              Arrays.asList(arguments).subList(4, arguments.length));
      case "key" ->
          key(Path.of(arguments[1]), Arrays.asList(arguments).subList(2, arguments.length));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /// The code files of a source with the license found without `debian/copyright`, and what that
  /// says.
  private static List<Row> rows(String source) throws IOException {
    Map<String, String> speaking = new TreeMap<>();
    Map<String, String> code = new TreeMap<>();
    List<Row> rows = new ArrayList<>();
    try (FetchedWork work =
        new SourceFetcher(SourceFetcher.defaultCache())
            .fetch(CorpusSource.parse(source, Path.of(""), false))) {
      work.forEachFile(entry -> {
        boolean speaks = LicenseDetector.speaksForOthers(entry.path());
        if (entry.size() > MAX_BYTES || (entry.path().startsWith("debian/") && !speaks)) {
          return true;
        }
        String text = SourceText.decode(entry.bytes());
        if (speaks) {
          speaking.put(entry.path(), text);
        }
        if (LanguageDetector.detect(entry.path(), text).isPresent()) {
          code.put(entry.path(), text);
        }
        return true;
      });
      String copyright = speaking.remove(DEBIAN);
      Optional<DebianCopyright> debian =
          copyright == null ? Optional.empty() : DebianCopyright.parse(copyright);
      LicenseDetector detector = new LicenseDetector(speaking, work.metadata(), Optional.empty());
      code.forEach((path, text) ->
          rows.add(
              new Row(
                  path,
                  text,
                  detector.of(path, text),
                  debian
                      .flatMap(file -> file.of(path))
                      .map(LicenseEvidence::expression)
                      .filter(e -> SpdxExpression.parse(e).isPresent()))));
    }
    return rows;
  }

  private static void agreement(Path differences, List<String> sources) throws IOException {
    Map<String, Counts> byMethod = new TreeMap<>();
    Counts all = new Counts();
    System.out.println("| source | files | same expression, % | same category, % | same side, % |");
    System.out.println("|---|---|---|---|---|");
    try (PrintWriter out =
        new PrintWriter(Files.newBufferedWriter(differences, StandardCharsets.UTF_8))) {
      for (String source : sources) {
        Counts counts = new Counts();
        for (Row row : rows(source)) {
          if (row.truth().isEmpty()
              || SpdxExpression.parse(row.truth().get()).orElseThrow().category()
                  == Category.UNSTATED) {
            continue;
          }
          String method =
              row.found()
                  .deciding()
                  .map(evidence -> evidence.method().name().toLowerCase(Locale.ROOT))
                  .orElse("none");
          counts.add(row);
          all.add(row);
          byMethod.computeIfAbsent(method, m -> new Counts()).add(row);
          String found = row.found().expression().orElse("");
          if (!canonical(found).equals(canonical(row.truth().get()))) {
            out.println(
                source
                    + "\t"
                    + row.path()
                    + "\t"
                    + method
                    + "\t"
                    + found
                    + "\t"
                    + row.truth().get());
          }
        }
        if (counts.files > 0) {
          counts.print(source);
        }
      }
    }
    all.print("all");
    System.out.println(
        "\n| method | files | same expression, % | same category, % | same side, % |");
    System.out.println("|---|---|---|---|---|");
    byMethod.forEach((method, counts) -> counts.print(method));
  }

  private static String id(String source, String path, String text) {
    return DigestUtils.sha256Hex(source + "\t" + path + "\t" + text).substring(0, 16);
  }

  /// Files whose own head says something of licenses, drawn by chance, at most a few with the same
  /// head.
  private static void sample(Path output, int count, long seed, List<String> sources)
      throws IOException {
    List<String> drawn = new ArrayList<>();
    Map<String, Integer> heads = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (String source : sources) {
      for (Row row : rows(source)) {
        String head = row.text().substring(0, Math.min(6_000, row.text().length()));
        if (!head.toLowerCase(Locale.ROOT)
            .matches("(?s).*(licen|gpl|redistribut|permission|public domain|copyright).*")) {
          continue;
        }
        lines.add(
            source
                + "\t"
                + row.path()
                + "\t"
                + id(source, row.path(), row.text())
                + "\t"
                + String.join("\u0001", head.split("\n", -1)));
      }
    }
    java.util.Collections.shuffle(lines, new Random(seed));
    for (String line : lines) {
      String head = line.split("\t", 4)[3].replaceAll("[^A-Za-z]+", " ").toLowerCase(Locale.ROOT);
      String shape =
          head.substring(0, Math.min(400, head.length())).replaceAll("^.*?copyright", "");
      if (heads.merge(shape, 1, Integer::sum) <= 3) {
        drawn.add(line);
        if (drawn.size() == count) {
          break;
        }
      }
    }
    Files.write(output, drawn);
    System.out.println(drawn.size() + " of " + lines.size());
  }

  /// A line of a key: source, path, id of the content, expression; `NONE` where a file states no
  /// license of its own.
  private static void key(Path key, List<String> sources) throws IOException {
    Map<String, Row> byId = new HashMap<>();
    for (String source : sources) {
      for (Row row : rows(source)) {
        byId.put(id(source, row.path(), row.text()), row);
      }
    }
    Map<String, Counts> byMethod = new TreeMap<>();
    Counts all = new Counts();
    int silent = 0;
    int silentRight = 0;
    int missing = 0;
    for (String line : Files.readAllLines(key)) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      Row row = byId.get(fields[2]);
      if (row == null) {
        missing++;
        continue;
      }
      LicenseDetector alone = new LicenseDetector(Map.of(), List.of(), Optional.empty());
      LicenseConclusion found = alone.of(row.path(), row.text());
      if (fields[3].equals("NONE")) {
        silent++;
        silentRight += found.expression().isEmpty() ? 1 : 0;
        if (found.expression().isPresent()) {
          System.out.println(
              "# "
                  + fields[0]
                  + "/"
                  + fields[1]
                  + ": found "
                  + found.expression().get()
                  + ", states none");
        }
        continue;
      }
      Row judged = new Row(row.path(), row.text(), found, Optional.of(fields[3]));
      String method =
          found.deciding().map(e -> e.method().name().toLowerCase(Locale.ROOT)).orElse("none");
      byMethod.computeIfAbsent(method, m -> new Counts()).add(judged);
      all.add(judged);
      if (!canonical(found.expression().orElse("")).equals(canonical(fields[3]))) {
        System.out.println(
            "# "
                + fields[0]
                + "/"
                + fields[1]
                + ": found "
                + found.expression().orElse("none")
                + ", key "
                + fields[3]);
      }
    }
    System.out.println("| method | files | same expression, % | same category, % | same side, % |");
    System.out.println("|---|---|---|---|---|");
    byMethod.forEach((method, counts) -> counts.print(method));
    all.print("all");
    System.out.printf(
        Locale.ROOT,
        "%n%d files that state none, %d found to; %d files of the key are not in the sources%n",
        silent,
        silentRight,
        missing);
  }
}
