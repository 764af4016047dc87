package dev.ringfence.cli;

import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.provenance.ProvenanceRecord;
import dev.ringfence.attest.provenance.ProvenanceStore;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.change.GitChanges;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `ringfence provenance show`: what records say.
@Command(
    name = "show",
    description = "Show what the records of a commit say.",
    footerHeading = "%nExample:%n",
    footer = "  ringfence provenance show gh-31000")
public final class ProvenanceShowCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  RecordOptions options;

  @Option(names = "--json", description = "Print the Statements, one a line.")
  boolean json;

  /// The command.
  public ProvenanceShowCommand() {}

  @Override
  public Integer call() throws IOException {
    try (GitChanges git = GitChanges.open(options.repository)) {
      ProvenanceStore.Contents contents = ProvenanceStore.read(git, options.revision);
      List<ProvenanceRecord> records = options.of(contents);
      PrintWriter out = spec.commandLine().getOut();
      for (ProvenanceRecord record : records) {
        if (json) {
          out.println(VisibleText.json(JsonMapper.shared().writeValueAsString(record.statement())));
        } else {
          show(out, record);
        }
      }
      out.flush();
      contents.faults().forEach(fault -> System.err.println("not read: " + fault));
      return contents.faults().isEmpty() ? 0 : 3;
    }
  }

  private static void show(PrintWriter out, ProvenanceRecord record) {
    out.printf("%s%s%n", record.id(), record.envelope().isPresent() ? " (signed)" : "");
    out.printf(
        "  change: %s to %s, %s ring%n",
        shown(record.baseCommit()),
        shown(record.headCommit()),
        record.statement().path("predicate").path("policy").path("ring").asString("?"));
    for (ProvenanceRecord.RecordedTool each : record.tools()) {
      ToolUse tool = each.tool();
      out.printf("  tool: %s, model %s%n", tool.nameAndVersion(), tool.model().orElse("unknown"));
      each.ranges().stream()
          .collect(
              Collectors.groupingBy(
                  ProvenanceRecord.Range::path,
                  java.util.LinkedHashMap::new,
                  Collectors.mapping(
                      range -> range.lines().firstLine() + "-" + range.lines().lastLine(),
                      Collectors.joining(", "))))
          .forEach((path, lines) -> out.printf("    %s:%s%n", path, lines));
    }
    record
        .prompts()
        .forEach(prompts ->
            out.printf(
                "  prompts: %s, sha256 %s%n",
                prompts.path().isEmpty() ? "by digest" : prompts.path(), shown(prompts.sha256())));
    String search =
        record.statement().path("predicate").path("search").path("receipt").asString("");
    if (!search.isEmpty()) {
      out.printf("  search: receipt %s%n", shown(search.replaceFirst("^sha256:", "")));
    }
  }

  private static String shown(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }
}
