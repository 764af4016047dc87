package dev.ringfence.scanner.match.alignment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All matches of a hunk, by where they are: a long hunk has tens of thousands, and each is
/// compared with those beside it alone.
public final class HunkMatches {
  private static final int SHIFT = 9;

  private final List<List<BlobMatch>> byPlace = new ArrayList<>();

  public HunkMatches(List<BlobMatch> all) {
    for (BlobMatch match : all) {
      for (Alignment piece : match.pieces) {
        for (int place = piece.firstHunkToken() >> SHIFT;
            place <= piece.lastHunkToken() >> SHIFT;
            place++) {
          while (byPlace.size() <= place) {
            byPlace.add(new ArrayList<>());
          }
          List<BlobMatch> here = byPlace.get(place);
          if (here.isEmpty() || here.getLast() != match) {
            here.add(match);
          }
        }
      }
    }
  }

  /// Those that lie where some piece of a match does, each once, place by place in the order that
  /// they were given in.
  public Set<BlobMatch> near(BlobMatch match) {
    Set<BlobMatch> near = new LinkedHashSet<>();
    for (Alignment piece : match.pieces) {
      for (int place = piece.firstHunkToken() >> SHIFT;
          place <= piece.lastHunkToken() >> SHIFT && place < byPlace.size();
          place++) {
        near.addAll(byPlace.get(place));
      }
    }
    return near;
  }
}
