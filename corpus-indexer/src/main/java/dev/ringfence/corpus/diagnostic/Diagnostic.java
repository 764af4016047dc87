package dev.ringfence.corpus.diagnostic;

import java.util.List;
import java.util.Optional;

/// One fault as a user sees it: what, where, why and how to mend it.
///
/// @param category stable and lower case, for example `index/not-found`
/// @param message what went wrong; lower case, no final stop
/// @param location the file or argument at fault, with line where known
/// @param notes further facts
/// @param help what to do
public record Diagnostic(
    String category,
    String message,
    Optional<String> location,
    List<String> notes,
    Optional<String> help) {
  public Diagnostic {
    notes = List.copyOf(notes);
  }

  /// A fault with its remedy.
  public static Diagnostic of(String category, String message, String help) {
    return new Diagnostic(category, message, Optional.empty(), List.of(), Optional.of(help));
  }

  /// The same fault at a place.
  public Diagnostic at(String place) {
    return new Diagnostic(category, message, Optional.of(place), notes, help);
  }

  /// The same fault with one more fact.
  public Diagnostic note(String note) {
    List<String> more = new java.util.ArrayList<>(notes);
    more.add(note);
    return new Diagnostic(category, message, location, more, help);
  }

  /// The same fault without its remedy.
  public Diagnostic withoutHelp() {
    return new Diagnostic(category, message, location, notes, Optional.empty());
  }

  /// The text for a terminal, lines ended by `\n`. Paths and names in it cannot end a line.
  public String render(String severity) {
    StringBuilder out = new StringBuilder();
    line(out, severity + "[" + category + "]: ", message);
    location.ifPresent(place -> line(out, "  --> ", place));
    notes.forEach(note -> line(out, "  note: ", note));
    help.ifPresent(text -> line(out, "  help: ", text));
    return out.toString();
  }

  private static void line(StringBuilder out, String head, String text) {
    out.append(head).append(VisibleText.line(text.strip())).append('\n');
  }
}
