package dev.ringfence.corpus.cli;

import picocli.CommandLine.Option;

/// The help option that every command has.
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /// The option.
  public HelpOption() {}
}
