package dev.ringfence.attest.replay;

import dev.ringfence.attest.replay.compare.Comparison;
import dev.ringfence.attest.replay.provider.Reply;
import dev.ringfence.attest.replay.report.Classification;
import dev.ringfence.attest.replay.report.ReplayReport;
import dev.ringfence.attest.replay.report.Taint;
import dev.ringfence.attest.replay.validate.Outcome;
import dev.ringfence.attest.replay.validate.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/// A sample in the making.
final class Sampled {
  final int number;
  private final Reply reply;
  final List<String> notes = new ArrayList<>();

  Sampled(int number, Reply reply) {
    this.number = number;
    this.reply = reply;
  }

  private ReplayReport.Sample make(
      Classification classification,
      String reason,
      Optional<String> refusedBy,
      List<String> hostile,
      Optional<Comparison> comparison,
      Map<String, Outcome> outcomes,
      List<Verdict> verdicts,
      Taint taint) {
    return new ReplayReport.Sample(
        number,
        classification,
        reason,
        refusedBy,
        hostile,
        reply,
        reply.text().isEmpty()
            ? ""
            : DigestUtils.sha256Hex(reply.text().getBytes(StandardCharsets.UTF_8)),
        comparison,
        outcomes,
        verdicts,
        taint,
        notes);
  }

  ReplayReport.Sample refused(String by, String reason, List<String> hostile, Taint taint) {
    return make(
        Classification.REFUSED,
        reason,
        Optional.of(by),
        hostile,
        Optional.empty(),
        Map.of(),
        List.of(),
        taint);
  }

  ReplayReport.Sample unavailable(String reason, Taint taint) {
    return make(
        Classification.UNAVAILABLE,
        reason,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of(),
        List.of(),
        taint);
  }

  ReplayReport.Sample diverged(String reason, Taint taint) {
    return make(
        Classification.DIVERGED,
        reason,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of(),
        List.of(),
        taint);
  }

  ReplayReport.Sample done(
      Classification classification,
      String reason,
      Comparison comparison,
      Taint taint,
      Map<String, Outcome> outcomes,
      List<Verdict> verdicts) {
    return make(
        classification,
        reason,
        Optional.empty(),
        List.of(),
        Optional.of(comparison),
        outcomes,
        verdicts,
        taint);
  }
}
