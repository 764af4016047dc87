package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.blast.BlastCalculator;
import dev.ringfence.scanner.blast.Coverage;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.patch.PatchOptions;
import dev.ringfence.scanner.change.patch.PatchReader;
import dev.ringfence.scanner.policy.BlastSettings;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.WaiverFile;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which change is judged, and by which policy: what `scan` and `explain` share.
final class ChangeOptions {
  @Option(
      names = "--diff",
      paramLabel = "RANGE",
      description =
          "Scan BASE..HEAD, BASE...HEAD (from the merge base) or one commit of a git repository.")
  @Nullable String range;

  @Option(
      names = "--working-tree",
      description = "Scan what the working tree adds to HEAD, untracked files included.")
  boolean workingTree;

  @Option(names = "--staged", description = "Scan what is staged for the next commit.")
  boolean staged;

  @Option(
      names = "--repo",
      paramLabel = "DIR",
      description = "The git repository, and where the policy file is looked for (default: here).")
  Path repository = Path.of(".");

  @Option(
      names = {"-p", "--strip"},
      paramLabel = "N",
      description =
          "Take N components off the paths of a patch, as `patch -pN` does (default: as its names tell).")
  @Nullable Integer strip;

  @Option(
      names = "--paste",
      description = "The input is code, not a diff: judge all of it. Needs --language.")
  boolean paste;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "Read every file as this language, whatever its name.")
  @Nullable String language;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "The policy file; `none` for the default policy. Without it: the first of"
              + " .github/ai-policy.toml, ai-policy.toml and .ai-policy.toml, for a range of commits as"
              + " its base has it, for what is staged or in the working tree as HEAD has it.")
  @Nullable String policyFile;

  ChangeOptions() {}

  /// What is judged.
  ///
  /// @param changes the changes
  /// @param policy the policy
  /// @param language reads every file as this language
  /// @param blast the blast radius of each changed file, where the policy asks for it
  record Input(
      List<Change> changes,
      ZonePolicy policy,
      Optional<Language> language,
      Map<String, Landing.Blast> blast) {
    Input {
      changes = List.copyOf(changes);
      blast = Map.copyOf(blast);
    }
  }

  /// What the change is called, before it is read.
  String named(List<String> inputs) {
    if (range != null) {
      return range;
    }
    return workingTree
        ? "the working tree"
        : staged
            ? "what is staged"
            : inputs.isEmpty() ? "standard input" : String.join(", ", inputs);
  }

  /// Reads the change and the policy.
  ///
  /// @param inputs patch files, folders of them, or `-`; none for standard input
  Input read(List<String> inputs) throws IOException {
    Optional<Language> forced = forcedLanguage();
    checkInputs(inputs, forced);
    if (range != null || workingTree || staged) {
      try (GitChanges git = GitChanges.open(repository)) {
        Optional<CommitRange> commits =
            range == null ? Optional.empty() : Optional.of(git.resolve(range));
        JudgeFiles judge = JudgeFiles.of(git, commits);
        ZonePolicy policy =
            (policyFile == null ? judge.policy() : namedPolicy(policyFile))
                .withWaivers(judge.waivers())
                .withAttributes(judge.attributes());
        Change change = commits.isEmpty() ? git.workingTree(staged) : git.range(commits.get());
        List<Change> changes = List.of(change.withNotes(judge.notes(change, policyFile == null)));
        return new Input(changes, policy, forced, blast(git, judge.revision(), policy, changes));
      }
    }
    ZonePolicy policy =
        (policyFile == null ? PolicyFile.find(repository) : namedPolicy(policyFile))
            .withWaivers(WaiverFile.find(repository))
            .withAttributes(RepositoryFiles.attributes(repository));
    List<Change> changes =
        readInputs(inputs, policy).stream()
            .map(change -> new PatchPaths(repository, policy).withMovedTexts(change))
            .toList();
    if (policy.blastRadius().mode() == BlastSettings.Mode.OFF || paste) {
      return new Input(changes, policy, forced, Map.of());
    }
    try (GitChanges git = GitChanges.open(repository)) {
      return new Input(
          changes, policy, forced, blast(git, git.judgeOfUncommitted(), policy, changes));
    } catch (RingfenceException noRepository) {
      return new Input(changes, policy, forced, Map.of());
    }
  }

  /// The blast radius of each changed file, as the repository was before the change.
  ///
  /// @param judge the commit before the change; empty where there is none
  static Map<String, Landing.Blast> blast(
      GitChanges git, Optional<String> judge, ZonePolicy policy, List<Change> changes)
      throws IOException {
    Map<String, Landing.Blast> computed = new HashMap<>();
    if (policy.blastRadius().mode() == BlastSettings.Mode.OFF
        || judge.isEmpty()
        || !git.isCommit(judge.get())) {
      return computed;
    }
    try (BlastCalculator calculator =
        BlastCalculator.open(git, judge.get(), policy, Coverage.NONE)) {
      List<FileChange> files =
          changes.stream()
              .flatMap(change -> change.files().stream())
              .filter(file -> !policy.place(file.path()).ignored())
              .toList();
      calculator
          .of(files)
          .forEach(
              radius -> radius.summary().ifPresent(blast -> computed.put(radius.path(), blast)));
    }
    return computed;
  }

  private Optional<Language> forcedLanguage() {
    if (language == null) {
      return Optional.empty();
    }
    Optional<Language> known = Language.ofId(language.toLowerCase(Locale.ROOT));
    if (known.isEmpty()) {
      throw usage(
          "`" + language + "` is no language that has a lexer",
          "use " + String.join(", ", Arrays.stream(Language.values()).map(Language::id).toList()));
    }
    return known;
  }

  private void checkInputs(List<String> inputs, Optional<Language> forced) {
    int kinds =
        (range != null ? 1 : 0)
            + (workingTree ? 1 : 0)
            + (staged ? 1 : 0)
            + (inputs.isEmpty() ? 0 : 1);
    if (kinds > 1) {
      throw usage(
          "more than one change is named",
          "give patch files, --diff, --working-tree or --staged, one of them");
    }
    if (strip != null && strip < 0) {
      throw usage("--strip takes no negative number", "for example `--strip 1`");
    }
    if (strip != null && (paste || range != null || workingTree || staged)) {
      throw usage("--strip goes with patches", "leave out --strip");
    }
    if (paste && forced.isEmpty()) {
      throw usage("--paste needs --language", "for example `--paste --language c`");
    }
    if (paste && kinds > 0 && inputs.isEmpty()) {
      throw usage("--paste goes with files or standard input", "leave out --paste");
    }
    if (kinds == 0 && "1".equals(System.getenv("RINGFENCE_STDIN_TTY"))) {
      throw usage(
          "no change is named and standard input is a terminal",
          "give a patch file, --diff BASE..HEAD or --working-tree, or pipe a diff in");
    }
  }

  private static ZonePolicy namedPolicy(String name) throws IOException {
    if ("none".equals(name)) {
      return ZonePolicy.defaultPolicy();
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "policy/not-found", "policy file does not exist: `" + file + "`", "check the path"));
    }
    return PolicyFile.parse(name, Files.readString(file));
  }

  /// The root of the repository that is judged.
  Path root() throws IOException {
    try (GitChanges git = GitChanges.open(repository)) {
      return git.workTree().orElse(repository).normalize();
    } catch (RingfenceException noRepository) {
      return repository;
    }
  }

  private List<Change> readInputs(List<String> inputs, ZonePolicy policy) throws IOException {
    PatchPaths paths = new PatchPaths(repository, policy);
    PatchOptions options =
        new PatchOptions(
            strip == null ? OptionalInt.empty() : OptionalInt.of(strip),
            paths::choose,
            paths::blob);
    List<Change> changes = new ArrayList<>();
    List<String> names = inputs.isEmpty() ? List.of("-") : inputs;
    for (String name : names) {
      if (name.equals("-")) {
        changes.add(read("standard input", System.in.readAllBytes(), options));
        continue;
      }
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        try (Stream<Path> entries = Files.list(path)) {
          List<Path> patches =
              entries
                  .filter(file -> file.toString().matches(".*\\.(patch|diff)"))
                  .sorted()
                  .toList();
          if (patches.isEmpty()) {
            throw RingfenceException.incomplete(
                Diagnostic.of(
                    "change/empty",
                    "no *.patch or *.diff in `" + path + "`; nothing was checked",
                    "check the path"));
          }
          for (Path patch : patches) {
            changes.add(
                read(String.valueOf(patch.getFileName()), Files.readAllBytes(patch), options));
          }
        }
      } else if (Files.isRegularFile(path) || Files.isReadable(path)) {
        changes.add(read(name, Files.readAllBytes(path), options));
      } else {
        throw RingfenceException.usage(
            Diagnostic.of(
                "change/not-found", "change does not exist: `" + path + "`", "check the path"));
      }
    }
    return changes;
  }

  private Change read(String label, byte[] input, PatchOptions options) {
    if (SourceText.decode(input).isBlank()) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "change/empty", "the input is empty; nothing was checked", "check what made it")
              .at(label));
    }
    if (paste) {
      return pasted(label, SourceText.decode(input));
    }
    Change change = PatchReader.read(label, input, options);
    if (change.files().isEmpty() && change.faults().isEmpty()) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "change/no-diff",
                  "the input holds no diff; nothing was checked",
                  "give the output of `git diff` or `diff -u`; for plain code use --paste")
              .at(label));
    }
    return change;
  }

  private static Change pasted(String label, String text) {
    // As everywhere, LF alone ends a line, and one at the end begins no other.
    List<String> lines =
        List.of(
            (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\r?\n", -1));
    Hunk hunk = new Hunk(1, lines, Collections.nCopies(lines.size(), true), 0);
    return new Change(
        label,
        List.of(
            new FileChange(
                label, Optional.empty(), FileChange.Kind.ADDED, List.of(hunk), Optional.of(text))),
        List.of());
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-option", message, help));
  }
}
