package dev.ringfence.testkit.offender;

import java.io.IOException;

final class ProgramStarter {
  private ProgramStarter() {}

  static Process start(String program) throws IOException {
    return new ProcessBuilder(program).start();
  }
}
