package dev.ringfence.scanner.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The findings that someone accepted, by waiver or by baseline: looked up by content, held to the
/// place they were accepted for.
final class AcceptedFindings {
  private final Map<String, List<Waiver>> waivers = new HashMap<>();
  private final Map<String, List<KnownFinding>> known = new HashMap<>();
  private final LocalDate today;

  AcceptedFindings(List<Waiver> waivers, List<KnownFinding> baseline, LocalDate today) {
    for (Waiver waiver : waivers) {
      this.waivers.computeIfAbsent(waiver.fingerprint(), _ -> new ArrayList<>()).add(waiver);
    }
    for (KnownFinding each : baseline) {
      known.computeIfAbsent(each.fingerprint(), _ -> new ArrayList<>()).add(each);
    }
    this.today = today;
  }

  /// Whether a finding is accepted.
  ///
  /// @param weight what it weighs, with the reason added
  /// @param waiver the waiver for this place, also one that has expired
  /// @param inBaseline whether the baseline has it at this place
  record Answer(Weight weight, Optional<Waiver> waiver, boolean inBaseline) {}

  Answer of(String fingerprint, String path, Ring ring, Weight before) {
    Weight weight = before;
    List<Waiver> given = waivers.getOrDefault(fingerprint, List.of());
    // One that holds before one that has expired.
    Optional<Waiver> waiver =
        given.stream()
            .filter(each -> each.reach().covers(path, ring))
            .max(Comparator.comparing(Waiver::until));
    if (waiver.isPresent()) {
      boolean expired = waiver.get().hasExpired(today);
      weight =
          weight.because(
              (expired ? "the waiver has expired, by " : "waived by ")
                  + waiver.get().owner()
                  + " until "
                  + waiver.get().until()
                  + ": "
                  + waiver.get().reason()
                  + " ("
                  + waiver.get().place()
                  + ")");
      weight = expired ? weight : weight.excuse();
    } else if (!given.isEmpty()) {
      weight =
          weight.because(
              "the waiver at "
                  + given.getFirst().place()
                  + " was given for "
                  + given.getFirst().reach()
                  + ", not for here");
    }
    List<KnownFinding> entries = known.getOrDefault(fingerprint, List.of());
    boolean inBaseline = entries.stream().anyMatch(each -> each.reach().covers(path, ring));
    if (inBaseline) {
      weight = weight.because("in the baseline: it was there when the tool was taken up").excuse();
    } else if (!entries.isEmpty()) {
      weight =
          weight.because(
              "the baseline has it for " + entries.getFirst().reach() + ", not for here");
    }
    return new Answer(weight, waiver, inBaseline);
  }
}
