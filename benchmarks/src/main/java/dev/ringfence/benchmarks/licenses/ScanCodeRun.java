package dev.ringfence.benchmarks.licenses;

import dev.ringfence.benchmarks.licenses.ClassCounts.LicenseClass;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.LicenseDetector;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.corpus.license.LicenseHeader;
import dev.ringfence.corpus.license.SpdxExpression;
import dev.ringfence.fingerprints.source.Language;
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
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Compares the license found in each file of ScanCode's test data, looked at alone, with the
/// expressions that ScanCode's authors expect of it.
///
/// `ScanCodeRun FOLDER DIFFERENCES`: FOLDER is a checkout of scancode-toolkit, of which
/// `tests/licensedcode/data/datadriven` and `src/licensedcode/data/licenses` are read. What is
/// expected of a file holds together; names that ScanCode itself does not know (`unknown-...`) are
/// left out.
public final class ScanCodeRun {
  private static final Pattern KEY = Pattern.compile("(?m)^key: *(\\S+)");
  private static final Pattern SPDX = Pattern.compile("(?m)^spdx_license_key: *(\\S+)");
  private static final Pattern CATEGORY = Pattern.compile("(?m)^category: *(.*\\S)");
  private static final Pattern EXPECTED =
      Pattern.compile(
          "(?m)^license_expressions:[ \\t]*\\r?\\n((?:[ \\t]+\\S.*(?:\\r?\\n|\\z)|- .*(?:\\r?\\n|\\z))+)");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9.+_-]+|[()]");

  private ScanCodeRun() {}

  private record License(String spdx, Category category) {}

  /// Runs it.
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Map<String, License> licenses = licenses(root.resolve("src/licensedcode/data/licenses"));
    ClassCounts all = new ClassCounts();
    ClassCounts code = new ClassCounts();
    int[] one = new int[2];
    int[] oneInCode = new int[2];
    int skipped = 0;
    List<Path> truths;
    try (Stream<Path> walk = Files.walk(root.resolve("tests/licensedcode/data/datadriven"))) {
      truths = walk.filter(p -> p.toString().endsWith(".yml")).sorted().toList();
    }
    try (PrintWriter out =
        new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1]), StandardCharsets.UTF_8))) {
      for (Path truth : truths) {
        Path file = Path.of(truth.toString().replaceFirst("\\.yml$", ""));
        if (!Files.isRegularFile(file)) {
          continue;
        }
        byte[] bytes = Files.readAllBytes(file);
        Optional<List<String>> expected = expected(Files.readString(truth), licenses);
        if (expected.isEmpty() || isBinary(bytes)) {
          skipped++;
          continue;
        }
        String name = file.getFileName().toString();
        String text = SourceText.decode(bytes);
        boolean isCode =
            LanguageDetector.detect(name, text).filter(l -> l != Language.GENERIC).isPresent();
        LicenseConclusion found = conclude(name, text, isCode);
        LicenseClass truthClass = classOf(expected.get(), licenses);
        LicenseClass foundClass = LicenseClass.of(found.category());
        all.add(truthClass, foundClass);
        if (isCode) {
          code.add(truthClass, foundClass);
        }
        List<SpdxExpression> mapped = mapped(expected.get(), licenses);
        boolean same = false;
        if (mapped.size() == 1 && !mapped.getFirst().toString().contains("LicenseRef-scancode")) {
          same =
              canonical(mapped.getFirst().toString())
                  .equals(canonical(found.expression().orElse("")));
          one[0] += same ? 1 : 0;
          one[1]++;
          oneInCode[0] += same && isCode ? 1 : 0;
          oneInCode[1] += isCode ? 1 : 0;
        }
        if (truthClass != foundClass || (mapped.size() == 1 && !same)) {
          out.println(
              (truthClass.isCopyleft() == foundClass.isCopyleft() ? "same-side" : "SIDE")
                  + "\t"
                  + truthClass
                  + "\t"
                  + foundClass
                  + "\t"
                  + (isCode ? "code" : "text")
                  + "\t"
                  + root.relativize(file)
                  + "\t"
                  + found.expression().orElse("none")
                  + "\t"
                  + String.join("; ", expected.get())
                  + "\t"
                  + found.deciding().map(LicenseEvidence::detail).orElse(""));
        }
      }
    }
    System.out.println("All files, by what is asked of who takes them:");
    all.print();
    System.out.println("\nSource files alone:");
    code.print();
    System.out.printf(
        Locale.ROOT,
        "%nsame expression, of the files of which one of the SPDX list is expected: %s of %,d; in source"
            + " files %s of %,d; left out as binary or without an expectation: %,d%n",
        ClassCounts.share(one[0], one[1]),
        one[1],
        ClassCounts.share(oneInCode[0], oneInCode[1]),
        oneInCode[1],
        skipped);
  }

  private static LicenseConclusion conclude(String name, String text, boolean isCode) {
    List<LicenseEvidence> evidence = new ArrayList<>();
    if (isCode) {
      return new LicenseDetector(Map.of(), List.of(), Optional.empty()).of(name, text);
    }
    evidence.addAll(LicenseHeader.read(name, text));
    LicenseHeader.readLicenseFile(name, text).ifPresent(evidence::add);
    return LicenseConclusion.of(evidence);
  }

  private static boolean isBinary(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, 8000); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, License> licenses(Path folder) throws IOException {
    Map<String, License> found = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(p -> p.toString().endsWith(".LICENSE")).toList()) {
        String text = SourceText.decode(Files.readAllBytes(file));
        Matcher key = KEY.matcher(text);
        Matcher spdx = SPDX.matcher(text);
        Matcher category = CATEGORY.matcher(text);
        if (key.find() && category.find()) {
          found.put(
              key.group(1),
              new License(
                  spdx.find() ? spdx.group(1) : "LicenseRef-scancode-" + key.group(1),
                  Category.ofLabel(category.group(1)).orElse(Category.UNSTATED)));
        }
      }
    }
    return found;
  }

  /// The expressions that are expected, without those that name nothing; empty where the test is of
  /// something else.
  private static Optional<List<String>> expected(String yaml, Map<String, License> licenses) {
    Matcher matcher = EXPECTED.matcher(yaml);
    if (!matcher.find()) {
      return yaml.contains("license_expressions:") || yaml.contains("expected_failure")
          ? Optional.empty()
          : Optional.of(List.of());
    }
    List<String> found = new ArrayList<>();
    for (String line : matcher.group(1).split("\\r?\\n", -1)) {
      String item = line.strip();
      if (item.startsWith("- ")) {
        found.add(item.substring(2).replaceAll("^['\"]|['\"]$", ""));
      } else if (!item.isEmpty() && !found.isEmpty()) {
        found.add(found.removeLast() + " " + item);
      }
    }
    List<String> known = new ArrayList<>();
    for (String expression : new TreeSet<>(found)) {
      List<String> keys = keys(expression);
      if (keys.stream().anyMatch(key -> !licenses.containsKey(key))) {
        return Optional.empty();
      }
      if (keys.stream().noneMatch(ScanCodeRun::saysNothing)) {
        known.add(expression);
      }
    }
    return Optional.of(known);
  }

  private static boolean saysNothing(String key) {
    return key.contains("unknown")
        || key.equals("proprietary-license")
        || key.startsWith("other-")
        || key.contains("warranty-disclaimer")
        || key.contains("-cla")
        || key.contains("patent");
  }

  private static List<String> keys(String expression) {
    List<String> keys = new ArrayList<>();
    Matcher word = WORD.matcher(expression);
    while (word.find()) {
      if (!word.group().matches("(?i)and|or|with|[()]")) {
        keys.add(word.group().toLowerCase(Locale.ROOT));
      }
    }
    return keys;
  }

  private static License known(String key, Map<String, License> licenses) {
    License license = licenses.get(key.strip().toLowerCase(Locale.ROOT));
    if (license == null) {
      throw new IllegalArgumentException("no license of the test data has the key `" + key + "`");
    }
    return license;
  }

  private static String toSpdx(String expression, Map<String, License> licenses) {
    StringBuilder out = new StringBuilder();
    Matcher word = WORD.matcher(expression);
    while (word.find()) {
      String each = word.group();
      String spdx =
          each.matches("(?i)and|or|with|[()]")
              ? each.toUpperCase(Locale.ROOT)
              : known(each, licenses).spdx();
      out.append(out.isEmpty() ? "" : " ").append(spdx);
    }
    return out.toString();
  }

  private static List<SpdxExpression> mapped(List<String> expected, Map<String, License> licenses) {
    return expected.stream()
        .flatMap(e -> SpdxExpression.parse(toSpdx(e, licenses)).stream())
        .distinct()
        .toList();
  }

  /// The class of what is expected, by ScanCode's own categories of its licenses.
  private static LicenseClass classOf(List<String> expected, Map<String, License> licenses) {
    return expected.stream()
        .map(expression -> LicenseClass.of(category(expression, licenses)))
        .min((a, b) -> Integer.compare(rank(a), rank(b)))
        .orElse(LicenseClass.NONE);
  }

  /// Copyleft is the strictest, then limited, then what is not free.
  private static int rank(LicenseClass each) {
    return switch (each) {
      case COPYLEFT -> 0;
      case LIMITED -> 1;
      case OTHER -> 2;
      case PERMISSIVE -> 3;
      case NONE -> 4;
    };
  }

  private static Category category(String expression, Map<String, License> licenses) {
    String plain = expression.replaceAll("[()]", " ");
    return Arrays.stream(plain.split("(?i)\\bor\\b", -1))
        .map(choice ->
            Arrays.stream(choice.split("(?i)\\band\\b", -1))
                .map(each -> {
                  String[] with = each.strip().split("(?i)\\s+with\\s+", -1);
                  Category base = known(with[0], licenses).category();
                  // ScanCode gives an exception the category of a license with it.
                  return with.length > 1 ? known(with[1], licenses).category() : base;
                })
                .max(Enum::compareTo)
                .orElse(Category.UNSTATED))
        .min(Enum::compareTo)
        .orElse(Category.UNSTATED);
  }

  private static String canonical(String expression) {
    return LicenseRun.canonical(expression);
  }
}
