package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.report.SearchReceipt;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence receipt verify`: searches again and compares.
@Command(
    name = "verify",
    description = {
      "Search again and say whether the receipt comes out the same, or what exactly differs.",
      "",
      "The change is named as for `scan`. Exit status: 0 the same, 1 something differs, 2 usage, 3 no"
          + " index."
    },
    footerHeading = "%nExample:%n",
    footer = "  ringfence receipt verify corpus search.intoto.json --diff main..HEAD")
public final class ReceiptVerifyCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(
      arity = "1..*",
      paramLabel = "[INDEX] RECEIPT [CHANGE]",
      hideParamSyntax = true,
      description = {
        "INDEX: " + Engines.INDEX + " Default: RINGFENCE_INDEX, or the user's settings.",
        "RECEIPT: the receipt.",
        "CHANGE: patch files or folders of them; `-` is standard input."
      })
  List<String> arguments = new ArrayList<>();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ChangeOptions change;

  /// The command.
  public ReceiptVerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    IndexFirst named =
        IndexFirst.read(arguments, "RECEIPT", text -> Files.isRegularFile(Path.of(text)));
    Path receipt = Path.of(named.subject());
    String was = read(receipt);
    double threshold =
        SearchReceipt.threshold(was)
            .orElseThrow(() ->
                RingfenceException.usage(
                    Diagnostic.of(
                            "receipt/invalid",
                            "not a search receipt",
                            "write one with `ringfence scan --receipt FILE`")
                        .at(receipt.toString())));
    ScanRequest request = change.read(named.changes()).from(OptionalDouble.of(threshold));
    try (ScanEngine engine = Engines.open(named.index())) {
      ScanReport report = engine.scan(request, ScanProgress.NONE);
      List<String> differences = SearchReceipt.differences(was, SearchReceipt.of(report));
      var out = spec.commandLine().getOut();
      differences.forEach(out::println);
      boolean same = differences.isEmpty();
      out.println(same ? "the same: " + receipt : "DIFFERENT: " + receipt);
      out.flush();
      return same ? ExitStatus.CLEAN.code() : ExitStatus.FINDINGS.code();
    }
  }

  private static String read(Path receipt) throws IOException {
    if (!Files.isRegularFile(receipt)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/not-found", "receipt does not exist: `" + receipt + "`", "check the path"));
    }
    return Files.readString(receipt);
  }
}
