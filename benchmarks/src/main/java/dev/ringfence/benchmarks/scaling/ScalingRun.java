package dev.ringfence.benchmarks.scaling;

import dev.ringfence.corpus.index.ContentIndexer;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.CorpusIndexWriter;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Provenance;
import dev.ringfence.corpus.index.Role;
import dev.ringfence.corpus.index.Seeds;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Grows one index to each of several sizes and prints a row each: lines, rate, bytes, latency of
/// 100 seeds, memory. `ScalingRun SOURCES INDEX MILLION_LINES...`
///
/// The first pass over the sources is real code. Each later pass is the same code mutated: each
/// name gets the number of the pass with a chance of two in three, and one line in four is dropped,
/// doubled or swapped with the next, so that most k-grams of both channels are new.
public final class ScalingRun {
  private static final int QUERIES = 1000;
  private static final int GRAMS = 100;
  private static final int MAX_FREQUENCY = 300;
  private static final int HUNKS = 200;
  private static final int HUNK_TOKENS = 300;
  private static final String LICENSE = "GPL-3.0-or-later";
  private static final int TOKENS_A_LINE = 6;
  private static final LicenseConclusion COPYLEFT =
      new LicenseConclusion(Optional.of(LICENSE), Category.COPYLEFT, false, List.of());

  private record Source(Path path, Language language) {}

  private ScalingRun() {}

