package dev.ringfence.fingerprints.token.antlr;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;

/// The base of all generated lexers: one that never throws. A closing bracket without its opening
/// one leaves the mode as it is, which is what half a text needs.
public abstract class TotalLexer extends Lexer {
  /// Bound on nested modes; brackets below it are tokens like any other, they only stop nesting.
  private static final int MAX_DEPTH = 10_000;

  /// A lexer over a text.
  protected TotalLexer(CharStream input) {
    super(input);
  }

  @Override
  public void pushMode(int mode) {
    if (_modeStack.size() < MAX_DEPTH) {
      super.pushMode(mode);
    }
  }

  @Override
  public int popMode() {
    return _modeStack.isEmpty() ? _mode : super.popMode();
  }
}
