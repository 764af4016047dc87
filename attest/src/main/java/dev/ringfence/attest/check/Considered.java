package dev.ringfence.attest.check;

import dev.ringfence.attest.contribution.AiSign;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.form.Attestation;
import dev.ringfence.attest.form.AttestationReader;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.RingDemands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A pull request under consideration, and what was found about it so far.
///
/// @param said what its text says
/// @param ring the highest ring that its change touches
/// @param demands what that ring asks for
/// @param remarks gets what is missing or cannot be true
/// @param notes gets what is worth knowing
record Considered(
    AttestationCheck.Request request,
    Attestation said,
    Ring ring,
    RingDemands demands,
    List<Remark> remarks,
    List<String> notes) {
  static Considered of(AttestationCheck.Request request) {
    Attestation said = AttestationReader.read(request.body(), request.policy().ai().disclosure());
    Ring ring =
        request
            .change()
            .map(Contribution::ring)
            .or(() -> said.statedRing().flatMap(Ring::ofId))
            .orElse(Ring.OUTER);
    return new Considered(
        request, said, ring, request.policy().demands(ring), new ArrayList<>(), new ArrayList<>());
  }

  Remark.Level level() {
    return demands.required() ? Remark.Level.ERROR : Remark.Level.ADVICE;
  }

  void add(Remark.Level level, String code, String message, String why, String remedy) {
    remarks.add(new Remark(level, code, message, why, remedy, Optional.empty()));
  }

  List<AiSign> signs() {
    return request.change().map(Contribution::signs).orElse(List.of());
  }

  String sign() {
    AiSign first = signs().getFirst();
    int more = signs().size() - 1;
    return first.where()
        + " has `"
        + first.text()
        + "`"
        + (more > 0 ? ", and " + more + " more" : "");
  }
}
