package dev.ringfence.benchmarks.accuracy;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.scanner.structure.Function;
import dev.ringfence.scanner.structure.FunctionFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes an accuracy set from real works in many languages, for [AccuracyRun]: `LanguageCases
/// SOURCES OUT SEED`. SOURCES holds a folder a work.
///
/// In each language the work with most functions is left out of the index, and code that is not in
/// the index is cut from it: negatives, and the lines around embedded excerpts. The other works are
/// indexed, and functions of theirs mutated: positives. A language with one work has no negatives.
public final class LanguageCases {
  private static final int POSITIVES = 8;
  private static final int NEGATIVES = 50;
  private static final int MIN_TOKENS = 60;
  private static final int MAX_TOKENS = 500;
  private static final int MAX_FILE = 400_000;
  private static final int MAX_FILES = 600;
  private static final int HOST_LINES = 30;
  private static final Pattern LICENSE_WORDS =
      Pattern.compile(
          "(?i)licen[sc]\\w*|copyright|redistribut\\w*|warrant\\w*|permission|spdx|public domain|\\b[al]?gpl\\w*");
  private static final JsonMapper JSON = JsonMapper.shared();

  private record Source(String work, String path, Language language) {}

  private record Cut(Source source, String name, List<String> lines, int firstLine, int tokens) {}

  private final Path sources;
  private final Path out;
  private final Random random;
  private int number;

  private LanguageCases(Path sources, Path out, long seed) {
    this.sources = sources;
    this.out = out;
    this.random = new Random(seed);
  }

  /// Makes the set.
  public static void main(String[] arguments) throws IOException {
    new LanguageCases(Path.of(arguments[0]), Path.of(arguments[1]), Long.parseLong(arguments[2]))
        .run();
  }

  private void run() throws IOException {
    Files.createDirectories(out.resolve("patches"));
    Files.createDirectories(out.resolve("truth"));
    Map<Language, Map<String, List<Source>>> all = collect();
    Map<String, List<Source>> indexed = new TreeMap<>();
    for (Map.Entry<Language, Map<String, List<Source>>> entry : all.entrySet()) {
      Language language = entry.getKey();
      Map<String, List<Source>> works = entry.getValue();
      Map<String, List<Cut>> cuts = new TreeMap<>();
      for (Map.Entry<String, List<Source>> work : works.entrySet()) {
        List<Cut> found = new ArrayList<>();
        for (Source source : work.getValue()) {
          found.addAll(functions(source));
        }
        cuts.put(work.getKey(), found);
      }
      String heldOut = heldOut(cuts);
      List<Cut> origins = new ArrayList<>();
      cuts.forEach((work, found) -> {
        if (!work.equals(heldOut)) {
          origins.addAll(found);
          indexed
              .computeIfAbsent(work, _ -> new ArrayList<>())
              .addAll(works.getOrDefault(work, List.of()));
        }
      });
      Set<String> names = new HashSet<>();
      origins.forEach(origin -> names.add(origin.name()));
      List<Cut> others =
          new ArrayList<>(
              cuts.getOrDefault(heldOut, List.of()).stream()
                  .filter(cut -> !names.contains(cut.name()))
                  .toList());
      if (origins.size() < POSITIVES * Mutation.values().length) {
        System.out.println(language.id() + ": only " + origins.size() + " functions, left out");
        continue;
      }
      Collections.shuffle(origins, random);
      Collections.shuffle(others, random);
      int next = 0;
      for (Mutation mutation : Mutation.values()) {
        for (int i = 0; i < POSITIVES; i++) {
          positive(origins.get(next++), mutation, others.isEmpty() ? origins : others);
        }
      }
      for (int i = 0; i < Math.min(NEGATIVES, others.size()); i++) {
        Cut cut = others.get(i);
        write(
            cut.source().language(),
            "neg",
            "-",
            cut.tokens(),
            cut.lines(),
            1,
            cut.lines().size(),
            null);
      }
      System.out.println(
          language.id()
              + ": "
              + origins.size()
              + " functions, "
              + others.size()
              + " of "
              + heldOut);
    }
    manifest(indexed);
  }

