package dev.ringfence.attest.check;

import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.contribution.TracedLines;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.RingDemands;
import dev.ringfence.scanner.policy.ToolRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// What a policy allows: which tools, how many lines of theirs, whose approvals it takes.
final class LimitsCheck {
  private final Considered on;

  LimitsCheck(Considered on) {
    this.on = on;
  }

  void tools() {
    for (ToolUse tool : on.said().tools()) {
      List<String> names = new ArrayList<>(List.of(tool.tool(), tool.nameAndVersion()));
      tool.model().ifPresent(names::add);
      Optional<ToolRules.Rule> rule = on.request().policy().ai().tools().ruleFor(names, on.ring());
      if (rule.isEmpty() || rule.get().posture() == ToolRules.Posture.ALLOWED) {
        continue;
      }
      String link = rule.get().link().map(url -> ", see " + url).orElse("");
      String why = rule.get().reason() + " (" + rule.get().place() + link + ")";
      switch (rule.get().posture()) {
        case FORBIDDEN ->
            on.add(
                Remark.Level.ERROR,
                "tools/forbidden",
                tool.nameAndVersion() + " may not be used for the " + on.ring().id() + " ring",
                why,
                "write these parts without it, or ask a maintainer before you go on");
        case DISCOURAGED ->
            on.add(
                Remark.Level.ADVICE,
                "tools/discouraged",
                "the project would rather see another tool than "
                    + tool.nameAndVersion()
                    + " in the "
                    + on.ring().id()
                    + " ring",
                why,
                "nothing is held up; reviewers will look twice");
        case UNKNOWN -> {
          if (on.ring() == Ring.INNER) {
            on.add(
                Remark.Level.ADVICE,
                "tools/unknown",
                "nobody has looked yet at what the output of "
                    + tool.nameAndVersion()
                    + " may be used for",
                why,
                "link the terms that you used it under");
          }
        }
        case ALLOWED -> {
          // Nothing to say.
        }
      }
    }
  }

  /// How many lines of each ring come from tools, as far as traces and Parts say.
  void aiLines(Contribution change) {
    for (Ring each : Ring.values()) {
      RingDemands asked = on.request().policy().demands(each);
      if (asked.maxAiLines().isEmpty()) {
        continue;
      }
      int lines = 0;
      String most = "";
      for (ChangedFile file : change.files()) {
        int own = aiLines(change, file, each);
        most = own > 0 && most.isEmpty() ? file.path() : most;
        lines += own;
      }
      int max = asked.maxAiLines().getAsInt();
      if (lines > max) {
        on.remarks()
            .add(
                new Remark(
                    asked.required() ? Remark.Level.ERROR : Remark.Level.ADVICE,
                    "limit/ai-lines",
                    lines
                        + " lines of the "
                        + each.id()
                        + " ring come from tools, at most "
                        + max
                        + " may in one change",
                    "nobody can answer for an algorithm that a model wrote whole",
                    "split the change, or write the core yourself and let the tool help around it",
                    Optional.of(most)));
      }
    }
  }

  private int aiLines(Contribution change, ChangedFile file, Ring each) {
    List<TracedLines> traces =
        change.traced().stream().filter(trace -> trace.path().equals(file.path())).toList();
    boolean traced = change.traced().stream().anyMatch(trace -> !trace.lines().isEmpty());
    int count = 0;
    for (ChangedFile.PlacedHunk hunk : file.hunks()) {
      if (hunk.ring() != each) {
        continue;
      }
      int at = 0;
      for (LineRange run : hunk.added()) {
        for (int line = run.firstLine(); line <= run.lastLine(); line++) {
          if (!hunk.lines().get(at++).isBlank()
              && (traced ? isTraced(traces, line) : isPart(file.path(), line))) {
            count++;
          }
        }
      }
    }
    return count;
  }

  private static boolean isTraced(List<TracedLines> traces, int line) {
    return traces.stream()
        .anyMatch(trace ->
            trace.lines().isEmpty()
                || trace.lines().stream()
                    .anyMatch(range -> range.firstLine() <= line && line <= range.lastLine()));
  }

  /// Without a list of parts, all of it may be.
  private boolean isPart(String path, int line) {
    return on.said().parts().isEmpty()
        || on.said().parts().stream().anyMatch(part -> !part.isHuman() && part.covers(path, line));
  }

  void approvals(Contribution change) {
    for (Ring each : Ring.values()) {
      int wanted = on.request().policy().demands(each).ownerApprovals();
      List<ChangedFile> files = change.filesIn(each);
      if (wanted == 0 || files.isEmpty()) {
        continue;
      }
      if (on.request().reviews().isEmpty()) {
        on.add(
            Remark.Level.UNCHECKED,
            "unchecked/approvals",
            "the "
                + each.id()
                + " ring asks for "
                + wanted
                + " approvals of owners, and the reviews are not at hand",
            "what is not at hand cannot be counted",
            "give them with --reviews FILE (`gh api --paginate repos/OWNER/REPO/pulls/N/reviews`)");
        continue;
      }
      for (ChangedFile file : files) {
        long approvals = approvals(file.path());
        if (approvals < wanted) {
          on.remarks()
              .add(
                  new Remark(
                      on.request().policy().demands(each).required()
                          ? Remark.Level.ERROR
                          : Remark.Level.ADVICE,
                      "limit/approvals",
                      file.path()
                          + " has "
                          + approvals
                          + " of the "
                          + wanted
                          + " approvals of owners that the "
                          + each.id()
                          + " ring asks for where AI helped",
                      "more than one of the people who keep this code should have read it",
                      "nothing for you to do but wait; ask for a review if nobody comes",
                      Optional.of(file.path())));
          break;
        }
      }
    }
  }

  private long approvals(String path) {
    List<String> owners = on.request().owners().map(file -> file.of(path)).orElse(List.of());
    String author = on.request().author().orElse("").toLowerCase(Locale.ROOT);
    return Objects.requireNonNull(on.request().reviews().orElse(List.of())).stream()
        .filter(review -> review.approves() && !review.login().equals(author))
        .filter(review -> owners.isEmpty() ? review.member() : CodeOwners.includes(owners, review))
        .count();
  }
}
