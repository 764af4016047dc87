package dev.ringfence.corpus.index;

/// Why a file is not in the index. Every skipped file is counted under one.
public enum SkipReason {
  /// No lexer for its suffix: `README`.
  NO_LANGUAGE("no lexer for this kind of file"),
  /// Not on the list given with `--files-from`.
  NOT_LISTED("not on the list of files"),
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