  /// The smallest work with enough functions, unless too few are left without it.
  private static String heldOut(Map<String, List<Cut>> cuts) {
    int all = cuts.values().stream().mapToInt(List::size).sum();
    return cuts.entrySet().stream()
        .filter(work -> work.getValue().size() >= NEGATIVES)
        .filter(work -> all - work.getValue().size() >= POSITIVES * Mutation.values().length)
        .min(Map.Entry.comparingByValue((a, b) -> a.size() - b.size()))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private Map<Language, Map<String, List<Source>>> collect() throws IOException {
    Map<Language, Map<String, List<Source>>> all = new EnumMap<>(Language.class);
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path relative = sources.relativize(file);
        if (relative.getNameCount() < 2 || Files.size(file) > MAX_FILE) {
          continue;
        }
        String text = SourceText.decode(Files.readAllBytes(file));
        LanguageDetector.detect(file.toString(), text)
            .filter(language -> language != Language.GENERIC && text.indexOf('\0') < 0)
            .ifPresent(language ->
                all.computeIfAbsent(language, _ -> new TreeMap<>())
                    .computeIfAbsent(relative.getName(0).toString(), _ -> new ArrayList<>())
                    .add(
                        new Source(
                            relative.getName(0).toString(),
                            relative.subpath(1, relative.getNameCount()).toString(),
                            language)));
      }
    }
    for (Map<String, List<Source>> works : all.values()) {
      works.replaceAll((_, files) -> {
        Collections.shuffle(files, random);
        return new ArrayList<>(files.subList(0, Math.min(MAX_FILES, files.size())));
      });
    }
    return all;
  }

  private List<Cut> functions(Source source) throws IOException {
    String text = text(source);
    List<String> lines = text.lines().toList();
    List<Cut> cuts = new ArrayList<>();
    for (Function function : FunctionFinder.find(source.language(), text)) {
      if (function.lastLine() > lines.size() || function.lastLine() - function.firstLine() < 7) {
        continue;
      }
      List<String> cut = lines.subList(function.firstLine() - 1, function.lastLine());
      int tokens =
          Tokenizers.create()
              .tokenize(new SourceText(String.join("\n", cut), source.language(), source.path()))
              .size();
      if (tokens >= MIN_TOKENS && tokens <= MAX_TOKENS) {
        cuts.add(new Cut(source, function.name(), cut, function.firstLine(), tokens));
      }
    }
    return cuts;
  }

  private String text(Source source) throws IOException {
    byte[] bytes = Files.readAllBytes(sources.resolve(source.work()).resolve(source.path()));
    return LICENSE_WORDS.matcher(SourceText.decode(bytes)).replaceAll("xxxx");
  }

  private void positive(Cut origin, Mutation mutation, List<Cut> hosts) throws IOException {
    Language language = origin.source().language();
    List<String> lines = mutation.apply(origin.lines(), language, random);
    int tokens =
        Tokenizers.create()
            .tokenize(new SourceText(String.join("\n", lines), language, "case"))
            .size();
    int first = 1;
    List<String> all = new ArrayList<>();
    if (mutation == Mutation.EMBEDDED) {
      all.addAll(host(hosts));
      first = all.size() + 1;
    }
    all.addAll(lines);
    if (mutation == Mutation.EMBEDDED) {
      all.addAll(host(hosts));
    }
    write(language, "pos", mutation.name(), tokens, all, first, first + lines.size() - 1, origin);
  }

  private List<String> host(List<Cut> hosts) {
    List<String> lines = new ArrayList<>();
    while (lines.size() < HOST_LINES) {
      lines.addAll(hosts.get(random.nextInt(hosts.size())).lines());
    }
    return lines.subList(0, HOST_LINES);
  }

  private void write(
      Language language,
      String kind,
      String mutation,
      int tokens,
      List<String> lines,
      int first,
      int last,
      @org.jspecify.annotations.Nullable Cut origin)
      throws IOException {
    String name = "case" + number++;
    String file = "src/" + name + language.suffixes().getFirst();
    StringBuilder patch = new StringBuilder();
    patch.append("diff --git a/").append(file).append(" b/").append(file);
    patch.append("\nnew file mode 100644\n--- /dev/null\n+++ b/").append(file);
    patch.append("\n@@ -0,0 +1,").append(lines.size()).append(" @@\n");
    lines.forEach(line -> patch.append('+').append(line).append('\n'));
    Files.writeString(out.resolve("patches").resolve(name + ".patch"), patch);
    ObjectNode truth = JSON.createObjectNode();
    truth.put("patch", name + ".patch");
    truth.put("kind", kind);
    truth.put("language", language.id());
    truth.put("mutation", mutation);
    truth.put("tokens", tokens);
    truth.put("file", file);
    truth.put("start_line", first);
    truth.put("end_line", last);
    if (origin != null) {
      ObjectNode from = truth.putObject("origin");
      from.put("corpus", origin.source().work());
      from.put("file", origin.source().path());
      from.put("start_line", origin.firstLine());
      from.put("end_line", origin.firstLine() + origin.lines().size() - 1);
      from.putArray("same_code_in");
      truth.put("licence", "GPL-3.0-or-later");
    }
    Files.writeString(
        out.resolve("truth").resolve(name + ".json"), JSON.writeValueAsString(truth) + "\n");
  }

  private void manifest(Map<String, List<Source>> indexed) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode corpora = root.putArray("corpora");
    for (Map.Entry<String, List<Source>> entry : indexed.entrySet()) {
      String work = entry.getKey();
      ObjectNode corpus = corpora.addObject();
      corpus.put("name", work);
      corpus.put("root", out.resolve("works").resolve(work).toAbsolutePath().toString());
      corpus.put("role", "copyleft");
      corpus.put("licence", "GPL-3.0-or-later");
      ArrayNode list = corpus.putArray("files");
      for (Source file : entry.getValue()) {
        list.addObject().put("path", file.path());
        Path copy = out.resolve("works").resolve(work).resolve(file.path());
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, text(file));
      }
    }
    Files.writeString(out.resolve("manifest.json"), JSON.writeValueAsString(root) + "\n");
  }
}
