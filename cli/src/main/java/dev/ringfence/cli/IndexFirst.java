package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.Indexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// The arguments `[INDEX] SUBJECT [CHANGE...]`: the index stands first in every command, and may be
/// left out where the environment or the user's settings name one. After the subject it is
/// understood too.
///
/// @param index the index that is meant
/// @param subject what is asked about: a finding, a receipt
/// @param changes where the change is
record IndexFirst(Path index, String subject, List<String> changes) {
  /// Tells the arguments apart.
  ///
  /// @param label what the subject is called in the help
  /// @param isSubject whether a text can be the subject
  static IndexFirst read(List<String> arguments, String label, Predicate<String> isSubject)
      throws IOException {
    if (arguments.isEmpty()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-arguments",
              label + " is missing",
              "write INDEX " + label + " CHANGE"));
    }
    String first = arguments.getFirst();
    if (!isSubject.test(first) || Files.isDirectory(Path.of(first))) {
      if (arguments.size() == 1) {
        throw RingfenceException.usage(
            Diagnostic.of(
                "usage/invalid-arguments",
                "`" + first + "` is no " + label + ", and nothing follows it",
                "write INDEX " + label + " CHANGE"));
      }
      return new IndexFirst(
          Path.of(first), arguments.get(1), arguments.subList(2, arguments.size()));
    }
    if (arguments.size() > 1 && isIndex(arguments.get(1))) {
      return new IndexFirst(
          Path.of(arguments.get(1)), first, arguments.subList(2, arguments.size()));
    }
    Path usual =
        Settings.index()
            .orElseThrow(() ->
                RingfenceException.usage(
                    Diagnostic.of(
                        "usage/invalid-arguments",
                        "no index is named",
                        "write INDEX " + label + " CHANGE, or set RINGFENCE_INDEX")));
    return new IndexFirst(usual, first, arguments.subList(1, arguments.size()));
  }

  /// A change is a file, a folder of patches or `-`.
  private static boolean isIndex(String text) throws IOException {
    return !text.equals("-")
        && !Files.isRegularFile(Path.of(text))
        && (Settings.index().isEmpty() || Indexes.exists(Path.of(text)));
  }
}
