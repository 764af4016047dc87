package dev.ringfence.fingerprints.statement;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What makes two spellings of one thing equal. Each can be left out, to see what it brings.
public enum Rule {
  /// `a > b` is `b < a`, `a <= b - 1` is `a < b`.
  COMPARISONS,
  /// The operands of `+`, `*`, `==`, `&&` and their like have an order of their own.
  COMMUTATIVE,
  /// `!(a < b)` is `b <= a`, `!(a && b)` is `!a || !b`; a condition and its opposite are one.
  NEGATION,
  /// `x == NULL`, `x == 0`, `x == false` and `!x` are one.
  NULLS,
  /// `i++`, `i += 1` and `i = i + 1` are one, `x += y` is `x = x + y`.
  STEPS,
  /// The parts of `a && b` count as conditions of their own, as if nested.
  CONJUNCTIONS,
  /// `for (i = 0; i < n; i++)`, `for i in range(n)` and the `while` that does the same are one.
  LOOPS,
  /// A member of a name is a name: what is hoisted into a local reads as before.
  MEMBERS,
  /// `o.f(x)` is `f(o, x)`.
  METHODS,
  /// A local that is set once and read once is its value.
  TEMPORARIES;

  /// All of them.
  public static final Set<Rule> ALL = Collections.unmodifiableSet(EnumSet.allOf(Rule.class));
}
