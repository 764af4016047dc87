package dev.ringfence.scanner.scan;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.FileChanges;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.patch.PatchOptions;
import dev.ringfence.scanner.change.patch.PatchReader;
import dev.ringfence.scanner.own.OwnSource;
import dev.ringfence.scanner.policy.BlastSettings;
import dev.ringfence.scanner.policy.GitAttributes;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a change and finds what judges it: the one place that knows which policy, waivers,
/// attributes and blast radii go with which change.
public final class ChangeResolver {
  private ChangeResolver() {}

  /// The change with its judgement.
  public static ResolvedChange resolve(ChangeSource source, JudgementOptions options)
      throws IOException {
    return switch (source) {
      case ChangeSource.Commits commits -> {
        try (GitChanges git = GitChanges.open(commits.repository())) {
          CommitRange range = git.resolve(commits.range());
          yield ofRepository(git, Optional.of(range), git.range(range), options);
        }
      }
      case ChangeSource.WorkingTree tree -> {
        try (GitChanges git = GitChanges.open(tree.repository())) {
          yield ofRepository(git, Optional.empty(), git.workingTree(tree.staged()), options);
        }
      }
      case ChangeSource.Patches patches -> ofPatches(patches, options);
      case ChangeSource.Tree tree -> {
        try (GitChanges git = GitChanges.open(tree.repository())) {
          CommitRange range = git.whole(tree.commit());
          ResolvedChange all = ofRepository(git, Optional.of(range), git.range(range), options);
          // A commit does not explain itself.
          yield new ResolvedChange(all.changes(), all.judgement(), Optional.empty());
        }
      }
      case ChangeSource.OnDisk files -> {
        Path root = root(files.repository());
        String label =
            String.join(", ", files.paths().stream().map(Path::toString).limit(3).toList());
        yield new ResolvedChange(
            List.of(FileChanges.of(label, root, files.paths())),
            judgement(ofFolder(Optional.of(files.repository()), options), options, Map.of()),
            Optional.empty());
      }
      case ChangeSource.Stretch stretch ->
          new ResolvedChange(
              List.of(stretch(stretch)),
              judgement(ofFolder(stretch.repository(), options), options, Map.of()),
              Optional.empty());
      case ChangeSource.Pasted pasted -> {
        List<Change> changes = new ArrayList<>();
        for (ChangeSource.Input input : pasted.texts()) {
          changes.add(pasted(input.label(), requireText(input)));
        }
        yield new ResolvedChange(
            changes,
            judgement(ofFolder(pasted.repository(), options), options, Map.of()),
            Optional.empty());
      }
    };
  }

  /// What judges by the files of a commit, blast radii apart.
  ///
  /// @param commit its id, hex
  public static Judgement judgement(GitChanges git, String commit, JudgementOptions options)
      throws IOException {
    return judgement(judges(JudgeFiles.of(git, commit), options), options, Map.of());
  }

  /// What the files of a commit that judge hold: two commits where it is equal are judged alike.
  public static String judgingText(GitChanges git, String commit) throws IOException {
    return JudgeFiles.of(git, commit).text();
  }

  /// The policy of a folder, with the attributes of its paths.
  ///
  /// @param folder where it is looked for; empty for nowhere
  public static ZonePolicy policy(Optional<Path> folder, PolicyChoice choice) throws IOException {
    ZonePolicy policy =
        folder.isPresent() && choice instanceof PolicyChoice.Found
            ? PolicyFile.find(folder.get())
            : chosen(choice).orElse(ZonePolicy.defaultPolicy());
    return policy.withAttributes(
        folder.map(RepositoryFiles::attributes).orElse(GitAttributes.NONE));
  }

  /// The policy that judges commits, with the attributes of the repository's paths.
  public static ZonePolicy policy(GitChanges git, CommitRange range, PolicyChoice choice)
      throws IOException {
    JudgeFiles files = JudgeFiles.of(git, Optional.of(range));
    Optional<ZonePolicy> chosen = chosen(choice);
    return (chosen.isPresent() ? chosen.get() : files.policy()).withAttributes(files.attributes());
  }

  /// The root of the repository that holds a folder; the folder itself where none does.
  public static Path root(Path folder) throws IOException {
    try (GitChanges git = GitChanges.openIfPresent(folder).orElse(null)) {
      return git == null ? folder : git.workTree().orElse(folder).normalize();
    }
  }

  /// What judges, but for blast radii and what whoever asks says.
  private record Judges(ZonePolicy policy, Optional<String> waiverFile) {}

  private static Judgement judgement(
      Judges judges, JudgementOptions options, Map<String, Landing.Blast> blast) {
    return new Judgement(
        judges.policy(),
        judges.waiverFile(),
        options.baseline(),
        options.failOn(),
        blast,
        options.today());
  }

  private static ResolvedChange ofRepository(
      GitChanges git, Optional<CommitRange> range, Change read, JudgementOptions options)
      throws IOException {
    JudgeFiles files = JudgeFiles.of(git, range);
    Judges judges = judges(files, options);
    Change change =
        read.withNotes(files.notes(read, options.policy() instanceof PolicyChoice.Found));
    BlastRadii radii = BlastRadii.of(git, files.revision(), judges.policy(), List.of(change));
    return new ResolvedChange(
        radii.mark(List.of(change)),
        judgement(judges, options, radii.byPath()),
        own(git, files.revision()));
  }

