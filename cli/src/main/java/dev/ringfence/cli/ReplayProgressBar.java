package dev.ringfence.cli;

import dev.ringfence.attest.replay.ReplayProgress;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import org.jspecify.annotations.Nullable;

/// Shows how far the replay is, where standard error is a terminal.
final class ReplayProgressBar implements ReplayProgress, AutoCloseable {
  private final @Nullable ProgressBar bar;

  ReplayProgressBar(int samples) {
    bar =
        ProgressBar.onStandardError(
            ProgressBar.stderrIsTerminal(), "replaying", "answers", samples);
  }

  @Override
  public void at(String record, int sample, String stage) {
    if (bar != null) {
      bar.note(record + (sample > 0 ? " " + sample : "") + ": " + stage);
      if (stage.equals("asking")) {
        bar.advance(1);
      }
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
