package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.OwnCodeNote;
import dev.ringfence.scanner.result.OwnStretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a reader is told of the project's own code.
final class OwnNotes {
  /// Each more would hide the findings.
  private static final int SHOWN = 10;

  private static final int COMMIT = 10;

  private OwnNotes() {}

  static List<String> of(OwnCodeNote own) {
    List<String> notes = new ArrayList<>();
    for (OwnStretch stretch : own.stretches().subList(0, Math.min(SHOWN, own.stretches().size()))) {
      String there =
          stretch.ownPath().equals(stretch.path()) && stretch.ownLines().equals(stretch.lines())
              ? ""
              : ", from " + stretch.ownPath() + ":" + Lines.text(stretch.ownLines());
      notes.add(
          stretch.path()
              + ":"
              + Lines.text(stretch.lines())
              + " is yours"
              + stretch.since().map(day -> " since " + day).orElse("")
              + stretch.commit().map(id -> ", commit " + id.substring(0, COMMIT)).orElse("")
              + there
              + "; it is like "
              + stretch.origin());
    }
    int more = own.stretches().size() - SHOWN;
    if (more > 0) {
      notes.add("and " + more + " more stretches are yours");
    }
    if (!own.stretches().isEmpty()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s recognised as your own code by %s of %s; how it came there is for"
                  + " `ringfence audit` to tell",
              own.stretches().size() == 1 ? "1 stretch" : own.stretches().size() + " stretches",
              own.commit().substring(0, COMMIT),
              own.date()));
    }
    if (own.common() > 0) {
      notes.add(
          (own.common() == 1 ? "1 match is" : own.common() + " matches are")
              + " no finding: your own code is full of the like");
    }
    if (own.unread() > 0) {
      notes.add(
          own.unread() + " files of your own code were not compared: there are too many of them");
    }
    return notes;
  }
}
