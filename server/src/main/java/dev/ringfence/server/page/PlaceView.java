package dev.ringfence.server.page;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.result.Place;
import java.util.List;

/// A place of a finding.
///
/// @param place the place
/// @param sides both sides
/// @param number its number among the places of its finding, from 1
/// @param all how many places the finding has
/// @param origin the path of the origin
public record PlaceView(Place place, SideBySide sides, int number, int all, String origin) {
  private static final int RENAMES = 60;

  static PlaceView of(Place place, int number, int all, String origin) {
    return new PlaceView(place, SideBySide.of(place), number, all, origin);
  }

  /// Whether the finding has others.
  public boolean isOneOfSeveral() {
    return all > 1;
  }

  /// What to call it among several.
  public String title() {
    return "Place " + number + " of " + all + ": " + Words.tokens(place);
  }

  /// The lines of the change.
  public String hunkTitle() {
    return VisibleText.line(place.path() + ":" + Words.lines(place.hunk().lines()))
        + place.hunk().function().map(f -> VisibleText.line(" " + f.name() + "()")).orElse("");
  }

  /// The lines of the origin.
  public String originTitle() {
    return VisibleText.line(origin + ":" + Words.lines(place.origin().lines()))
        + place.origin().function().map(f -> VisibleText.line(" " + f.name() + "()")).orElse("");
  }

  /// What to call the list of renames.
  public String renamesTitle() {
    int more = sides.renames().size() - RENAMES;
    return Words.count(sides.renames().size(), "pair")
        + " of names and literals that stand for each other"
        + (more > 0 ? "; the " + RENAMES + " most frequent" : "");
  }

  /// The renames that are listed.
  public List<SideBySide.Rename> shownRenames() {
    return sides.renames().subList(0, Math.min(RENAMES, sides.renames().size()));
  }
}
