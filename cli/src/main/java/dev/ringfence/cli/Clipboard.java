package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.process.CapturedOutput;
import dev.ringfence.corpus.process.LimitedProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The clipboard, by whichever tool the system has for it.
final class Clipboard {
  private static final List<List<String>> TOOLS =
      List.of(
          List.of("wl-paste", "--no-newline"),
          List.of("xclip", "-selection", "clipboard", "-o"),
          List.of("xsel", "--clipboard", "--output"),
          List.of("pbpaste"),
          List.of("powershell.exe", "-NoProfile", "-Command", "Get-Clipboard -Raw"));

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MAX_OUTPUT = 256 << 20;

  private Clipboard() {}

  /// What it holds.
  static byte[] read() throws IOException {
    for (List<String> tool : TOOLS) {
      ProcessBuilder builder =
          new ProcessBuilder(tool).redirectError(ProcessBuilder.Redirect.DISCARD);
      LimitedProcess process;
      try {
        process = LimitedProcess.start(builder, LIMIT);
      } catch (IOException notThere) {
        continue;
      }
      try (process) {
        process.sendNothing();
        CapturedOutput held = process.output(MAX_OUTPUT);
        if (process.await() && process.status() == 0) {
          return held.bytes();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw RingfenceException.usage(
        Diagnostic.of(
            "check/no-clipboard",
            "no tool here reads a clipboard",
            "install wl-clipboard, xclip or xsel, or paste the code to `ringfence check INDEX -`"));
  }
}
