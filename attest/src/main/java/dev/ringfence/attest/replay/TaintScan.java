package dev.ringfence.attest.replay;

import dev.ringfence.attest.replay.answer.Answer;
import dev.ringfence.attest.replay.report.Taint;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.own.OwnSource;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.ChangeSource;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import dev.ringfence.scanner.scan.TimeLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Scans what was merged and what was answered, alike.
final class TaintScan {
  private final Replay.Tools tools;

  TaintScan(Replay.Tools tools) {
    this.tools = tools;
  }

  Taint of(Change change, String base) throws IOException {
    return Taint.of(
        tools
            .engine()
            .scan(
                new ScanRequest(
                    List.of(change),
                    tools.judgement(),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    TimeLimit.NONE,
                    Optional.of(new OwnSource.Commit(tools.git().directory(), base))),
                ScanProgress.NONE));
  }

  /// An answer that there is no tree of.
  Taint of(Answer answer, ReplayCase change) throws IOException {
    return of(answer.code(), change);
  }

  /// Code that is in no tree.
  Taint of(List<Answer.Code> pieces, ReplayCase change) throws IOException {
    List<ChangeSource.Input> texts = new ArrayList<>();
    for (Answer.Code code : pieces) {
      if (!code.text().isBlank()) {
        texts.add(
            new ChangeSource.Input(code.path(), code.text().getBytes(StandardCharsets.UTF_8)));
      }
    }
    if (texts.isEmpty()) {
      return Taint.NONE;
    }
    List<Change> changes =
        ChangeResolver.resolve(
                new ChangeSource.Pasted(texts, Optional.empty()),
                new JudgementOptions(
                    dev.ringfence.scanner.scan.PolicyChoice.DEFAULT,
                    List.of(),
                    tools.options().failOn(),
                    tools.options().today()))
            .changes();
    return Taint.of(
        tools
            .engine()
            .scan(
                new ScanRequest(
                    changes,
                    tools.judgement(),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    TimeLimit.NONE,
                    Optional.of(new OwnSource.Commit(tools.git().directory(), change.base()))),
                ScanProgress.NONE));
  }
}
