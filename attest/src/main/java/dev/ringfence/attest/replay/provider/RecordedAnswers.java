package dev.ringfence.attest.replay.provider;

import dev.ringfence.fingerprints.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder of answers that were given before: `RECORD/1.md`, `RECORD/2.md` and so on, or
/// `RECORD.md` for every sample. Nothing is asked.
public final class RecordedAnswers implements Provider {
  private static final long MAX_BYTES = 16L << 20;

  private final Path folder;
  private final String name;

  /// @param name what reports call the folder
  public RecordedAnswers(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  @Override
  public String description() {
    return "recorded answers in " + name;
  }

  @Override
  public Reply ask(Ask ask, Spending spending) throws IOException {
    for (String ending : List.of(".md", ".diff", ".txt")) {
      for (String file :
          List.of(ask.record() + "/" + ask.sample() + ending, ask.record() + ending)) {
        Path path = folder.resolve(file).normalize();
        if (path.startsWith(folder.normalize()) && Files.isRegularFile(path)) {
          if (Files.size(path) > MAX_BYTES) {
            return Reply.without(
                Reply.Outcome.FAILED, "the answer in " + file + " is too large", 0);
          }
          String text = SourceText.decode(Files.readAllBytes(path));
          return text.isBlank()
              ? Reply.without(Reply.Outcome.FAILED, "the answer in " + file + " is empty", 0)
              : Reply.answered(text, 0, 0);
        }
      }
    }
    return Reply.without(
        Reply.Outcome.FAILED,
        "no answer is recorded in " + name + "/" + ask.record() + "/" + ask.sample() + ".md",
        0);
  }
}
