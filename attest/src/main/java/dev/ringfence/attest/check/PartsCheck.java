package dev.ringfence.attest.check;

import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.TracedLines;
import dev.ringfence.attest.form.Part;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.policy.Ring;
import java.util.List;
import java.util.Optional;

/// Whether what came from tools is named, as far as traces and the inner ring ask.
final class PartsCheck {
  private static final int MAX_NAMED = 5;

  private final Considered on;

  PartsCheck(Considered on) {
    this.on = on;
  }

  void parts() {
    if (on.said().partsText().isBlank()) {
      on.add(
          on.level(),
          "missing/parts",
          "it does not say which parts came from a tool",
          "reviewers look at these parts first",
          "list files and lines, for example \"" + example() + "\"");
      return;
    }
    Optional<Contribution> change = on.request().change();
    if (change.isEmpty()) {
      return;
    }
    for (TracedLines trace : change.get().traced()) {
      boolean covered =
          on.said().parts().stream().anyMatch(part -> !part.isHuman() && part.covers(trace.path()));
      if (!covered && !on.said().parts().isEmpty()) {
        on.remarks()
            .add(
                new Remark(
                    on.level(),
                    "contradiction/parts",
                    trace.tool().evidence()
                        + " says that "
                        + trace.tool().tool()
                        + " wrote lines of "
                        + trace.path()
                        + ", which Parts leaves out",
                    "what is left out is reviewed as if a person had written it",
                    "add it to Parts, or write \"human: "
                        + trace.path()
                        + "\" if the trace is wrong",
                    Optional.of(trace.path())));
      }
    }
    if (on.ring() == Ring.INNER) {
      List<String> left =
          change.get().filesIn(Ring.INNER).stream()
              .filter(file -> !file.added().isEmpty())
              .map(ChangedFile::path)
              .filter(path -> on.said().parts().stream().noneMatch(part -> part.covers(path)))
              .filter(path -> change.get().traced().stream().noneMatch(t -> t.path().equals(path)))
              .toList();
      if (!left.isEmpty()) {
        on.remarks()
            .add(
                new Remark(
                    on.level(),
                    "missing/parts",
                    "Parts says nothing of " + some(left),
                    "in the inner ring every file counts: what comes from a tool is read line by line",
                    "add \""
                        + "core-logic: "
                        + left.getFirst()
                        + lines(change.get(), left.getFirst())
                        + "\", or \"human: "
                        + left.getFirst()
                        + "\" if you wrote it yourself",
                    Optional.of(left.getFirst())));
      }
    }
    for (Part part : on.said().parts()) {
      if (change.get().files().stream().noneMatch(file -> part.covers(file.path()))) {
        on.notes().add("Parts names " + part.path() + ", which this change does not touch");
      }
    }
  }

  private String example() {
    return on.request()
        .change()
        .flatMap(change ->
            change.files().stream()
                .filter(file -> file.ring() == on.ring() && !file.added().isEmpty())
                .findFirst()
                .map(file -> file.part() + ": " + file.path() + lines(change, file.path())))
        .orElse("core-logic: src/sum.c L10-42; tests: tests/test_sum.py");
  }

  private static String lines(Contribution change, String path) {
    return change.files().stream()
        .filter(file -> file.path().equals(path) && !file.added().isEmpty())
        .findFirst()
        .map(file -> {
          LineRange first = file.added().getFirst();
          return " L" + first.firstLine() + "-" + first.lastLine();
        })
        .orElse("");
  }

  private static String some(List<String> items) {
    return String.join(", ", items.subList(0, Math.min(MAX_NAMED, items.size())))
        + (items.size() > MAX_NAMED ? " and " + (items.size() - MAX_NAMED) + " more" : "");
  }
}
