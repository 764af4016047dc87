package dev.ringfence.scanner.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.scanner.policy.SeverityTable;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence policy explain`: which ring a path lies in, and why.
@Command(
    name = "explain",
    description = "Show which ring a path lies in, which rule says so, and what that means.",
    footerHeading = "%nExample:%n",
    footer = "  ringfence policy explain numpy/linalg/linalg.py doc/index.rst")
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
      arity = "1..*",
      paramLabel = "PATH",
      description = "Paths relative to the repository's root; they need not exist.")
  List<String> paths = new ArrayList<>();

  /// The command.
  public PolicyExplainCommand() {}

  @Override
  public Integer call() throws IOException {
    ZonePolicy policy = options.read();
    var out = spec.commandLine().getOut();
    String source = policy.source().orElse("none: this is the default policy");
    out.printf("policy: %s%n", source);
    policy.warnings().forEach(warning -> out.printf("  not evaluated: %s%n", warning));
    for (String path : paths) {
      String clean = path.startsWith("./") ? path.substring(2) : path;
      ZonePolicy.Placement place = policy.place(clean);
      out.printf("%n%s%n", clean);
      if (place.ignored()) {
        out.printf(
            "  ignored: `%s` in `ignore.paths` takes it; no finding is reported%n",
            place.glob().orElse(""));
      }
      out.printf("  ring: %s%n", place.ring().id());
      if (place.zone().isPresent()) {
        out.printf(
            "  rule: zone `%s` (%s:%d), glob `%s`; the last zone that takes a path decides%n",
            place.zone().get().name(),
            source,
            place.zone().get().line(),
            place.zone().get().globFor(clean).orElse(""));
      } else {
        out.printf(
            policy.source().isPresent()
                ? "  rule: no zone takes it; `default_ring` applies%n"
                : "  rule: without a policy everything is in the middle ring%n");
      }
      out.printf("  fails on: %s%n", policy.failLevel(place.ring()).id());
      for (Category category :
          List.of(
              Category.COPYLEFT,
              Category.COPYLEFT_LIMITED,
              Category.SOURCE_AVAILABLE,
              Category.UNSTATED)) {
        SeverityTable.Entry entry = SeverityTable.of(category, place.ring());
        ZonePolicy.Action action =
            policy.taint().categories().getOrDefault(category, ZonePolicy.Action.DENY);
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
    out.flush();
    return 0;
  }
}
