package dev.ringfence.scanner.scan;

import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.GitAttributes;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.WaiverFile;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The files that judge a change of a repository: policy, waivers and attributes. They come from
/// before the change, so that it cannot weaken its own judge: from the base of a range, from HEAD
/// for what is staged or in the working tree.
final class JudgeFiles {
  private static final int SHOWN = 12;

  private record Named(String name, String text) {}

  private final GitChanges git;
  private final Optional<String> revision;
  private final String name;

  private JudgeFiles(GitChanges git, Optional<String> revision, String name) {
    this.git = git;
    this.revision = revision;
    this.name = name;
  }

  /// The files for a range, or without one for what is not committed.
  static JudgeFiles of(GitChanges git, Optional<CommitRange> range) throws IOException {
    return range.isPresent()
        ? new JudgeFiles(git, range.get().judge(), range.get().judgeName())
        : new JudgeFiles(git, git.judgeOfUncommitted(), "HEAD");
  }

  /// The files of a commit.
  static JudgeFiles of(GitChanges git, String commit) {
    return new JudgeFiles(git, Optional.of(commit), commit.substring(0, SHOWN));
  }

  /// All of them, as they are written: what they say is the same wherever this is.
  String text() throws IOException {
    return revision.isEmpty()
        ? ""
        : policyFile()
            + "\n"
            + text(WaiverFile.NAME)
            + "\n"
            + git.filesNamed(revision.get(), ".gitattributes");
  }

  /// The commit or tree that they come from; empty where there was nothing before.
  Optional<String> revision() {
    return revision;
  }

  ZonePolicy policy() throws IOException {
    Optional<Named> file = policyFile();
    return file.isPresent()
        ? PolicyFile.parse(name + ":" + file.get().name(), file.get().text())
        : ZonePolicy.defaultPolicy();
  }

  Waivers waivers() throws IOException {
    Optional<String> text = text(WaiverFile.NAME);
    return text.isPresent()
        ? Waivers.parse(name + ":" + WaiverFile.NAME, text.get())
        : Waivers.NONE;
  }

  GitAttributes attributes() throws IOException {
    return revision.isEmpty()
        ? GitAttributes.NONE
        : RepositoryFiles.attributes(git, revision.get());
  }

  /// What a reader should know of a change and its judge: that it alters it, or that the working
  /// tree holds another policy than the one that judged.
  ///
  /// @param withPolicy whether the policy comes from here too
  List<String> notes(Change change, boolean withPolicy) throws IOException {
    List<String> notes = new ArrayList<>();
    TreeSet<String> altered = new TreeSet<>();
    boolean policyAltered = false;
    for (FileChange file : change.files()) {
      for (String path :
          file.oldPath().map(old -> List.of(old, file.path())).orElse(List.of(file.path()))) {
        boolean isPolicy = PolicyFile.NAMES.contains(path);
        policyAltered |= isPolicy;
        if ((isPolicy && withPolicy)
            || path.equals(WaiverFile.NAME)
            || path.equals(".gitattributes")
            || path.endsWith("/.gitattributes")) {
          altered.add(path);
        }
      }
    }
    if (!altered.isEmpty()) {
      notes.add(
          "this change alters "
              + String.join(", ", altered)
              + "; it is judged by what was there before, "
              + (revision.isEmpty() ? "nothing" : "as " + name + " has it"));
    }
    Optional<Named> here = withPolicy && !policyAltered ? policyInWorkingTree() : Optional.empty();
    if (here.isPresent() && !here.equals(policyFile())) {
      notes.add(
          here.get().name()
              + " of the working tree is not the policy that judges, which is "
              + (revision.isEmpty() ? "none" : name + "'s")
              + "; commit it there, or name it with --policy");
    }
    return notes;
  }

  private Optional<Named> policyFile() throws IOException {
    for (String each : PolicyFile.NAMES) {
      Optional<String> text = text(each);
      if (text.isPresent()) {
        return Optional.of(new Named(each, text.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<Named> policyInWorkingTree() throws IOException {
    Optional<Path> root = git.workTree();
    if (root.isPresent()) {
      for (String each : PolicyFile.NAMES) {
        Path file = root.get().resolve(each);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.of(new Named(each, SourceText.decode(Files.readAllBytes(file))));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> text(String path) throws IOException {
    return revision.isEmpty() ? Optional.empty() : git.fileAt(revision.get(), path);
  }
}