  /// Runs.
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    List<Source> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(path ->
              Language.ofPath(path.toString())
                  .ifPresent(language -> sources.add(new Source(path, language))));
    }
    // Of all sources in each size, however few lines it has.
    Collections.shuffle(sources, new Random(1));
    Path index = Path.of(arguments[1]);
    System.out.println(
        "| million lines | of it added | MB/s | lines/s | fingerprints | index MB | KB a 1000 lines"
            + " | 100 seeds median us | p99 us | hunk median ms | p99 ms | heap MB |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
    AtomicLong lines = new AtomicLong();
    AtomicLong nextFile = new AtomicLong();
    for (String size : Arrays.copyOfRange(arguments, 2, arguments.length)) {
      long target = (long) (Double.parseDouble(size) * 1e6);
      long before = lines.get();
      AtomicLong bytes = new AtomicLong();
      long start = System.nanoTime();
      try (CorpusIndexWriter writer = CorpusIndexWriter.open(index)) {
        String work = "scaling@" + size;
        long serial = 1L + writer.works().size();
        add(sources, writer, work, serial, target, lines, bytes, nextFile);
        addWork(writer, work, serial, lines.get() - before, bytes.get());
        writer.commit();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      row(index, lines.get(), lines.get() - before, bytes.get(), seconds);
    }
  }

  private static void add(
      List<Source> sources,
      CorpusIndexWriter writer,
      String work,
      long serial,
      long target,
      AtomicLong lines,
      AtomicLong bytes,
      AtomicLong nextFile)
      throws InterruptedException, ExecutionException {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> parts = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        parts.add(
            pool.submit(() -> {
              ContentIndexer indexer = new ContentIndexer(writer, false);
              while (lines.get() < target) {
                long number = nextFile.getAndIncrement();
                Source source = sources.get((int) (number % sources.size()));
                byte[] content = Files.readAllBytes(source.path());
                long pass = number / sources.size();
                byte[] mutated = pass == 0 ? content : mutate(content, number, pass);
                addFile(indexer, writer, work, serial, mutated, source.language(), number);
                bytes.addAndGet(mutated.length);
                int breaks = 0;
                for (byte b : mutated) {
                  breaks += b == '\n' ? 1 : 0;
                }
                lines.addAndGet(breaks);
              }
              return null;
            }));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    }
  }

  private static void addFile(
      ContentIndexer indexer,
      CorpusIndexWriter writer,
      String work,
      long serial,
      byte[] content,
      Language language,
      long number)
      throws IOException {
    Optional<ContentIndexer.Content> added = indexer.add(content, language, "scaling");
    if (added.isPresent()) {
      ContentIndexer.Content file = added.get();
      writer.addFile(
          serial,
          new CorpusFile(
              work,
              "file" + number,
              file.swhid(),
              language,
              file.lines(),
              COPYLEFT,
              List.of(),
              Optional.empty()));
    }
  }

  /// A work that all files belong to, so that a scan names origins and weighs them.
  private static void addWork(
      CorpusIndexWriter writer, String work, long serial, long lines, long bytes)
      throws IOException {
    writer.addWork(
        new Work(
            new Work.Identity(work, "scaling", work.substring(work.indexOf('@') + 1)),
            Role.COPYLEFT,
            Optional.empty(),
            Provenance.NONE,
            serial,
            new Work.Contents(0, lines, lines * TOKENS_A_LINE, bytes, Map.of(LICENSE, 0), Map.of()),
            ""));
  }

  private static byte[] mutate(byte[] content, long seed, long pass) {
    Random random = new Random(seed);
    String[] lines = SourceText.decode(content).split("\n", -1);
    StringBuilder out = new StringBuilder(content.length + content.length / 4);
    for (int i = 0; i < lines.length; i++) {
      switch (random.nextInt(12)) {
        case 0 -> {}
        case 1 -> {
          rename(lines[i], pass, out);
          rename(lines[i], pass, out);
        }
        case 2 -> {
          if (i + 1 < lines.length) {
            rename(lines[i + 1], pass, out);
          }
          rename(lines[i], pass, out);
          i++;
        }
        default -> rename(lines[i], pass, out);
      }
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Gives two names in three the number of the pass; which ones depends on the name and the pass.
  private static void rename(String line, long pass, StringBuilder out) {
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      if (!Character.isLetter(c) && c != '_') {
        out.append(c);
        i++;
        continue;
      }
      int start = i;
      while (i < line.length()
          && (Character.isLetterOrDigit(line.charAt(i)) || line.charAt(i) == '_')) {
        i++;
      }
      String word = line.substring(start, i);
      out.append(word);
      // Short words are keywords more often than not.
      if (word.length() > 5 && (word.hashCode() * 31L + pass) % 3 != 0) {
        out.append(pass);
      }
    }
    out.append('\n');
  }

  private static void row(Path path, long lines, long added, long bytes, double seconds)
      throws IOException {
    try (CorpusIndex index = CorpusIndex.open(path)) {
      Random random = new Random(5);
      KGramHasher hasher = new KGramHasher(FingerprintFormat.RENAMED.k(), Channel.RENAMED);
      int[] blobs = index.blobs();
      OriginSession session = index.session();
      List<long[]> queries = new ArrayList<>();
      while (queries.size() < QUERIES) {
        StoredTokens tokens = index.tokens(blobs[random.nextInt(blobs.length)]);
        long[] hashes = new long[tokens.size()];
        int count = hasher.hash(tokens.tokens(), hashes);
        if (count >= GRAMS) {
          int start = random.nextInt(count - GRAMS + 1);
          queries.add(
              Arrays.stream(hashes, start, start + GRAMS)
                  .map(h -> h ^ Long.MIN_VALUE)
                  .sorted()
                  .distinct()
                  .map(h -> h ^ Long.MIN_VALUE)
                  .toArray());
        }
      }
      double[] micros = new double[QUERIES];
      long sink = 0;
      for (int round = 0; round < 5; round++) {
        for (int q = 0; q < QUERIES; q++) {
          long begun = System.nanoTime();
          long[] query = queries.get(q);
          Seeds seeds = session.seeds(new long[0], query, MAX_FREQUENCY).renamed();
          for (int p = 0; p < seeds.size(); p++) {
            sink += seeds.blob(p);
          }
          micros[q] = (System.nanoTime() - begun) / 1e3;
        }
      }
      Arrays.sort(micros);
      double[] hunkMillis = scan(index, random);
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      double heap = (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
      long fingerprints =
          index.fingerprintCount(Channel.EXACT) + index.fingerprintCount(Channel.RENAMED);
      System.out.printf(
          Locale.ROOT,
          "| %.1f | %.1f | %.1f | %,d | %,d | %.0f | %.1f | %.0f | %.0f | %.0f | %.0f | %.0f |%s%n",
          lines / 1e6,
          added / 1e6,
          bytes / 1e6 / seconds,
          (long) (added / seconds),
          fingerprints,
          index.sizeInBytes() / 1e6,
          index.sizeInBytes() / (double) lines,
          micros[QUERIES / 2],
          micros[QUERIES * 99 / 100],
          hunkMillis[HUNKS / 2],
          hunkMillis[HUNKS * 99 / 100],
          heap,
          sink == 42 ? " " : "");
    }
  }

  /// Milliseconds that the match of one hunk of 300 tokens takes, ascending; each is matched twice
  /// and the second time counts.
  private static double[] scan(CorpusIndex index, Random random) throws IOException {
    HunkMatcher matcher = new HunkMatcher(new Candidates(index), MatchParameters.shipped());
    int[] blobs = index.blobs();
    double[] millis = new double[HUNKS];
    for (int q = 0; q < HUNKS; ) {
      StoredTokens tokens = index.tokens(blobs[random.nextInt(blobs.length)]);
      if (tokens.size() < HUNK_TOKENS) {
        continue;
      }
      int start = random.nextInt(tokens.size() - HUNK_TOKENS + 1);
      int end = start + HUNK_TOKENS;
      int[] unread = new int[HUNK_TOKENS];
      Tokens cut = tokens.tokens().slice(start, end).withPlaces(unread, unread);
      HunkTokens hunk = new HunkTokens(Language.ofNumber(tokens.language()), cut, "");
      for (int round = 0; round < 2; round++) {
        long begun = System.nanoTime();
        matcher.match(hunk, MatchParameters.shipped().threshold());
        millis[q] = (System.nanoTime() - begun) / 1e6;
      }
      q++;
    }
    Arrays.sort(millis);
    return millis;
  }
}
