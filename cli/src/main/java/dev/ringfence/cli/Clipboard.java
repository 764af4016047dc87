package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The clipboard, by whichever tool the system has for it.
final class Clipboard {
  private static final List<List<String>> TOOLS =
      List.of(
          List.of("wl-paste", "--no-newline"),
          List.of("xclip", "-selection", "clipboard", "-o"),
          List.of("xsel", "--clipboard", "--output"),
          List.of("pbpaste"),
          List.of("powershell.exe", "-NoProfile", "-Command", "Get-Clipboard -Raw"));

  private static final long SECONDS = 10;

  private Clipboard() {}

  /// What it holds.
  static byte[] read() throws IOException {
    for (List<String> tool : TOOLS) {
      Process process;
      try {
        process = new ProcessBuilder(tool).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      } catch (IOException notThere) {
        continue;
      }
      process.getOutputStream().close();
      byte[] held = process.getInputStream().readAllBytes();
      try {
        if (process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
          return held;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        process.destroy();
      }
    }
    throw RingfenceException.usage(
        Diagnostic.of(
            "check/no-clipboard",
            "no tool here reads a clipboard",
            "install wl-clipboard, xclip or xsel, or paste the code to `ringfence check INDEX -`"));
  }
}
