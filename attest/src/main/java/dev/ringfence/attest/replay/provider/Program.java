package dev.ringfence.attest.replay.provider;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.policy.ReplaySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that reads the prompt on standard input and writes the answer on standard output. No
/// shell is between.
public final class Program implements Provider {
  private static final int MAX_OUTPUT = 8 << 20;
  private static final int SHOWN = 300;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

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
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      spending.settle(0);
      return Reply.without(
          Reply.Outcome.HOPELESS, "cannot run `" + argv.getFirst() + "`: " + e.getMessage(), 1);
    }
    try {
      Output out = new Output(process.getInputStream(), MAX_OUTPUT);
      Output err = new Output(process.getErrorStream(), 64 << 10);
      Thread outReader = Thread.startVirtualThread(out);
      Thread errReader = Thread.startVirtualThread(err);
      Thread.startVirtualThread(() -> {
        try (OutputStream in = process.getOutputStream()) {
          in.write(ask.text().getBytes(StandardCharsets.UTF_8));
        } catch (IOException notRead) {
          // A program need not read all of it.
        }
      });
      Duration limit =
          patience.timeout().compareTo(spending.left()) < 0 ? patience.timeout() : spending.left();
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return Reply.without(
            Reply.Outcome.FAILED,
            "the program did not end within " + limit.toSeconds() + " seconds",
            1);
      }
      outReader.join(LAST_WORDS);
      errReader.join(LAST_WORDS);
      String text = out.text();
      long tokens = ask.estimatedTokens() + Ask.estimate(text);
      spending.settle(tokens);
      if (process.exitValue() != 0) {
        return Reply.without(
            Reply.Outcome.FAILED,
            "the program ended with status " + process.exitValue() + last(err.text()),
            1);
      }
      if (out.isCut()) {
        return Reply.without(
            Reply.Outcome.FAILED, "the answer is larger than " + (MAX_OUTPUT >> 20) + " MB", 1);
      }
      return text.isBlank()
          ? Reply.without(Reply.Outcome.FAILED, "the answer is empty" + last(err.text()), 1)
          : Reply.answered(text, tokens, 1);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
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

  /// What a program says, as much as is wanted of it.
  private static final class Output implements Runnable {
    private final InputStream in;
    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean cut;

    Output(InputStream in, int most) {
      this.in = in;
      this.most = most;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[8192];
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          add(buffer, n);
        }
      } catch (IOException gone) {
        // The program is.
      }
    }

    private synchronized void add(byte[] buffer, int length) {
      int room = Math.min(length, most - bytes.size());
      bytes.write(buffer, 0, room);
      cut |= room < length;
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    synchronized boolean isCut() {
      return cut;
    }
  }
}
