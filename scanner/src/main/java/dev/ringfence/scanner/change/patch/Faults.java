package dev.ringfence.scanner.change.patch;

import java.util.ArrayList;
import java.util.List;

/// What of a patch could not be read, each with its line in the input; a few of very many.
final class Faults {
  private static final int MAX = 200;

  private final List<String> faults = new ArrayList<>();
  private int more;

  void add(int line, String what) {
    if (faults.size() == MAX) {
      more++;
      return;
    }
    faults.add("line " + line + ": " + what);
  }

  List<String> all() {
    if (more == 0) {
      return faults;
    }
    List<String> all = new ArrayList<>(faults);
    all.add(more + " more places that could not be read");
    return all;
  }
}
