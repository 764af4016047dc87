package dev.ringfence.scanner.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.UnifiedDiffParser;
import dev.ringfence.scanner.match.MatchParameters;
import dev.ringfence.scanner.policy.FindingJudge;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.report.JsonRenderer;
import dev.ringfence.scanner.report.ReportRenderer;
import dev.ringfence.scanner.report.SarifRenderer;
import dev.ringfence.scanner.report.TerminalRenderer;
import dev.ringfence.scanner.scan.ChangeScanner;
import dev.ringfence.scanner.scan.ScanResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence scan`: scans a change against an index.
@Command(
    name = "scan",
    description = {
      "Scan a change against an index and report hunks that look like indexed copyleft code.",
      "",
      "The change is one or more patch files, folders of patches (*.patch, *.diff), `-` or nothing for"
          + " standard input, a range of commits, or the working tree. Only added lines are judged."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence scan corpus change.patch",
      "  git diff main... | ringfence scan corpus",
      "  ringfence scan corpus --diff v1.0..HEAD --format sarif --output ringfence.sarif",
      "  ringfence scan corpus --working-tree",
      "  ringfence scan corpus --paste --language c < suspicious.txt",
      "",
      "Exit status: 0 nothing at or above the fail level, 1 findings, 2 usage or configuration,",
      "3 not everything could be checked."
    })
public final class ScanCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "INDEX", description = "The folder of the index.")
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  @Parameters(
      index = "1..*",
      paramLabel = "CHANGE",
      description = "Patch files or folders of them; `-` is standard input.")
  List<String> inputs = new ArrayList<>();

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
      names = "--paste",
      description = "The input is code, not a diff: judge all of it. Needs --language.")
  boolean paste;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "Read every file as this language, whatever its name.")
  @Nullable String language;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json or sarif.")
  String format = "text";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report to a file; a summary still goes to standard error.")
  @Nullable Path output;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "The policy file; `none` for the default policy. Without it: the first of"
              + " .github/ai-policy.toml, ai-policy.toml and .ai-policy.toml, for a range of commits as"
              + " the base commit has it.")
  @Nullable String policyFile;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "Fail on findings of this severity: none, note, warning or error, in any ring.")
  @Nullable String failOn;

  @Option(
      names = "--min-bits",
      paramLabel = "BITS",
      description = "Report matches from this score on, in place of the shipped threshold.")
  @Nullable Double minBits;

  /// The command.
  public ScanCommand() {}

  @Override
  public Integer call() throws IOException {
    ReportRenderer renderer =
        switch (format.toLowerCase(Locale.ROOT)) {
          case "text" -> TerminalRenderer.forStandardOutput(output != null);
          case "json" -> new JsonRenderer();
          case "sarif" -> new SarifRenderer();
          default -> throw usage("`" + format + "` is no format", "use `text`, `json` or `sarif`");
        };
    Optional<Language> forced = forcedLanguage();
    Optional<Severity> level = failLevel();
    checkInputs(forced);
    ZonePolicy policy;
    List<Change> changes;
    if (range != null || workingTree || staged) {
      try (GitChanges git = GitChanges.open(repository)) {
        policy = policy(git);
        changes = List.of(range != null ? git.range(range) : git.workingTree(staged));
      }
    } else {
      policy = policy(null);
      changes = readInputs();
    }
    try (CorpusIndex index = CorpusIndex.open(indexPath)) {
      if (index.works().isEmpty()) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                "index/empty",
                "the index holds no work; nothing was checked",
                "add works with `ringfence index add " + indexPath + " SOURCE...`"));
      }
      double threshold = minBits != null ? minBits : MatchParameters.shipped().threshold();
      ChangeScanner scanner =
          new ChangeScanner(index, policy, new FindingJudge(policy, level), forced, threshold);
      long files = changes.stream().mapToLong(change -> change.files().size()).sum();
      ScanResult result;
      boolean worthIt = ProgressBar.stderrIsTerminal() && files > 20;
      try (ProgressBar bar = ProgressBar.onStandardError(worthIt, "scanning", "files", files)) {
        result = scanner.scan(changes, bar::advance);
      }
      String report = renderer.render(result, index);
      if (output != null) {
        Files.writeString(output, report);
        System.err.println(TerminalRenderer.summary(result));
      } else {
        spec.commandLine().getOut().print(report);
        spec.commandLine().getOut().flush();
      }
      return result.exitStatus().code();
    }
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

  private void checkInputs(Optional<Language> forced) {
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

  private ZonePolicy policy(@Nullable GitChanges git) throws IOException {
    if ("none".equals(policyFile)) {
      return ZonePolicy.defaultPolicy();
    }
    if (policyFile != null) {
      Path file = Path.of(policyFile);
      if (!Files.isRegularFile(file)) {
        throw RingfenceException.usage(
            Diagnostic.of(
                "policy/not-found",
                "policy file does not exist: `" + file + "`",
                "check the path"));
      }
      return PolicyFile.parse(policyFile, Files.readString(file));
    }
    if (git != null && range != null) {
      // From the base, so that a change cannot weaken its own judge.
      String base = range.contains("..") ? range.substring(0, range.indexOf("..")) : range + "^";
      for (String name : PolicyFile.NAMES) {
        Optional<String> text =
            base.isEmpty() || (range.endsWith("^") && base.length() < 2)
                ? Optional.empty()
                : fileAt(git, base, name);
        if (text.isPresent()) {
          return PolicyFile.parse(base + ":" + name, text.get());
        }
      }
      return ZonePolicy.defaultPolicy();
    }
    Path root = git == null ? repository : git.workTree().orElse(repository);
    return PolicyFile.find(root);
  }

  private static Optional<String> fileAt(GitChanges git, String base, String name)
      throws IOException {
    try {
      return git.fileAt(base, name);
    } catch (RingfenceException rootCommit) {
      // The first commit has no parent, so no policy either.
      return Optional.empty();
    }
  }

  private List<Change> readInputs() throws IOException {
    List<Change> changes = new ArrayList<>();
    List<String> names = inputs.isEmpty() ? List.of("-") : inputs;
    for (String name : names) {
      if (name.equals("-")) {
        changes.add(read("standard input", SourceText.decode(System.in.readAllBytes())));
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
                read(
                    String.valueOf(patch.getFileName()),
                    SourceText.decode(Files.readAllBytes(patch))));
          }
        }
      } else if (Files.isRegularFile(path) || Files.isReadable(path)) {
        changes.add(read(name, SourceText.decode(Files.readAllBytes(path))));
      } else {
        throw RingfenceException.usage(
            Diagnostic.of(
                "change/not-found", "change does not exist: `" + path + "`", "check the path"));
      }
    }
    return changes;
  }

  private Change read(String label, String text) {
    if (text.isBlank()) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "change/empty", "the input is empty; nothing was checked", "check what made it")
              .at(label));
    }
    if (paste) {
      List<String> lines = text.lines().toList();
      Hunk hunk = new Hunk(1, lines, Collections.nCopies(lines.size(), true), 0);
      return new Change(
          label,
          List.of(
              new FileChange(
                  label,
                  Optional.empty(),
                  FileChange.Kind.ADDED,
                  List.of(hunk),
                  Optional.of(text))),
          List.of());
    }
    Change change = UnifiedDiffParser.parse(label, text);
    if (change.files().isEmpty() && change.faults().isEmpty()) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "change/no-diff",
                  "the input holds no unified diff; nothing was checked",
                  "give the output of `git diff` or `diff -u`; for plain code use --paste")
              .at(label));
    }
    boolean onlyBinary =
        change.faults().isEmpty()
            && change.files().stream().allMatch(file -> file.kind() == FileChange.Kind.BINARY);
    if (onlyBinary) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "change/binary",
                  "the diff holds binary files only; nothing was checked",
                  "give a diff of text files")
              .at(label));
    }
    return change;
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-option", message, help));
  }
}
