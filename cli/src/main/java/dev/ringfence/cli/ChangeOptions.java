package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.own.OwnSource;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.report.Baseline;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.ChangeSource;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.PolicyChoice;
import dev.ringfence.scanner.scan.ScanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which change is scanned, and what judges it: what all commands that scan share.
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
      names = "--tree",
      arity = "0..1",
      fallbackValue = "HEAD",
      paramLabel = "COMMIT",
      description = "Scan all files of a commit, as if they were new (default: HEAD).")
  @Nullable String tree;

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
      completionCandidates = Choices.Languages.class,
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

  @Option(
      names = "--fail-on",
      completionCandidates = Choices.Severity.class,
      paramLabel = "LEVEL",
      description = "Fail on findings of this severity: none, note, warning or error, in any ring.")
  @Nullable String failOn;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Findings that are in this file are shown and do not fail.")
  @Nullable Path baseline;

  @Option(
      names = "--own",
      paramLabel = "REPO|INDEX",
      description =
          "Code that is the project's own: a repository at HEAD, or an index. For commits and what is"
              + " not committed it is the commit before, by itself; for a patch nothing says.")
  @Nullable Path own;

  @Option(
      names = "--no-own-code",
      description =
          "Judge as new what the project had before: what a change moves, copies or restores.")
  boolean noOwnCode;

  /// So many entries of a folder tell what it is.
  private static final int MANY = 100_000;

  ChangeOptions() {}

  /// What the change is called, before it is read.
  String named(List<String> inputs) {
    if (range != null) {
      return range;
    }
    if (tree != null) {
      return "all of " + tree;
    }
    return workingTree
        ? "the working tree"
        : staged
            ? "what is staged"
            : inputs.isEmpty() ? "standard input" : String.join(", ", inputs);
  }

  /// Reads the change and finds what judges it.
  ///
  /// @param inputs patch files, folders of them, or `-`; none for standard input
  ScanRequest read(List<String> inputs) throws IOException {
    Optional<Language> forced = forcedLanguage();
    checkInputs(inputs, forced);
    JudgementOptions options =
        new JudgementOptions(
            policyChoice(),
            baseline == null ? List.of() : Baseline.read(baseline),
            failLevel(),
            Engines.today());
    ScanRequest request =
        ScanRequest.of(ChangeResolver.resolve(source(inputs), options)).in(forced);
    if (noOwnCode) {
      return request.with(Optional.empty());
    }
    return own == null ? request : request.with(Optional.of(ownSource(own)));
  }

  private static OwnSource ownSource(Path path) throws IOException {
    if (Indexes.exists(path)) {
      return new OwnSource.Index(path);
    }
    try (GitChanges git = GitChanges.openIfPresent(path).orElse(null)) {
      Optional<String> head = git == null ? Optional.empty() : git.judgeOfUncommitted();
      if (git == null || head.isEmpty()) {
        throw usage(
            "`" + path + "` is neither an index nor a repository with a commit",
            "name the folder of an index or of a repository");
      }
      return new OwnSource.Commit(git.directory(), head.get());
    }
  }

  private ChangeSource source(List<String> inputs) throws IOException {
    if (range != null) {
      return new ChangeSource.Commits(repository, range);
    }
    if (workingTree || staged) {
      return new ChangeSource.WorkingTree(repository, staged);
    }
    if (tree != null) {
      return new ChangeSource.Tree(repository, tree);
    }
    if (!paste && !inputs.isEmpty() && inputs.stream().anyMatch(ChangeOptions::isOnDisk)) {
      if (!inputs.stream().allMatch(ChangeOptions::isOnDisk)) {
        throw usage("patches and files of code are mixed", "scan one kind after the other");
      }
      return new ChangeSource.OnDisk(inputs.stream().map(Path::of).toList(), repository);
    }
    List<ChangeSource.Input> read = readInputs(inputs);
    return paste
        ? new ChangeSource.Pasted(read, Optional.of(repository))
        : new ChangeSource.Patches(
            read,
            strip == null ? OptionalInt.empty() : OptionalInt.of(strip),
            Optional.of(repository));
  }

  /// Whether what is named is code itself, and no patch: a file by its name, a folder by what is in
  /// it.
  private static boolean isOnDisk(String name) {
    if (name.equals("-")) {
      return false;
    }
    Path path = Path.of(name);
    if (!Files.isDirectory(path)) {
      return Files.isRegularFile(path) && Language.ofPath(name).isPresent();
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> all = entries.limit(MANY).toList();
      return !all.isEmpty()
          && all.stream().noneMatch(file -> file.toString().matches(".*\\.(patch|diff)"));
    } catch (IOException e) {
      throw usage("`" + name + "` cannot be read: " + e.getMessage(), "check the folder");
    }
  }

  private PolicyChoice policyChoice() throws IOException {
    return policyFile == null ? PolicyChoice.FOUND : policyNamed(policyFile);
  }

  /// The policy of a file, or `none` for the default one.
  static PolicyChoice policyNamed(String name) throws IOException {
    if ("none".equals(name)) {
      return PolicyChoice.DEFAULT;
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "policy/not-found", "policy file does not exist: `" + file + "`", "check the path"));
    }
    return new PolicyChoice.Given(name, Files.readString(file));
  }

  private Optional<Severity> failLevel() {
    if (failOn == null) {
      return Optional.empty();
    }
    return Optional.of(
        Severity.ofId(failOn.toLowerCase(Locale.ROOT))
            .orElseThrow(() ->
                usage(
                    "`" + failOn + "` is no severity",
                    "use `none`, `note`, `warning` or `error`")));
  }

  private Optional<Language> forcedLanguage() {
    if (language == null) {
      return Optional.empty();
    }
    Optional<Language> known = Choices.language(language);
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
            + (tree != null ? 1 : 0)
            + (inputs.isEmpty() ? 0 : 1);
    if (kinds > 1) {
      throw usage(
          "more than one change is named",
          "give patch files, files, --diff, --tree, --working-tree or --staged, one of them");
    }
    if (strip != null && strip < 0) {
      throw usage("--strip takes no negative number", "for example `--strip 1`");
    }
    if (strip != null && (paste || range != null || tree != null || workingTree || staged)) {
      throw usage("--strip goes with patches", "leave out --strip");
    }
    if (own != null && noOwnCode) {
      throw usage("--own and --no-own-code exclude each other", "leave out one of them");
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

  private static List<ChangeSource.Input> readInputs(List<String> inputs) throws IOException {
    List<ChangeSource.Input> read = new ArrayList<>();
    List<String> names = inputs.isEmpty() ? List.of("-") : inputs;
    for (String name : names) {
      if (name.equals("-")) {
        read.add(new ChangeSource.Input("standard input", System.in.readAllBytes()));
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
            read.add(
                new ChangeSource.Input(
                    String.valueOf(patch.getFileName()), Files.readAllBytes(patch)));
          }
        }
      } else if (Files.isRegularFile(path) || Files.isReadable(path)) {
        read.add(new ChangeSource.Input(name, Files.readAllBytes(path)));
      } else {
        throw RingfenceException.usage(
            Diagnostic.of(
                "change/not-found", "change does not exist: `" + path + "`", "check the path"));
      }
    }
    return read;
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-option", message, help));
  }
}
