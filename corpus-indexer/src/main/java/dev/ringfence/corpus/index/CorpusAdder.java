package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.LicenseDetector;
import dev.ringfence.corpus.license.UsePreference;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceEntry;
import dev.ringfence.corpus.source.SourceFetcher;
import dev.ringfence.corpus.source.SourceFile;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.source.TextDecoder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/// Adds a fetched work to an index, file by file on all cores. Memory does not grow with the work.
public final class CorpusAdder {
  private static final int LANGUAGE_PROBE = 16_000;
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_AVERAGE_LINE = 400;
  private static final int LANGUAGE_TAIL = 2000;

  /// A license text longer than this is something else by that name.
  private static final int MAX_SPEAKING_BYTES = 1 << 20;

  private static final int MAX_NOTICES = 2_000;

  /// Bytes of files that wait for a thread.
  private static final int MAX_WAITING = 64 << 20;

  /// What the command line or a corpus file says of a work.
  ///
  /// @param role why it is added
  /// @param name overrides the source's name
  /// @param version overrides the source's version
  /// @param license the license of files that nothing else says one for
  /// @param date overrides the source's date
  /// @param comment why it is in the corpus
  /// @param corpus the corpus that keeps it
  /// @param files tells why a path is left out; empty takes it
  /// @param keepText whether the text itself is stored
  public record Options(
      Role role,
      Optional<String> name,
      Optional<String> version,
      Optional<String> license,
      Optional<String> date,
      Optional<String> comment,
      Optional<String> corpus,
      FileFilter files,
      boolean keepText) {
    /// Options that override nothing.
    public static Options of(Role role, boolean keepText) {
      return new Options(
          role,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          path -> Optional.empty(),
          keepText);
    }
  }

  /// Says why a path is left out.
  @FunctionalInterface
  public interface FileFilter {
    /// Empty for a path that is taken.
    Optional<SkipReason> reasonToSkip(String path);

