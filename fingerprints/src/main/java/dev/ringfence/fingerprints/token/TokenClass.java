package dev.ringfence.fingerprints.token;

/// What a lexer says of a token; the names are the token types of every grammar.
public enum TokenClass {
  /// A name or keyword: `while`, `count`.
  IDENTIFIER,
  /// A number: `0x1fUL`.
  NUMBER,
  /// A string, character, regular expression or piece of a template: `"a"`.
  STRING,
  /// An operator or bracket: `+=`.
  OPERATOR,
  /// The head of a preprocessor line: `#define`.
  DIRECTIVE,
  /// A literal whose end is missing: `"abc` at the end of a line.
  UNTERMINATED,
  /// A character that no rule takes: a NUL.
  UNKNOWN
}
