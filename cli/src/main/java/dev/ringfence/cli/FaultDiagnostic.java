package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/// The one message for whatever ended a command.
final class FaultDiagnostic {
  private FaultDiagnostic() {}

  /// The message for a fault.
  static Diagnostic of(Throwable fault) {
    for (Throwable each = fault; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        return Diagnostic.of(
            "memory/exhausted",
            "out of memory ("
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MB); what was asked for is not done",
            "give the virtual machine more, `RINGFENCE_JAVA_OPTS=-Xmx8g`, or give it less at once");
      }
      if (each instanceof StackOverflowError) {
        return Diagnostic.of(
            "memory/stack",
            "the input is nested too deep; what was asked for is not done",
            "give the virtual machine a larger stack, `RINGFENCE_JAVA_OPTS=-Xss64m`, or leave the"
                + " input out");
      }
    }
    return switch (fault) {
      case RingfenceException known -> known.diagnostic();
      case IOException full when isAbout(full, "No space left on device") ->
          Diagnostic.of(
              "io/disk-full",
              "the disk is full; what was there before is as it was",
              "make room, or name a folder on another disk, and run the command again");
      case IOException locked when isAbout(locked, "Read-only file system") ->
          Diagnostic.of(
              "io/read-only",
              "cannot write to a read-only file system: " + locked.getMessage(),
              "name a folder that can be written");
      case AccessDeniedException denied ->
          Diagnostic.of(
              "io/denied", "no permission: `" + denied.getFile() + "`", "check its owner and mode");
      case FileSystemException file ->
          Diagnostic.of(
              "io/failed",
              "cannot use `"
                  + file.getFile()
                  + "`: "
                  + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason()),
              "check the path and the space left on the disk");
      case IOException io ->
          Diagnostic.of(
              "io/failed",
              String.valueOf(io.getMessage()),
              "check the disk and run the command again");
      default ->
          Diagnostic.of(
              "internal/fault",
              fault.getClass().getSimpleName()
                  + ": "
                  + fault.getMessage()
                  + "; nothing was checked",
              "please report this with the output of the same command and --debug");
    };
  }

  /// The message for results that did not reach standard output. Whoever closed a pipe, as `head`
  /// does, knows what to do.
  static Diagnostic ofOutput(IOException fault) {
    Diagnostic diagnostic =
        Diagnostic.of(
            "io/output",
            "standard output took not all of the results: " + fault.getMessage(),
            "check where it goes and the space there; --output writes to a file");
    return isAbout(fault, "Broken pipe") ? diagnostic.withoutHelp() : diagnostic;
  }

  private static boolean isAbout(IOException fault, String words) {
    for (Throwable each = fault; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains(words)) {
        return true;
      }
    }
    return false;
  }
}
