package dev.ringfence.testkit.offender;

import picocli.CommandLine.Option;

final class OptionReader {
  @Option(names = "--fast")
  boolean fast;
}
