package dev.ringfence.cli;

import dev.ringfence.attest.provenance.Dsse;
import dev.ringfence.attest.provenance.ProvenanceRecord;
import dev.ringfence.attest.provenance.ProvenanceStore;
import dev.ringfence.attest.provenance.ProvenanceVerification;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.change.GitChanges;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.security.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `ringfence provenance verify`: holds records against the repository.
@Command(
    name = "verify",
    description = {
      "Hold records against the repository: that they are whole, their prompts are what they were,"
          + " which commit brought the change in, and where its lines stand now.",
      "",
      "A change is found by its patch id and by what its lines say: after a squash, a rebase, a"
          + " cherry-pick, in a file of another name."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence provenance verify",
      "  ringfence provenance verify gh-31000 --at v2.1 --key maintainers.pub",
      "",
      "Exit status: 0 all records hold, 1 one does not, 2 usage or configuration,",
      "3 one could not be read."
    })
public final class ProvenanceVerifyCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  RecordOptions options;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The public key (PEM) that every record must be signed with.")
  @Nullable String key;

  @Option(names = "--json", description = "Print the outcome as JSON.")
  boolean json;

  /// The command.
  public ProvenanceVerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<PublicKey> publicKey = Optional.empty();
    if (key != null) {
      publicKey =
          Optional.of(
              Dsse.publicKey(
                  key, Files.readString(ContributionOptions.file("provenance/key", "key", key))));
    }
    try (GitChanges git = GitChanges.open(options.repository)) {
      ProvenanceStore.Contents contents = ProvenanceStore.read(git, options.revision);
      List<ProvenanceRecord> records = options.of(contents);
      List<ProvenanceVerification.Outcome> outcomes =
          ProvenanceVerification.verify(git, options.revision, contents, records, publicKey);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.print(json(outcomes, contents.faults()));
      } else {
        outcomes.forEach(outcome -> show(out, outcome));
      }
      out.flush();
      contents.faults().forEach(fault -> System.err.println("not read: " + fault));
      if (!contents.faults().isEmpty()) {
        return ExitStatus.INCOMPLETE.code();
      }
      boolean all = outcomes.stream().allMatch(ProvenanceVerification.Outcome::holds);
      return (all ? ExitStatus.CLEAN : ExitStatus.FINDINGS).code();
    }
  }

  private static void show(PrintWriter out, ProvenanceVerification.Outcome outcome) {
    ProvenanceRecord record = outcome.record();
    out.printf("%s: %s%n", record.id(), outcome.holds() ? "holds" : "DOES NOT HOLD");
    outcome.faults().forEach(fault -> out.printf("  fault: %s%n", fault));
    out.printf(
        "  signature: %s%n",
        switch (outcome.signature()) {
          case NONE -> "none";
          case NOT_CHECKED -> "not checked (name the key with --key)";
          case VALID -> "valid";
          case INVALID -> "INVALID";
        });
    out.printf(
        "  came in with: %s%n",
        outcome
            .commit()
            .map(id -> "commit " + id.substring(0, 12))
            .orElse("no commit with its patch id"));
    out.printf(Locale.ROOT, "  lines: %d of %d stand%n", outcome.found(), record.lineCount());
    for (ProvenanceVerification.Place place : outcome.places()) {
      out.printf(
          "    %s:%d-%d %s%s%n",
          place.was().path(),
          place.was().lines().firstLine(),
          place.was().lines().lastLine(),
          place.state().equals("changed")
              ? "changed, " + place.found() + " of " + place.of() + " lines"
              : place.state(),
          place
              .lines()
              .map(
                  lines -> " at " + place.path() + ":" + lines.firstLine() + "-" + lines.lastLine())
              .orElse(""));
    }
  }

  private static String json(List<ProvenanceVerification.Outcome> outcomes, List<String> faults) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("version", 1);
    ArrayNode records = root.putArray("records");
    for (ProvenanceVerification.Outcome outcome : outcomes) {
      ObjectNode node = records.addObject();
      node.put("id", outcome.record().id());
      node.put("file", outcome.record().file());
      node.put("holds", outcome.holds());
      node.put("signature", outcome.signature().name().toLowerCase(Locale.ROOT));
      node.put("commit", outcome.commit().orElse(null));
      node.put("lines", outcome.record().lineCount());
      node.put("found", outcome.found());
      ArrayNode what = node.putArray("faults");
      outcome.faults().forEach(what::add);
      ArrayNode places = node.putArray("places");
      for (ProvenanceVerification.Place place : outcome.places()) {
        ObjectNode entry = places.addObject();
        entry.put("path", place.was().path());
        entry.put("start_line", place.was().lines().firstLine());
        entry.put("end_line", place.was().lines().lastLine());
        entry.put("state", place.state());
        entry.put("now", place.path());
        place
            .lines()
            .ifPresent(lines -> {
              entry.put("now_start_line", lines.firstLine());
              entry.put("now_end_line", lines.lastLine());
            });
        entry.put("found", place.found());
        entry.put("of", place.of());
      }
    }
    ArrayNode unread = root.putArray("not_read");
    faults.forEach(unread::add);
    return VisibleText.json(
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }
}