  private static Judges judges(JudgeFiles files, JudgementOptions options) throws IOException {
    Optional<ZonePolicy> chosen = chosen(options.policy());
    Waivers waivers = files.waivers();
    ZonePolicy policy =
        (chosen.isPresent() ? chosen.get() : files.policy())
            .withWaivers(waivers.waivers())
            .withAttributes(files.attributes());
    return new Judges(policy, waivers.digest());
  }

  /// Where the own code is: a tree has no day, and before the first commit there is none.
  ///
  /// For a patch nothing says what it was made from: the commit that is checked out may hold it.
  private static Optional<OwnSource> own(GitChanges git, Optional<String> before)
      throws IOException {
    return before.isPresent() && git.isCommit(before.get())
        ? Optional.of(new OwnSource.Commit(git.directory(), before.get()))
        : Optional.empty();
  }

  private static Judges ofFolder(Optional<Path> folder, JudgementOptions options)
      throws IOException {
    Waivers waivers = folder.isPresent() ? Waivers.find(folder.get()) : Waivers.NONE;
    return new Judges(
        policy(folder, options.policy()).withWaivers(waivers.waivers()), waivers.digest());
  }

  private static Optional<ZonePolicy> chosen(PolicyChoice choice) {
    return switch (choice) {
      case PolicyChoice.Found _ -> Optional.empty();
      case PolicyChoice.Default _ -> Optional.of(ZonePolicy.defaultPolicy());
      case PolicyChoice.Given given -> Optional.of(PolicyFile.parse(given.label(), given.text()));
    };
  }

  private static ResolvedChange ofPatches(ChangeSource.Patches patches, JudgementOptions options)
      throws IOException {
    Judges judges = ofFolder(patches.repository(), options);
    ZonePolicy policy = judges.policy();
    Optional<GitChanges> git =
        patches.repository().isPresent()
            ? GitChanges.openIfPresent(patches.repository().get())
            : Optional.empty();
    try (GitChanges opened = git.orElse(null)) {
      PatchPaths paths = new PatchPaths(patches.repository(), git, policy);
      PatchOptions reading = new PatchOptions(patches.strip(), paths::choose, paths::blob);
      List<Change> changes = new ArrayList<>();
      for (ChangeSource.Input patch : patches.patches()) {
        changes.add(paths.withMovedTexts(patch(patch, reading)));
      }
      if (opened == null || policy.blastRadius().mode() == BlastSettings.Mode.OFF) {
        return new ResolvedChange(changes, judgement(judges, options, Map.of()), Optional.empty());
      }
      BlastRadii radii = BlastRadii.of(opened, opened.judgeOfUncommitted(), policy, changes);
      return new ResolvedChange(
          radii.mark(changes), judgement(judges, options, radii.byPath()), Optional.empty());
    }
  }

  private static String requireText(ChangeSource.Input input) {
    String text = SourceText.decode(input.bytes());
    if (text.isBlank()) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "change/empty", "the input is empty; nothing was checked", "check what made it")
              .at(input.label()));
    }
    return text;
  }

  private static Change patch(ChangeSource.Input input, PatchOptions options) {
    requireText(input);
    Change change = PatchReader.read(input.label(), input.bytes(), options);
    if (change.files().isEmpty() && change.faults().isEmpty()) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "change/no-diff",
                  "the input holds no diff; nothing was checked",
                  "give the output of `git diff` or `diff -u`; for plain code use --paste")
              .at(input.label()));
    }
    return change;
  }

  private static Change stretch(ChangeSource.Stretch stretch) {
    String text = requireText(stretch.file());
    List<String> lines = lines(text);
    int last = Math.min(stretch.lastLine(), lines.size());
    if (stretch.firstLine() < 1 || stretch.firstLine() > last) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "change/no-such-lines",
                  "lines "
                      + stretch.firstLine()
                      + " to "
                      + stretch.lastLine()
                      + " are not there; the file has "
                      + lines.size(),
                  "name lines of the file, as FILE:10-40")
              .at(stretch.file().label()));
    }
    List<String> part = lines.subList(stretch.firstLine() - 1, last);
    Hunk hunk = new Hunk(stretch.firstLine(), part, Collections.nCopies(part.size(), true), 0);
    return new Change(
        stretch.file().label(),
        List.of(
            new FileChange(
                stretch.path(),
                Optional.empty(),
                FileChange.Kind.ADDED,
                List.of(hunk),
                Optional.of(text))),
        List.of());
  }

  /// As everywhere, LF alone ends a line, and one at the end begins no other.
  private static List<String> lines(String text) {
    return List.of(
        (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\r?\n", -1));
  }

  private static Change pasted(String label, String text) {
    List<String> lines = lines(text);
    Hunk hunk = new Hunk(1, lines, Collections.nCopies(lines.size(), true), 0);
    return new Change(
        label,
        List.of(
            new FileChange(
                label, Optional.empty(), FileChange.Kind.ADDED, List.of(hunk), Optional.of(text))),
        List.of());
  }
}
