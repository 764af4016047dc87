package dev.ringfence.attest.replay.provider;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.corpus.process.CapturedOutput;
import dev.ringfence.corpus.process.LimitedProcess;
import dev.ringfence.scanner.policy.ReplaySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A program that reads the prompt on standard input and writes the answer on standard output. No
/// shell is between.
public final class Program implements Provider {
  private static final int MAX_OUTPUT = 8 << 20;
  private static final int MAX_ERRORS = 64 << 10;
  private static final int SHOWN = 300;

  private final List<String> argv;
  private final Path folder;
  private final ReplaySettings.Patience patience;

  /// @param folder where it runs, and from where a relative path of it is told
  public Program(ReplaySettings.Command command, Path folder, ReplaySettings.Patience patience) {
    List<String> words = new ArrayList<>(command.argv());
    if (words.getFirst().contains("/")) {
      words.set(0, folder.resolve(words.getFirst()).normalize().toString());
    }
    this.argv = List.copyOf(words);
    this.folder = folder;
    this.patience = patience;
  }

  @Override
  public String description() {
    return "command " + String.join(" ", argv);
  }

  @Override
  public Reply ask(Ask ask, Spending spending) throws IOException, InterruptedException {
    var refusal = spending.refusal(ask.estimatedTokens());
    if (refusal.isPresent()) {
      return Reply.without(Reply.Outcome.SPENT, refusal.get(), 0);
    }
    spending.send(ask.estimatedTokens());
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    builder.environment().put("RINGFENCE_REPLAY_RECORD", ask.record());
    builder.environment().put("RINGFENCE_REPLAY_SAMPLE", Integer.toString(ask.sample()));
    ask.seed()
        .ifPresent(seed -> builder.environment().put("RINGFENCE_REPLAY_SEED", Long.toString(seed)));
    Duration limit =
        patience.timeout().compareTo(spending.left()) < 0 ? patience.timeout() : spending.left();
    LimitedProcess process;
    try {
      process = LimitedProcess.start(builder, limit);
    } catch (IOException e) {
      spending.settle(0);
      return Reply.without(
          Reply.Outcome.HOPELESS, "cannot run `" + argv.getFirst() + "`: " + e.getMessage(), 1);
    }
    try (process) {
      CapturedOutput out = process.output(MAX_OUTPUT);
      CapturedOutput err = process.errors(MAX_ERRORS);
      process.send(ask.text());
      if (!process.await()) {
        return Reply.without(
            Reply.Outcome.FAILED,
            "the program did not end within " + limit.toSeconds() + " seconds",
            1);
      }
      String text = out.text();
      long tokens = ask.estimatedTokens() + Ask.estimate(text);
      spending.settle(tokens);
      if (process.status() != 0) {
        return Reply.without(
            Reply.Outcome.FAILED,
            "the program ended with status " + process.status() + last(err.text()),
            1);
      }
      if (out.isCut()) {
        return Reply.without(
            Reply.Outcome.FAILED, "the answer is larger than " + (MAX_OUTPUT >> 20) + " MB", 1);
      }
      return text.isBlank()
          ? Reply.without(Reply.Outcome.FAILED, "the answer is empty" + last(err.text()), 1)
          : Reply.answered(text, tokens, 1);
    }
  }

  private static String last(String text) {
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    String line = VisibleText.line(lines.getLast());
    return ": " + (line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line);
  }
}
