package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.index.CorpusAdder;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.CorpusIndexWriter;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.sync.CorpusDefinition;
import dev.ringfence.corpus.sync.CorpusSync;
import dev.ringfence.corpus.sync.SyncTarget;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence index sync`: brings an index to what corpus files say.
@Command(
    name = "sync",
    description = {
      "Bring an index to what corpus files say: add, update and remove works, and leave those that are"
          + " as they should be.",
      "",
      "Works that were added by hand or belong to another corpus stay. Commits as it goes: a sync that"
          + " was cut short goes on where it stopped. A source that cannot be read is named, what was"
          + " there of it stays, and the exit status is 3."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  ringfence index sync corpus corpora/copyleft-scientific.toml corpora/background-scientific.toml")
public final class IndexSyncCommand implements Callable<Integer> {
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
      paramLabel = "CORPUS",
      description = {
        "Corpus files (docs/corpora.md), or shipped:copyleft-scientific and"
            + " shipped:background-scientific, which come with the program."
      })
  List<Path> corpusFiles = new ArrayList<>();

  @Option(
      names = "--no-text",
      description =
          "Keep no text: the index holds hashes only; reports show no origin lines, and comments are no evidence.")
  boolean noText;

  @Option(
      names = "--dry-run",
      description = "Fetch and compare, say what would change, and change nothing.")
  boolean dryRun;

  /// The command.
  public IndexSyncCommand() {}

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    PrintStream err = System.err;
    List<CorpusDefinition> corpora = new ArrayList<>();
    for (Path file : corpusFiles) {
      corpora.add(CorpusDefinition.read(file));
    }
    WorkPrinter printer = new WorkPrinter(out, err);
    Map<CorpusSync.Outcome, Integer> counts = new EnumMap<>(CorpusSync.Outcome.class);
    CorpusSync.Listener listener =
        new CorpusSync.Listener() {
          @Override
          public void fetching(String source) {
            err.println("fetching " + source);
          }

          @Override
          public void indexed(Work work, List<String> warnings) {
            printer.print(work, warnings);
          }

          @Override
          public void changed(CorpusSync.Change change) {
            counts.merge(change.outcome(), 1, Integer::sum);
            if (change.outcome() != CorpusSync.Outcome.UNCHANGED) {
              out.println(
                  change.outcome().name().toLowerCase(Locale.ROOT)
                      + " "
                      + change.work()
                      + (change.detail().isEmpty() ? "" : ": " + change.detail()));
              out.flush();
            }
          }

          @Override
          public void failed(Diagnostic diagnostic) {
            err.print(diagnostic.render("error"));
          }
        };
    Optional<IndexStore> store = Indexes.store(indexPath);
    if (store.isPresent()) {
      sync(corpora, new StoredWorks(store.get(), indexPath.toString(), err), listener);
    } else {
      inFolder(corpora, listener);
    }
    for (CorpusSync.Outcome outcome : CorpusSync.Outcome.values()) {
      out.printf(
          Locale.ROOT,
          "%,d %s%s",
          counts.getOrDefault(outcome, 0),
          outcome.name().toLowerCase(Locale.ROOT),
          outcome == CorpusSync.Outcome.FAILED ? "" : ", ");
    }
    out.println(dryRun ? " (dry run: nothing was changed)" : "");
    if (!dryRun) {
      if (store.isPresent()) {
        out.printf(
            Locale.ROOT,
            "%s: %,d works%n",
            Indexes.name(indexPath),
            store.get().works(indexPath.toString()).size());
      } else {
        summarize(out);
      }
    }
    out.flush();
    return counts.containsKey(CorpusSync.Outcome.FAILED) ? ExitStatus.INCOMPLETE.code() : 0;
  }

  private void sync(List<CorpusDefinition> corpora, SyncTarget target, CorpusSync.Listener listener)
      throws IOException {
    CorpusSync sync = new CorpusSync(target, fetch.fetcher(), !noText, dryRun, listener);
    for (CorpusDefinition corpus : corpora) {
      sync.run(corpus);
    }
  }

  private void inFolder(List<CorpusDefinition> corpora, CorpusSync.Listener listener)
      throws IOException {
    // A dry run leaves nothing behind, not even an empty index.
    Path scratch =
        dryRun && !CorpusIndex.exists(indexPath)
            ? Files.createTempDirectory("ringfence-sync-")
            : indexPath;
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(scratch)) {
      CorpusAdder adder = new CorpusAdder(writer, System.err, ProgressBar.stderrIsTerminal());
      sync(corpora, SyncTarget.folder(writer, adder), listener);
    } finally {
      if (!scratch.equals(indexPath)) {
        Files.deleteIfExists(scratch.resolve("write.lock"));
        Files.deleteIfExists(scratch);
      }
    }
  }

  private void summarize(PrintWriter out) throws IOException {
    try (CorpusIndex index = CorpusIndex.open(indexPath)) {
      out.printf(
          Locale.ROOT,
          "%s: %,d works, %.1f MB on disk%n",
          indexPath,
          index.works().size(),
          index.sizeInBytes() / 1e6);
      out.printf("digest sha256:%s%n", index.digest());
    }
  }
}
