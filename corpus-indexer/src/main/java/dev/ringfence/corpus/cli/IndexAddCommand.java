package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusAdder;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.CorpusIndexWriter;
import dev.ringfence.corpus.index.Role;
import dev.ringfence.corpus.index.SkipReason;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.license.SpdxExpression;
import dev.ringfence.corpus.source.CorpusSource;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence index add`: adds works to an index.
@Command(
    name = "add",
    description = {
      "Add works to an index, which is made where there is none.",
      "",
      "A work that is there already, by name and version, is replaced. All sources become visible at"
          + " once, when the last one is in; if the command is cut short the index is as before."
    },
    footerHeading = "%nSources:%n",
    footer = {
      "  dir:PATH                         a folder",
      "  archive:PATH                     a .tar, .tar.gz, .tar.bz2, .tar.xz, .zip, .jar, .whl, .crate",
      "  maven:GROUP:ARTIFACT:VERSION     the sources jar and POM, fetched by Maven",
      "  debian:PACKAGE[=VERSION]         the source package, fetched by apt with a private state",
      "",
      "Examples:",
      "  ringfence index add corpus debian:gsl debian:fftw3",
      "  ringfence index add corpus maven:nz.ac.waikato.cms.weka:weka-stable:3.8.6",
      "  ringfence index add corpus --role background --name numpy dir:../numpy"
    })
public final class IndexAddCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "INDEX", description = "The folder of the index.")
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "SOURCE",
      description = "Where the works come from; see below.")
  List<String> sources = new ArrayList<>();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "copyleft: to be found (default). background: permissive code, to know what is common.")
  String role = "copyleft";

  @Option(names = "--name", paramLabel = "NAME", description = "The work's name, for one source.")
  @Nullable String name;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "The work's version, for one source.")
  @Nullable String version;

  @Option(
      names = "--license",
      paramLabel = "SPDX",
      description = "The license of files that nothing in the work states one for.")
  @Nullable String license;

  @Option(
      names = "--files-from",
      paramLabel = "FILE",
      description = "Take only the paths in this file, one a line, relative to the work.")
  @Nullable Path filesFrom;

  @Option(
      names = "--no-text",
      description = "Keep no text: the index holds hashes only, and reports show no origin lines.")
  boolean noText;

  /// The command.
  public IndexAddCommand() {}

  @Override
  public Integer call() throws IOException {
    Role parsedRole =
        Role.ofId(role)
            .orElseThrow(() ->
                RingfenceException.usage(
                    Diagnostic.of(
                        "usage/invalid-option",
                        "`" + role + "` is no role",
                        "use `copyleft` or `background`")));
    if (license != null && SpdxExpression.parse(license).isEmpty()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "`" + license + "` is no SPDX expression",
              "use an SPDX id, for example `GPL-3.0-or-later`"));
    }
    if (sources.size() > 1 && (name != null || version != null || filesFrom != null)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "--name, --version and --files-from go with one source",
              "add the sources one by one"));
    }
    // Before anything is fetched: a wrong source should not cost the right ones.
    List<CorpusSource> parsed = sources.stream().map(CorpusSource::parse).toList();
    CorpusAdder.Options options =
        new CorpusAdder.Options(
            parsedRole,
            Optional.ofNullable(name),
            Optional.ofNullable(version),
            Optional.ofNullable(license),
            onlyFiles(),
            !noText);
    PrintStream err = System.err;
    var out = spec.commandLine().getOut();
    SourceFetcher fetcher = new SourceFetcher(SourceFetcher.defaultCache());
    long started = System.nanoTime();
    List<Work> added = new ArrayList<>();
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(indexPath)) {
      CorpusAdder adder = new CorpusAdder(writer, err, ProgressBar.stderrIsTerminal());
      for (int i = 0; i < parsed.size(); i++) {
        if (!(parsed.get(i) instanceof CorpusSource.Folder)) {
          err.println("fetching " + sources.get(i));
        }
        try (FetchedWork work = fetcher.fetch(parsed.get(i))) {
          Work indexed = adder.add(work, options);
          added.add(indexed);
          describe(indexed);
          for (String warning : work.warnings()) {
            err.print(
                Diagnostic.of("source/unread", "not read: " + warning, "look at the file")
                    .render("warning"));
          }
          if (indexed.files() == 0) {
            err.print(
                Diagnostic.of(
                        "source/no-code",
                        "`" + sources.get(i) + "` holds no file that can be indexed",
                        "check that it is the source, not the compiled form")
                    .render("warning"));
          }
        }
      }
      writer.commit();
    }
    try (CorpusIndex index = CorpusIndex.open(indexPath)) {
      long bytes = added.stream().mapToLong(Work::bytes).sum();
      double seconds = (System.nanoTime() - started) / 1e9;
      out.printf(
          Locale.ROOT,
          "%s: %,d works, %.1f MB on disk; added %.1f MB of source in %.1f s%n",
          indexPath,
          index.works().size(),
          index.sizeInBytes() / 1e6,
          bytes / 1e6,
          seconds);
      out.printf("digest sha256:%s%n", index.digest());
      out.flush();
    }
    return 0;
  }

  private Optional<Set<String>> onlyFiles() throws IOException {
    if (filesFrom == null) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(filesFrom)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/not-found", "file does not exist: `" + filesFrom + "`", "check the path"));
    }
    return Optional.of(new HashSet<>(Files.readAllLines(filesFrom)));
  }

  private void describe(Work work) {
    var out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: %,d files, %,d lines, %,d tokens%n",
        work.id(),
        work.files(),
        work.lines(),
        work.tokens());
    new TreeMap<>(work.licenses())
        .entrySet().stream()
            .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
            .limit(8)
            .forEach(
                entry -> out.printf(Locale.ROOT, "  %6d  %s%n", entry.getValue(), entry.getKey()));
    if (work.licenses().size() > 8) {
      out.printf("          and %d other expressions%n", work.licenses().size() - 8);
    }
    for (SkipReason reason : SkipReason.values()) {
      int count = work.skipped().getOrDefault(reason, 0);
      if (count > 0) {
        out.printf(Locale.ROOT, "  %6d  skipped: %s%n", count, reason.explanation());
      }
    }
    out.flush();
  }
}
