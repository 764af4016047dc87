package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.license.LicenseDetector;
import dev.ringfence.corpus.source.FetchedWork;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.codec.digest.DigestUtils;

/// Adds a fetched work to an index. Memory does not grow with the work.
public final class CorpusAdder {
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
      WorkSurvey survey = new WorkSurvey();
      WorkReader reader = new WorkReader(writer, id, serial, options);
      if (source.streamLength() > 0) {
        long length = source.streamLength();
        try (ProgressBar bar = new ProgressBar(progress, showProgress, id, "bytes", length)) {
          reader.readAhead(source, survey, bar);
          reader.conclude(source, detector(source, survey, options), bar);
        }
      } else {
        source.forEachFile(entry -> {
          survey.see(entry);
          return true;
        });
        try (ProgressBar bar = new ProgressBar(progress, showProgress, id, "bytes", survey.bytes)) {
          reader.conclude(source, detector(source, survey, options), bar);
        }
      }
      WorkTotals totals = reader.totals();
      if (source.refused() > 0) {
        totals.skipped.put(SkipReason.REFUSED, source.refused());
      }
      Map<String, String> notices = new TreeMap<>();
      for (Map.Entry<String, byte[]> notice : survey.notices.entrySet()) {
        notices.put(notice.getKey(), writer.addNotice(notice.getValue()));
      }
      Work work =
          new Work(
              new Work.Identity(id, name, version),
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
              totals.contents(),
              digest(totals.digestLines));
      writer.addWork(work);
      return work;
    } catch (IOException | RuntimeException e) {
      writer.dropUnfinished(serial);
      throw e;
    }
  }

  private static LicenseDetector detector(FetchedWork source, WorkSurvey survey, Options options) {
    return new LicenseDetector(survey.speaking, source.metadata(), options.license());
  }
}
