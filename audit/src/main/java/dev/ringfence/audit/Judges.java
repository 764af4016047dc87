package dev.ringfence.audit;

import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.Judgement;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.PolicyChoice;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// What judges each commit: the policy, waivers and attributes of one commit for all, or of each
/// commit's own tree.
final class Judges {
  private static final int KEPT = 64;

  private final GitChanges git;
  private final JudgementOptions options;
  private final boolean ofEach;
  private final Judgement now;
  private final Map<String, Judgement> byFiles = new HashMap<>();

  private Judges(GitChanges git, JudgementOptions options, boolean ofEach, Judgement now) {
    this.git = git;
    this.options = options;
    this.ofEach = ofEach;
    this.now = now;
  }

  /// The judges of an audit.
  ///
  /// @param head the commit whose files judge today
  static Judges of(
      GitChanges git, String head, JudgementOptions options, AuditRequest.PolicyAsOf asOf)
      throws IOException {
    return new Judges(
        git,
        options,
        asOf == AuditRequest.PolicyAsOf.COMMIT && options.policy() instanceof PolicyChoice.Found,
        ChangeResolver.judgement(git, head, options));
  }

  /// Today's.
  Judgement now() {
    return now;
  }

  /// Whether each commit has its own.
  boolean ofEach() {
    return ofEach;
  }

  /// That of a commit; the same object for commits whose files that judge are the same.
  Judgement of(String commit) throws IOException {
    if (!ofEach) {
      return now;
    }
    String files = ChangeResolver.judgingText(git, commit);
    Judgement known = byFiles.get(files);
    if (known == null) {
      known = ChangeResolver.judgement(git, commit, options);
      if (byFiles.size() >= KEPT) {
        byFiles.clear();
      }
      byFiles.put(files, known);
    }
    return known;
  }
}
