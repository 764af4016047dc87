package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.SkipReason;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.corpus.license.LicenseEvidence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence index show`: all that an index knows of a work.
@Command(
    name = "show",
    description = {
      "Show all that an index knows of a work: source, licenses with how they were found, files whose"
          + " evidence disagrees, license texts, what was skipped.",
      "",
      "With --files, every file with its license and all evidence for it."
    },
    footerHeading = "%nExample:%n",
    footer = "  ringfence index show corpus gsl")
public final class IndexShowCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "INDEX", description = IndexArgument.DESCRIPTION)
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  @Parameters(index = "1", paramLabel = "WORK", description = "The work, by name or id.")
  @SuppressWarnings("NullAway.Init")
  String name;

  @Option(names = "--files", description = "List the files with the evidence for their license.")
  boolean files;

  @Option(
      names = "--notice",
      paramLabel = "PATH",
      description = "Print one of the work's license texts.")
  @org.jspecify.annotations.Nullable
  String notice;

  private static final int CONTESTED = 10;

  /// The command.
  public IndexShowCommand() {}

  @Override
  public Integer call() throws IOException {
    try (WorkIndex index = Indexes.open(indexPath)) {
      Work work = IndexArgument.work(index, name);
      if (notice != null) {
        printNotice(index, work, notice);
      } else {
        print(index, work);
      }
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void printNotice(WorkIndex index, Work work, String path) throws IOException {
    String sha = work.provenance().notices().get(path);
    if (sha == null) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "index/no-such-notice",
              "`" + work.id() + "` keeps no license text `" + path + "`",
              "see `ringfence index show` for those it keeps"));
    }
    spec.commandLine().getOut().print(index.notice(sha).orElse(""));
  }

  private void print(WorkIndex index, Work work) throws IOException {
    var out = spec.commandLine().getOut();
    out.printf("work       %s%n", work.id());
    out.printf("role       %s%n", work.role().id());
    out.printf("source     %s%n", work.provenance().source());
    work.provenance().corpus().ifPresent(corpus -> out.printf("corpus     %s%n", corpus));
    work.provenance().comment().ifPresent(comment -> out.printf("comment    %s%n", comment));
    work.purl().ifPresent(purl -> out.printf("purl       %s%n", purl));
    out.printf("date       %s%n", work.provenance().date().orElse("not known"));
    out.printf("state      %s%n", work.provenance().state());
    out.printf("digest     sha256:%s%n", work.digest());
    out.printf(
        Locale.ROOT,
        "size       %,d files, %,d lines, %,d tokens, %,d bytes%n",
        work.contents().files(),
        work.contents().lines(),
        work.contents().tokens(),
        work.contents().bytes());
    List<CorpusFile> all = new ArrayList<>();
    index.forEachFile(work, all::add);
    all.sort(
        Comparator.comparing(CorpusFile::path)
            .thenComparing(file -> file.revision().map(r -> r.date()).orElse("")));
    printLicenses(all);
    out.printf("%nskipped files%n");
    for (SkipReason reason : SkipReason.values()) {
      int count = work.contents().skipped().getOrDefault(reason, 0);
      if (count > 0) {
        out.printf(Locale.ROOT, "%,8d  %s%n", count, reason.explanation());
      }
    }
    out.printf("%nlicense texts kept%n");
    new TreeMap<>(work.provenance().notices())
        .forEach((path, sha) -> out.printf("  %s  %s%n", sha.substring(0, 12), path));
    if (!work.provenance().preferences().isEmpty()) {
      out.printf("%nsays of its use by AI (no part of any verdict)%n");
      work.provenance()
          .preferences()
          .forEach(
              each -> out.printf("  %s (%s:%d)%n", each.statement(), each.where(), each.line()));
    }
    if (files) {
      out.printf("%nfiles%n");
      all.forEach(this::printFile);
    }
  }

  private void printLicenses(List<CorpusFile> all) {
    var out = spec.commandLine().getOut();
    Map<String, Integer> counts = new TreeMap<>();
    List<CorpusFile> contested = new ArrayList<>();
    for (CorpusFile file : all) {
      String method =
          file.license()
              .deciding()
              .map(e -> e.method().name().toLowerCase(Locale.ROOT))
              .orElse("no evidence");
      counts.merge(
          file.license().expression().orElse(Work.NO_LICENSE)
              + ", "
              + file.license().category().label()
              + "; by "
              + method,
          1,
          Integer::sum);
      if (file.license().isContested()) {
        contested.add(file);
      }
    }
    out.printf("%nlicenses, by files%n");
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(each -> out.printf(Locale.ROOT, "%,8d  %s%n", each.getValue(), each.getKey()));
    out.printf(
        Locale.ROOT,
        "%nfiles whose evidence disagrees on being permissive: %,d%n",
        contested.size());
    contested.stream().limit(files ? 0 : CONTESTED).forEach(this::printFile);
    if (!files && contested.size() > CONTESTED) {
      out.printf(Locale.ROOT, "  and %,d more; see --files%n", contested.size() - CONTESTED);
    }
  }

  private void printFile(CorpusFile file) {
    var out = spec.commandLine().getOut();
    out.printf(
        "  %s: %s%s%n",
        file.path(),
        file.license().expression().orElse(Work.NO_LICENSE),
        file.revision()
            .map(r -> ", since " + r.date() + " " + r.commit().substring(0, 12))
            .orElse(""));
    for (LicenseEvidence evidence : file.license().evidence()) {
      out.printf(
          "      %s %s:%d %s; %s%n",
          evidence.method().name().toLowerCase(Locale.ROOT),
          evidence.where(),
          evidence.line(),
          evidence.expression(),
          evidence.detail());
    }
    file.snippets()
        .forEach(snippet ->
            out.printf(
                "      lines %d-%d: %s%n",
                snippet.firstLine(),
                snippet.lastLine(),
                snippet.license().expression().orElse(Work.NO_LICENSE)));
  }
}
