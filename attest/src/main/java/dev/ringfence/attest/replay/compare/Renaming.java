package dev.ringfence.attest.replay.compare;

import dev.ringfence.fingerprints.token.Alphabet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Whether two functions differ in nothing but the names of what is theirs alone.
final class Renaming {
  private static final Set<String> MEMBER = Set.of(".", "->", "::", "?.", "@");

  private final CodeUnit left;
  private final CodeUnit right;
  private final Set<String> fixed;
  private final Map<String, String> functions;

  private Renaming(
      CodeUnit left, CodeUnit right, Set<String> fixed, Map<String, String> functions) {
    this.left = left;
    this.right = right;
    this.fixed = fixed;
    this.functions = functions;
  }

  /// Whether one is the other under other names.
  ///
  /// @param fixed names that others know too
  /// @param functions which function of the one stands for which of the other
  static boolean is(
      CodeUnit left, CodeUnit right, Set<String> fixed, Map<String, String> functions) {
    return new Renaming(left, right, fixed, functions).holds();
  }

  private boolean holds() {
    if (!left.tokens().hasSymbolsOf(right.tokens())) {
      return false;
    }
    Set<String> leftNames = left.names();
    Set<String> rightNames = right.names();
    Map<String, String> to = new HashMap<>();
    Map<String, String> back = new HashMap<>();
    for (int i = 0; i < left.tokens().size(); i++) {
      int symbol = left.tokens().symbol(i);
      boolean same = left.tokens().spelling(i) == right.tokens().spelling(i);
      if (symbol != Alphabet.NAME) {
        if (!same) {
          return false; // a number or a text
        }
        continue;
      }
      String a = left.word(i);
      String b = right.word(i);
      if (!b.equals(to.computeIfAbsent(a, _ -> b)) || !a.equals(back.computeIfAbsent(b, _ -> a))) {
        return false;
      }
      if (same || b.equals(functions.get(a))) {
        continue;
      }
      // What is called, belongs to something or is known elsewhere is no name of its own.
      if (isKnown(left, i)
          || fixed.contains(a)
          || fixed.contains(b)
          || rightNames.contains(a)
          || leftNames.contains(b)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKnown(CodeUnit unit, int token) {
    return symbol(unit, token + 1).equals("(") || MEMBER.contains(symbol(unit, token - 1));
  }

  private static String symbol(CodeUnit unit, int token) {
    return token < 0 || token >= unit.tokens().size()
        ? ""
        : Alphabet.spelling(unit.tokens().symbol(token));
  }
}
