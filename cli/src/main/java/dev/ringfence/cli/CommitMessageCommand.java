package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.policy.AiMarks;
import dev.ringfence.scanner.policy.Disclosure;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `ringfence commit-msg`: what the policy says to a commit message.
@Command(
    name = "commit-msg",
    description = {
      "Check what a commit message says about AI against the policy's `[disclosure]`; git's commit-msg"
          + " hook calls it with the message's file.",
      "",
      "Trailers may be required, optional or forbidden. A tool never signs off. A message without a"
          + " sign of AI passes: that there is none proves nothing."
    },
    footerHeading = "%nExample:%n",
    footer = {"  ringfence commit-msg .git/COMMIT_EDITMSG"})
public final class CommitMessageCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  PolicyOptions options;

  @Parameters(paramLabel = "FILE", description = "The file of the message.")
  @SuppressWarnings("NullAway.Init")
  Path file;

  /// The command.
  public CommitMessageCommand() {}

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "commit/not-found", "message file does not exist: `" + file + "`", "check the path"));
    }
    ZonePolicy policy = options.read();
    List<AiMarks.Mark> marks =
        AiMarks.find(SourceText.decode(Files.readAllBytes(file)), policy.disclosure());
    List<Diagnostic> faults = faults(marks, policy);
    faults.forEach(fault -> System.err.print(fault.render("error")));
    return (faults.isEmpty() ? ExitStatus.CLEAN : ExitStatus.FINDINGS).code();
  }

  private List<Diagnostic> faults(List<AiMarks.Mark> marks, ZonePolicy policy) {
    Disclosure disclosure = policy.disclosure();
    String source = policy.source().orElse("the default policy");
    String keys = "`" + String.join(": ...` or `", disclosure.keys()) + ": ...`";
    List<Diagnostic> faults = new ArrayList<>();
    for (AiMarks.Mark mark : marks) {
      if (mark.key().equalsIgnoreCase("Signed-off-by")) {
        faults.add(
            Diagnostic.of(
                    "commit/tool-signs-off",
                    "a tool signs off: `" + mark.text() + "`",
                    "only a person can certify the origin of a change; take the line out")
                .at(file + ":" + mark.line()));
      } else if (disclosure.trailers() == Disclosure.Trailers.FORBIDDEN && !mark.key().isEmpty()) {
        faults.add(
            Diagnostic.of(
                    "commit/trailer-forbidden",
                    source + " forbids trailers about AI: `" + mark.text() + "`",
                    "take the line out; say it where the project wants it said")
                .at(file + ":" + mark.line()));
      }
    }
    boolean said = marks.stream().anyMatch(mark -> disclosure.names(mark.key()));
    if (disclosure.trailers() == Disclosure.Trailers.REQUIRED && !marks.isEmpty() && !said) {
      AiMarks.Mark first = marks.getFirst();
      faults.add(
          Diagnostic.of(
                  "commit/trailer-missing",
                  "the message shows AI (`"
                      + first.text()
                      + "`) without the trailer that "
                      + source
                      + " requires",
                  "add " + keys)
              .at(file + ":" + first.line()));
    }
    return faults;
  }
}
