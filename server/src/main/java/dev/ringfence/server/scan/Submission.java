package dev.ringfence.server.scan;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.scan.ChangeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// What someone asks a server to scan.
public sealed interface Submission {
  /// What a patch has and code hardly ever: heads of files or of hunks.
  Pattern PATCH =
      Pattern.compile(
          "(?m)^(diff --git |--- [^\\n]*\\n\\+\\+\\+ |@@ -\\d+(,\\d+)? \\+\\d+(,\\d+)? @@|\\*\\*\\* [^\\n]*\\n--- )");

  /// What is called by no name.
  String UNNAMED = "pasted";

  /// Code, all of it new.
  ///
  /// @param path where it is to land, for language and ring; [#UNNAMED] for nowhere
  /// @param bytes the code
  /// @param language its language; empty where name and text tell
  record Code(String path, byte[] bytes, Optional<String> language) implements Submission {}

  /// A patch.
  ///
  /// @param name what it is called
  /// @param bytes the patch
  record Patch(String name, byte[] bytes) implements Submission {}

  /// Commits of the server's repository.
  ///
  /// @param range `BASE..HEAD`, `BASE...HEAD` or one commit
  record Commits(String range) implements Submission {}

  /// Code or a patch, whichever it looks like.
  static Submission guessed(String name, byte[] bytes, Optional<String> language) {
    String label = name.isBlank() ? UNNAMED : name.strip();
    return PATCH.matcher(SourceText.decode(bytes)).find()
        ? new Patch(label, bytes)
        : new Code(label, bytes, language);
  }

  /// The same as a scan reads it.
  ///
  /// @param repository the repository that it is for, where there is one
  default ChangeSource source(Optional<Path> repository) {
    return switch (this) {
      case Code code ->
          new ChangeSource.Pasted(
              List.of(new ChangeSource.Input(code.path(), code.bytes())), repository);
      case Patch patch ->
          new ChangeSource.Patches(
              List.of(new ChangeSource.Input(patch.name(), patch.bytes())),
              OptionalInt.empty(),
              repository);
      case Commits commits ->
          new ChangeSource.Commits(
              repository.orElseThrow(() ->
                  RingfenceException.usage(
                      Diagnostic.of(
                          "server/no-repository",
                          "this server has no repository to take commits from",
                          "start it with `--repo DIR`, or send a patch"))),
              commits.range());
    };
  }

  /// The language that it is to be read as, if one was named.
  default Optional<Language> forced() {
    return this instanceof Code code
        ? code.language()
            .map(id ->
                Language.ofId(id)
                    .orElseThrow(() ->
                        RingfenceException.usage(
                            Diagnostic.of(
                                "usage/unknown-language",
                                "`" + id + "` is no language that is read",
                                "leave it out to have it guessed, or see docs/languages.md"))))
        : Optional.empty();
  }
}
