package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusAdder;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.CorpusIndexWriter;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.Indexes;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
          + " once, when the last one is in; if the command is cut short the index is as before. A source"
          + " that cannot be read is named and left out, and the exit status is 3.",
      "",
      "To an index on a cluster each work is added by itself, and is visible as soon as nobody writes any"
          + " more; the same command again goes on with what is missing."
    },
    footerHeading = "%nSources:%n",
    footer = {
      "  dir:PATH                         a folder",
      "  git:URL[@REF]                    a repository, by URL or path, at a branch, tag or commit",
      "  archive:PATH                     .tar, .tar.gz, .tar.bz2, .tar.xz, .zip, .jar, .whl, .crate, .gem,"
          + " .dsc",
      "  debian:PACKAGE[=VERSION]         the source package, by apt with a private state, or without apt",
      "  maven:GROUP:ARTIFACT:VERSION     the sources jar and POM, fetched by Maven",
      "  npm:NAME[@VERSION]               the package, fetched by npm; no script of it runs",
      "  pypi:NAME[==VERSION]             the source distribution, from pip's indexes; nothing of it is run",
      "  list:FILE                        the sources in a file, one a line",
      "",
      "Examples:",
      "  ringfence index add corpus debian:gsl debian:fftw3",
      "  ringfence index add corpus maven:nz.ac.waikato.cms.weka:weka-stable:3.8.6",
      "  ringfence index add corpus --role background git:../numpy@v2.1.0"
    })
public final class IndexAddCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  FetchOptions fetch;

  @Parameters(index = "0", paramLabel = "INDEX", description = IndexArgument.DESCRIPTION)
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
      completionCandidates = Roles.class,
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
      names = "--date",
      paramLabel = "DATE",
      description = "When the work was published, for one source: 2024-05-31.")
  @Nullable String date;

  @Option(
      names = "--history",
      description = "Of a git source, take every version of every file, not those at REF alone.")
  boolean history;

  @Option(
      names = "--files-from",
      paramLabel = "FILE",
      description = "Take only the paths in this file, one a line, relative to the work.")
  @Nullable Path filesFrom;

  @Option(
      names = "--part",
      paramLabel = "I/N",
      description =
          "For an index on a cluster: add every N-th of the sources, from the I-th on, while others add"
              + " the rest at the same time: 1/3.")
  @Nullable String part;

  @Option(
      names = "--no-text",
      description =
          "Keep no text: the index holds hashes only; reports show no origin lines, and comments are no evidence.")
  boolean noText;

  /// The roles, for completion.
  static final class Roles implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Role.values()).map(Role::id).iterator();
    }
  }

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
    if (date != null && !date.matches("\\d{4}(-\\d\\d(-\\d\\d)?)?")) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option", "`" + date + "` is no date", "write it as 2024-05-31"));
    }
    // Before anything is fetched: a wrong source should not cost the right ones.
    List<CorpusSource> parsed = new ArrayList<>();
    for (String source : sources) {
      parsed.addAll(CorpusSource.parseAll(source, Path.of(""), history));
    }
    if (parsed.size() > 1
        && (name != null || version != null || filesFrom != null || date != null)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "--name, --version, --date and --files-from go with one source",
              "add the sources one by one"));
    }
    Optional<Set<String>> listed = onlyFiles();
    CorpusAdder.Options options =
        new CorpusAdder.Options(
            parsedRole,
            Optional.ofNullable(name),
            Optional.ofNullable(version),
            Optional.ofNullable(license),
            Optional.ofNullable(date),
            Optional.empty(),
            Optional.empty(),
            CorpusAdder.FileFilter.of(
                path -> listed.isEmpty() || listed.get().contains(path), SkipReason.NOT_LISTED),
            !noText);
    Optional<IndexStore> store = Indexes.store(indexPath);
    if (store.isPresent()) {
      return new ClusterAdder(
              store.get(),
              indexPath.toString(),
              options,
              fetch.fetcher(),
              spec.commandLine().getOut())
          .add(part == null ? parsed : part(parsed, part));
    }
    if (part != null) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "--part goes with an index on a cluster: one process at a time writes to a folder",
              "leave it out; all cores are used anyway"));
    }
    PrintStream err = System.err;
    var out = spec.commandLine().getOut();
    WorkPrinter printer = new WorkPrinter(out, err);
    SourceFetcher fetcher = fetch.fetcher();
    long started = System.nanoTime();
    List<Work> added = new ArrayList<>();
    int failed = 0;
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(indexPath)) {
      CorpusAdder adder = new CorpusAdder(writer, err, ProgressBar.stderrIsTerminal());
      for (CorpusSource source : parsed) {
        if (!(source instanceof CorpusSource.Folder)) {
          err.println("fetching " + source);
        }
        try (FetchedWork work = fetcher.fetch(source)) {
          String id = CorpusAdder.idOf(work, options);
          if (added.stream().anyMatch(other -> other.id().equals(id))) {
            throw RingfenceException.usage(
                Diagnostic.of(
                        "source/duplicate-work",
                        "an earlier source of this call is `" + id + "` too",
                        "add it by itself with another --name or --version")
                    .at(source.toString()));
          }
          if (writer.works().containsKey(id)) {
            out.println("replacing " + id);
          }
          Work indexed = adder.add(work, source.toString(), "", options);
          added.add(indexed);
          printer.print(indexed, work.warnings());
        } catch (RingfenceException e) {
          if (parsed.size() == 1) {
            throw e;
          }
          failed++;
          Diagnostic diagnostic = e.diagnostic();
          err.print(
              (diagnostic.location().isPresent() ? diagnostic : diagnostic.at(source.toString()))
                  .render("error"));
        }
      }
      if (!added.isEmpty()) {
        writer.commit();
      }
    }
    if (failed > 0) {
      err.print(
          Diagnostic.of(
                  "source/incomplete",
                  failed + " of " + parsed.size() + " sources are not in the index",
                  "mend what the messages above name and add those sources again")
              .render("error"));
    }
    if (added.isEmpty()) {
      return ExitStatus.INCOMPLETE.code();
    }
    try (CorpusIndex index = CorpusIndex.open(indexPath)) {
      long bytes = added.stream().mapToLong(work -> work.contents().bytes()).sum();
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
    return failed > 0 ? ExitStatus.INCOMPLETE.code() : 0;
  }

  private static List<CorpusSource> part(List<CorpusSource> sources, String part) {
    Matcher parsed = Pattern.compile("([1-9][0-9]{0,3})/([1-9][0-9]{0,3})").matcher(part);
    int first = parsed.matches() ? Integer.parseInt(parsed.group(1)) : 0;
    int step = parsed.matches() ? Integer.parseInt(parsed.group(2)) : 0;
    if (first == 0 || first > step) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "`" + part + "` is no part",
              "write it as 1/3, the first of three"));
    }
    List<CorpusSource> some = new ArrayList<>();
    for (int i = first - 1; i < sources.size(); i += step) {
      some.add(sources.get(i));
    }
    return some;
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
}
