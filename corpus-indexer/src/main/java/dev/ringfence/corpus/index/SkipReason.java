package dev.ringfence.corpus.index;

/// Why a file is not in the index. Every skipped file is counted under one.
public enum SkipReason {
  /// No lexer for its suffix: `README`.
  NO_LANGUAGE("no lexer for this kind of file"),
  /// An entry that no honest archive holds, or one that cannot be read.
  REFUSED("refused or unreadable; see the warnings"),
  /// An archive in the work: it is a work of its own, or a test.
  NESTED_ARCHIVE("an archive within the work, not opened"),
  /// Not on the list given with `--files-from`.
  NOT_LISTED("not on the list of files"),
  /// Taken out by a pattern of the corpus file.
  EXCLUDED("excluded by the corpus file"),
  /// More bytes than any source that people write.
  TOO_LARGE("larger than 4 MiB"),
  /// A NUL among the first bytes.
  BINARY("binary content"),
  /// Lines too long to be written by hand: `jquery.min.js`.
  MINIFIED("minified or generated: average line over 400 characters"),
  /// Fewer tokens than the shortest fingerprint.
  TOO_SHORT("fewer tokens than a fingerprint");

  private final String explanation;

  SkipReason(String explanation) {
    this.explanation = explanation;
  }

  /// The reason for a reader.
  public String explanation() {
    return explanation;
  }
}
