package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.LicenseDetector;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFile;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.SourceText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.codec.digest.DigestUtils;

/// Adds a fetched work to an index, file by file on all cores.
public final class CorpusAdder {
  private static final int LANGUAGE_PROBE = 16_000;
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_AVERAGE_LINE = 400;
  private static final int BINARY_PROBE = 8000;

  /// What the command line says of a work.
  ///
  /// @param role why it is added
  /// @param name overrides the source's name
  /// @param version overrides the source's version
  /// @param license the license of files that nothing else says one for
  /// @param onlyFiles the paths to take; empty for all
  /// @param keepText whether the text itself is stored
  public record Options(
      Role role,
      Optional<String> name,
      Optional<String> version,
      Optional<String> license,
      Optional<Set<String>> onlyFiles,
      boolean keepText) {}

  private final CorpusIndexWriter writer;
  private final PrintStream progress;
  private final boolean showProgress;

  /// An adder that draws its progress on a stream.
  public CorpusAdder(CorpusIndexWriter writer, PrintStream progress, boolean showProgress) {
    this.writer = writer;
    this.progress = progress;
    this.showProgress = showProgress;
  }

  private static final class Totals {
    int files;
    long lines;
    long tokens;
    long bytes;
    final Map<String, Integer> licenses = new TreeMap<>();
    final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
    final TreeSet<String> digestLines = new TreeSet<>();

    synchronized void skip(SkipReason reason) {
      skipped.merge(reason, 1, Integer::sum);
    }

    synchronized void add(CorpusFile file, int tokenCount, int byteCount) {
      files++;
      lines += file.lines();
      tokens += tokenCount;
      bytes += byteCount;
      String expression = file.license().expression().orElse(Work.NO_LICENSE);
      licenses.merge(expression, 1, Integer::sum);
      digestLines.add(file.path() + "\t" + file.swhid() + "\t" + expression);
    }
  }

  /// Adds a work, in place of one with the same id. Nothing is committed.
  public Work add(FetchedWork source, Options options) throws IOException {
    String name = options.name().orElse(source.name());
    String version = options.version().orElse(source.version());
    String id = version.isEmpty() ? name : name + "@" + version;
    if (writer.works().containsKey(id)) {
      writer.removeWork(id);
    }
    Totals totals = new Totals();
    List<SourceFile> code = new ArrayList<>();
    Map<String, String> licenseFiles = new TreeMap<>();
    long[] codeBytes = {0};
    source.forEachFile(file -> {
      if (LicenseDetector.isLicenseFile(file.path())) {
        licenseFiles.put(file.path(), SourceText.decode(file.bytes()));
      }
      Optional<SkipReason> reason = reasonToSkip(file, options);
      if (reason.isPresent()) {
        totals.skip(reason.get());
      } else {
        code.add(file);
        codeBytes[0] += file.bytes().length;
      }
    });
    LicenseDetector detector =
        new LicenseDetector(licenseFiles, source.metadata(), options.license());
    int threads = Runtime.getRuntime().availableProcessors();
    try (ProgressBar bar = new ProgressBar(progress, showProgress, id, "bytes", codeBytes[0]);
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> parts = new ArrayList<>();
      java.util.concurrent.atomic.AtomicInteger next =
          new java.util.concurrent.atomic.AtomicInteger();
      for (int t = 0; t < threads; t++) {
        parts.add(
            pool.submit(() -> {
              ContentIndexer indexer = new ContentIndexer(writer, options.keepText());
              for (int i = next.getAndIncrement(); i < code.size(); i = next.getAndIncrement()) {
                addFile(id, code.get(i), indexer, detector, totals);
                bar.advance(code.get(i).bytes().length);
              }
            }));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException unchecked) {
        throw new IOException(unchecked.getCause());
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    Work work =
        new Work(
            id,
            name,
            version,
            options.role(),
            source.purl(),
            totals.files,
            totals.lines,
            totals.tokens,
            totals.bytes,
            totals.licenses,
            totals.skipped,
            DigestUtils.sha256Hex(
                String.join("\n", totals.digestLines).getBytes(StandardCharsets.UTF_8)));
    writer.addWork(work);
    return work;
  }

  private static Optional<Language> language(SourceFile file) {
    byte[] bytes = file.bytes();
    String start =
        SourceText.decode(
            bytes.length <= LANGUAGE_PROBE ? bytes : Arrays.copyOf(bytes, LANGUAGE_PROBE));
    return LanguageDetector.detect(file.path(), start);
  }

  private static Optional<SkipReason> reasonToSkip(SourceFile file, Options options) {
    if (options.onlyFiles().isPresent() && !options.onlyFiles().get().contains(file.path())) {
      return Optional.of(SkipReason.NOT_LISTED);
    }
    byte[] bytes = file.bytes();
    if (language(file).isEmpty()) {
      return Optional.of(SkipReason.NO_LANGUAGE);
    }
    if (bytes.length > MAX_BYTES) {
      return Optional.of(SkipReason.TOO_LARGE);
    }
    int lines = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0 && i < BINARY_PROBE) {
        return Optional.of(SkipReason.BINARY);
      }
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    return bytes.length / lines > MAX_AVERAGE_LINE
        ? Optional.of(SkipReason.MINIFIED)
        : Optional.empty();
  }

  private void addFile(
      String workId,
      SourceFile file,
      ContentIndexer indexer,
      LicenseDetector detector,
      Totals totals) {
    Language language = language(file).orElseThrow();
    try {
      Optional<ContentIndexer.Content> added = indexer.add(file.bytes(), language, file.path());
      if (added.isEmpty()) {
        totals.skip(SkipReason.TOO_SHORT);
        return;
      }
      ContentIndexer.Content content = added.get();
      LicenseConclusion license = detector.of(file.path(), content.text());
      CorpusFile record =
          new CorpusFile(workId, file.path(), content.swhid(), language, content.lines(), license);
      writer.addFile(record);
      totals.add(record, content.tokens(), file.bytes().length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
