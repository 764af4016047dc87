package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.LicenseDetector;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.corpus.license.LicenseSnippet;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceEntry;
import dev.ringfence.corpus.source.SourceFetcher;
import dev.ringfence.corpus.source.SourceFile;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.source.TextDecoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Brings the files of one work into an index, on all cores. A file's license depends on what
/// others say, so a work is looked through first; one that is unpacked front to back is read once
/// all the same, and its files' licenses are concluded at its end.
final class WorkReader {
  private static final int LANGUAGE_PROBE = 16_000;
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_AVERAGE_LINE = 400;
  private static final int LANGUAGE_TAIL = 2000;

  /// Bytes of files that wait for a thread.
  private static final int MAX_WAITING = 64 << 20;

  /// Files that are read before their license can be concluded. What is kept of each is small; of a
  /// work that has more the rest is read again.
  private static final int MAX_AHEAD = 100_000;

  private final CorpusIndexWriter writer;
  private final String id;
  private final long serial;
  private final CorpusAdder.Options options;
  private final int maxAhead;
  private final WorkTotals totals = new WorkTotals();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final ConcurrentLinkedQueue<ContentIndexer> indexers = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Read> ahead = new ConcurrentLinkedQueue<>();
  private int offeredAhead;

  WorkReader(CorpusIndexWriter writer, String id, long serial, CorpusAdder.Options options) {
    this(writer, id, serial, options, MAX_AHEAD);
  }

  WorkReader(
      CorpusIndexWriter writer, String id, long serial, CorpusAdder.Options options, int maxAhead) {
    this.writer = writer;
    this.id = id;
    this.serial = serial;
    this.options = options;
    this.maxAhead = maxAhead;
  }

  /// What was counted.
  WorkTotals totals() {
    return totals;
  }

  /// A file whose content is in the index.
  ///
  /// @param own what it says of its own license
  private record Read(
      String path,
      ContentIndexer.Content content,
      Language language,
      int bytes,
      List<LicenseEvidence> own,
      List<LicenseSnippet> snippets,
      Optional<dev.ringfence.corpus.source.Revision> revision) {}

  /// Does something with a file, on any thread.
  @FunctionalInterface
  private interface Task {
    void run() throws IOException;
  }

  /// Threads that take what they are given, as much as memory allows at a time.
  private final class Threads implements AutoCloseable {
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    /// Runs a task soon.
    ///
    /// @param bytes how much memory waits with it
    void run(int bytes, Task task) {
      int cost = Math.min(MAX_WAITING, bytes + 256);
      waiting.acquireUninterruptibly(cost);
      pool.execute(() -> {
        try {
          if (failure.get() == null) {
            task.run();
          }
        } catch (IOException | RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          waiting.release(cost);
        }
      });
    }

    /// Waits for all tasks; tells of the first that failed.
    void finish() throws IOException {
      pool.shutdown();
      try {
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

    @Override
    public void close() {
      pool.close();
    }
  }

  /// Surveys a work that is unpacked front to back and reads its files in the same pass.
  ///
  /// @param bar over the length of the stream
  void readAhead(FetchedWork source, WorkSurvey survey, ProgressBar bar) throws IOException {
    try (Threads threads = new Threads()) {
      long[] position = {0};
      source.forEachFile(entry -> {
        boolean taken = offeredAhead < maxAhead;
        offeredAhead += taken ? 1 : 0;
        byte[] seen = survey.see(entry);
        if (taken) {
          offer(entry, seen, threads, ahead::add);
        }
        bar.advance(source.streamPosition() - position[0]);
        position[0] = source.streamPosition();
        return failure.get() == null;
      });
      threads.finish();
    }
  }

  /// Reads the files that were not read ahead and concludes the licenses of all.
  ///
  /// @param bar over the bytes of the files, or over a stream that is at its end
  void conclude(FetchedWork source, LicenseDetector detector, ProgressBar bar) throws IOException {
    try (Threads threads = new Threads()) {
      for (Read read = ahead.poll(); read != null; read = ahead.poll()) {
        Read next = read;
        threads.run(0, () -> add(next, detector));
      }
      if (offeredAhead == 0 || offeredAhead == maxAhead) {
        int[] offered = {0};
        source.forEachFile(entry -> {
          if (++offered[0] > offeredAhead) {
            offer(
                entry,
                null,
                threads,
                read -> {
                  add(read, detector);
                  bar.advance(offeredAhead == 0 ? read.bytes() : 0);
                });
          }
          return failure.get() == null;
        });
      }
      threads.finish();
    }
  }

  /// Takes what was read.
  @FunctionalInterface
  private interface Reader {
    void take(Read read) throws IOException;
  }

  private void offer(SourceEntry entry, byte @Nullable [] seen, Threads threads, Reader reader)
      throws IOException {
    Optional<SkipReason> reason = reasonToSkip(entry);
    if (reason.isPresent()) {
      totals.skip(reason.get());
      return;
    }
    byte[] bytes = seen == null ? entry.bytes() : seen;
    SourceFile file = new SourceFile(entry.path(), bytes, entry.revision());
    threads.run(bytes.length, () -> read(file, reader));
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

  private void read(SourceFile file, Reader reader) throws IOException {
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
    String text = SourceText.decode(file.bytes());
    Optional<ContentIndexer.Content> content =
        indexer.add(file.bytes(), text, language.get(), file.path());
    indexers.add(indexer);
    if (content.isEmpty()) {
      totals.skip(SkipReason.TOO_SHORT);
      return;
    }
    reader.take(
        new Read(
            file.path(),
            content.get(),
            language.get(),
            file.bytes().length,
            LicenseDetector.ownEvidence(file.path(), text),
            LicenseDetector.snippets(file.path(), text),
            file.revision()));
  }

  private void add(Read read, LicenseDetector detector) throws IOException {
    LicenseConclusion license = detector.of(read.path(), read.own());
    CorpusFile record =
        new CorpusFile(
            id,
            read.path(),
            read.content().swhid(),
            read.language(),
            read.content().lines(),
            license,
            read.snippets(),
            read.revision());
    writer.addFile(serial, record);
    totals.add(record, read.content().tokens(), read.bytes());
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
