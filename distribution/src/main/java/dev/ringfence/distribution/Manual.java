package dev.ringfence.distribution;

import dev.ringfence.cli.Main;
import java.io.File;
import java.io.IOException;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/// Writes the manual pages of all commands as AsciiDoc.
public final class Manual {
  private Manual() {}

  /// Writes the pages.
  ///
  /// @param arguments the folder to write to
  public static void main(String[] arguments) throws IOException {
    File folder = new File(arguments[0]);
    if (!folder.isDirectory() && !folder.mkdirs()) {
      throw new IOException("cannot make " + folder);
    }
    int status =
        ManPageGenerator.generateManPage(
            folder, null, new boolean[0], true, Main.commandLine().getCommandSpec());
    if (status != 0) {
      throw new IOException("the manual's generator ended with " + status);
    }
  }
}
