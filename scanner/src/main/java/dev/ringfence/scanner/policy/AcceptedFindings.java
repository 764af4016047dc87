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
  private static final String FORMER =
      ", which names the id of an earlier release; put the one of this report there";

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
  /// @param waived whether that waiver holds
  /// @param inBaseline whether the baseline has it at this place
  record Answer(Weight weight, Optional<Waiver> waiver, boolean waived, boolean inBaseline) {}

  Answer of(FindingIds ids, String path, Ring ring, Weight before) {
    Weight weight = before;
    List<Waiver> given = named(waivers, ids);
    // One that holds before one that has expired.
    Optional<Waiver> waiver =
        given.stream()
            .filter(each -> each.reach().covers(path, ring))
            .max(Comparator.comparing(Waiver::until));
    boolean expired = waiver.isPresent() && waiver.get().hasExpired(today);
    if (waiver.isPresent()) {
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
                  + (waiver.get().fingerprint().equals(ids.id()) ? "" : FORMER)
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
    List<KnownFinding> entries = named(known, ids);
    List<KnownFinding> here =
        entries.stream().filter(each -> each.reach().covers(path, ring)).toList();
    boolean inBaseline = !here.isEmpty();
    if (inBaseline) {
      boolean isCurrent = here.stream().anyMatch(each -> each.fingerprint().equals(ids.id()));
      weight =
          weight
              .because(
                  "in the baseline"
                      + (isCurrent ? "" : FORMER)
                      + ": it was there when the tool was taken up")
              .excuse();
    } else if (!entries.isEmpty()) {
      weight =
          weight.because(
              "the baseline has it for " + entries.getFirst().reach() + ", not for here");
    }
    return new Answer(weight, waiver, waiver.isPresent() && !expired, inBaseline);
  }

  /// What is given for a finding, by its id and by the one it had before.
  private static <T> List<T> named(Map<String, List<T>> given, FindingIds ids) {
    List<T> all = new ArrayList<>(given.getOrDefault(ids.id(), List.of()));
    if (!ids.former().equals(ids.id())) {
      all.addAll(given.getOrDefault(ids.former(), List.of()));
    }
    return all;
  }
}
