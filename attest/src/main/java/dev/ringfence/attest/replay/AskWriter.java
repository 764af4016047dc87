package dev.ringfence.attest.replay;

import dev.ringfence.attest.provenance.SecretScan;
import dev.ringfence.attest.replay.answer.PathRules;
import dev.ringfence.attest.replay.provider.Message;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.ReplaySettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Makes of a kept prompt what is sent: with how to answer, and with the files that the change
/// touched as they were before it.
final class AskWriter {
  /// The form of what is sent. What changes here makes other answers.
  static final String FORM = "replay-v1";

  private static final String HOW =
      """
      You change files of a software project. Answer with the whole change and as little else as \
      you can. For each file that you change or add, write a line with its path in backticks and \
      then one fenced block with the complete new text of the file. Or write one unified diff \
      against the files as they are, in a fenced block marked `diff`. Use paths relative to the \
      root of the project. Do not change hooks, build servers' files or anything below `.git` or \
      `.github`. If you will not do it, say so in one sentence.\
      """;

  private static final int MAX_FILE = 64 << 10;
  private static final int MAX_ALL = 256 << 10;

  /* What these rules find in code is an author's address or a placeholder nearly always. */
  private static final Set<String> USUAL = Set.of("mail-address", "home-folder", "password");

  private AskWriter() {}

  /// What is sent for a change.
  ///
  /// @param messages the dialogue
  /// @param targets the files that the change touches and an answer may
  /// @param notes what a reader should know
  record Written(List<Message> messages, List<String> targets, List<String> notes) {
    Written {
      messages = List.copyOf(messages);
      targets = List.copyOf(targets);
      notes = List.copyOf(notes);
    }
  }

  static Written write(GitChanges git, ReplayCase change, ReplaySettings.Context context)
      throws IOException {
    List<String> notes = new ArrayList<>();
    Map<String, String> before = git.snapshot(change.base()).blobs();
    Map<String, String> after = git.snapshot(change.merged()).blobs();
    Set<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    List<String> targets =
        paths.stream()
            .filter(path -> !Objects.equals(before.get(path), after.get(path)))
            .filter(path -> PathRules.refusal(path).isEmpty())
            .toList();
    List<Message> messages = new ArrayList<>();
    List<Message> dialogue = new ArrayList<>(change.messages());
    StringBuilder how = new StringBuilder(HOW);
    if (dialogue.getFirst().role().equals("system")) {
      how.insert(0, dialogue.removeFirst().content() + "\n\n");
    }
    messages.add(new Message("system", how.toString()));
    Message last = dialogue.removeLast();
    messages.addAll(dialogue);
    String text = last.content();
    if (context == ReplaySettings.Context.CHANGED) {
      text += "\n\n" + files(git, before, targets, notes);
    }
    messages.add(new Message("user", text.stripTrailing() + "\n"));
    return new Written(messages, targets, notes);
  }

  private static String files(
      GitChanges git, Map<String, String> before, List<String> targets, List<String> notes)
      throws IOException {
    StringBuilder text = new StringBuilder("The files in question, as they are:\n");
    int room = MAX_ALL;
    for (String path : targets) {
      String blob = before.get(path);
      if (blob == null) {
        text.append("\n`").append(path).append("` does not exist yet.\n");
        continue;
      }
      Optional<String> content = git.blob(blob, MAX_FILE);
      if (content.isEmpty() || content.get().length() > room) {
        notes.add("`" + path + "` is too large to go out with the prompt");
        text.append("\n`").append(path).append("` exists and is too large to show.\n");
        continue;
      }
      Optional<SecretScan.Hit> secret =
          SecretScan.scan(content.get()).stream()
              .filter(hit -> !USUAL.contains(hit.rule()))
              .findFirst();
      if (secret.isPresent()) {
        notes.add(
            "`"
                + path
                + "` does not go out with the prompt: line "
                + secret.get().line()
                + " holds a "
                + secret.get().rule());
        text.append("\n`").append(path).append("` exists and cannot be shown.\n");
        continue;
      }
      room -= content.get().length();
      String fence = "`".repeat(Math.max(3, longestRun(content.get()) + 1));
      text.append("\n`")
          .append(path)
          .append("`\n")
          .append(fence)
          .append('\n')
          .append(content.get())
          .append(content.get().endsWith("\n") ? "" : "\n")
          .append(fence)
          .append('\n');
    }
    return text.toString();
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
