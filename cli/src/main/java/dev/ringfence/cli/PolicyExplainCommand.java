package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.SeverityTable;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.policy.ZoneRule;
import dev.ringfence.scanner.scan.BlastRadii;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence policy explain`: which ring a path lies in, and why.
@Command(
    name = "explain",
    description =
        "Show which ring a path or each hunk of a change lies in, which rules say so, and what that"
            + " means.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ringfence policy explain numpy/linalg/linalg.py doc/index.rst",
      "  ringfence policy explain --diff main..HEAD"
    })
public final class PolicyExplainCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  PolicyOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Paths relative to the repository's root; they need not exist.")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "--diff",
      paramLabel = "RANGE",
      description =
          "Explain each hunk of BASE..HEAD, BASE...HEAD or one commit, by the policy in the working"
              + " tree: namespaces and areas go by what a hunk adds.")
  @Nullable String range;

  /// The command.
  public PolicyExplainCommand() {}

  @Override
  public Integer call() throws IOException {
    if (paths.isEmpty() == (range == null)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-arguments",
              "name paths, or a range with --diff",
              "see `ringfence policy explain --help`"));
    }
    ZonePolicy policy = options.read();
    var out = spec.commandLine().getOut();
    String source = policy.source().file().orElse("none: this is the default policy");
    out.printf("policy: %s%n", source);
    policy.source().warnings().forEach(warning -> out.printf("  not evaluated: %s%n", warning));
    for (String path : paths) {
      String clean = path.startsWith("./") ? path.substring(2) : path;
      explain(policy, clean, policy.place(clean));
    }
    if (range != null) {
      try (GitChanges git = GitChanges.open(options.repository)) {
        CommitRange commits = git.resolve(range);
        Change change = git.range(commits);
        Map<String, Landing.Blast> blast =
            BlastRadii.of(git, commits.judge(), policy, List.of(change)).complete();
        for (FileChange file : change.files()) {
          for (Hunk hunk : file.hunks()) {
            Landing landing =
                Landing.of(file, hunk).withBlast(Optional.ofNullable(blast.get(file.path())));
            explain(policy, file.path() + ":" + hunk.firstLine(), policy.place(landing));
          }
        }
      }
    }
    out.flush();
    return 0;
  }

  private void explain(ZonePolicy policy, String what, ZonePolicy.Placement place) {
    var out = spec.commandLine().getOut();
    out.printf("%n%s%n", what);
    place
        .ignoredBy()
        .ifPresent(by -> out.printf("  ignored: %s takes it; no finding is reported%n", by));
    out.printf("  ring: %s%n", place.ring().id());
    if (place.rule().isEmpty()) {
      out.printf(
          policy.source().file().isPresent()
              ? "  rule: no rule takes it or raises it; `default_ring` applies%n"
              : "  rule: without a policy everything is in the middle ring%n");
    }
    for (ZoneRule rule : place.rules()) {
      boolean decides = place.rule().equals(Optional.of(rule));
      out.printf(
          "  %s: %s `%s`, %s ring (%s): %s%s%n",
          decides ? "rule" : "also",
          rule.kind().name().toLowerCase(Locale.ROOT),
          rule.name(),
          rule.ring().id(),
          rule.place(),
          rule.why(),
          decides && rule.override() ? "; it overrides other kinds" : "");
    }
    place.suggestion().ifPresent(suggestion -> out.printf("  note: %s%n", suggestion));
    out.printf("  fails on: %s%n", policy.failLevel(place.ring()).id());
    for (Category category :
        List.of(
            Category.COPYLEFT,
            Category.COPYLEFT_LIMITED,
            Category.SOURCE_AVAILABLE,
            Category.UNSTATED)) {
      SeverityTable.Entry entry = SeverityTable.of(category, place.ring());
      ZonePolicy.Action action =
          policy.enforcement().taint().categories().getOrDefault(category, ZonePolicy.Action.DENY);
      out.printf(
          Locale.ROOT,
          "  %-18s %s%n",
          category.label() + ":",
          switch (action) {
            case DENY -> entry.severity().id() + " " + entry.score();
            case REVIEW ->
                entry.severity().id() + " " + entry.score() + ", reviewed: warning at most";
            case ALLOW -> "allowed";
          });
    }
  }
}