    /// Takes what the predicate takes; leaves the rest out for one reason.
    static FileFilter of(Predicate<String> takes, SkipReason otherwise) {
      return path -> takes.test(path) ? Optional.empty() : Optional.of(otherwise);
    }
  }

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
      digestLines.add(digestLine(file));
    }
  }

  /// What a work's digest says of a file.
  static String digestLine(CorpusFile file) {
    StringBuilder line = new StringBuilder();
    line.append(file.path()).append('\t').append(file.swhid()).append('\t');
    line.append(file.license().expression().orElse(Work.NO_LICENSE));
    file.snippets()
        .forEach(snippet ->
            line.append('\t')
                .append(snippet.firstLine())
                .append('-')
                .append(snippet.lastLine())
                .append(' ')
                .append(snippet.license().expression().orElse(Work.NO_LICENSE)));
    return line.toString();
  }

  /// The digest of a work, from the lines of its files.
  static String digest(SortedSet<String> digestLines) {
    return DigestUtils.sha256Hex(String.join("\n", digestLines).getBytes(StandardCharsets.UTF_8));
  }

  /// What the files of a work say of it as a whole.
  private static final class Survey {
    final Map<String, String> speaking = new TreeMap<>();
    final Map<String, byte[]> notices = new TreeMap<>();
    final List<UsePreference> preferences = new ArrayList<>();
    long bytes;
  }

  /// The id that a work gets.
  public static String idOf(FetchedWork source, Options options) {
    String name = options.name().orElse(source.name());
    String version = options.version().orElse(source.version());
    return version.isEmpty() ? name : name + "@" + version;
  }

  /// Names what a work was made of: while it is the same, so is the work in the index.
  ///
  /// @param selection the options that decide on the files and their licenses
  public static String state(FetchedWork source, String selection, boolean keepText)
      throws IOException {
    String options = selection + "\n" + keepText;
    return source.state()
        + " "
        + DigestUtils.sha256Hex(options.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  /// Adds a work, in place of one with the same id; if it cannot be read to its end, the index
  /// stays without it and the work that was there stays. Nothing is committed.
  ///
  /// @param from the source as it was written
  /// @param selection what else decides on its files, see [#state]
  public Work add(FetchedWork source, String from, String selection, Options options)
      throws IOException {
    String name = options.name().orElse(source.name());
    String version = options.version().orElse(source.version());
    String id = idOf(source, options);
    long serial = writer.nextSerial();
    try {
      Survey survey = survey(source);
      Totals totals = new Totals();
      LicenseDetector detector =
          new LicenseDetector(survey.speaking, source.metadata(), options.license());
      Pass pass = new Pass(id, serial, options, detector, totals);
      try (ProgressBar bar = new ProgressBar(progress, showProgress, id, "bytes", survey.bytes)) {
        pass.run(source, bar);
      }
      if (source.refused() > 0) {
        totals.skipped.put(SkipReason.REFUSED, source.refused());
      }
      Map<String, String> notices = new TreeMap<>();
      for (Map.Entry<String, byte[]> notice : survey.notices.entrySet()) {
        notices.put(notice.getKey(), writer.addNotice(notice.getValue()));
      }
      Work work =
          new Work(
              id,
              name,
              version,
              options.role(),
              source.purl(),
              new Provenance(
                  from,
                  state(source, selection, options.keepText()),
                  options.date().or(source::date),
                  options.comment(),
                  options.corpus(),
                  survey.preferences,
                  notices),
              serial,
              totals.files,
              totals.lines,
              totals.tokens,
              totals.bytes,
              totals.licenses,
              totals.skipped,
              digest(totals.digestLines));
      writer.addWork(work);
      return work;
    } catch (IOException | RuntimeException e) {
      writer.dropUnfinished(serial);
      throw e;
    }
  }

  /// A first reading, for what speaks for other files.
  private static Survey survey(FetchedWork source) throws IOException {
    Survey survey = new Survey();
    source.forEachFile(entry -> {
      survey.bytes += Math.max(0, entry.size());
      String path = entry.path();
      boolean speaks = LicenseDetector.speaksForOthers(path);
      boolean prefers = UsePreference.mayHold(path);
      if ((speaks || prefers) && entry.size() <= MAX_SPEAKING_BYTES) {
        byte[] bytes = entry.bytes();
        if (bytes.length > MAX_SPEAKING_BYTES) {
          return true;
        }
        String text = SourceText.decode(bytes);
        if (speaks) {
          // Of a history the newest comes last.
          survey.speaking.put(path, text);
        }
        if (LicenseDetector.isLicenseFile(path) && survey.notices.size() < MAX_NOTICES) {
          survey.notices.put(path, bytes);
        }
        if (prefers) {
          survey.preferences.removeIf(known -> known.where().equals(path));
          survey.preferences.addAll(UsePreference.read(path, text));
        }
      }
      return true;
    });
    return survey;
  }

  /// The second reading: every file goes to the index.
  private final class Pass {
    private final String id;
    private final long serial;
    private final Options options;
    private final LicenseDetector detector;
    private final Totals totals;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final ConcurrentLinkedQueue<ContentIndexer> indexers = new ConcurrentLinkedQueue<>();

    Pass(String id, long serial, Options options, LicenseDetector detector, Totals totals) {
      this.id = id;
      this.serial = serial;
      this.options = options;
      this.detector = detector;
      this.totals = totals;
    }

    void run(FetchedWork source, ProgressBar bar) throws IOException {
      int threads = Runtime.getRuntime().availableProcessors();
      Semaphore waiting = new Semaphore(MAX_WAITING);
      try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
        source.forEachFile(entry -> {
          Optional<SkipReason> reason = reasonToSkip(entry);
          if (reason.isPresent()) {
            totals.skip(reason.get());
            bar.advance(Math.max(0, entry.size()));
            return failure.get() == null;
          }
          byte[] bytes = entry.bytes();
          int cost = Math.min(MAX_WAITING, bytes.length + 256);
          waiting.acquireUninterruptibly(cost);
          SourceFile file = new SourceFile(entry.path(), bytes, entry.revision());
          pool.execute(() -> {
            try {
              if (failure.get() == null) {
                take(file);
              }
            } catch (IOException | RuntimeException | Error e) {
              failure.compareAndSet(null, e);
            } finally {
              waiting.release(cost);
            }
            bar.advance(bytes.length);
          });
          return failure.get() == null;
        });
        pool.shutdown();
        while (!pool.awaitTermination(1, TimeUnit.HOURS)) {
          // A large work takes as long as it takes.
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      switch (failure.get()) {
        case null -> {}
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(failure.get());
      }
    }

    private Optional<SkipReason> reasonToSkip(SourceEntry entry) {
      Optional<SkipReason> left = options.files().reasonToSkip(entry.path());
      if (left.isPresent()) {
        return left;
      }
      if (SourceFetcher.isArchive(entry.path())) {
        return Optional.of(SkipReason.NESTED_ARCHIVE);
      }
      if (entry.size() <= MAX_BYTES) {
        return Optional.empty();
      }
      return LanguageDetector.detect(entry.path(), "").isPresent()
          ? Optional.of(SkipReason.TOO_LARGE)
          : Optional.of(SkipReason.NO_LANGUAGE);
    }

    private void take(SourceFile file) throws IOException {
      Optional<Language> language = language(file);
      Optional<SkipReason> reason =
          language.isEmpty()
              ? Optional.of(SkipReason.NO_LANGUAGE)
              : unreadable(file.path(), file.bytes());
      if (reason.isPresent()) {
        totals.skip(reason.get());
        return;
      }
      ContentIndexer free = indexers.poll();
      ContentIndexer indexer = free == null ? new ContentIndexer(writer, options.keepText()) : free;
      Optional<ContentIndexer.Content> added =
          indexer.add(file.bytes(), language.get(), file.path());
      indexers.add(indexer);
      if (added.isEmpty()) {
        totals.skip(SkipReason.TOO_SHORT);
        return;
      }
      ContentIndexer.Content content = added.get();
      LicenseConclusion license = detector.of(file.path(), content.text());
      CorpusFile record =
          new CorpusFile(
              id,
              file.path(),
              content.swhid(),
              language.get(),
              content.lines(),
              license,
              detector.snippets(file.path(), content.text()),
              file.revision());
      writer.addFile(serial, record);
      totals.add(record, content.tokens(), file.bytes().length);
    }
  }

  /// The language of a file, by its name, its head and its last lines, where editors look for a
  /// mode line.
  private static Optional<Language> language(SourceFile file) {
    byte[] bytes = file.bytes();
    if (bytes.length <= LANGUAGE_PROBE + LANGUAGE_TAIL) {
      return LanguageDetector.detect(file.path(), SourceText.decode(bytes));
    }
    String head = SourceText.decode(Arrays.copyOf(bytes, LANGUAGE_PROBE));
    String tail =
        SourceText.decode(Arrays.copyOfRange(bytes, bytes.length - LANGUAGE_TAIL, bytes.length));
    return LanguageDetector.detect(
        file.path(), head + "\n" + tail.substring(Math.max(0, tail.indexOf('\n') + 1)));
  }

  private static Optional<SkipReason> unreadable(String path, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return Optional.of(SkipReason.TOO_LARGE);
    }
    int lines = 1;
    boolean nul = false;
    for (byte each : bytes) {
      nul |= each == 0;
      if (each == '\n') {
        lines++;
      }
    }
    // UTF-16 is full of zeros, and a compiler takes one in a comment: as the scan reads it.
    if (nul && TextDecoder.decode(path, bytes) instanceof TextDecoder.Binary) {
      return Optional.of(SkipReason.BINARY);
    }
    return bytes.length / lines > MAX_AVERAGE_LINE
        ? Optional.of(SkipReason.MINIFIED)
        : Optional.empty();
  }
}
