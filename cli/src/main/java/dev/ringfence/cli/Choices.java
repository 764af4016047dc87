package dev.ringfence.cli;

import dev.ringfence.fingerprints.source.Language;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The values that options take, for completion.
final class Choices {
  private Choices() {}

  /// The language of an id, or of the name that people write.
  static Optional<Language> language(String name) {
    String id = name.toLowerCase(Locale.ROOT);
    return Language.ofId(
        switch (id) {
          case "c++", "cc", "cxx" -> "cpp";
          case "c#", "cs" -> "csharp";
          case "js", "jsx", "ts", "tsx" -> "javascript";
          case "py" -> "python";
          case "golang" -> "go";
          case "rs" -> "rust";
          case "rb" -> "ruby";
          case "bash", "sh" -> "shell";
          default -> id;
        });
  }

  /// Values in the order in which a user wants them.
  abstract static class Values implements Iterable<String> {
    private final List<String> values;

    Values(String... values) {
      this.values = List.of(values);
    }

    @Override
    public Iterator<String> iterator() {
      return values.iterator();
    }
  }

  /// What a scan's report is written as.
  static final class ReportFormat extends Values {
    ReportFormat() {
      super(
          "text",
          "concise",
          "statistics",
          "json",
          "sarif",
          "markdown",
          "codequality",
          "annotations",
          "receipt");
    }
  }

  /// What `check` writes.
  static final class CheckFormat extends Values {
    CheckFormat() {
      super("text", "json", "markdown");
    }
  }

  /// What `attest check` writes.
  static final class AttestFormat extends Values {
    AttestFormat() {
      super("text", "json", "markdown", "annotations");
    }
  }

  /// What `audit report` writes.
  static final class AuditFormat extends Values {
    AuditFormat() {
      super("html", "csv", "json", "sarif", "spdx", "markdown");
    }
  }

  /// What `replay` writes.
  static final class ReplayFormat extends Values {
    ReplayFormat() {
      super("text", "json", "markdown", "html", "statement");
    }
  }

  /// What `provenance export` writes.
  static final class ProvenanceFormat extends Values {
    ProvenanceFormat() {
      super("agent-trace", "spdx", "asf", "in-toto");
    }
  }

  /// How bad a finding is.
  static final class Severity extends Values {
    Severity() {
      super("note", "warning", "error", "none");
    }
  }

  /// How near to the heart of a project code lies.
  static final class Rings extends Values {
    Rings() {
      super("outer", "middle", "inner");
    }
  }

  /// When colors are written.
  static final class When extends Values {
    When() {
      super("auto", "always", "never");
    }
  }

  /// The languages that have a lexer.
  static final class Languages extends Values {
    Languages() {
      super(
          Arrays.stream(Language.values())
              .filter(language -> language != Language.GENERIC)
              .map(Language::id)
              .sorted()
              .toArray(String[]::new));
    }
  }
}
