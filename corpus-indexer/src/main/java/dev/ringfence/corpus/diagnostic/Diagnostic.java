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

  /// The text for a terminal, lines ended by `\n`.
  public String render(String severity) {
    StringBuilder out = new StringBuilder();
    out.append(severity).append('[').append(category).append("]: ").append(message).append('\n');
    location.ifPresent(place -> out.append("  --> ").append(place).append('\n'));
    notes.forEach(note -> out.append("  note: ").append(note).append('\n'));
    help.ifPresent(text -> out.append("  help: ").append(text).append('\n'));
    return out.toString();
  }
}
