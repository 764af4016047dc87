package dev.ringfence.cli;

import dev.ringfence.attest.check.AttestationAnnotations;
import dev.ringfence.attest.check.AttestationCheck;
import dev.ringfence.attest.check.AttestationJson;
import dev.ringfence.attest.check.AttestationMarkdown;
import dev.ringfence.attest.check.AttestationReport;
import dev.ringfence.attest.check.AttestationText;
import dev.ringfence.attest.check.CodeOwners;
import dev.ringfence.attest.check.PullRequestEvent;
import dev.ringfence.attest.check.Review;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.form.ReceiptNote;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ringfence attest check`: holds what a pull request says about AI against its change.
@Command(
    name = "check",
    description = {
      "Check what a pull request says about AI: what is missing for this change, and what cannot be"
          + " true.",
      "",
      "Reads the block of `attest init`, and the sections that NumPy, SciPy, SymPy, Django and"
          + " scikit-learn ask for. In the outer ring everything is advice, unless the policy says"
          + " otherwise."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence attest check --body pull-request.md --diff main..HEAD",
      "  ringfence attest check --event $GITHUB_EVENT_PATH --format annotations",
      "",
      "Exit status: 0 nothing is missing, 1 something is, 2 usage or configuration,",
      "3 not everything could be checked."
    })
public final class AttestCheckCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ContributionOptions options;

  @Option(
      names = "--body",
      paramLabel = "FILE",
      description = "The text of the pull request; `-` is standard input.")
  @Nullable String body;

  @Option(
      names = "--event",
      paramLabel = "FILE",
      description =
          "The event of the pull request, as $GITHUB_EVENT_PATH names it: text, author and commits.")
  @Nullable String event;

  @Option(
      names = "--diff",
      paramLabel = "RANGE",
      description =
          "The commits: BASE..HEAD, BASE...HEAD (from the merge base) or one commit (default: those of"
              + " the event).")
  @Nullable String range;

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description = "The receipt of a scan over the same commits.")
  @Nullable String receipt;

  @Option(
      names = "--reviews",
      paramLabel = "FILE",
      description =
          "The reviews, as `gh api --paginate repos/OWNER/REPO/pulls/N/reviews` prints them.")
  @Nullable String reviews;

  @Option(
      names = "--draft",
      description = "The text was drafted by a tool: what is for people must be empty in it.")
  boolean draft;

  @Option(
      names = "--format",
      completionCandidates = Choices.AttestFormat.class,
      paramLabel = "FORMAT",
      description =
          "text (default), json, markdown for a comment, or annotations for GitHub Actions.")
  String format = "text";

  @Option(names = "--json", description = "The same as --format json.")
  boolean json;

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      description = "Write the outcome to a file in another format too. May be given again.")
  List<String> reports = new ArrayList<>();

  /// The command.
  public AttestCheckCommand() {}

  @Override
  public Integer call() throws IOException {
    if ((body == null) == (event == null)) {
      throw usage("name the text with --body, or the event with --event", "one of them");
    }
    Function<AttestationReport, String> renderer = renderer(json ? "json" : format);
    Map<Path, Function<AttestationReport, String>> files = new LinkedHashMap<>();
    for (String report : reports) {
      int equals = report.indexOf('=');
      if (equals < 1 || equals + 1 == report.length()) {
        throw usage("`" + report + "` names no file", "use --report FORMAT=FILE");
      }
      files.put(Path.of(report.substring(equals + 1)), renderer(report.substring(0, equals)));
    }
    AttestationReport report = AttestationCheck.check(request());
    for (Map.Entry<Path, Function<AttestationReport, String>> file : files.entrySet()) {
      Files.writeString(file.getKey(), file.getValue().apply(report));
    }
    var out = spec.commandLine().getOut();
    out.flush();
    if (!json && format.equalsIgnoreCase("annotations")) {
      ((Main) spec.root().userObject()).printCommands(renderer.apply(report));
    } else {
      out.print(renderer.apply(report));
    }
    out.flush();
    return report.exitStatus().code();
  }

  private AttestationCheck.Request request() throws IOException {
    Optional<PullRequestEvent> told = Optional.empty();
    String text;
    String label;
    if (event != null) {
      label = event;
      PullRequestEvent read =
          PullRequestEvent.read(
              event,
              Files.readString(ContributionOptions.file("attest/not-found", "event", event)));
      text = read.body();
      told = Optional.of(read);
    } else {
      label = "-".equals(body) ? "standard input" : String.valueOf(body);
      byte[] bytes =
          "-".equals(body)
              ? System.in.readAllBytes()
              : Files.readAllBytes(
                  ContributionOptions.file("attest/not-found", "text", String.valueOf(body)));
      text = SourceText.decode(bytes);
    }
    Optional<ReceiptNote> note = Optional.empty();
    if (receipt != null) {
      Path file = ContributionOptions.file("receipt/not-found", "receipt", receipt);
      note = Optional.of(ReceiptNote.of(receipt, Files.readAllBytes(file)));
    }
    Optional<List<Review>> known = Optional.empty();
    if (reviews != null) {
      Path file = ContributionOptions.file("attest/not-found", "reviews", reviews);
      known = Optional.of(Review.read(reviews, Files.readString(file)));
    }
    boolean byTool = draft || told.map(PullRequestEvent::byBot).orElse(false);
    Optional<String> author = told.flatMap(PullRequestEvent::author);
    String named = range;
    if (named == null && told.isPresent()) {
      if (told.get().base().isEmpty() || told.get().head().isEmpty()) {
        throw usage("the event names no range of commits", "name it with --diff BASE...HEAD");
      }
      named = told.get().base().get() + "..." + told.get().head().get();
    }
    if (named == null) {
      ZonePolicy policy = options.policy();
      return new AttestationCheck.Request(
          label,
          text,
          policy,
          Optional.empty(),
          Optional.empty(),
          author,
          byTool,
          note,
          known,
          Optional.empty(),
          _ -> Optional.empty());
    }
    try (GitChanges git = GitChanges.open(options.repository)) {
      CommitRange commits = git.resolve(named);
      Contribution change = options.read(git, commits);
      return new AttestationCheck.Request(
          label,
          text,
          change.policy(),
          Optional.of(change),
          atBase(git, commits, TEMPLATES),
          author,
          byTool,
          note,
          known,
          atBase(git, commits, CodeOwners.NAMES).map(CodeOwners::read),
          kept(git, commits));
    }
  }

  private static final int MAX_PROMPTS = 1 << 24;

  private static final List<String> TEMPLATES =
      List.of(
          ".github/PULL_REQUEST_TEMPLATE.md",
          ".github/pull_request_template.md",
          "PULL_REQUEST_TEMPLATE.md",
          "pull_request_template.md",
          "docs/PULL_REQUEST_TEMPLATE.md",
          "docs/pull_request_template.md",
          ".gitlab/merge_request_templates/Default.md");

  private static Optional<String> atBase(GitChanges git, CommitRange commits, List<String> names)
      throws IOException {
    if (commits.judge().isPresent()) {
      for (String name : names) {
        Optional<String> text = git.fileAt(commits.judge().get(), name);
        if (text.isPresent()) {
          return text;
        }
      }
    }
    return Optional.empty();
  }

  /// The kept prompts, read while the repository is open.
  private static Function<String, Optional<byte[]>> kept(GitChanges git, CommitRange commits)
      throws IOException {
    Map<String, byte[]> kept = new LinkedHashMap<>();
    if (git.isCommit(commits.to())) {
      for (Map.Entry<String, String> blob : git.snapshot(commits.to()).blobs().entrySet()) {
        if (blob.getKey().startsWith(".provenance/")) {
          git.bytes(blob.getValue(), MAX_PROMPTS).ifPresent(b -> kept.put(blob.getKey(), b));
        }
      }
    }
    return path -> Optional.ofNullable(kept.get(path));
  }

  private static Function<AttestationReport, String> renderer(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "text" -> AttestationText::of;
      case "json" -> AttestationJson::of;
      case "markdown" -> AttestationMarkdown::of;
      case "annotations" -> AttestationAnnotations::of;
      default ->
          throw usage(
              "`" + name + "` is no format", "use `text`, `json`, `markdown` or `annotations`");
    };
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-option", message, help));
  }
}
