package dev.ringfence.attest.check;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.scanner.policy.AiMarks;
import dev.ringfence.scanner.policy.Disclosure;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.util.ArrayList;
import java.util.List;

/// Holds a commit message to what the policy says of trailers.
public final class TrailerCheck {
  private TrailerCheck() {}

  /// What is wrong with a message.
  ///
  /// @param place what to call it; a line follows
  public static List<Diagnostic> faults(String message, String place, ZonePolicy policy) {
    Disclosure disclosure = policy.ai().disclosure();
    String source = policy.source().file().orElse("the default policy");
    List<AiMarks.Mark> marks = AiMarks.find(message, disclosure);
    List<Diagnostic> faults = new ArrayList<>();
    for (AiMarks.Mark mark : marks) {
      if (mark.key().equalsIgnoreCase("Signed-off-by")) {
        faults.add(
            Diagnostic.of(
                    "commit/tool-signs-off",
                    "a tool signs off: `" + mark.text() + "`",
                    "only a person can certify the origin of a change; take the line out")
                .at(place + ":" + mark.line()));
      } else if (disclosure.trailers() == Disclosure.Trailers.FORBIDDEN && !mark.key().isEmpty()) {
        faults.add(
            Diagnostic.of(
                    "commit/trailer-forbidden",
                    source + " forbids trailers about AI: `" + mark.text() + "`",
                    "take the line out; say it where the project wants it said")
                .at(place + ":" + mark.line()));
      }
    }
    if (disclosure.trailers() == Disclosure.Trailers.REQUIRED
        && !marks.isEmpty()
        && !isSaid(message, disclosure)) {
      AiMarks.Mark first = marks.getFirst();
      faults.add(
          Diagnostic.of(
                  "commit/trailer-missing",
                  "the message shows AI (`"
                      + first.text()
                      + "`) without the trailer that "
                      + source
                      + " requires",
                  "add " + keys(disclosure))
              .at(place + ":" + first.line()));
    }
    return faults;
  }

  /// Whether a message has one of the policy's trailers.
  static boolean isSaid(String message, Disclosure disclosure) {
    return AiMarks.find(message, disclosure).stream()
        .anyMatch(mark -> disclosure.names(mark.key()));
  }

  static String keys(Disclosure disclosure) {
    return "`" + String.join(": ...` or `", disclosure.keys()) + ": ...`";
  }
}
