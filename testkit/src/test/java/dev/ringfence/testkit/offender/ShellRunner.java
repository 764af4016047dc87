package dev.ringfence.testkit.offender;

import java.io.IOException;

final class ShellRunner {
  private ShellRunner() {}

  static Process run(String program) throws IOException {
    return Runtime.getRuntime().exec(new String[] {program}, new String[0]);
  }
}
