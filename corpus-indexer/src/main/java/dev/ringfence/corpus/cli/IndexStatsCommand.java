package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CommonCode;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexFormat;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.SkipReason;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
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

/// `ringfence index stats`: the size of an index and the licenses in it.
@Command(
    name = "stats",
    description = "Show the size of an index, its licenses and what was skipped.",
    footerHeading = "%nExample:%n",
    footer = {"  ringfence index stats corpus", "  ringfence index stats corpus --common=20"})
public final class IndexStatsCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(paramLabel = "INDEX", description = IndexArgument.DESCRIPTION)
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  @Option(
      names = "--common",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "10",
      description = {
        "Show the N stretches of code that most contents hold (10): what the index knows as"
            + " boilerplate."
      })
  int common;

  @Option(
      names = "--channel",
      paramLabel = "CHANNEL",
      description = "For --common: exact (as written) or renamed (names left out; default).")
  String channel = "renamed";

  /// The command.
  public IndexStatsCommand() {}

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    if (!channel.equals("exact") && !channel.equals("renamed")) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "`" + channel + "` is no channel",
              "use `exact` or `renamed`"));
    }
    if (common > 0) {
      try (CorpusIndex index = CorpusIndex.open(Indexes.folder(indexPath, "--common"))) {
        printCommon(index);
        return 0;
      }
    }
    try (WorkIndex index = Indexes.open(indexPath)) {
      long files = index.works().stream().mapToLong(work -> work.contents().files()).sum();
      long lines = index.works().stream().mapToLong(work -> work.contents().lines()).sum();
      long tokens = index.works().stream().mapToLong(work -> work.contents().tokens()).sum();
      long bytes = index.works().stream().mapToLong(work -> work.contents().bytes()).sum();
      long size = index.sizeInBytes();
      out.printf("parameters    %s%n", IndexFormat.parameters());
      out.printf("digest        sha256:%s%n", index.digest());
      out.printf(Locale.ROOT, "works         %,d%n", index.works().size());
      out.printf(
          Locale.ROOT, "files         %,d, %,d distinct contents%n", files, index.blobCount());
      out.printf(Locale.ROOT, "lines         %,d%n", lines);
      out.printf(Locale.ROOT, "tokens        %,d%n", tokens);
      out.printf(
          Locale.ROOT,
          "fingerprints  %,d exact, %,d renamed%n",
          index.fingerprintCount(Channel.EXACT),
          index.fingerprintCount(Channel.RENAMED));
      out.printf(
          Locale.ROOT,
          "size          %,d bytes for %,d bytes of source: %.0f KB a MB, %.1f KB a 1000 lines%n",
          size,
          bytes,
          bytes == 0 ? 0 : size * 1000.0 / bytes,
          lines == 0 ? 0 : size / (double) lines);
      Map<String, Integer> licenses = new TreeMap<>();
      Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
      for (Work work : index.works()) {
        work.contents().licenses().forEach((id, count) -> licenses.merge(id, count, Integer::sum));
        work.contents()
            .skipped()
            .forEach((reason, count) -> skipped.merge(reason, count, Integer::sum));
      }
      out.printf("%nlicenses, by files%n");
      licenses.entrySet().stream()
          .sorted(
              Comparator.<Map.Entry<String, Integer>>comparingInt(entry -> -entry.getValue())
                  .thenComparing(Map.Entry::getKey))
          .forEach(
              entry -> out.printf(Locale.ROOT, "%,8d  %s%n", entry.getValue(), entry.getKey()));
      out.printf("%nskipped files%n");
      skipped.forEach(
          (reason, count) -> out.printf(Locale.ROOT, "%,8d  %s%n", count, reason.explanation()));
      out.flush();
    }
    return 0;
  }

  private void printCommon(CorpusIndex index) throws IOException {
    var out = spec.commandLine().getOut();
    Channel wanted = channel.equals("exact") ? Channel.EXACT : Channel.RENAMED;
    for (CommonCode.Common each : CommonCode.of(index, wanted, common)) {
      out.printf(
          Locale.ROOT,
          "%,d of %,d contents, for example %s/%s:%d-%d%n",
          each.contents(),
          index.blobCount(),
          each.example().workId(),
          each.example().path(),
          each.firstLine(),
          each.lastLine());
      for (int i = 0; i < each.lines().size(); i++) {
        out.printf(Locale.ROOT, "  %5d  %s%n", each.firstLine() + i, each.lines().get(i));
      }
      if (each.lines().isEmpty()) {
        out.println("         (the index keeps no text)");
      }
      out.println();
    }
    out.flush();
  }
}
