package dev.ringfence.attest.replay;

import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.replay.answer.PathRules;
import dev.ringfence.attest.replay.state.ReplayState;
import dev.ringfence.attest.replay.tree.Workspace;
import dev.ringfence.attest.replay.validate.Outcome;
import dev.ringfence.scanner.policy.ReplaySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/// Runs the commands of the policy, each once on a tree: what is known of a tree is not run again.
final class Validations {
  private final Replay.Tools tools;
  private final ReplaySettings settings;
  private final ReplayState state;
  private final Workspace workspace;
  private final ReplayProgress progress;

  Validations(
      Replay.Tools tools,
      ReplaySettings settings,
      ReplayState state,
      Workspace workspace,
      ReplayProgress progress) {
    this.tools = tools;
    this.settings = settings;
    this.state = state;
    this.workspace = workspace;
    this.progress = progress;
  }

  void ofMerged(ReplayCase change, Map<String, Outcome> merged)
      throws IOException, InterruptedException {
    if (!merged.isEmpty()) {
      return;
    }
    try (Workspace.Tree tree = workspace.checkOut(change.merged())) {
      String id = tree.treeOf(change.merged());
      for (ReplaySettings.Validation command : settings.validations()) {
        progress.at(change.id(), 0, command.name());
        merged.put(command.name(), of(command, tree, id));
      }
    }
  }

  Outcome of(ReplaySettings.Validation command, Workspace.Tree tree, String id)
      throws IOException, InterruptedException {
    String key =
        DigestUtils.sha256Hex(
            (id
                    + "\0"
                    + command.name()
                    + "\0"
                    + String.join("\0", command.argv())
                    + "\0"
                    + command.limits()
                    + command.junit()
                    + settings.network())
                .getBytes(StandardCharsets.UTF_8));
    Optional<Outcome> known = state.outcome(key);
    if (known.isPresent()) {
      return known.get();
    }
    Outcome outcome = tools.cage().run(command, tree.root());
    state.keep(key, outcome);
    return outcome;
  }

  /// The tests that the merged change adds or changes.
  List<String> testsOf(ReplayCase change) throws IOException {
    Map<String, String> before = tools.git().snapshot(change.base()).blobs();
    return tools.git().snapshot(change.merged()).blobs().entrySet().stream()
        .filter(file -> !file.getValue().equals(before.get(file.getKey())))
        .map(Map.Entry::getKey)
        .filter(ChangedFile::isTest)
        .filter(path -> PathRules.refusal(path).isEmpty())
        .toList();
  }
}
