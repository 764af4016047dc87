package dev.ringfence.cli;

import dev.ringfence.attest.guide.Guides;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ringfence guide`: writes what the policy says for people and coding tools.
@Command(
    name = "guide",
    description = {
      "Write what the policy says for those who contribute: AI_CONTRIBUTION_GUIDE.md, the"
          + " pull-request template, a prompt to paste, and a section of AGENTS.md.",
      "",
      "Of AGENTS.md and the template only the section between the marks is written; the rest stays as"
          + " it is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence guide",
      "  ringfence guide --check",
      "",
      "Exit status of --check: 0 they are as the policy says, 1 one is not."
    })
public final class GuideCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  PolicyOptions options;

  @Option(names = "--check", description = "Write nothing; say which files are not up to date.")
  boolean check;

  /// The command.
  public GuideCommand() {}

  @Override
  public Integer call() throws IOException {
    ZonePolicy policy = options.read();
    Map<String, String> present = new TreeMap<>();
    for (String name : List.of(Guides.GUIDE, Guides.TEMPLATE, Guides.PROMPT, Guides.AGENTS)) {
      Path file = options.repository.resolve(name);
      if (Files.isRegularFile(file)) {
        present.put(name, Files.readString(file));
      }
    }
    List<String> stale = Guides.stale(policy, present);
    var out = spec.commandLine().getOut();
    if (check) {
      for (String name : stale) {
        out.printf("stale: %s%n", name);
      }
      out.println(
          stale.isEmpty()
              ? "guide: up to date with " + policy.source().file().orElse("the default policy")
              : "do: ringfence guide");
      out.flush();
      return (stale.isEmpty() ? ExitStatus.CLEAN : ExitStatus.FINDINGS).code();
    }
    Map<String, String> texts = Guides.of(policy, present);
    for (String name : stale) {
      Path file = options.repository.resolve(name);
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, texts.getOrDefault(name, ""));
      out.printf("written: %s%n", name);
    }
    if (stale.isEmpty()) {
      out.println("guide: up to date");
    }
    out.flush();
    return 0;
  }
}
