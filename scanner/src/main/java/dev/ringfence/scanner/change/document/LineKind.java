package dev.ringfence.scanner.change.document;

/// What a line of a text looks like.
enum LineKind {
  /// Code, by its form: `x = f(y);`.
  CODE,
  /// A line that is too long to be told by its form and bears many marks of code: minified code.
  LONG_CODE,
  /// Code or data: `}`, `1, 2, 3`, `name = "x"`.
  EITHER,
  /// Neither code nor a sentence: `cp a b`.
  OTHER,
  /// A sentence or a piece of one.
  PROSE,
  /// Nothing to see.
  BLANK
}
